"""How a check says what it found: parameters in both languages, places in contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from svcgraph.domain.contract import Contract
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Place, Severity

NAMES_TOLD = 4  # of a long list


def finding(code: str, severity: Severity, place: Place, message: str, /, **values: object) -> Fault:
    """A fault whose texts and dates are given in both languages.

    A value that is a `Text` or a date comes as two parameters: ``keeper=Text(…)`` as ``{keeper_fr}`` and
    ``{keeper_en}``, so that the English sentence and its French translation each read their own.
    """
    parameters = tuple(pair for name, value in values.items() for pair in _told(name, value))
    return Fault(code=code, severity=severity, place=place, message=message, parameters=parameters)


def _told(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, date):
        value = day(value)
    if isinstance(value, Text):
        yield f"{name}_fr", value.read("fr")
        yield f"{name}_en", value.read("en")
    else:
        yield name, str(value)


def day(when: date) -> Text:
    """``1er juillet 2026``, ``1 July 2026``."""
    from babel.dates import format_date

    french, english = (format_date(when, "d MMMM y", locale) for locale in ("fr", "en"))
    return Text(f"1er{french[1:]}" if when.day == 1 else french, english)


def quoted(name: Text) -> Text:
    """``« A »``, ``“A”``."""
    return Text(f"«\u00a0{name.read('fr')}\u00a0»", f"“{name.read('en')}”")


def listed(names: Iterable[Text]) -> Text:
    """``« A », « B »…``: the first few of a list, each in quotation marks."""
    return first_few(map(quoted, names))


def first_few(told: Iterable[Text]) -> Text:
    """``A, B…``: what begins a list, each of it once."""
    shown = tuple(dict.fromkeys(told))
    more = "…" if len(shown) > NAMES_TOLD else ""
    french, english = (", ".join(one.read(language) for one in shown[:NAMES_TOLD]) for language in ("fr", "en"))
    return Text(french + more, english + more)


def title(contract: Contract) -> str:
    """What people call the contract: its reference, else its id."""
    return contract.reference or contract.id


def at(contract: Contract, element: str = "", line: int = 0) -> Place:
    """A clause of the contract, as a place."""
    return Place(file=contract.place_file, line=line, element=element)
