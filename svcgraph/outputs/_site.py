"""What the site is made of, from a story, and its pictures as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from svcgraph.domain.attainment import Attainment, Period
from svcgraph.domain.objective.calendar import add_months
from svcgraph.domain.objective.period import DAY, months_of
from svcgraph.engine.account import contract_accounts, promise_account
from svcgraph.engine.judge import Desk
from svcgraph.errors import Place
from svcgraph.i18n import Words
from svcgraph.outputs._draughtsman import Draughtsman, draughtsman
from svcgraph.outputs._findings import findings
from svcgraph.outputs._laid_out import laid_out
from svcgraph.outputs._workshop import sheets
from svcgraph.renderers.picture.look import Palette, looks_of
from svcgraph.renderers.site import SiteFile, write
from svcgraph.renderers.site.blocks import Drawn
from svcgraph.store.outputs import Outcome, OutputFile, write_outputs
from svcgraph.store.passwords import passwords
from svcgraph.story import Story
from svcgraph.views.site.build import site
from svcgraph.views.site.facts import SiteFacts
from svcgraph.views.site.page import Picture, Site

FOLDER = "site"


def spoken(story: Story, words: Words) -> list[Words]:
    """The site's languages: that of the files first, then the others that the settings name."""
    return [Words(one) for one in dict.fromkeys((words.language, *story.workspace.settings.site))]


def files(story: Story, languages: Sequence[Words], *, people: bool = False) -> Iterator[SiteFile]:
    """Every file below `outputs/site/`; the first of ``languages`` in its root, another one in a folder of its name."""
    known = gathered(story, passwords(story.workspace.root), people=people)
    names = [words.language for words in languages]
    looks = looks_of(Palette(story.workspace.settings.palette))
    hand = draughtsman(story)
    return write((_drawn(site(known, words, names), words, hand) for words in languages), looks)


def _drawn(one: Site, words: Words, hand: Draughtsman) -> tuple[Site, Words, Drawn]:
    """The site with all its pictures, drawn while pages are written."""
    diagrams = [block.diagram for page in one.pages for block in page.blocks if isinstance(block, Picture)]
    begun = dict(zip(map(id, diagrams), sheets(((each, "") for each in diagrams), hand), strict=True))
    return one, words, lambda diagram: begun[id(diagram)].result().drawing.svg


def gathered(story: Story, found: tuple[Place, ...], *, people: bool = False) -> SiteFacts:
    """All that is shown. ``found`` are the places of passwords in files; ``people``: with names of people."""
    period = story.attainment.period
    grows = period != story.workspace.settings.period
    desk = laid_out(story, Period(first=before(period).first, last=period.last))
    promised = (promise_account(desk, one.id, period, grows=grows) for one in story.organisation.promises)
    return SiteFacts(
        facts=story.facts,
        accounts=contract_accounts(desk, period, grows=grows),
        promised=tuple(one for one in promised if one),
        before=_before(desk, period),
        findings=findings(story, found),
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


def below(made: Iterable[SiteFile]) -> Iterator[OutputFile]:
    """The pages where they stand in `outputs/`."""
    return (OutputFile(path=f"{FOLDER}/{one.path}", content=one.content) for one in made)


def put(story: Story, languages: Sequence[Words], *, people: bool = False, folder: Path | None = None) -> Outcome:
    """Writes the site into ``folder``, by default `outputs/site/`; what somebody changed there stays."""
    made = files(story, languages, people=people)
    if folder is not None:
        return write_outputs(folder, (OutputFile(path=one.path, content=one.content) for one in made))
    return write_outputs(story.workspace.root / "outputs", below(made), scope=(FOLDER,))
