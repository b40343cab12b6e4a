"""A log beside the maps, and the readings that it suggests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.desk.reality import look
from svcgraph.domain.reality import Sight
from svcgraph.intake.log import Asked
from svcgraph.store.readings import parse_readings

TINY = Path(__file__).parents[1] / "cli" / "workspace"
LOG = TINY / "events.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "workspace")
    return tmp_path / "workspace"


def sights(*processes: str) -> dict[tuple[str, str], str]:
    seen = look(TINY, LOG, Asked(timezone="UTC"), processes=processes)
    return {(one.supplier, one.client): one.sight.value for one in seen.reality.relations}


def test_a_log_beside_the_maps() -> None:
    assert sights() == {
        ("marketing", "Auditors"): Sight.SHADOW,
        ("marketing", "stock"): Sight.SHADOW,
        ("stock", "sales"): Sight.SHADOW,
        ("sales", "stock"): Sight.NEVER_SEEN,
        ("sales", "marketing"): Sight.CONFIRMED,
        ("marketing", "sales"): Sight.CONFIRMED,
        ("sales", "sales"): Sight.WITHIN,
    }
    seen = look(TINY, LOG, Asked(timezone="UTC")).reality
    assert seen.strangers == ("Auditors",)
    assert seen.elsewhere == 4
    assert seen.of(Sight.SHADOW)[0].handover.evidence == ("W43",)


def test_only_the_process_of_the_log_can_be_never_seen() -> None:
    assert ("sales", "stock") not in sights("p1")
    assert ("sales", "stock") in sights("orders")
    assert ("sales", "stock") in sights("processes/orders.bpmn", "p1")


def test_people_are_nowhere_in_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for by in ("service", "activity"):
        for shape in ("table", "csv", "json"):
            assert program(["-C", str(TINY), "reality", str(LOG), "--by", by, "--format", shape]) == 0
            said = capsys.readouterr()
            assert not {"anna", "theo", "max"} & set((said.out + said.err).replace(",", " ").split())
    assert program(["-C", str(TINY), "reality", str(LOG), "--with-people", "--service-attribute", "User"]) == 0
    assert "anna" in capsys.readouterr().out


def test_json_has_ids_and_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    program(["-C", str(TINY), "--lang", "fr", "reality", str(LOG), "--format", "json"])
    rows = json.loads(capsys.readouterr().out)["rows"]
    row = next(one for one in rows if (one["supplier_id"], one["client_id"]) == ("sales", "marketing"))
    assert (row["sight"], row["count"], row["median_seconds"], row["p95_seconds"]) == (
        "drawn and seen",
        3,
        21600,
        79920,
    )
    assert row["supplier"] == "Ventes"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_picture(tmp_path: Path, language: str, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"picture.{suffix}"
    words = ["-C", str(TINY), "--lang", language, "reality", str(LOG), "--diagram", "-o", str(path)]
    assert program(words) == 0
    start = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[suffix]
    assert path.read_bytes().startswith(start) or b"<svg" in path.read_bytes()[:200]
    if suffix == "svg":
        said = {"fr": "vu, jamais dessiné", "en": "seen, never drawn"}[language]
        assert said in path.read_text(encoding="utf-8").replace("\u00a0", " ")


def test_the_picture_leaves_out_the_rarest_arrows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{n};a;2026-01-01;S{n % 100}\n{n};b;2026-01-02;S{(n * 7 + 1) % 100}\n" for n in range(100)]
    log = tmp_path / "log.csv"
    log.write_text("case;activity;timestamp;group\n" + "".join(rows), encoding="utf-8")
    assert program(["--lang", "en", "reality", str(log), "--diagram", "-o", str(tmp_path / "p.dot")]) == 0
    assert (tmp_path / "p.dot").read_text(encoding="utf-8").count("->") == 60


def propose(root: Path, log: Path, language: str = "fr") -> tuple[int, str]:
    path = root / "proposed.csv"
    path.unlink(missing_ok=True)
    code = program(["-C", str(root), "--lang", language, "reality", str(log), "--propose-readings", str(path)])
    return code, path.read_text(encoding="utf-8") if path.exists() else ""


def objective(root: Path, french: str, english: str) -> None:
    path = root / "processes/contracts/sales--marketing.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("tous les lundis avant 10 heures", french).replace("every Monday before 10:00", english),
        encoding="utf-8",
    )
    (root / "processes/readings/cs-01.csv").unlink(missing_ok=True)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_deadlines_are_proposed_by_their_nominal_date(
    root: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "processes/readings/cs-01.csv").unlink()
    code, text = propose(root, root / "events.csv", language)
    assert code == 0
    read = parse_readings(text.encode(), "proposed.csv", "Europe/Paris")
    assert read.faults == ()
    found = [(str(one.span.first), one.delivered_at.strftime("%d %H:%M")) for one in read.readings]
    # W43: what "Count the quantities sold" gives was handed on by another activity, which is not the deliverable's
    assert found == [("2026-10-05", "05 09:10"), ("2026-10-12", "12 09:45")]
    (root / "processes/readings/confirmed.csv").write_text(text, encoding="utf-8")
    story = pipeline.tell(root, period="2026-10")
    counts = next(one for one in story.attainment.contracts if one.contract == "sales--marketing").objectives[0].counts
    assert (counts.known, counts.met) == (2, 2)


def test_what_is_noted_already_is_not_proposed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = propose(root, root / "events.csv")
    assert "2026-10" not in text
    assert "existe déjà" in capsys.readouterr().err.replace("\u00a0", " ")


LEAD = """case;activity;timestamp;group
A;Ask;2026-10-05 09:00;Marketing
A;Count the quantities sold;2026-10-07 16:00;Sales
A;Propose promotions;2026-10-08 09:00;Marketing
B;Ask;2026-10-05 09:00;Marketing
B;Look up;2026-10-05 10:00;Sales
B;Count the quantities sold;2026-10-08 09:00;Sales
B;Propose promotions;2026-10-08 10:00;Marketing
C;Count the quantities sold;2026-10-30 09:00;Sales
C;Propose promotions;2026-11-02 10:00;Marketing
"""


def test_shares_within_a_lead_time_are_counted_by_month(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    objective(root, "95 % sous 2 jours ouvrés", "95 % within 2 working days")
    (root / "lead.csv").write_text(LEAD, encoding="utf-8")
    _, text = propose(root, root / "lead.csv")
    read = parse_readings(text.encode(), "proposed.csv", "Europe/Paris")
    assert read.faults == ()
    # asked for on Monday 5: due on Wednesday 7; A in time, B a day late. C came in on Friday 30, due on 3 November
    assert [(str(one.span.first), one.k, one.n) for one in read.readings] == [
        ("2026-10-01", 1, 2),
        ("2026-11-01", 1, 1),
    ]
    assert "en retard\u00a0: B" in text


def test_lead_times_are_proposed_case_by_case(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    objective(root, "sous 2 jours ouvrés", "within 2 working days")
    (root / "lead.csv").write_text(LEAD, encoding="utf-8")
    _, text = propose(root, root / "lead.csv", "en")
    read = parse_readings(text.encode(), "proposed.csv", "Europe/Paris")
    assert read.faults == ()
    assert [(f"{one.requested_at:%d %H}", f"{one.delivered_at:%d %H}") for one in read.readings] == [
        ("05 09", "07 16"),
        ("05 09", "08 09"),
        ("30 09", "30 09"),
    ]


def test_proposals_never_go_into_the_workspace_by_themselves(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = root / "processes" / "readings" / "log.csv"
    words = ["-C", str(root), "reality", str(LOG), "--propose-readings"]
    assert program([*words, str(inside)]) == 2
    assert not inside.exists()
    there = root / "mine.csv"
    there.write_text("mine", encoding="utf-8")
    assert program([*words, str(there)]) == 2
    assert there.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../etc/passwd", "/etc/localtime", "Europe", ""])
def test_a_time_zone_that_is_none_is_refused(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program(["-C", str(TINY), "reality", str(LOG), "--timezone", zone]) == (2 if zone else 0)
