"""Paper and posters: which way up, how large, and a poster over sheets that people glue together."""

import io
from itertools import pairwise

import pytest
from picture_examples import organisation
from pypdf import PdfReader

from svcgraph.i18n import Words
from svcgraph.renderers.picture.drawing import draw
from svcgraph.renderers.picture.paper import EDGE, MILLIMETRE, Orientation, Paper, scale, sheet
from svcgraph.renderers.picture.pdf import pdf
from svcgraph.renderers.picture.tiles import tiled
from svcgraph.renderers.picture.tiling import LEAST, OVERLAP, SLIVER, tiling
from svcgraph.views.diagram.organisation import organisation as view


@pytest.fixture(scope="module")
def drawing():
    made = organisation(30)
    picture = view(made.graph, made.contracts, made.attainment, made.organisation, Words("fr"))
    return draw(picture, paper=Paper.A1)


@pytest.mark.parametrize("paper", list(Paper))
def test_every_sheet_has_its_short_side_first_and_a_name_for_people(paper):
    short, long = paper.sides
    assert short < long
    assert paper.label[0].isupper()


def test_a_sheet_is_turned_as_the_picture_is_unless_asked():
    assert sheet(200, 100, Paper.A4) == (297, 210)
    assert sheet(100, 200, Paper.LETTER) == (215.9, 279.4)
    assert sheet(200, 100, Paper.A4, Orientation.PORTRAIT) == (210, 297)
    assert scale(2000, 1000, Paper.A4, Orientation.PORTRAIT) < scale(2000, 1000, Paper.A4)


def test_the_pdf_is_of_the_sheet_and_the_way_up_that_was_asked(drawing):
    page = PdfReader(io.BytesIO(pdf(drawing.svg, Paper.LEGAL, orientation=Orientation.PORTRAIT))).pages[0]
    assert float(page.mediabox.width) == pytest.approx(215.9 * MILLIMETRE, abs=0.5)
    assert float(page.mediabox.height) == pytest.approx(355.6 * MILLIMETRE, abs=0.5)


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A3, Paper.LETTER])
@pytest.mark.parametrize(("wide", "high"), [(100, 100), (800, 500), (2300, 1430), (3300, 2300), (900, 3300)])
def test_sheets_cover_the_whole_poster_and_neighbours_share_the_overlap(wide, high, paper):
    found = tiling(wide, high, paper)
    assert len(found.tiles) == found.rows * found.columns
    assert [tile.number for tile in found.tiles] == list(range(1, len(found.tiles) + 1))
    for lefts, part, whole in (
        (sorted({tile.left for tile in found.tiles}), found.wide, wide * found.shrink),
        (sorted({tile.top for tile in found.tiles}), found.high, high * found.shrink),
    ):
        assert lefts[0] <= 0.02
        assert lefts[-1] + part >= whole - 0.02
        for one, other in pairwise(lefts):
            assert one + part - other == pytest.approx(OVERLAP * MILLIMETRE)


def test_a_nearly_empty_last_row_is_saved_by_a_slightly_smaller_poster():
    part = (210 - 2 * EDGE) * MILLIMETRE
    three = 3 * part - 2 * OVERLAP * MILLIMETRE
    found = tiling(500, three + part * SLIVER / 2, Paper.A4)
    assert LEAST <= found.shrink < 1
    assert len(found.tiles) <= 3
    assert tiling(500, three + part * 0.8, Paper.A4).shrink == 1


def test_a_poster_over_sheets_has_a_plan_and_is_in_the_file_once(drawing):
    data = tiled(drawing.svg, Paper.A1, Paper.A4, title="Qui fournit qui", words=Words("fr"))
    assert data == tiled(drawing.svg, Paper.A1, Paper.A4, title="Qui fournit qui", words=Words("fr"))
    reader = PdfReader(io.BytesIO(data))
    factor = scale(drawing.width, drawing.height, Paper.A1)
    parted = tiling(drawing.width * factor, drawing.height * factor, Paper.A4)
    assert len(reader.pages) == 1 + len(parted.tiles)
    assert "Assembler les" in reader.pages[0].extract_text()
    assert f"Feuille 2 sur {len(parted.tiles)} · rangée 1, colonne 2" in reader.pages[2].extract_text()
    posters = {page["/Resources"]["/XObject"].raw_get("/Poster").idnum for page in reader.pages}
    assert len(posters) == 1
    assert len(data) < 1.6 * len(pdf(drawing.svg, Paper.A1)) + 2000 * len(parted.tiles)


def test_every_word_of_the_picture_is_on_some_sheet(drawing):
    data = tiled(drawing.svg, Paper.A1, Paper.A4, title="x", words=Words("en"))
    poster = PdfReader(io.BytesIO(data)).pages[1]["/Resources"]["/XObject"]["/Poster"]
    assert poster["/BBox"][2] > 1500
    assert len(poster.get_data()) > 10_000


def test_a_small_picture_needs_one_sheet_and_no_plan():
    made = organisation(3)
    small = draw(view(made.graph, (), made.attainment, made.organisation, Words("en")), paper=Paper.A4)
    data = tiled(small.svg, Paper.A4, Paper.A4, title="x", words=Words("en"))
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


@pytest.mark.parametrize("title", ['"] #panic("x")', "\\", "#let x = 1", "<b>", "a" * 500])
def test_a_hostile_title_is_only_a_title(drawing, title):
    data = tiled(drawing.svg, Paper.A1, Paper.A4, title=title, words=Words("fr"))
    assert len(PdfReader(io.BytesIO(data)).pages) > 1
