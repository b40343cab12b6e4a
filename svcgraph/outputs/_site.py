"""What the site is made of, from a story, and its pictures as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from svcgraph import checks
from svcgraph.domain.attainment import Attainment, Period
from svcgraph.domain.objective.calendar import add_months
from svcgraph.domain.objective.period import DAY, months_of
from svcgraph.engine.account import contract_accounts, promise_account
from svcgraph.engine.judge import Desk
from svcgraph.errors import Fault
from svcgraph.i18n import Words
from svcgraph.outputs._laid_out import laid_out
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.look import Palette, looks_of
from svcgraph.renderers.site import SiteFile, write
from svcgraph.renderers.site.blocks import Drawn
from svcgraph.store.outputs import Outcome, OutputFile, write_outputs
from svcgraph.store.passwords import passwords
from svcgraph.story import Story
from svcgraph.views.shapes import Diagram, DiagramKind
from svcgraph.views.site.build import site
from svcgraph.views.site.facts import SiteFacts

FOLDER = "site"


def files(story: Story, languages: Sequence[Words], *, people: bool = False) -> Iterator[SiteFile]:
    """Every file below `outputs/site/`; the first of ``languages`` in its root, another one in a folder of its name."""
    known = gathered(story, people=people)
    names = [words.language for words in languages]
    drawn = _drawing(story)
    looks = looks_of(Palette(story.workspace.settings.palette))
    return write(((site(known, words, names), words, drawn) for words in languages), looks)


def gathered(story: Story, *, people: bool = False) -> SiteFacts:
    """All that is shown; ``people``: with names of people."""
    period = story.attainment.period
    grows = period != story.workspace.settings.period
    desk = laid_out(story, Period(first=before(period).first, last=period.last))
    promised = (promise_account(desk, one.id, period, grows=grows) for one in story.organisation.promises)
    return SiteFacts(
        facts=story.facts,
        accounts=contract_accounts(desk, period, grows=grows),
        promised=tuple(one for one in promised if one),
        before=_before(desk, period),
        findings=findings(story),
        people=people,
    )


def before(period: Period) -> Period:
    """As many months, directly before; of days within a month the days before."""
    if period.first.day == 1 and (period.last + DAY).day == 1:
        return Period(first=add_months(period.first, -months_of(period)), last=period.first - DAY)
    return Period(first=period.first - (period.last - period.first) - DAY, last=period.first - DAY)


def _before(desk: Desk, period: Period) -> Attainment | None:
    """How it stood in the period before; None where nothing was due then."""
    found = desk.attainment(before(period), grows=False)
    results = (*found.promises, *(one for contract in found.contracts for one in contract.objectives))
    return found if any(one.counts.due for one in results) else None


def findings(story: Story) -> tuple[Fault, ...]:
    """The inputs' faults and the checks' findings, as `svcgraph check` lists them."""
    severities = story.workspace.settings.severities
    facts = replace(story.facts, passwords=passwords(story.workspace.root))
    return (*checks.weigh(story.faults, severities), *checks.run(facts, severities))


def _drawing(story: Story) -> Drawn:
    settings = story.workspace.settings

    def drawn(diagram: Diagram) -> str:
        kept = story.workspace.places if diagram.kind is DiagramKind.ORGANISATION else ()
        return draw(diagram, program=settings.program, kept=kept, palette=Palette(settings.palette)).svg

    return drawn


def put(story: Story, languages: Sequence[Words], *, people: bool = False, folder: Path | None = None) -> Outcome:
    """Writes the site into ``folder``, by default `outputs/site/`; what somebody changed there stays."""
    made = files(story, languages, people=people)
    if folder is not None:
        return write_outputs(folder, (OutputFile(path=one.path, content=one.content) for one in made))
    below = (OutputFile(path=f"{FOLDER}/{one.path}", content=one.content) for one in made)
    return write_outputs(story.workspace.root / "outputs", below, scope=(FOLDER,))
