"""Single texts as YAML, quoted wherever a reader could take them for something else."""

from __future__ import annotations

import json
import re

from svcgraph.intake.yaml import resolve

# Plain only what begins with a letter and holds nothing that means something to YAML, in flow style either.
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ](?:[\w .'’()/+%«»→–-]*[\w.’()/+%»–-])?\Z")
_PLAIN_NUMBER = re.compile(r"[0-9](?:[\w .'’()/+%«»→–-]*[\w.’()/+%»–-])?\Z")
# Words that some version of YAML takes for true, false or nothing.
_TAKEN = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "oui", "non"})
# JSON leaves these as they are; YAML ends a line at them, or refuses them.
_ESCAPED = re.compile("[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]")
_ONE_LINE = re.compile(r"[ -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*\Z")


def quoted(text: str) -> str:
    """``text`` as one YAML scalar that reads back as exactly the same text."""
    if _PLAIN.match(text) and text.lower() not in _TAKEN:
        return text
    return _double(text)


def like(text: str, style: str | None) -> str:
    """``text`` in the quotes in which another text was written: ``'``, ``"``, or none (where it may have none)."""
    if style == "'" and _ONE_LINE.match(text):
        return "'" + text.replace("'", "''") + "'"
    if style == '"':
        return _double(text)
    if style is None and _PLAIN_NUMBER.match(text) and isinstance(resolve(text), str):
        return text
    return quoted(text)


def literal(text: str, indent: int) -> str | None:
    """``text`` as a block of lines behind ``|-``, or None where it has one line, or would not read back the same."""
    lines = text.split("\n")
    if len(lines) < 2 or text != text.strip() or not all(map(_ONE_LINE.match, lines)):
        return None
    return "|-\n" + "\n".join(" " * indent + line if line else "" for line in lines)


def _double(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
