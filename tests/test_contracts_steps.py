"""A contract's way from draft to its end, by the commands, on a copy of the tiny workspace; what is refused and why."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from svcgraph import pipeline
from svcgraph.cli._program import program
from svcgraph.domain.contract import ClauseState, Contract, Status
from svcgraph.domain.negotiation.states import approvals_void
from svcgraph.domain.negotiation.versions import standing
from svcgraph.store.contracts import parse_contract

TINY = Path(__file__).parent / "cli" / "workspace"
NEW, OLD = "sales--stock", "sales--marketing"
CLAUSES = """    state: negotiated
    from_map: [Picking list]
    criteria:
      - id: d1.c1
        text: In time
        objective: {text: every Monday before 10:00}
        indicator: {id: d1.c1.i1, keeper: eve-may}
"""


class Desk:
    """The workspace, and what its commands say."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._capsys = root, capsys

    def run(self, *words: str, lang: str = "en") -> tuple[int, str, str]:
        code = program(["-C", str(self.root), "--lang", lang, "contracts", *words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def done(self, *words: str) -> str:
        code, out, err = self.run(*words)
        assert (code, err) == (0, "")
        return out

    def path(self, contract: str) -> Path:
        return self.root / "processes" / "contracts" / f"{contract}.yaml"

    def change(self, contract: str, old: str, new: str) -> None:
        text = self.path(contract).read_text(encoding="utf-8")
        assert old in text
        self.path(contract).write_text(text.replace(old, new, 1), encoding="utf-8")

    def contract(self, name: str) -> Contract:
        read, faults = parse_contract(self.path(name).read_bytes(), f"processes/contracts/{name}.yaml")
        assert read is not None, faults
        return read

    def fill_in(self, name: str = NEW) -> None:
        """The client keeps what the map shows, with a criterion, an objective and a keeper."""
        text = self.path(name).read_text(encoding="utf-8")
        kept = re.sub(r"    state: observed.*?\n    from_map: .*?\n", CLAUSES, text, count=1)
        kept = re.sub(r"    criteria: \[\].*?(?=    evidence:)", "", kept, count=1, flags=re.DOTALL)
        self.path(name).write_text(kept, encoding="utf-8")

    def agree(self, name: str = NEW, *more: str) -> None:
        for side, person in (("client", "eve-may"), ("supplier", "ann-lee")):
            self.done("agree", name, "--for", side, "--name", person, *more)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("COLUMNS", "160")  # a listing fits, whatever terminal the tests run in
    shutil.copytree(TINY, tmp_path / "w")
    return Desk(tmp_path / "w", capsys)


@pytest.fixture
def agreed(desk: Desk) -> Desk:
    desk.done("adopt", NEW)
    desk.fill_in()
    desk.done("propose", NEW, "--start", "2026-11-01")
    desk.agree()
    return desk


def test_the_whole_way_from_draft_to_end(agreed: Desk) -> None:
    contract = agreed.contract(NEW)
    assert (contract.status, contract.version) == (Status.AGREED, "1.0")
    assert [(one.side, one.name, len(one.hash)) for one in contract.approvals] == [
        ("client", "Eve May", 64),
        ("supplier", "Ann Lee", 64),
    ]
    steps = [("activate",), ("suspend", "--reason", "works"), ("activate",), ("end", "--reason", "moved")]
    seen = []
    for step, *more in steps:
        agreed.done(step, NEW, *more)
        seen.append(agreed.contract(NEW).status)
    assert seen == [Status.ACTIVE, Status.SUSPENDED, Status.ACTIVE, Status.ENDED]
    ended = agreed.contract(NEW)
    assert ended.end == date(2026, 11, 16)
    assert [one.en for one in ended.history] == [
        "16 November 2026: version 1.0 agreed.",
        "16 November 2026: suspended – works",
        "16 November 2026: in force again.",
        "16 November 2026: no longer in force – moved",
    ]
    assert ended.history[3].fr == "16 novembre 2026 : n’est plus en vigueur – moved"


def test_since_when_a_contract_is_suspended_is_told(agreed: Desk) -> None:
    agreed.done("activate", NEW)
    agreed.done("suspend", NEW, "--reason", "flood")
    assert "suspended since 16 November 2026" in agreed.done("list", "--format", "csv")
    assert "# Suspended since 16 November 2026." in agreed.done("show", NEW)
    agreed.done("activate", NEW)
    assert "since" not in agreed.done("list", "--format", "csv")
    later = ["-C", str(agreed.root), "--as-of", "2026-11-18", "contracts", "suspend", NEW, "--reason", "works"]
    assert program(later) == 0
    assert "suspended since 18 November 2026" in agreed.done("list", "--format", "csv")
    assert "suspendu depuis le 18 novembre 2026" in agreed.run("list", "--format", "csv", lang="fr")[1]


def test_a_contract_that_was_suspended_by_hand_has_no_day(agreed: Desk) -> None:
    agreed.change(NEW, "status: agreed", "status: suspended")
    listed = agreed.done("list", "--format", "csv")
    assert "suspended" in listed
    assert "since" not in listed


def test_adopting_keeps_the_map_s_evidence_and_ids(desk: Desk) -> None:
    desk.done("adopt", NEW)
    (item,) = desk.contract(NEW).deliverables
    assert (item.id, item.state, item.from_map) == ("d1", ClauseState.OBSERVED, ("Picking list",))
    assert [(one.source, one.target) for one in item.evidence] == [("Take the order", "Pack")]
    assert desk.run("adopt", NEW)[0] == 1
    assert desk.run("adopt", OLD)[0] == 1
    assert desk.run("adopt", "nobody--nothing")[0] == 2


def test_a_draft_filled_in_in_outputs_is_adopted_as_it_stands(desk: Desk) -> None:
    desk.done("draft")
    draft = desk.root / "outputs" / "contracts" / f"{NEW}.yaml"
    text = draft.read_text(encoding="utf-8").replace("title:", "title: Picking  # ours", 1)
    draft.write_text(text, encoding="utf-8")
    assert f"outputs/contracts/{NEW}.yaml" in desk.done("adopt", NEW)
    assert desk.path(NEW).read_text(encoding="utf-8") == text


def test_a_filled_in_draft_with_errors_is_refused_with_its_lines(desk: Desk) -> None:
    desk.done("draft")
    draft = desk.root / "outputs" / "contracts" / f"{NEW}.yaml"
    draft.write_text(draft.read_text(encoding="utf-8").replace("status: draft", "status: signed"), encoding="utf-8")
    code, _, err = desk.run("adopt", NEW)
    assert code == 3
    assert re.match(rf"outputs/contracts/{NEW}\.yaml:\d+", err)
    assert not desk.path(NEW).exists()


@pytest.mark.parametrize(
    ("cut", "clause", "words"),
    [
        ("        objective: {text: every Monday before 10:00}\n", "d1.c1", "has no objective"),
        (", keeper: eve-may", "d1.c1", "nobody who keeps its indicator"),
        (CLAUSES.partition("criteria:")[2], "d1", "has no criterion"),
    ],
)
def test_nobody_can_agree_while_something_is_missing(desk: Desk, cut: str, clause: str, words: str) -> None:
    desk.done("adopt", NEW)
    desk.fill_in()
    desk.done("propose", NEW)
    desk.change(NEW, cut, " []\n" if "criteria" not in cut and cut.startswith("\n") else "")
    before = desk.path(NEW).read_bytes()
    code, out, err = desk.run("agree", NEW, "--for", "client", "--name", "eve-may")
    assert (code, out) == (1, "")
    assert re.search(rf"processes/contracts/{NEW}\.yaml:\d+: {re.escape(clause)} .*{words}", err)
    assert f"svcgraph contracts form {NEW}" in err
    assert "--as-is" in err
    assert desk.path(NEW).read_bytes() == before
    code, _, err = desk.run("agree", NEW, "--for", "client", "--name", "eve-may", lang="fr")
    assert code == 1
    assert f"{NEW}\u00a0: pas fait, parce que" in err
    assert "Écrivez-le dans" in err
    assert "Pour conclure bien que cela manque" in err
    desk.done("agree", NEW, "--for", "client", "--name", "eve-may", "--as-is", "a pilot")
    as_is = desk.contract(NEW).as_is
    assert as_is is not None
    assert (as_is.reason.en, as_is.by, as_is.date) == ("a pilot", "Eve May", date(2026, 11, 16))
    desk.done("agree", NEW, "--for", "supplier", "--name", "ann-lee")  # the reason stands for both
    assert desk.contract(NEW).status is Status.AGREED


def test_a_measure_to_be_built_stands_for_a_keeper(desk: Desk) -> None:
    desk.done("adopt", NEW)
    desk.fill_in()
    desk.change(NEW, "keeper: eve-may", "build_before: 2027-01-01, build_by: tom-ray")
    desk.done("propose", NEW)
    desk.agree()
    assert desk.contract(NEW).status is Status.AGREED


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("propose", NEW), "No deliverable is negotiated"),
        (("agree", NEW, "--for", "client", "--name", "x"), "It is “draft”"),
        (("activate", NEW), "svcgraph contracts propose sales--stock"),
        (("suspend", NEW, "--reason", "x"), "It is “draft”"),
        (("end", NEW, "--reason", "x"), "It is “draft”"),
        (("propose", "marketing--sales"), "svcgraph contracts adopt marketing--sales"),
    ],
)
def test_a_step_out_of_turn_is_refused_with_the_command_that_mends_it(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    desk.done("adopt", NEW)
    before = desk.path(NEW).read_bytes()
    code, out, err = desk.run(*words)
    assert (code, out) == (1, "")
    assert said in err
    assert desk.path(NEW).read_bytes() == before


def test_one_refused_contract_keeps_no_other_from_its_step(agreed: Desk) -> None:
    code, out, err = agreed.run("activate", OLD, NEW)
    assert code == 1
    assert f"{OLD}: not done" in err
    assert f"{NEW} 1.0: agreed by both sides → in force" in out


def test_before_its_start_it_is_not_activated(desk: Desk) -> None:
    desk.done("adopt", NEW)
    desk.fill_in()
    desk.done("propose", NEW, "--start", "2026-12-01")
    desk.agree()
    code, _, err = desk.run("activate", NEW)
    assert code == 1
    assert "It starts on 1 December 2026" in err
    code = program(["-C", str(desk.root), "--as-of", "2026-12-01", "contracts", "activate", NEW])
    assert (code, desk.contract(NEW).status) == (0, Status.ACTIVE)


def test_a_later_change_makes_approvals_void_and_everything_says_so(agreed: Desk) -> None:
    agreed.change(NEW, "Monday", "Friday")
    assert len(approvals_void(agreed.contract(NEW))) == 2
    listed = json.loads(agreed.done("list", "--format", "json"))["rows"]
    assert [row["agreed"] for row in listed if row["id"] == NEW] == ["void"]
    shown = agreed.done("show", NEW)
    assert "# The approval of Eve May for the client of 16 November 2026 is void" in shown
    assert "void: changed since" in agreed.done("log", NEW)
    code, _, err = agreed.run("activate", NEW)
    assert code == 1
    assert "The approval of Ann Lee is void" in err
    assert f"svcgraph contracts agree {NEW} --for supplier" in err


def test_what_was_agreed_stays_in_force_while_it_is_negotiated_anew(agreed: Desk) -> None:
    agreed.done("activate", NEW)
    agreed.done("propose", NEW, "--start", "2026-12-01")
    agreed.change(NEW, "Monday", "Friday")
    history = agreed.root / "processes" / "contracts" / "history"
    kept, _ = parse_contract((history / f"{NEW}@1.0.yaml").read_bytes(), f"{NEW}@1.0.yaml")
    assert kept is not None
    assert (kept.status, approvals_void(kept)) == (Status.ACTIVE, ())
    assert agreed.contract(NEW).status is Status.PROPOSED
    assert "Version 1.0 is in force until this one is agreed" in agreed.done("show", NEW)
    listed = json.loads(agreed.done("list", "--format", "json"))["rows"]
    assert [(row["state"], row["version_in_force"]) for row in listed if row["id"] == NEW] == [("proposed", "1.0")]
    assert "proposed (1.0 in force)" in agreed.done("list")
    assert _sentences(agreed, "2026-11-16") == {"every Monday before 10:00"}
    agreed.agree()
    assert (agreed.contract(NEW).status, agreed.contract(NEW).version) == (Status.AGREED, "2.0")
    assert _sentences(agreed, "2026-11-30") == {"every Monday before 10:00"}
    assert _sentences(agreed, "2026-12-01") == {"every Friday before 10:00"}
    assert _sentences(agreed, "2026-10-31") == set()  # before its first start


def _sentences(desk: Desk, day: str) -> set[str]:
    """The objectives of the contract that are judged as of a day, as they are in force then."""
    story = pipeline.tell(desk.root, as_of=date.fromisoformat(day))
    judged = {one.contract for one in story.attainment.contracts}
    return {
        criterion.objective.text.en
        for contract in story.contracts
        if contract.id == NEW and contract.in_force(story.as_of)
        for item in contract.deliverables
        for criterion in item.criteria
        if criterion.objective and contract.id in judged
    }


def test_a_new_version_starts_after_the_one_before(agreed: Desk) -> None:
    agreed.done("propose", NEW)
    agreed.change(NEW, "Monday", "Friday")
    code, _, err = agreed.run("agree", NEW, "--for", "client", "--name", "eve-may")
    assert code == 1
    assert "Version 1.0 is in force since 1 November 2026" in err
    assert f"svcgraph contracts propose {NEW} --start DATE" in err
    agreed.done("propose", NEW, "--start", "2026-12-01")
    agreed.agree()
    assert agreed.contract(NEW).version == "2.0"


def test_the_version_kept_is_what_was_agreed_not_what_was_edited_since(agreed: Desk) -> None:
    agreed.done("activate", NEW)
    agreed.change(NEW, "Monday", "Friday")  # by hand, in a contract in force
    agreed.done("propose", NEW, "--start", "2026-12-01")
    kept = (agreed.root / "processes" / "contracts" / "history" / f"{NEW}@1.0.yaml").read_text(encoding="utf-8")
    assert "every Monday before 10:00" in kept
    read, _ = parse_contract(kept.encode(), f"{NEW}@1.0.yaml")
    assert read is not None
    assert (read.status, read.version, len(read.approvals), approvals_void(read)) == (Status.ACTIVE, "1.0", 2, ())


def test_an_edit_by_hand_of_a_contract_in_force_gets_a_number_of_its_own_when_agreed(desk: Desk) -> None:
    """Signed outside svcgraph, so that nobody knows what exactly: only the number says that it was."""
    desk.change(OLD, "participants: [ann-lee, tom-ray]", "participants: [tom-ray]")
    desk.change(OLD, "date: 2026-02-12}", "date: 2026-02-12, hash: 0123456789abcdef}")
    desk.done("agree", OLD, "--for", "client", "--name", "tom-ray")
    desk.done("agree", OLD, "--for", "supplier", "--name", "ann-lee")
    assert desk.contract(OLD).version == "2.0"
    assert approvals_void(desk.contract(OLD)) == ()


def test_suspended_and_ended_contracts_leave_no_older_version_in_force(agreed: Desk) -> None:
    agreed.done("propose", NEW, "--start", "2026-11-10")
    agreed.change(NEW, "Monday", "Friday")
    agreed.agree()
    assert _sentences(agreed, "2026-11-16") == {"every Friday before 10:00"}
    agreed.done("suspend", NEW, "--reason", "works")
    assert _sentences(agreed, "2026-11-16") == set()
    agreed.done("end", NEW, "--reason", "over")
    assert _sentences(agreed, "2026-11-16") == set()
    assert _sentences(agreed, "2026-11-12") == {"every Friday before 10:00"}  # as it stood then
    assert _sentences(agreed, "2026-11-05") == {"every Monday before 10:00"}


def test_versions_of_today_are_taken_as_they_are(sample_root: Path) -> None:
    workspace = pipeline.read_workspace(sample_root)
    found = standing(workspace.contracts, workspace.history, date(2026, 11, 16))
    assert found.contracts == workspace.contracts
    earlier = standing(workspace.contracts, workspace.history, date(2026, 5, 1))
    assert {one.version for one in earlier.contracts if one.reference == "CS-04"} == {"1.0"}
    assert {one.version for one in earlier.others if one.reference == "CS-04"} == {"2.0"}


def test_log_show_and_diff_know_every_state(agreed: Desk) -> None:
    rows = json.loads(agreed.done("log", NEW, "--format", "json"))["rows"]
    assert [(row["number"], row["state"], row["agreed"]) for row in rows] == [
        (None, "draft", ""),
        (1, "proposed", ""),
        (2, "proposed", "client"),
        (3, "agreed", "both"),
    ]
    assert any("1 November 2026" in one for one in rows[1]["changes"])
    assert "status: draft" in agreed.done("show", NEW, "1")
    assert "status: proposed" in agreed.done("show", NEW, "3")
    assert agreed.run("show", NEW, "9")[0] == 2
    told = agreed.done("diff", NEW, "1", "current")
    assert f"{NEW}: from 1 to current" in told


def test_comments_and_order_of_the_person_stay(desk: Desk) -> None:
    desk.done("adopt", NEW)
    desk.fill_in()
    text = "# ours: do not lose\n" + desk.path(NEW).read_text(encoding="utf-8").replace(
        "title:", "title: Picking   # agreed by phone", 1
    )
    desk.path(NEW).write_text(text, encoding="utf-8")
    desk.done("propose", NEW)
    desk.agree()
    after = desk.path(NEW).read_text(encoding="utf-8")
    assert after.startswith("# ours: do not lose\n")
    assert "title: Picking   # agreed by phone " in after
    changed = [line for line in text.splitlines() if line not in after.splitlines()]
    assert [line.partition(":")[0] for line in changed] == ["version", "status", "approvals", "history"]


def test_a_build_after_agreeing_and_editing_changes_nothing_of_people(agreed: Desk) -> None:
    agreed.change(NEW, "Monday", "Friday")
    before = {path: path.read_bytes() for path in (agreed.root / "processes").rglob("*") if path.is_file()}
    assert program(["-C", str(agreed.root), "build"]) == 0
    after = {path: path.read_bytes() for path in (agreed.root / "processes").rglob("*") if path.is_file()}
    assert after == before


PAYMENTS = "comptabilite-et-reglements--gestion-des-sinistres"


@pytest.fixture
def sample(sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    shutil.copytree(sample_root / "processes", tmp_path / "sample" / "processes")
    shutil.copy(sample_root / "svcgraph.yaml", tmp_path / "sample")
    return Desk(tmp_path / "sample", capsys)


def retyped(form: Path, old: str, new: str) -> None:
    """A Word file with another text in it."""
    with zipfile.ZipFile(form) as read:
        parts = {info.filename: read.read(info.filename) for info in read.infolist()}
    assert old.encode() in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(form, "w") as write:
        for name, content in parts.items():
            write.writestr(name, content)


@pytest.mark.no_cover  # a whole build; forms and steps are traced above
def test_a_form_received_on_a_contract_in_force_leaves_it_in_force_as_agreed(sample: Desk) -> None:
    before = pipeline.tell(sample.root)
    sample.run("form", PAYMENTS, "-o", str(sample.root / "forms"), lang="fr")
    (form,) = (sample.root / "forms").glob("*.docx")
    retyped(form, ">Virement émis vite<", ">Virement émis tôt<")
    code, out, _ = sample.run("receive", str(form), "--yes")
    assert code == 0
    assert f"{PAYMENTS} is negotiated anew" in out
    assert sample.contract(PAYMENTS).status is Status.NEGOTIATION
    after = pipeline.tell(sample.root)
    assert after.attainment.contracts == before.attainment.contracts
    assert [one.id for one in after.contracts if one.in_force(after.as_of)] == [
        one.id for one in before.contracts if one.in_force(before.as_of)
    ]
    (now,) = (one for one in after.contracts if one.id == PAYMENTS)
    assert "Virement émis vite" in {criterion.text.fr for item in now.deliverables for criterion in item.criteria}
    kept = {path: path.read_bytes() for path in (sample.root / "processes").rglob("*") if path.is_file()}
    assert program(["-C", str(sample.root), "build"]) == 0
    assert {path: path.read_bytes() for path in (sample.root / "processes").rglob("*") if path.is_file()} == kept
