"""`--keep-layout` writes places, `build` and `diagram` draw with them; `palette` and `--paper` reach the picture."""

import re
import shutil

import pytest
from picture_examples import every_state

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.desk.layout import keep
from svcgraph.domain.organisation import Organisation
from svcgraph.errors import Severity, SvcgraphError
from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.look import LOOKS, Palette, looks_of
from svcgraph.store.layout import FILE, KeptPlace, layout_text, load_layout
from svcgraph.views.diagram.organisation import organisation
from svcgraph.views.shapes import State

PLACES = (KeptPlace(id="a", x=1, y=2), KeptPlace(id="b", x=3, y=4))


@pytest.fixture
def workspace(tmp_path, sample_root, monkeypatch):
    shutil.copytree(sample_root / "processes", tmp_path / "processes", ignore=shutil.ignore_patterns("layout.yaml"))
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def anew(tmp_path_factory, sample_root) -> bytes:
    """The picture of the sample without a layout."""
    root = tmp_path_factory.mktemp("anew")
    shutil.copytree(sample_root / "processes", root / "processes", ignore=shutil.ignore_patterns("layout.yaml"))
    shutil.copy(sample_root / "svcgraph.yaml", root)
    assert program(["-C", str(root), "diagram", "organisation", "-o", str(root / "picture.svg")]) == 0
    return (root / "picture.svg").read_bytes()


def drawn(workspace, *more: str) -> bytes:
    assert program(["diagram", "organisation", "-o", "picture.svg", *more]) == 0
    return (workspace / "picture.svg").read_bytes()


def contents(workspace) -> dict[str, bytes]:
    files = (path for path in (workspace / "processes").rglob("*") if path.is_file())
    return {path.relative_to(workspace).as_posix(): path.read_bytes() for path in files}


def test_only_keep_layout_writes_and_later_pictures_keep(workspace, capsys):
    before = contents(workspace)
    first = drawn(workspace)
    assert contents(workspace) == before
    assert drawn(workspace, "--keep-layout") == first
    written = contents(workspace)
    assert {name for name in written if written[name] != before.get(name)} == {FILE}
    assert drawn(workspace) == first
    assert contents(workspace) == written
    assert drawn(workspace, "--keep-layout") == first
    assert contents(workspace) == written
    assert "garde désormais" in capsys.readouterr().err


def test_build_draws_what_diagram_draws(workspace):
    drawn(workspace, "--keep-layout")
    swapped = [(one.id, one) for one in load_layout(workspace).places]
    high, low = max(swapped, key=lambda pair: pair[1].y)[1], min(swapped, key=lambda pair: pair[1].y)[1]
    mirrored = (KeptPlace(id=one.id, x=one.x, y=high.y + low.y - one.y) for _, one in swapped)
    (workspace / FILE).write_text(layout_text(mirrored), encoding="utf-8")
    turned = drawn(workspace)
    story = pipeline.tell(workspace)
    pipeline.build(story, Words("fr"), only={"organisation diagram"})
    assert (workspace / "outputs/diagrams/organisation.svg").read_bytes() == turned
    (workspace / FILE).unlink()
    assert drawn(workspace) != turned


@pytest.mark.parametrize("damage", ["organisation: [", "- 1\n", "organisation:\n  a: here\n", "a: &x 1\nb: *x\n"])
def test_a_damaged_layout_is_a_warning_and_the_picture_is_laid_out_anew(workspace, capsys, anew, damage):
    (workspace / FILE).write_text(damage, encoding="utf-8")
    capsys.readouterr()
    assert drawn(workspace) == anew
    told = capsys.readouterr().err
    assert "processes/layout.yaml" in told
    assert "disposée à nouveau" in told
    faults = [fault for fault in pipeline.read_workspace(workspace).faults if fault.place.file == FILE]
    assert {fault.severity for fault in faults} == {Severity.WARNING}


def test_places_off_any_sheet_are_refused(workspace):
    (workspace / FILE).write_text("organisation:\n  a: [1, 2]\n  b: [1e300, 2]\n", encoding="utf-8")
    loaded = load_layout(workspace)
    assert [one.id for one in loaded.places] == ["a"]
    assert [fault.place.line for fault in loaded.faults] == [3]


