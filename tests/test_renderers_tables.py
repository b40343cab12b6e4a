"""Tables as terminal text, CSV and JSON: one shape, three inks."""

from __future__ import annotations

import csv as stdlib_csv
import io
import json as stdlib_json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.errors import UsageError
from svcgraph.renderers import cells, json
from svcgraph.renderers.listing import render
from svcgraph.views.attainment_words import percent
from svcgraph.views.tables import Column, Kind, Table

COLUMNS = (
    Column(key="name", title="Nom"),
    Column(key="n", title="Nombre", kind=Kind.NUMBER),
    Column(key="share", title="Part", kind=Kind.SHARE),
    Column(key="due", title="Échéance", kind=Kind.DATE),
    Column(key="seen", title="Vu", kind=Kind.MOMENT),
    Column(key="late", title="En retard", kind=Kind.YES_NO),
    Column(key="promises", title="Engagements", kind=Kind.LIST),
)
ROW = ("Tarif", Decimal("-2.5"), Fraction(69, 70), date(2026, 3, 1), datetime(2026, 3, 1, 9, 5), True, ("E1", "E3"))
TABLE = Table(title="Essai", columns=COLUMNS, rows=(ROW, (None,) * 7))


def test_french_csv() -> None:
    assert render(TABLE, "csv", "fr") == (
        "\ufeffNom;Nombre;Part;Échéance;Vu;En retard;Engagements\n"
        "Tarif;-2,5;98,6%;01/03/2026;01/03/2026 09:05;oui;E1, E3\n"
        ";;;;;;\n"
    )


def test_english_csv() -> None:
    assert render(TABLE, "csv", "en").splitlines()[1] == 'Tarif,-2.5,98.6%,2026-03-01,2026-03-01 09:05,yes,"E1, E3"'


@pytest.mark.parametrize("hostile", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx"])
def test_csv_holds_no_formula(hostile: str) -> None:
    table = Table(columns=(COLUMNS[0],), rows=((hostile,),))
    read = list(stdlib_csv.reader(io.StringIO(render(table, "csv", "fr")), delimiter=";"))
    assert read[1] == ["'" + hostile]


@given(st.text())
def test_csv_reads_back(text: str) -> None:
    table = Table(columns=(Column(key="a", title="A"), Column(key="b", title="B")), rows=((text, "x"),))
    read = list(stdlib_csv.reader(io.StringIO(render(table, "csv", "en"), newline="")))
    assert [read[1][0].removeprefix("'"), read[1][1]] == [cells.safe(text).removeprefix("'"), "x"]


def test_json_keeps_types_and_matches_its_schema() -> None:
    value = stdlib_json.loads(render(TABLE, "json", "fr"))
    jsonschema.validate(value, json.schema(COLUMNS))
    assert value["rows"][0] == {
        "name": "Tarif",
        "n": -2.5,
        "share": 69 / 70,
        "due": "2026-03-01",
        "seen": "2026-03-01T09:05:00",
        "late": True,
        "promises": ["E1", "E3"],
    }


def test_json_schema_refuses_another_table() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "", "rows": [{"name": 1}]}, json.schema(COLUMNS))


def test_terminal_prints_markup_as_it_is() -> None:
    table = Table(
        title="Services", columns=(COLUMNS[0],), rows=(("[red]Ventes[/red] :smile: \x1b[31m",),), notes=("1",)
    )
    printed = render(table, "table", "fr", width=80)
    assert "[red]Ventes[/red] :smile: \ufffd[31m" in printed
    assert "\x1b" not in printed
    assert printed.splitlines()[0] == "Services"


def test_terminal_loses_no_character_in_a_narrow_window() -> None:
    word = "abcdefghij" * 5
    table = Table(columns=COLUMNS[:2], rows=((word, 12),))
    printed = render(table, "table", "en", width=30)
    assert "".join(printed.split()).replace("12", "").replace("─", "").count("abcdefghij") >= 1
    letters = [c for c in printed if c in "abcdefghij"]
    assert len(letters) >= len(word)


def test_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="pdf"):
        render(TABLE, "pdf", "fr")


def test_ragged_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="one cell per column"):
        Table(columns=COLUMNS, rows=(("x",),))


@pytest.mark.parametrize(
    ("value", "fr"), [(Fraction(1, 3), "0,333333"), (0.1, "0,1"), (2.0, "2"), (Fraction(-1, 2), "-0,5"), (1000, "1000")]
)
def test_numbers(value: float, fr: str) -> None:
    assert cells.number(value, "fr") == fr


def test_wide_columns_stay_out_of_the_terminal_only() -> None:
    columns = (Column(key="a", title="Here"), Column(key="b", title="Elsewhere", wide=True))
    table = Table(columns=columns, rows=(("x", "hidden"),))
    assert "Elsewhere" not in render(table, "table", "en", width=80)
    assert "hidden" not in render(table, "table", "en", width=80)
    assert "hidden" in render(table, "csv", "en")
    assert "hidden" in render(table, "json", "en")


def test_headings_and_numbers_are_not_broken_in_a_narrow_window() -> None:
    columns = (Column(key="a", title="Identifier"), Column(key="n", title="Occurrences", kind=Kind.NUMBER))
    printed = render(Table(columns=columns, rows=(("x-" * 60, 123456),)), "table", "en", width=40)
    assert "Identifier" in printed and "Occurrences" in printed and "123456" in printed


@pytest.mark.parametrize("language", ["fr", "en"])
@given(st.fractions(0, 2))
def test_a_share_in_a_table_reads_as_in_a_sentence(language: str, share: Fraction) -> None:
    column = Column(key="share", title="Attainment", kind=Kind.SHARE)
    assert cells.text_of(share, column, language) == percent(share, language)


def test_a_row_of_numbers_under_long_headings_leaves_room_for_what_it_is_about() -> None:
    heading = "Sur un chemin, avec des parties externes"
    numbers = tuple(Column(key=str(at), title=heading, kind=Kind.NUMBER) for at in range(6))
    table = Table(columns=(Column(key="process", title="Processus"), *numbers), rows=(("Facturation", *[12_345] * 6),))
    printed = render(table, "table", "fr", width=100)
    assert max(map(len, printed.splitlines())) <= 100
    assert "Facturation" in printed
    assert printed.count(cells.text_of(12_345, numbers[0], "fr")) == 6
