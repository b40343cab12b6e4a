"""What all kinds of picture share: where it goes, in which form, for which paper; drawing, writing, what is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from svcgraph.cli._output import save
from svcgraph.cli._session import Session, finish, report
from svcgraph.errors import EXIT_DONE, EXIT_UNREADABLE, UsageError
from svcgraph.i18n import Words, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from svcgraph.domain.graph import ServiceGraph
    from svcgraph.domain.process import ProcessMap
    from svcgraph.renderers.picture.drawing import Drawing
    from svcgraph.store.layout import KeptPlace
    from svcgraph.story import Story
    from svcgraph.views.shapes import Diagram

    BareView = Callable[[ServiceGraph, ProcessMap, Words], Diagram | Iterator[Diagram]]

SHAPES = ["svg", "pdf", "png", "dot"]
LETTERS = 20  # so many of those without a sign are named
PAPERS = ["a4", "a3", "a2", "a1", "a0", "letter", "legal", "tabloid", "ansi-c", "ansi-d", "ansi-e"]
TILES = ["a4", "a3", "letter", "legal", "tabloid"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a picture goes, in which form and for which paper, as the person said it."""

    output: Path | None
    shape: str | None
    paper: str
    shapes: tuple[str, ...] = tuple(SHAPES)
    orientation: str = "auto"
    tile: str | None = None

    @property
    def form(self) -> str:
        """The form asked for, else the suffix's, else SVG. Raises ``UsageError`` for a suffix that is none."""
        suffix = self.output.suffix.lower().removeprefix(".").replace("gv", "dot") if self.output else ""
        if not self.shape and suffix and suffix not in self.shapes:
            raise UsageError(
                mark("{file}: choose the form with --format, or one of these suffixes: {suffixes}"),
                file=self.output,
                suffixes=", ".join((*self.shapes, "gv")),
            )
        found = self.shape or suffix or ("pdf" if self.tile else "svg")
        if self.tile and found != "pdf":
            raise UsageError(mark("--tile parts a picture over sheets of a PDF: choose that form"))
        return found

    def path(self, name: str) -> Path:
        return self.output or Path(f"{name}.{self.form}")


def drawn(*more: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """The options of every kind of picture, given to the command as ``target``. ``more``: forms beside the usual."""
    shapes = (*SHAPES, *more)
    options = (
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help=mark("The file to write; its suffix chooses the form."),
        ),
        click.option(
            "--format",
            "shape",
            type=click.Choice(shapes),
            help=mark("The form, otherwise by the file's suffix, else SVG."),
        ),
        click.option(
            "--paper",
            type=click.Choice(PAPERS, case_sensitive=False),
            default="a3",
            show_default=True,
            help=mark("The sheet: of the PDF, and for which the size of the smallest letters is worked out."),
        ),
        click.option(
            "--orientation",
            type=click.Choice(["auto", "portrait", "landscape"]),
            default="auto",
            show_default=True,
            help=mark("Which way up the sheet is put, by itself as the picture is."),
        ),
        click.option(
            "--tile",
            type=click.Choice(TILES, case_sensitive=False),
            help=mark("Part the sheet over smaller ones to be glued together, with cut marks and a plan (PDF)."),
        ),
    )

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def gathered(*arguments: Any, **given: Any) -> int:
            names = ("output", "shape", "paper", "orientation", "tile")
            target = Target(shapes=shapes, **{name: given.pop(name) for name in names})
            return function(*arguments, target=target, **given)

        for option in options:
            gathered = option(gathered)
        return gathered

    return decorate


def told(session: Session) -> Story:
    """The workspace's story, as of the session's day."""
    from svcgraph import pipeline

    return pipeline.tell(session.workspace(), as_of=session.as_of)


def bare(session: Session, file: Path, view: BareView, target: Target, *, service: str = "") -> int:
    """Draws one file by itself, without a workspace."""
    from svcgraph import bare as files

    if file.is_dir():
        raise UsageError(mark("{file} is a folder: name one file"), file=file.as_posix())
    one = next(files.read([file], service=service))
    report(one.faults, session.words)
    if one.map is None:
        return EXIT_UNREADABLE
    _write(session, *_readable(_forms(view(*files.graph(one), session.words)), target), target.path(file.stem), target)
    return EXIT_DONE