def test_a_file_has_no_layout_to_keep(workspace, capsys):
    (workspace / "x.csv").write_text("x", encoding="utf-8")
    assert program(["diagram", "organisation", "x.csv", "--keep-layout"]) == 2
    assert not (workspace / FILE).exists()
    assert "--keep-layout" in capsys.readouterr().err


def test_what_somebody_changed_meanwhile_stays(workspace):
    (workspace / FILE).write_text(layout_text(PLACES), encoding="utf-8")
    with pytest.raises(SvcgraphError, match="was changed while"):
        keep(workspace, PLACES[:1])
    assert load_layout(workspace).places == PLACES
    keep(workspace, PLACES[:1], before=PLACES)
    assert load_layout(workspace).places == PLACES[:1]
    assert not (workspace / "processes/.lock").exists()


def test_somebody_elses_lock_is_respected_and_named(workspace, monkeypatch):
    monkeypatch.setattr("svcgraph.desk.lock.WAIT", 0.1)
    lock = workspace / "processes/.lock"
    lock.write_text("desk-7 4711 2026-11-16T09:00:00Z\n", encoding="utf-8")
    with pytest.raises(SvcgraphError, match="desk-7 4711"):
        keep(workspace, PLACES)
    assert lock.exists()
    assert not (workspace / FILE).exists()


def test_no_folder_is_an_error_with_its_path(tmp_path):
    with pytest.raises(SvcgraphError, match=r"processes/\.lock cannot be written"):
        keep(tmp_path, PLACES)


def colours(svg: str) -> set[str]:
    return set(re.findall(r"#[0-9A-F]{6}", svg))


def test_traffic_lights_change_colours_and_nothing_else():
    diagram = organisation(*every_state(), Organisation(), Words("fr"))
    standard, lights = draw(diagram), draw(diagram, palette=Palette.TRAFFIC_LIGHTS)
    assert {"#1F6FC4", "#8B0A1A"} <= colours(standard.svg)
    assert not {"#1F6FC4", "#8B0A1A"} & colours(lights.svg)
    assert {"#1E7B34", "#C07A00", "#C4161C"} <= colours(lights.svg)
    assert "#1E7B34" in lights.dot
    plain = re.compile(r"#[0-9A-F]{6}")
    assert plain.sub("#", standard.svg) == plain.sub("#", lights.svg)
    assert draw(diagram).svg == standard.svg


def test_traffic_lights_keep_lines_and_symbols():
    lights = looks_of(Palette.TRAFFIC_LIGHTS)
    for state in State:
        one, other = LOOKS[state], lights[state]
        assert (one.dash, one.double, one.head, one.symbol, one.extra) == (
            other.dash, other.double, other.head, other.symbol, other.extra,
        )  # fmt: skip
    assert lights[State.MET].line == lights[State.ON_TRACK].line != lights[State.MISSED].line


def test_the_workspaces_palette_reaches_its_pictures(workspace, anew):
    settings = workspace / "svcgraph.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\npalette: traffic-lights\n", encoding="utf-8")
    assert b"#1E7B34" in drawn(workspace)
    assert b"#1E7B34" not in anew
    pipeline.build(pipeline.tell(workspace), Words("fr"), only={"organisation diagram"})
    assert b"#C4161C" in (workspace / "outputs/diagrams/organisation.svg").read_bytes()


@pytest.mark.parametrize(("paper", "sides"), [("a4", (842, 595)), ("a1", (2384, 1684))])
def test_paper_is_the_sheet_of_the_pdf_and_of_what_is_said(workspace, capsys, paper, sides):
    assert program(["diagram", "service", "gestion-des-sinistres", "-o", "s.pdf", "--paper", paper]) == 0
    assert paper.upper() in capsys.readouterr().err
    from pypdf import PdfReader

    box = PdfReader(workspace / "s.pdf").pages[0].mediabox
    assert (round(box.width), round(box.height)) == sides
