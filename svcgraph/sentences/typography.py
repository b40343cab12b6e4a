"""Sets a plain sentence as it is printed: `7-rulings`, "Typography in print"."""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
NARROW = "\u202f"


@lru_cache(maxsize=65536)
def set_in_print(text: str, language: str) -> str:
    """``text`` with ’, and in French 10 h 00, no-break spaces before ``:``, narrow ones before ``; ? ! %``."""
    text = text.replace("'", "’")
    if language == "en":
        return re.sub(r"(?<=\d) %", f"{NARROW}%", text)
    text = re.sub(r"\b(\d{1,2}) ?h ?(\d{2})\b", rf"\1{NO_BREAK}h{NO_BREAK}\2", text)
    text = re.sub(r"((?:avant|à) \d{1,2}) heures?\b(?! \w*ouvr)", rf"\1{NO_BREAK}h{NO_BREAK}00", text)
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", NARROW, text)
    text = re.sub(r" (?=[%;?!])", NARROW, text)
    text = re.sub(r" (?=:)", NO_BREAK, text)
    return re.sub(r"«[ \u00a0\u202f]?(.*?)[ \u00a0\u202f]?»", rf"«{NO_BREAK}\1{NO_BREAK}»", text)
