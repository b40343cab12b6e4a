"""The whole story on one page: from `processes/` to `outputs/`.

    maps ─────────► who does what ─► handoffs ─► drafts ─┐
    organisation ──┘                                     ├► contracts ─► attainment ─► portfolio, pictures
    contracts of people ─────────────────────────────────┘   readings ──┘

Each stage is a function from frozen values to frozen values; only `read_workspace` and `build` touch files.
A picture cannot change a contract, a contract cannot change a map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from svcgraph import checks, ledgers
from svcgraph.domain import handoff, identity, inheritance, negotiation
from svcgraph.domain.attainment import Period
from svcgraph.domain.chain import Chain
from svcgraph.domain.chain.build import untenable
from svcgraph.domain.chain.fitting import Floors
from svcgraph.domain.chain.times import FLOOR
from svcgraph.domain.contract import Contract
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.negotiation import versions
from svcgraph.domain.negotiation.portfolio import portfolio
from svcgraph.domain.objective.period import parse_period
from svcgraph.domain.whatif import without_services
from svcgraph.engine.agreed import chains_of
from svcgraph.engine.judge import judge
from svcgraph.errors import Fault, UsageError
from svcgraph.i18n import Words, mark
from svcgraph.outputs._findings import findings
from svcgraph.outputs._workshop import Workshop, workshop
from svcgraph.plugins import room
from svcgraph.renderers import sarif
from svcgraph.store.calendar import YEARS, calendars_asked, work_calendar
from svcgraph.store.contracts import load_contracts
from svcgraph.store.layout import load_layout
from svcgraph.store.maps import read_all
from svcgraph.store.organisation import load_organisation
from svcgraph.store.outputs import Outcome, OutputFile, write_outputs
from svcgraph.store.passwords import passwords
from svcgraph.store.readings import in_folder, read_sources
from svcgraph.store.settings import load_settings
from svcgraph.story import Story, Workspace
from svcgraph.views.findings_log import findings_log

JUDGED = (YEARS[0] + 2, YEARS[1] - 4)  # the chain looks a year ahead, from where a deadline may be years away


def tell(root: Path, *, as_of: date | None = None, period: str | None = None) -> Story:
    """Reads the workspace in ``root`` and works everything out, writing nothing.

    ``period``: ``2026-10``, ``2026-Q3``, ``2026-08..2026-10`` or ``last-month``. Faults of the inputs come in
    ``Story.faults``; raises `SvcgraphError` only where no story can be told (settings that cannot be read).
    """
    return work_out(read_workspace(root), as_of=as_of, period=period)


def work_out(workspace: Workspace, *, as_of: date | None = None, period: str | None = None) -> Story:
    """Everything that follows from a workspace as read; touches no file."""
    settings = workspace.settings
    day = as_of or settings.as_of or date.today()
    if not JUDGED[0] <= day.year <= JUDGED[1]:
        said = mark("{day} is too far away: public holidays are known for the years {first} to {last} only.")
        raise UsageError(said, day=day, first=JUDGED[0], last=JUDGED[1])
    graph, graph_faults = services_and_handoffs(workspace)
    drafts = negotiation.draft(graph, workspace.organisation)
    inherits = inheritance.resolver(workspace.organisation)

    def beside_drafts(agreed: tuple[Contract, ...]) -> tuple[Contract, ...]:
        return tuple(map(inherits, negotiation.merge(drafts, agreed, workspace.organisation)))

    standing = versions.standing(workspace.contracts, workspace.history, day)
    on_the_table, history = beside_drafts(workspace.contracts), tuple(map(inherits, standing.others))
    contracts = on_the_table if standing.contracts == workspace.contracts else beside_drafts(standing.contracts)
    calendar = work_calendar(workspace.organisation.calendar)
    with ledgers.opened(workspace.root, settings, workspace.sources, workspace.readings) as (ledger, told):
        attainment = judge(
            contracts,
            history=history,
            promises=workspace.organisation.promises,
            readings=(),
            calendar=calendar,
            as_of=day,
            period=_period(period, settings.period, day),
            calendars=calendars_asked((*contracts, *history), workspace.organisation.calendar),
            ledger=ledger,
        )
    promised = chains_of(
        graph,
        contracts,
        workspace.organisation,
        attainment,
        history=history,
        calendar=calendar,
        promised_only=True,
    )
    dossiers = portfolio(graph, contracts, workspace.organisation, attainment, untenable(promised))
    return Story(
        workspace=workspace,
        as_of=day,
        graph=graph,
        drafts=drafts,
        contracts=contracts,
        attainment=attainment,
        dossiers=dossiers,
        chains=promised,
        on_the_table=on_the_table,
        others=history,
        faults=(*workspace.faults, *graph_faults, *told, *attainment.faults),
    )


def chains(story: Story, floors: Iterable[tuple[str, int]] = ()) -> tuple[Chain, ...]:
    """The chain of everything that external parties get, promised or not.

    ``floors`` are working days below which no clause is asked to go: of one clause by ``reference/criterion``, and of
    the others under "".
    """
    given = dict(floors)
    return chains_of(
        story.graph,
        story.contracts,
        story.organisation,
        story.attainment,
        history=story.others,
        calendar=work_calendar(story.organisation.calendar),
        floors=Floors(usual=given.pop("", FLOOR), own=tuple(given.items())),
    )


def _period(asked: str | None, pinned: Period | None, day: date) -> Period | None:
    """The period asked for, else the workspace's unless it is not over on ``day``, else the default (None)."""
    if not asked:
        return pinned if pinned and pinned.last <= day else None
    try:
        return parse_period(asked, day)
    except ValueError as error:
        said = mark("Unknown period {text}: write 2026-10, 2026-Q3, 2026-08..2026-10 or last-month.")
        raise UsageError(said, text=asked) from error


