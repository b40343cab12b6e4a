"""The outputs folder: comes back the same, loses nothing that somebody filled in, leaves nothing stale."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from svcgraph.errors import SvcgraphError
from svcgraph.store import outputs
from svcgraph.store.outputs import JOURNAL, MANIFEST, Kept, OutputFile, write_atomic, write_outputs


def files(**content: str) -> list[OutputFile]:
    return [OutputFile(path=name.replace("__", "/") + ".txt", content=text.encode()) for name, text in content.items()]


def there(root: Path) -> dict[str, str]:
    found = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(root).as_posix(): path.read_text() for path in found}


def test_writes_then_leaves_alone(tmp_path: Path) -> None:
    assert write_outputs(tmp_path, files(a="1", sub__b="2")).written == ("a.txt", "sub/b.txt")
    before = (tmp_path / "a.txt").stat().st_mtime_ns
    manifest = (tmp_path / MANIFEST).read_bytes()
    again = write_outputs(tmp_path, files(sub__b="2", a="1"))
    assert (again.written, again.unchanged) == ((), ("a.txt", "sub/b.txt"))
    assert (tmp_path / "a.txt").stat().st_mtime_ns == before
    assert (tmp_path / MANIFEST).read_bytes() == manifest
    assert not (tmp_path / JOURNAL).exists()


def test_own_files_are_overwritten_and_stale_ones_go(tmp_path: Path) -> None:
    write_outputs(tmp_path, files(a="1", sub__deep__b="2"))
    outcome = write_outputs(tmp_path, files(a="new"))
    assert (outcome.written, outcome.removed) == (("a.txt",), ("sub/deep/b.txt",))
    assert there(tmp_path) == {"a.txt": "new"}
    assert not (tmp_path / "sub").exists()


def test_what_somebody_filled_in_stays_and_the_new_one_gets_a_number(tmp_path: Path) -> None:
    write_outputs(tmp_path, files(a="1"))
    (tmp_path / "a.txt").write_text("decided: contract")
    for content in ("1", "2"):
        outcome = write_outputs(tmp_path, files(a=content))
        assert outcome.kept == (Kept(path="a.txt", instead="a-2.txt"),)
        assert there(tmp_path) == {"a.txt": "decided: contract", "a-2.txt": content}
    (tmp_path / "a-2.txt").write_text("filled in too")
    assert write_outputs(tmp_path, files(a="3")).kept == (Kept(path="a.txt", instead="a-3.txt"),)
    assert there(tmp_path) == {"a.txt": "decided: contract", "a-2.txt": "filled in too", "a-3.txt": "3"}


def test_once_put_away_the_plain_name_comes_back(tmp_path: Path) -> None:
    write_outputs(tmp_path, files(a="1"))
    (tmp_path / "a.txt").write_text("mine")
    write_outputs(tmp_path, files(a="2"))
    (tmp_path / "a.txt").unlink()
    assert write_outputs(tmp_path, files(a="2")).removed == ("a-2.txt",)
    assert there(tmp_path) == {"a.txt": "2"}


def test_a_changed_file_that_is_no_longer_made_stays_and_is_said_once(tmp_path: Path) -> None:
    write_outputs(tmp_path, files(a="1", b="1"))
    (tmp_path / "b.txt").write_text("mine")
    assert write_outputs(tmp_path, files(a="1")).kept == (Kept(path="b.txt"),)
    assert write_outputs(tmp_path, files(a="1")).removed == ()
    assert there(tmp_path)["b.txt"] == "mine"


def test_a_file_that_was_there_before_the_tool(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("from before")
    (tmp_path / "other.txt").write_text("not ours")
    write_outputs(tmp_path, files(a="1"))
    write_outputs(tmp_path, files(b="1"))
    assert there(tmp_path) == {"a.txt": "from before", "other.txt": "not ours", "b.txt": "1"}


def test_a_run_on_part_of_the_folder_leaves_the_rest(tmp_path: Path) -> None:
    write_outputs(tmp_path, files(contracts__a="1", contracts__b="1", portfolio="1"))
    outcome = write_outputs(tmp_path, files(contracts__a="1"), scope=("contracts",))
    assert outcome.removed == ("contracts/b.txt",)
    assert write_outputs(tmp_path, files(contracts__a="1", portfolio="2")).kept == ()


def test_deleting_everything_brings_the_same_back(tmp_path: Path) -> None:
    write_outputs(tmp_path / "one", files(a="1", b="2"))
    write_outputs(tmp_path / "two", files(b="2", a="1"))
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"files": [1]}', b"\xff", b"[" * 100_000])
def test_a_damaged_manifest_takes_no_file_for_the_tools_own(tmp_path: Path, content: bytes) -> None:
    write_outputs(tmp_path, files(a="1"))
    (tmp_path / MANIFEST).write_bytes(content)
    assert write_outputs(tmp_path, files(a="2")).kept == (Kept(path="a.txt", instead="a-2.txt"),)


def test_a_manifest_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    victim, root = tmp_path / "victim.txt", tmp_path / "outputs"
    victim.write_text("x")
    root.mkdir()
    listed = {"../victim.txt": outputs.digest(b"x"), str(victim): outputs.digest(b"x")}
    (root / MANIFEST).write_text(json.dumps({"version": 1, "files": listed}))
    assert write_outputs(root, files(a="1")).removed == ()
    assert victim.exists()


@pytest.mark.parametrize("path", ["../a.txt", "/a.txt", "a/../../b.txt", "", "a\\..\\b"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(SvcgraphError, match="outside"):
        write_outputs(tmp_path / "o", [OutputFile(path=path, content=b"")])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "outputs"
    outside.mkdir()
    root.mkdir()
    (root / "sub").symlink_to(outside)
    with pytest.raises(SvcgraphError, match="outside"):
        write_outputs(root, files(sub__a="1"))
    assert list(outside.iterdir()) == []


def test_a_run_cut_short_is_no_false_alarm(tmp_path: Path) -> None:
    write_outputs(tmp_path, files(a="1"))
    manifest = (tmp_path / MANIFEST).read_bytes()
    write_outputs(tmp_path, files(a="2"))
    (tmp_path / MANIFEST).write_bytes(manifest)  # as if the second run had been killed before its end
    (tmp_path / JOURNAL).write_text(f'{outputs.digest(b"2")} "a.txt"\nbroken li')
    assert write_outputs(tmp_path, files(a="3")).kept == ()
    assert there(tmp_path) == {"a.txt": "3"}


def test_a_run_that_fails_forgets_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[OutputFile]:
        yield OutputFile(path="a.txt", content=b"2")
        raise SvcgraphError("stop")

    write_outputs(tmp_path, files(a="1", b="1"))
    with pytest.raises(SvcgraphError, match="stop"):
        write_outputs(tmp_path, failing())
    assert write_outputs(tmp_path, files(a="3", b="3")).kept == ()


def test_a_disk_on_which_nothing_can_be_written_is_said_and_nothing_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full or read only: the manifest cannot be written then either, which was an error of its own."""

    def full(folder: Path) -> tuple[int, Path]:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_outputs(tmp_path, files(a="1"))
    with monkeypatch.context() as patched:
        patched.setattr(outputs, "_neighbour", full)
        with pytest.raises(SvcgraphError, match="cannot be written: No space left on device"):
            write_outputs(tmp_path, files(a="2", b="2"))
    assert write_outputs(tmp_path, files(a="3", b="3")).kept == ()


