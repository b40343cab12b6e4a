"""Reads the day of review meetings as people write it: "le deuxième lundi à 11 h (30 minutes)".

A small closed form beside the grammar of objectives, which are deadlines: a weekday, its rank in the month, an hour,
and how long the meeting takes. What holds anything else is not read at all: a wrong date is worse than none.
"""

from __future__ import annotations

import re
from datetime import time

from svcgraph.domain.meeting_series import MeetingDay
from svcgraph.domain.text import Text
from svcgraph.sentences.folding import composed, fold
from svcgraph.sentences.numerals import NUMBERS, ORDINALS, bare, number_pattern, rank_pattern
from svcgraph.sentences.words import WEEKDAYS

LONGEST = 200  # characters
RANKS = (None, 1, 2, 3, 4, 5, -1, -2)  # of a weekday in its month
_DAYS = {fold(name): day for names in WEEKDAYS.values() for day, name in enumerate(names)}
_RANKS = "|".join(map(rank_pattern, ("fr", "en")))
_NUMBERS = "|".join(map(number_pattern, ("fr", "en")))
_LENGTH = rf"(?P<length>\d{{1,3}}|{_NUMBERS}) *(?P<unit>minutes?|min|mn|heures?|hours?|h)(?P<more> *\d\d)?"
_RULE = re.compile(
    rf"(?:(?:le|les|the|on|on the|chaque|every|each|tous les) )?(?:(?P<rank>{_RANKS}|\d(?:er|e|st|nd|rd|th)) )?"
    rf"(?P<day>{'|'.join(_DAYS)})s?"
    r"(?: (?:du|de chaque|de|of the|of each|of every|of) (?:mois|trimestre|semestre|month|quarter|half-year))?"
    r"(?:,? (?:a|at|de|from|vers) (?P<clock>\d{1,2}(?: ?[h:.] ?\d\d| ?h(?:eures?)?| ?[ap]\.?m\.?)?|midi|noon))?"
    rf"(?:,? ?\(?(?:pendant |duree |for |about |environ )?{_LENGTH}\)?)?\.?"
)


def meeting_day(text: Text) -> MeetingDay | None:
    """What ``text`` says, in either language; None where it is not of that form, or says two things."""
    read = {_read(said) for said in (text.fr, text.en) if said}
    return read.pop() if len(read) == 1 else None


def _read(text: str) -> MeetingDay | None:
    found = _RULE.fullmatch(" ".join(fold(composed(text[:LONGEST])).split()))
    if found is None or len(text) > LONGEST:
        return None
    clock, rank = _clock(found["clock"]), _rank(found["rank"])
    if (found["clock"] and clock is None) or rank not in RANKS:
        return None
    return MeetingDay(weekday=_DAYS[found["day"]], rank=rank, clock=clock, minutes=_minutes(found))


def _rank(said: str | None) -> int | None:
    if not said:
        return None
    return ORDINALS[bare(said)] if bare(said) in ORDINALS else int(said[0])


def _clock(said: str | None) -> time | None:
    if not said:
        return None
    if said in ("midi", "noon"):
        return time(12)
    numbers = [int(part) for part in re.findall(r"\d+", said)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if re.search(r"[ap]\.?m", said):
        hour = hour % 12 + (12 if "p" in said else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _minutes(found: re.Match[str]) -> int:
    """How long, in minutes; 0 where nothing is said."""
    if not found["length"]:
        return 0
    number = NUMBERS.get(bare(found["length"])) or int(found["length"])
    hours = found["unit"].startswith("h")
    return number * 60 + int(found["more"] or 0) if hours else number
