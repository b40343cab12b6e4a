"""Canonical values ⇄ what stands on paper, in French or English; input in either is understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time

from svcgraph.domain.names import clean, same
from svcgraph.forms.form import Choice, Field, Kind
from svcgraph.i18n import Words
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.dates import day
from svcgraph.vocabulary import RHYTHM

YES = "yes"
TICKED = frozenset("☒☑✓✔✗✘xX") | {"yes", "oui", "1", "true", "vrai"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan",
            "février fevrier february févr fevr fév feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "août aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "décembre decembre december déc dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_WRITTEN = re.compile(r"(?:\w+ )?(\d{1,2})(?:er|st|nd|rd|th)? ([^\W\d]+)\.? (\d{4})")
_TIME = re.compile(r"(\d{1,2})(?: ?(?:h|:|heures?) ?(\d{2})?)?(?::\d{2})?")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%?")


class NotRead(ValueError):
    """A text that the kind of its place does not take: a date that is none, a word not among the choices."""


def shown(value: str, field: Field, words: Words) -> str:
    """A canonical value as printed. What is not canonical (people's own words in a date's place) stays as it is."""
    if not value:
        return ""
    try:
        return _SHOWN.get(field.kind, _as_text)(value, field, words)
    except ValueError:
        return value


def _as_text(value: str, _field: Field, words: Words) -> str:
    return set_in_print(value, words.language)


def _as_choice(value: str, field: Field, _words: Words) -> str:
    return next((choice.label for choice in field.choices if choice.code == value), value)


def _as_time(value: str, _field: Field, words: Words) -> str:
    moment = time.fromisoformat(value)
    return f"{moment.hour}\u00a0h\u00a0{moment.minute:02d}" if words.language == "fr" else f"{moment:%H:%M}"


def _as_percent(value: str, _field: Field, words: Words) -> str:
    return f"{value.replace('.', ',')}" if words.language == "fr" else value


_SHOWN: dict[Kind, Callable[[str, Field, Words], str]] = {
    Kind.CHOICE: _as_choice,
    Kind.CHECK: lambda _value, _field, _words: "☒",
    Kind.DATE: lambda value, _field, words: day(date.fromisoformat(value), words),
    Kind.TIME: _as_time,
    Kind.PERCENT: _as_percent,
    Kind.PERSON: lambda value, _field, words: value.replace("; ", "\u202f; ") if words.language == "fr" else value,
    Kind.REFERENCE: lambda value, _field, _words: value,
}


def canonical(text: str, field: Field) -> str:
    """What people left in a place, as a canonical value; "" for nothing.

    Raises NotRead when a date, an hour, a percentage or a choice cannot be told.
    """
    plain = clean(text)
    if not plain or not plain.strip("… ._-–"):
        return ""
    return _READ.get(field.kind, _plain)(plain, field)


def unprinted(text: str) -> str:
    """A text under which two printings of one sentence are the same: spaces, apostrophes and hours folded."""
    folded = clean(set_in_print(clean(text), "fr")).replace("\u2011", "-")
    return re.sub(r"« ?", "« ", re.sub(r" ?([:;?!%»])", r" \1", folded))


def _plain(text: str, _field: Field) -> str:
    return text


def _choice(text: str, field: Field) -> str:
    wanted = same(text).rstrip(" …:.")
    for choice in field.choices:
        if wanted in (same(choice.code), same(choice.label).rstrip(" …:.")):
            return choice.code
    rhythm = (RHYTHM.key(text) or "").replace("_", "-")
    if any(choice.code == rhythm for choice in field.choices):
        return rhythm
    raise NotRead(", ".join(choice.label for choice in field.choices))


def _check(text: str, _field: Field) -> str:
    return YES if text in TICKED or same(text) in TICKED else ""


def _date(text: str, _field: Field) -> str:
    low = text.lower()
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _NUMBERS.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1])).isoformat()
        if (found := _WRITTEN.fullmatch(low)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1])).isoformat()
    except ValueError:
        pass  # the 31st of a month that has 30 days: said below
    raise NotRead("16/11/2026")


def _time(text: str, _field: Field) -> str:
    found = _TIME.fullmatch(text.lower())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise NotRead("14:00")
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def _percent(text: str, _field: Field) -> str:
    found = _PERCENT.fullmatch(text)
    if not found or float(found[1].replace(",", ".")) > 100:
        raise NotRead("95 %")
    return found[1].replace(",", ".")


def _people(text: str, _field: Field) -> str:
    return "; ".join(name for part in re.split(r"[;\n]", text) if (name := clean(part)))


def _references(text: str, _field: Field) -> str:
    return "; ".join(found[0] for found in re.finditer(r"\d+(?:\.\d+)*", text))


_READ: dict[Kind, Callable[[str, Field], str]] = {
    Kind.CHOICE: _choice,
    Kind.CHECK: _check,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.PERCENT: _percent,
    Kind.PERSON: _people,
    Kind.REFERENCE: _references,
}


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    """Codes and words as `Choice` values."""
    return tuple(Choice(code, label) for code, label in pairs)