def read_workspace(root: Path) -> Workspace:
    """All of `processes/`. One bad file is a fault and never loses another."""
    settings = load_settings(root)
    loaded = load_organisation(root)
    calendar = replace(loaded.organisation.calendar, timezone=settings.timezone)
    maps = read_all(root / "processes")
    contracts = load_contracts(root)
    read_here, left_to_engine = ledgers.divided(settings, (*in_folder(root), *settings.sources))
    readings = read_sources(root, settings.timezone, read_here)
    layout = load_layout(root)
    of_maps = (fault for one in maps for fault in one.faults)
    return Workspace(
        root=root,
        settings=settings,
        organisation=replace(loaded.organisation, calendar=calendar),
        maps=maps,
        contracts=contracts.current,
        history=contracts.history,
        readings=readings.readings,
        sources=left_to_engine,
        faults=(*settings.faults, *loaded.faults, *of_maps, *contracts.faults, *readings.faults, *layout.faults),
        places=layout.places,
    )


def services_and_handoffs(workspace: Workspace) -> tuple[ServiceGraph, tuple[Fault, ...]]:
    """Who does what, and who owes whom. A map with far too many handoffs is left out, and said."""
    faults: list[Fault] = []
    found = []
    for loaded in workspace.maps:
        if loaded.reading:
            try:
                found.append((loaded.reading.map, handoff.find(loaded.reading.map)))
            except handoff.TooMany as error:
                faults += error.faults
    parties = {party.service for contract in workspace.contracts for party in (contract.supplier, contract.client)}
    graph, unsettled = identity.resolve(
        [process_map for process_map, _ in found],
        [handoffs for _, handoffs in found],
        workspace.organisation,
        protected=sorted(parties),
        calls=workspace.settings.calls,
        signals=workspace.settings.signals,
    )
    return without_services(graph, workspace.without), (*faults, *unsettled)


def check(story: Story, *, only: Collection[str] | None = None) -> tuple[Fault, ...]:
    """What a careful reader would point at, with the workspace's severities; the inputs' own faults too.

    ``only``: the codes wanted, by default all of them. Raises `UsageError` for one that is no check's and under
    which nothing is said of the inputs.
    """
    checks.require(only or (), story.faults)
    found = findings(story, passwords(story.workspace.root), only=only)
    return tuple(fault for fault in found if only is None or fault.code in only)


def findings_as_sarif(story: Story, findings: Iterable[Fault], words: Words) -> str:
    """``findings`` of ``story`` as a SARIF 2.1.0 log, in the language of ``words``."""
    return sarif.write(findings_log(findings, checks.rules(), words, complete=not story.unreadable))


def build(
    story: Story,
    words: Words,
    *,
    only: Container[str] | None = None,
    png: bool = False,
    told: Callable[[str], None] = lambda _name: None,
) -> Outcome:
    """Writes the outputs of ``story`` in the language of ``words`` below `outputs/`; nothing else is written.

    ``only``: the names of the outputs wanted, by default all of them. ``png``: pictures as PNG too, whatever the
    settings say. ``told`` is called with the name of each output as it begins, then with "" (a progress bar).
    """
    if png:
        settings = replace(story.workspace.settings, png=True)
        story = replace(story, workspace=replace(story.workspace, settings=settings))
    wanted = [module for module in room("outputs") if only is None or module.NAME in only]
    scope = [path for module in wanted for path in module.SCOPE]
    with workshop(story, words, wanted) as begun:
        return write_outputs(story.workspace.root / "outputs", _files(begun, told), scope=scope)


def outputs_in(parts: Iterable[str]) -> frozenset[str]:
    """The names of the outputs that write these parts of `outputs/`: "diagrams", "site", "portfolio" …

    Raises `UsageError` for a part that none writes.
    """
    writers: dict[str, set[str]] = defaultdict(set)
    for module in room("outputs"):
        for path in module.SCOPE or (module.NAME,):
            writers[path.partition("/")[0].partition(".")[0]].add(module.NAME)
    for part in parts:
        if part not in writers:
            said = mark("Nothing in outputs/ is called {part}: there are {known}.")
            raise UsageError(said, part=part, known=", ".join(sorted(writers)))
    return frozenset(name for part in parts for name in writers[part])


def _files(begun: Workshop, told: Callable[[str], None]) -> Iterator[OutputFile]:
    for name, files in begun.outputs():
        told(name)
        yield from files
    told("")
