"""The whole site in one language, from what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.i18n import Words, mark
from svcgraph.plugins import room
from svcgraph.views.dates import dated
from svcgraph.views.site.facts import SiteFacts
from svcgraph.views.site.guide import Guide
from svcgraph.views.site.page import Link, Site

ROOM = "views.site.pages"
SHORTEST = 3  # letters: a shorter name would be struck out of other words


def site(known: SiteFacts, words: Words, languages: Sequence[str]) -> Site:
    """Every page, every entry of the search. ``languages``: those of the whole site, the main one first."""
    guide = Guide(known, words)
    parts = sorted(room(ROOM), key=lambda part: (part.ORDER, part.PATH))
    return Site(
        language=words.language,
        name=guide.text(known.facts.organisation.name.read(words.language)) or "svcgraph",
        dated=dated(known.facts.attainment, known.facts.as_of, words),
        sections=tuple(Link(words(part.TITLE), part.PATH) for part in parts),
        pages=tuple(page for part in parts for page in part.pages(guide)),
        entries=tuple(entry for part in parts if hasattr(part, "entries") for entry in part.entries(guide)),
        languages=tuple(languages),
        withheld=() if known.people else withheld(known),
        instead=words(mark("[name withheld]")),
    )


def withheld(known: SiteFacts) -> tuple[str, ...]:
    """Names of people in the workspace's files, the longest first; names of services and parties are none."""
    facts = known.facts
    names = {one.name for one in facts.organisation.people} | {one.id for one in facts.organisation.people}
    names |= {name for one in (*facts.contracts, *facts.history) for name in _named(one)}
    names |= {reading.excused_by for account in known.accounts for each in (*account.objectives, *account.expectations)
              for told in each.judged.told for reading in told.outcome.readings}  # fmt: skip
    shown = names - _of_services(facts)
    return tuple(sorted((name for name in shown if len(name) >= SHORTEST), key=lambda name: (-len(name), name)))


def _of_services(facts: Facts) -> set[str]:
    known = facts.organisation
    names = [(one.id, one.name) for one in facts.graph.services]
    names += [(one.id, one.name) for one in known.services]
    names += [(one.id, one.name) for one in known.externals]
    names += [(one.id, one.name) for one in known.departments]
    return {said for identity, name in names for said in (identity, name.fr, name.en)}


def _named(one: Contract) -> Iterator[str]:
    for party in (one.supplier, one.client):
        yield from (party.representative, party.deputy, *party.present)
    yield from (one.keeper, one.keeper_deputy, *one.review.participants)
    yield from (each.name for each in one.approvals)
    yield from (each.name for each in one.endorsements)
    yield from (each.owner for each in one.actions)
    yield from (each.owner for each in one.open_points)
    yield one.as_is.by if one.as_is else ""
    for item in (*one.deliverables, *one.expectations):
        yield item.declined_by
        for criterion in item.criteria:
            if criterion.indicator:
                yield from (criterion.indicator.keeper, criterion.indicator.deputy, criterion.indicator.build_by)
