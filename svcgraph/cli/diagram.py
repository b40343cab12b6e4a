"""``svcgraph diagram organisation|process|service``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rich_click

from svcgraph.cli._output import save
from svcgraph.cli._session import Session, finish, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, UsageError
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.process import ProcessMap
    from svcgraph.renderers.picture.drawing import Drawing
    from svcgraph.store.layout import KeptPlace
    from svcgraph.story import Story
    from svcgraph.views.shapes import Diagram

    BareView = Callable[[ServiceGraph, ProcessMap, Words], Diagram]

SHAPES = ["svg", "pdf", "png", "dot"]
PAPERS = ["a4", "a3", "a2", "a1", "a0"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a picture goes, in which form and for which paper, as the person said it."""

    output: Path | None
    shape: str | None
    paper: str

    @property
    def form(self) -> str:
        """The form asked for, else the suffix's, else SVG. Raises ``UsageError`` for a suffix that is none."""
        suffix = self.output.suffix.lower().removeprefix(".").replace("gv", "dot") if self.output else ""
        if not self.shape and suffix and suffix not in SHAPES:
            raise UsageError(
                mark("{file}: choose the form with --format, or one of these suffixes: svg, pdf, png, dot, gv"),
                file=self.output,
            )
        return self.shape or suffix or "svg"

    def path(self, name: str) -> Path:
        return self.output or Path(f"{name}.{self.form}")


command = rich_click.RichGroup(name="diagram", help=mark("Draw one picture of the workspace, or of a single file."))


def _options(function: Callable[..., int]) -> Callable[..., int]:
    for option in (
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help=mark("The file to write; its suffix chooses the form."),
        ),
        click.option(
            "--format",
            "shape",
            type=click.Choice(SHAPES),
            help=mark("The form, otherwise by the file's suffix, else SVG."),
        ),
        click.option(
            "--paper",
            type=click.Choice(PAPERS),
            default="a3",
            show_default=True,
            help=mark("The sheet: of the PDF, and for which the size of the smallest letters is worked out."),
        ),
    ):
        function = option(function)
    return function


@command.command(
    "organisation", cls=rich_click.RichCommand, help=mark("Who supplies whom, each arrow coloured by attainment.")
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep-layout",
    is_flag=True,
    help=mark("Write the places of the boxes to processes/layout.yaml: later pictures keep them."),
)
@_options
@click.pass_obj
def organisation(
    session: Session, file: Path | None, output: Path | None, shape: str | None, paper: str, *, keep_layout: bool
) -> int:
    from svcgraph.views.diagram import organisation as view

    target = Target(output, shape, paper)
    if file and keep_layout:
        raise UsageError(mark("--keep-layout keeps the places of a workspace's picture: do not name a file"))
    if file:
        return _bare(session, file, _flows, target)
    story = _story(session)
    words = session.file_words(story)
    diagram = view.organisation(
        story.graph, story.contracts, story.attainment, story.organisation, words, as_of=story.as_of
    )
    return _draw(session, story, diagram, "organisation", target, kept=story.workspace.places, keep=keep_layout)


@command.command(
    "process",
    cls=rich_click.RichCommand,
    help=mark(
        "One process: activities in the lanes of their services, every handoff numbered. NAME is its id, name or file."
    ),
)
@click.argument("name", metavar="NAME")
@_options
@click.pass_obj
def process(session: Session, name: str, output: Path | None, shape: str | None, paper: str) -> int:
    from svcgraph.views.diagram import process as view

    if session.root is None or _is_bare(session.root, name):
        return _bare(session, Path(name), _whole_file, Target(output, shape, paper))
    story = _story(session)
    index = _process(story, name)
    mapped = story.graph.processes[index]
    diagram = view.process(
        story.graph, index, story.contracts, story.attainment, story.organisation, session.file_words(story),
        process_map=story.map_of(mapped.file), as_of=story.as_of,
    )  # fmt: skip
    return _draw(session, story, diagram, mapped.id, Target(output, shape, paper))


@command.command(
    "service",
    cls=rich_click.RichCommand,
    help=mark("One service: its suppliers left, its clients right, with what passes. NAME is its id or name."),
)
@click.argument("name", metavar="NAME")
@_options
@click.pass_obj
def service(session: Session, name: str, output: Path | None, shape: str | None, paper: str) -> int:
    from svcgraph.views.diagram import service as view

    story = _story(session)
    found = _service(story, name)
    diagram = view.service(
        story.graph,
        found,
        story.contracts,
        story.attainment,
        story.organisation,
        session.file_words(story),
        as_of=story.as_of,
    )
    return _draw(session, story, diagram, found, Target(output, shape, paper))


def _whole_file(graph: ServiceGraph, process_map: ProcessMap, words: Words) -> Diagram:
    from svcgraph.views.diagram import process as view

    return view.process(graph, 0, words=words, process_map=process_map, bare=True)


def _flows(graph: ServiceGraph, _process_map: ProcessMap, words: Words) -> Diagram:
    from svcgraph.views.diagram import organisation as view

    return view.flows(graph, words)


