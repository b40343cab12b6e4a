"""A text was changed in one language only: the two sides no longer read the same contract."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._clauses import in_force
from svcgraph.checks._finding import at, finding, title
from svcgraph.checks._texts import Written, texts
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "stale-translation"
SEVERITY = Severity.WARNING
FINDS = mark("A text was changed in one language and not in the other")

FRENCH = mark("{of}: the French “{text_fr}” is older than the English “{text_en}”. Translate it anew.")
ENGLISH = mark("{of}: the English “{text_en}” is older than the French “{text_fr}”. Translate it anew.")


def check(facts: Facts) -> Iterator[Fault]:
    """Texts of contracts in force that are marked stale, or of which the last version changed one language only."""
    before = _last_versions(facts)
    for contract in in_force(facts):
        earlier = {one.path: one for one in texts(before[contract.id])} if contract.id in before else {}
        for one in texts(contract):
            stale = one.text.stale or _left_behind(one, earlier.get(one.path))
            if stale:
                message = FRENCH if stale == "fr" else ENGLISH
                yield finding(
                    CODE, SEVERITY, at(contract, one.clause, one.line), message, of=title(contract), text=one.text
                )


def _last_versions(facts: Facts) -> dict[str, Contract]:
    """The newest of the earlier versions of each contract."""
    dated = sorted(facts.history, key=lambda one: (one.start is not None, one.start, one.version))
    return {one.id: one for one in dated}


def _left_behind(now: Written, then: Written | None) -> str:
    """The language that stayed as it was while the other one was changed; "" if neither or both did."""
    if then is None or not (now.text.fr and now.text.en and then.text.fr and then.text.en):
        return ""
    if now.text.fr == now.text.en or then.text.fr == then.text.en:
        return ""  # written in one language, or only translated since
    french, english = now.text.fr != then.text.fr, now.text.en != then.text.en
    return "" if french == english else ("en" if french else "fr")
