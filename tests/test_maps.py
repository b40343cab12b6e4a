"""Which files of a workspace are maps, and that one bad file never stops the others."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from svcgraph import bare
from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Severity
from svcgraph.i18n import Words
from svcgraph.readers import Reading
from svcgraph.store import maps
from svcgraph.store.maps import read_all, read_one

WORDS = Words("en")
SHEET = "process: P\nactivities:\n  - {no: 1, activity: Do, service: S, next: end}\n"


def write(folder: Path, *names: str, text: str = SHEET) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_what_is_a_map(tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    write(folder, "b.yaml", "a/z.yaml", "a/contracts/x.yaml", "a/organisation.yaml", "Z.yaml")
    write(folder, "organisation.yaml", "organisation.xlsx", "layout.yaml", "contracts/c.yaml", "readings/r.csv")
    write(folder, ".hidden.yaml", ".git/x.yaml", "~$b.yaml", ".~lock.b.yaml#", "a/.lock")
    assert [one.file for one in read_all(folder)] == [
        "processes/Z.yaml",
        "processes/a/contracts/x.yaml",
        "processes/a/organisation.yaml",
        "processes/a/z.yaml",
        "processes/b.yaml",
    ]
    assert all(one.reading and one.format == "sheet" for one in read_all(folder))


def test_no_folder_no_maps(tmp_path: Path) -> None:
    assert read_all(tmp_path / "processes") == ()


def test_one_bad_file_never_stops_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    write(folder, "good.yaml")
    write(folder, "bad.bpmn", text="<definitions")
    write(folder, "note.txt", text="Hello")
    write(folder, "empty.csv", text="")
    found = {one.file: one for one in read_all(folder)}
    assert found["processes/good.yaml"].reading
    assert [fault.severity for fault in found["processes/bad.bpmn"].faults] == [Severity.ERROR]
    assert [(fault.code, fault.severity) for fault in found["processes/note.txt"].faults] == [
        ("unknown-format", Severity.NOTE)
    ]
    assert found["processes/empty.csv"].reading is None


def test_links_are_not_followed_out(tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    write(folder, "inside/a.yaml")
    write(tmp_path, "outside/b.yaml", "c.yaml")
    try:
        (folder / "out").symlink_to(tmp_path / "outside")
        (folder / "c.yaml").symlink_to(tmp_path / "c.yaml")
        (folder / "loop").symlink_to(folder)
        (folder / "again.yaml").symlink_to(folder / "inside" / "a.yaml")
    except OSError:
        pytest.skip("no symbolic links here")
    assert [one.file for one in read_all(folder)] == ["processes/again.yaml", "processes/inside/a.yaml"]


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    missing = read_one(tmp_path / "gone.bpmn")
    assert [(fault.code, fault.severity) for fault in missing.faults] == [("unreadable", Severity.ERROR)]
    assert missing.file == (tmp_path / "gone.bpmn").as_posix()


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "BYTES", 10)
    write(tmp_path, "a.yaml")
    assert [fault.code for fault in read_one(tmp_path / "a.yaml").faults] == ["too-large"]


def reader(name: str, suffix: str, *, claims: bool) -> SimpleNamespace:
    return SimpleNamespace(
        FORMAT=name,
        SUFFIXES=(suffix,),
        recognises=lambda data, suffix: claims,
        read=lambda data, file: Reading(map=ProcessMap(file=file, format=name)),
    )


@pytest.mark.parametrize(
    ("readers", "format_name", "codes"),
    [
        ([reader("a", ".x", claims=True), reader("b", ".x", claims=True)], "", ["several-readers"]),
        ([reader("a", ".x", claims=True), reader("b", ".y", claims=True)], "a", []),
        ([reader("a", ".x", claims=False), reader("b", ".y", claims=True)], "b", []),
        ([reader("a", ".y", claims=True), reader("b", ".z", claims=True)], "", ["several-readers"]),
        ([reader("a", ".x", claims=False)], "", ["unknown-format"]),
    ],
)
def test_which_reader(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    readers: list[SimpleNamespace],
    format_name: str,
    codes: list[str],
) -> None:
    monkeypatch.setattr(maps, "room", lambda name: tuple(readers))
    write(tmp_path, "m.X")
    found = read_one(tmp_path / "m.X")
    assert (found.format, [fault.code for fault in found.faults]) == (format_name, codes)


def test_the_sample_folder_is_read_anywhere(sample_root: Path, tmp_path: Path) -> None:
    """The same from another working folder: names do not depend on where one stands."""
    here = read_all(sample_root / "processes")
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        there = read_all(Path(os.path.relpath(sample_root / "processes")))
    finally:
        os.chdir(before)
    assert here == there
    assert len(here) == 12


def _told(folder: Path) -> dict[str, list[str]]:
    return {
        one.file: [WORDS(fault.message, **dict(fault.parameters)) for fault in one.faults] for one in read_all(folder)
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_a_link_that_leads_round_and_a_folder_named_as_a_map_stop_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "processes"
    (folder / "folder.bpmn").mkdir(parents=True)
    (folder / "folder.bpmn" / "note.xyz").write_text("x")
    os.mkfifo(folder / "pipe.bpmn")
    (folder / "round.bpmn").symlink_to("round.bpmn")
    (folder / "nowhere.bpmn").symlink_to("gone.bpmn")
    assert _told(folder) == {
        "processes/folder.bpmn/note.xyz": ["No reader knows this file; it is not read."],
        "processes/nowhere.bpmn": [f"The file cannot be read: {os.strerror(errno.ENOENT)}."],
        "processes/pipe.bpmn": [maps.NO_FILE],
        "processes/round.bpmn": [f"The file cannot be read: {os.strerror(errno.ELOOP)}."],
    }


def test_in_a_bare_folder_a_link_that_leads_round_is_told(tmp_path: Path) -> None:
    (tmp_path / "round.bpmn").symlink_to("round.bpmn")
    ((one,),) = [[*bare.read([tmp_path])]]
    assert [WORDS(fault.message, **dict(fault.parameters)) for fault in one.faults] == [
        f"The file cannot be read: {os.strerror(errno.ELOOP)}."
    ]


def test_what_is_gone_between_the_look_and_the_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "processes"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.bpmn").write_text("<x/>")
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        found = list(listed(path))
        if path == folder:
            (folder / "sub").rmdir()
            (folder / "a.bpmn").unlink()
        return iter(found)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "is_file", lambda path: path.name == "a.bpmn")
    monkeypatch.setattr(Path, "is_dir", lambda path: path in (folder, folder / "sub"))
    gone = [f"The file cannot be read: {os.strerror(errno.ENOENT)}."]
    assert _told(folder) == {"processes/a.bpmn": gone, "processes/sub": gone}