def _story(session: Session) -> Story:
    from svcgraph import pipeline

    return pipeline.tell(session.workspace(), as_of=session.as_of)


def _is_bare(root: Path, name: str) -> bool:
    """A file outside `processes/` is drawn by itself."""
    path = Path(name)
    return path.is_file() and not path.resolve().is_relative_to((root / "processes").resolve())


def _process(story: Story, name: str) -> int:
    """The process of that id, else of that name or file. Raises ``UsageError`` where there is none, or several."""
    processes = story.graph.processes
    names = [(mapped.id, (mapped.name.fr, mapped.name.en)) for mapped in processes]
    found = _found(name, names) or [
        index for index, mapped in enumerate(processes) if _is_file(story.workspace.root, mapped.file, name)
    ]
    if len(found) != 1:
        raise _not_one(
            found, mark("no process {name}; there are: {ids}"), mark("several processes are {name}: {ids}"),
            name=name, ids=[mapped.id for mapped in processes],
        )  # fmt: skip
    return found[0]


def _service(story: Story, name: str) -> str:
    """The service of that id, else of that name or short name. Raises ``UsageError`` like `_process`."""
    short = {entry.id: entry.short for entry in story.organisation.services}
    services = story.graph.services
    names = [(one.id, (one.name.fr, one.name.en, short.get(one.id, ""))) for one in services]
    found = _found(name, names)
    if len(found) != 1:
        raise _not_one(
            found, mark("no service {name}; there are: {ids}"), mark("several services are {name}: {ids}"),
            name=name, ids=[one.id for one in services],
        )  # fmt: skip
    return services[found[0]].id


def _found(name: str, known: Sequence[tuple[str, tuple[str, ...]]]) -> list[int]:
    """Positions of what has ``name`` as its id, else as one of its names."""
    from svcgraph.domain.names import same

    wanted = same(name)
    ids = [index for index, (identity, _) in enumerate(known) if same(identity) == wanted]
    return ids or [index for index, (_, names) in enumerate(known) if wanted and wanted in map(same, names)]


def _not_one(found: list[int], none: str, several: str, *, name: str, ids: list[str]) -> UsageError:
    shown = [ids[index] for index in found] or ids
    return UsageError(several if found else none, name=name, ids=", ".join(shown))


def _is_file(root: Path, file: str, name: str) -> bool:
    """``name`` is the map's path from here, or the end of its path in the workspace."""
    end = Path(name).as_posix()
    return bool(name) and (f"/{file}".endswith(f"/{end}") or Path(name).resolve() == (root / file).resolve())


def _bare(session: Session, file: Path, view: BareView, target: Target) -> int:
    from svcgraph import bare

    if file.is_dir():
        raise UsageError(mark("{file} is a folder: name one file"), file=file.as_posix())
    one = next(bare.read([file]))
    report(one.faults, session.words)
    if one.map is None:
        return EXIT_UNREADABLE
    diagram = view(*bare.graph(one), session.words)
    _write(session, diagram, _drawing(diagram, target), target.path(file.stem), target.form)
    return EXIT_DONE


def _draw(
    session: Session,
    story: Story,
    diagram: Diagram,
    name: str,
    target: Target,
    *,
    kept: Sequence[KeptPlace] = (),
    keep: bool = False,
) -> int:
    settings = story.workspace.settings
    drawing = _drawing(diagram, target, program=settings.program, kept=kept, palette=settings.palette)
    if keep:
        _keep(session, story, drawing)
    _write(session, diagram, drawing, target.path(name), target.form)
    return finish(story, session.words)


def _keep(session: Session, story: Story, drawing: Drawing) -> None:
    from svcgraph.desk.layout import keep

    if not drawing.places:
        raise UsageError(mark("--keep-layout: only the picture of all services has places to keep, up to 40 services"))
    path = keep(story.workspace.root, drawing.places, before=story.workspace.places)
    click.echo(session.words(mark("{path} keeps the places from now on."), path=path.as_posix()), err=True)


def _drawing(
    diagram: Diagram, target: Target, *, program: str = "", kept: Sequence[KeptPlace] = (), palette: str = "standard"
) -> Drawing:
    from svcgraph.renderers.picture.drawing import draw
    from svcgraph.renderers.picture.look import Palette
    from svcgraph.renderers.picture.paper import Paper

    return draw(diagram, program=program, kept=kept, paper=Paper(target.paper), palette=Palette(palette))


def _write(session: Session, diagram: Diagram, drawing: Drawing, path: Path, form: str) -> None:
    save(path, _content(diagram, drawing, form))
    for message in drawing.messages:
        click.echo(session.words(message.message, **dict(message.parameters)), err=True)
    click.echo(path.as_posix())


def _content(diagram: Diagram, drawing: Drawing, form: str) -> bytes:
    if form == "pdf":
        from svcgraph.renderers.picture.pdf import pdf

        return pdf(drawing.svg, drawing.paper, title=diagram.title, language=diagram.language)
    if form == "png":
        from svcgraph.renderers.picture.png import png

        return png(drawing.svg)
    return (drawing.svg if form == "svg" else drawing.dot).encode()