@pytest.mark.parametrize("what", ["a file", "a link that leads round"])
def test_what_stands_where_outputs_should_be_is_said(tmp_path: Path, what: str) -> None:
    root = tmp_path / "outputs"
    if what == "a file":
        root.write_text("mine")
    else:
        root.symlink_to("outputs")
    with pytest.raises(SvcgraphError, match="outputs cannot be written"):
        write_outputs(root, files(a="1"))


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "sub").write_text("a file")
    with pytest.raises(SvcgraphError, match="cannot be written"):
        write_outputs(tmp_path, files(sub__a="1"))


def test_atomic_leaves_no_litter_and_respects_the_mask(tmp_path: Path) -> None:
    write_atomic(tmp_path / "x", b"1")
    mask = os.umask(0o022)
    os.umask(mask)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o666 & ~mask


def test_what_a_killed_run_left_beside_is_neither_taken_nor_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, root = tmp_path / "victim", tmp_path / "outputs"
    victim.write_text("x")
    root.mkdir()
    monkeypatch.setattr(outputs, "_numbers", iter((1, 2, 3)))
    (root / f".svcgraph-{os.getpid()}-1.tmp").symlink_to(victim)
    (root / f".svcgraph-{os.getpid()}-2.tmp").write_text("half")
    write_atomic(root / "a.txt", b"1")
    assert ((root / "a.txt").read_text(), victim.read_text()) == ("1", "x")
    assert (root / f".svcgraph-{os.getpid()}-2.tmp").read_text() == "half"


def test_a_link_in_the_place_of_a_file_is_left_and_not_followed(tmp_path: Path) -> None:
    victim, root = tmp_path / "victim", tmp_path / "outputs"
    victim.write_text("x")
    root.mkdir()
    (root / "a.txt").symlink_to(victim)
    assert write_outputs(root, files(a="1", b="1")).kept == (Kept(path="a.txt", instead="a-2.txt"),)
    assert ((root / "a.txt").is_symlink(), victim.read_text()) == (True, "x")
