"""The contracts inside cannot keep the promise outside, even when every one of them is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgraph.checks._finding import NAMES_TOLD, day, finding
from svcgraph.domain.chain import Chain, Scale
from svcgraph.domain.facts import Facts
from svcgraph.domain.text import Text
from svcgraph.errors import Fault, Place, Severity
from svcgraph.i18n import mark
from svcgraph.views.chain_words import amount_words

CODE = "untenable-promise"
SEVERITY = Severity.WARNING
FINDS = mark("The agreed times cannot keep an external promise")

SUMS = mark(
    "Promise {promise}, “{deliverable_en}”: the agreed times add up to {agreed_en} for {promised_en} promised. "
    "Change clauses, or the promise: svcgraph chain says which."
)
DATES = mark(
    "Promise {promise}, “{deliverable_en}”: what feeds it is due after it on {n} dates of the next 12 months "
    "({days_en}). Change clauses, or the promise: svcgraph chain says which."
)
MOVING = mark(
    "Promise {promise}, “{deliverable_en}”: counted on real dates, the agreed times may take longer than promised. "
    "Change clauses, or the promise: svcgraph chain says which."
)


def check(facts: Facts) -> Iterator[Fault]:
    """Promises that the agreed times cannot keep, always or on some dates (`4-attainment`, Chain)."""
    lines = {promise.id: promise.line for promise in facts.organisation.promises}
    for chain in facts.chains:
        if chain.fit.untenable:
            place = Place(file=facts.organisation_file, line=lines.get(chain.promise, 0), element=chain.promise)
            message, told = _told(chain)
            yield finding(CODE, SEVERITY, place, message, promise=chain.promise, deliverable=chain.deliverable, **told)


def _told(chain: Chain) -> tuple[str, dict[str, object]]:
    if chain.scale and chain.agreed is not None and chain.promised is not None:
        return SUMS, {"agreed": _amount(chain.scale, chain.agreed), "promised": _amount(chain.scale, chain.promised)}
    dates = tuple(dict.fromkeys(clash.due.date() for clash in chain.clashes))
    return (DATES, {"n": len(dates), "days": _days(map(day, dates))}) if dates else (MOVING, {})


def _amount(scale: Scale, number: int) -> Text:
    return Text(amount_words(scale, number, "fr"), amount_words(scale, number, "en"))


def _days(dates: Iterable[Text]) -> Text:
    """The first few of them."""
    told = tuple(dates)
    more = ", …" if len(told) > NAMES_TOLD else ""
    french, english = (", ".join(one.read(language) for one in told[:NAMES_TOLD]) for language in ("fr", "en"))
    return Text(french + more, english + more)
