"""What the letters of a RACI matrix mean: the legend decides (`7-rulings`), for in some R answers and A acts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.vocabulary import fold, vocabulary

PERFORMS, ANSWERS, CONSULTED, INFORMED, SUPPORTS = "performs", "answers", "consulted", "informed", "supports"
LETTERS = "RACISVEP"
_LOOKALIKES = str.maketrans("СсАаІіЅѕЕеРр", "CcAaIiSsEePp")  # Cyrillic letters that look Latin
_CELL = re.compile(rf"[{LETTERS}]{{1,4}}")
_LEGEND = re.compile(rf"(?:^|[\s;,(•|-])([{LETTERS}])\s*(?:=|:|–|—|->|→|\bpour\b|\bfor\b)\s*([^\W\d_][\w’' -]*)", re.I)

WORDS = vocabulary(
    performs=(
        "réalise", "réalisateur", "réalisation", "exécute", "exécutant", "acteur", "fait", "responsible", "performs",
        "doer", "effectue", "opère", "met en œuvre", "chargé de réaliser", "realizes",
    ),
    answers=(
        "accountable", "approuve", "approbateur", "autorité", "rend compte", "garant", "answers", "approver",
        "approves", "valide", "décide", "redevable", "imputable", "comptable", "autorise",
    ),
    either=("responsable",),
    consulted=("consulté", "consulted", "consulte", "est consulté", "contribue", "contributeur"),
    informed=("informé", "informed", "est informé", "information"),
    supports=("soutient", "support", "supports", "soutien", "aide"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Legend:
    """Letter → meaning, as pairs."""

    meanings: tuple[tuple[str, str], ...]

    def of(self, letter: str) -> str:
        return next((meaning for known, meaning in self.meanings if known == letter), "")

    @property
    def settled(self) -> bool:
        """Whether it says who performs."""
        return any(meaning == PERFORMS for _, meaning in self.meanings)


def legend_of(texts: Iterable[str]) -> Legend:
    """The legend in ``texts`` ("R = Réalise", "A : Approuve"). *Responsable* performs, unless *acteur* does."""
    found: dict[str, str] = {}
    for text in texts:
        for letter, word in _LEGEND.findall(_latin(text)):
            meaning = _meaning(word)
            if meaning:
                found.setdefault(letter.upper(), meaning)
    performed = PERFORMS in found.values()
    settled = {
        letter: (ANSWERS if performed else PERFORMS) if meaning == "either" else meaning
        for letter, meaning in found.items()
    }
    return Legend(tuple(sorted(settled.items())))


def is_legend(cell: str) -> bool:
    """Whether a cell explains a letter ("R = Réalise") and is no heading or duty."""
    return _LEGEND.search(_latin(cell)) is not None and re.search("[=:]", cell) is not None


def legend_row(cells: Iterable[str]) -> str:
    """A row that explains a letter in two cells ("R", then "Réalise"), as one text: "R = Réalise"; else nothing."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) != 2 or len(filled[0]) != 1 or _latin(filled[0]).upper() not in LETTERS or not _meaning(filled[1]):
        return ""
    return f"{filled[0]} = {filled[1]}"


def meaning_of_heading(heading: str) -> str:
    """Of a column headed "Réalise", "Responsible (R)", "Consulté": its meaning; of a mere letter: the letter."""
    text = _latin(heading).strip()
    if len(text) == 1 and text.upper() in "RACIS":
        return text.upper()
    bare = re.sub(r"\s*[(\[]?\b[RACIS]\b[)\]]?\s*[:=–-]?\s*", " ", text).strip()
    return _meaning(bare)


def _meaning(words: str) -> str:
    """Of the first words that are known: "approuve le livrable" means as "approuve"."""
    parts = fold(words).split()
    for count in range(min(3, len(parts)), 0, -1):
        key = WORDS.key(" ".join(parts[:count]))
        if key:
            return key
    return ""


def letters_of(cell: str) -> tuple[str, ...] | None:
    """The letters in a cell (``R/A``, ``RA``, ``I, C``, Cyrillic ``С``); None when it holds something else."""
    text = _latin(cell).upper()
    bare = re.sub(r"[\s/,;+&.()*-]+", "", text)
    if not bare:
        return ()
    return tuple(dict.fromkeys(bare)) if _CELL.fullmatch(bare) else None


def _latin(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