def draw(
    session: Session,
    story: Story,
    diagram: Diagram | Iterator[Diagram],
    name: str,
    target: Target,
    *,
    kept: Sequence[KeptPlace] = (),
    keep: bool = False,
) -> int:
    """Draws and writes one picture of the workspace, of several forms the first that is readable on the paper;
    says where, and how large the type comes out."""
    settings = story.workspace.settings
    forms = _forms(diagram)
    diagram, drawing = _readable(forms, target, program=settings.program, kept=kept, palette=settings.palette)
    if keep:
        _keep(session, story, drawing)
    _write(session, diagram, drawing, target.path(name), target)
    return finish(story, session.words)


def written(session: Session, diagram: Diagram, target: Target, name: str) -> Path:
    """Draws and writes a picture beside another answer: what there is to say of it goes to standard error."""
    path = target.path(name)
    _put(session, *_readable((diagram,), target), path, target)
    return path


def _keep(session: Session, story: Story, drawing: Drawing) -> None:
    from svcgraph.desk.layout import keep

    if not drawing.places:
        raise UsageError(mark("--keep-layout: only the picture of all services has places to keep, up to 40 services"))
    path = keep(story.workspace.root, drawing.places, before=story.workspace.places)
    click.echo(session.words(mark("{path} keeps the places from now on."), path=path.as_posix()), err=True)


def _forms(given: Diagram | Iterator[Diagram]) -> Iterable[Diagram]:
    from svcgraph.views import shapes

    return (given,) if isinstance(given, shapes.Diagram) else given


def _readable(
    forms: Iterable[Diagram],
    target: Target,
    *,
    program: str = "",
    kept: Sequence[KeptPlace] = (),
    palette: str = "standard",
) -> tuple[Diagram, Drawing]:
    from svcgraph.renderers.picture.drawing import draw_readable
    from svcgraph.renderers.picture.look import Palette
    from svcgraph.renderers.picture.paper import Orientation, Paper

    return draw_readable(
        forms, program=program, kept=kept, paper=Paper(target.paper), palette=Palette(palette),
        orientation=Orientation(target.orientation),
    )  # fmt: skip


def _write(session: Session, diagram: Diagram, drawing: Drawing, path: Path, target: Target) -> None:
    _put(session, diagram, drawing, path, target)
    click.echo(path.as_posix())


def _put(session: Session, diagram: Diagram, drawing: Drawing, path: Path, target: Target) -> None:
    """Writes the file and says what there is to know before printing it; a workbook is not printed by us."""
    save(path, _content(diagram, drawing, target.form, target.tile or ""))
    if target.form in ("pdf", "png"):
        _tell_unknown(session, drawing)
    for message in () if target.form == "xlsx" else drawing.messages:
        click.echo(message.said(session.words), err=True)


def _tell_unknown(session: Session, drawing: Drawing) -> None:
    from svcgraph.renderers.picture.fonts import unknown

    letters = unknown(drawing.svg)
    if letters:
        said = mark(
            "The font of the pictures has no sign for {letters}: PDF and PNG show boxes instead. "
            "A browser shows them in the SVG."
        )
        shown = letters if len(letters) <= LETTERS else f"{letters[:LETTERS]}…"
        click.echo(session.words(said, letters=shown), err=True)


def _content(diagram: Diagram, drawing: Drawing, form: str, tile: str) -> bytes:
    if tile:
        from svcgraph.renderers.picture.paper import Paper
        from svcgraph.renderers.picture.tiles import tiled

        return tiled(
            drawing.svg, drawing.paper, Paper(tile), title=diagram.title, words=Words(diagram.language),
            orientation=drawing.orientation,
        )  # fmt: skip
    if form == "pdf":
        from svcgraph.renderers.picture.pdf import pdf

        return pdf(
            drawing.svg, drawing.paper, title=diagram.title, language=diagram.language, orientation=drawing.orientation
        )
    if form == "png":
        from svcgraph.renderers.picture.png import png

        return png(drawing.svg)
    if form == "xlsx":
        from svcgraph.renderers.matrix_workbook import workbook

        return workbook(diagram)
    return (drawing.svg if form == "svg" else drawing.dot).encode()
