"""The cache of read maps: the same with and without it, wherever the file lies, whatever became of an entry."""

import os
from pathlib import Path

import pytest

from svcgraph import cache as folders
from svcgraph.plugins import room
from svcgraph.readers import bpmn
from svcgraph.store import cache, seen

SAMPLE = sorted(
    path
    for path in (Path(__file__).parents[1] / "processes").rglob("*.*")
    if path.parent.name in ("management", "operationnel", "support")
)
READERS = {"bpmn": ".bpmn", "sheet": ".yaml", "table": (".csv", ".xlsx")}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(bpmn, "KEPT_FROM", 0)
    folders.folder.cache_clear()
    yield tmp_path / "cache"
    folders.folder.cache_clear()


def reader_of(path):
    suffix = path.suffix
    return next(one for one in room("readers") if suffix in READERS.get(one.FORMAT, ()))


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_a_map_from_the_cache_is_the_one_that_was_read(path, kept):
    reader, data = reader_of(path), path.read_bytes()
    plain = reader.read(data, path.name)
    assert cache.read(reader, data, path.name) == plain
    assert len([entry for entry in kept.rglob("*") if entry.is_file()]) == 1
    assert cache.read(reader, data, path.name) == plain


def entries(kept):
    return [entry for entry in kept.rglob("*") if entry.is_file() and entry.name != seen.FILE]


def test_what_is_quickly_read_is_kept_when_it_comes_again(kept, monkeypatch):
    path = next(path for path in SAMPLE if path.suffix == ".bpmn")
    data = path.read_bytes()
    monkeypatch.setattr(bpmn, "KEPT_FROM", len(data) + 1)
    plain = bpmn.read(data, path.name)
    assert cache.read(bpmn, data, path.name) == plain
    assert not entries(kept)
    seen._known.cache_clear()  # another run
    assert cache.read(bpmn, data, path.name) == plain
    assert len(entries(kept)) == 1
    monkeypatch.setattr(bpmn, "read", None)
    assert cache.read(bpmn, data, path.name) == plain


def test_what_was_seen_is_forgotten_when_it_is_too_much(kept, monkeypatch):
    monkeypatch.setattr(seen, "MOST", 3)
    marks = [bytes([number]) * seen.SIZE for number in range(4)]
    assert not any(seen.again(kept, mark) for mark in marks)
    assert all(seen.again(kept, mark) for mark in marks)
    seen._known.cache_clear()
    assert seen.again(kept, marks[0])
    assert not (kept / seen.FILE).exists()


def test_where_nothing_can_be_written_nothing_was_seen(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert not seen.again(tmp_path / "file" / "cache", b"x" * seen.SIZE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stops_nothing(kept, monkeypatch):
    handle = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(seen, "_handle", lambda _root: handle)
    assert not seen.again(kept, b"y" * seen.SIZE)
    assert seen.again(kept, b"y" * seen.SIZE)
    os.close(handle)


def test_every_so_often_the_folder_of_an_entry_is_looked_through(kept, monkeypatch):
    monkeypatch.setattr(folders, "FULL", 100)
    for number in range(1000):
        folders.keep(kept / "00" / f"{number}", str(number).encode())
    assert len(list((kept / "00").iterdir())) < 400
    assert not [entry for entry in (kept / "00").iterdir() if "." in entry.name]  # nothing half written


def test_another_folder_is_said_and_another_name_is_read_again(kept):
    path = next(path for path in SAMPLE if path.suffix == ".csv")
    reader, data = reader_of(path), path.read_bytes()
    cache.read(reader, data, path.name)
    moved = cache.read(reader, data, f"elsewhere/{path.name}")
    assert moved == reader.read(data, f"elsewhere/{path.name}")
    renamed = cache.read(reader, data, "other.csv")
    assert renamed == reader.read(data, "other.csv")


@pytest.mark.parametrize("damage", [lambda entry: entry[:-3], lambda entry: b"", lambda entry: entry[:20] + b"x" * 90])
def test_a_damaged_entry_is_read_anew(kept, damage):
    path = next(path for path in SAMPLE if path.suffix == ".bpmn")
    reader, data = reader_of(path), path.read_bytes()
    plain = cache.read(reader, data, path.name)
    (entry,) = (one for one in kept.rglob("*") if one.is_file())
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.read(reader, data, path.name) == plain
    assert cache.read(reader, data, path.name) == plain


def test_a_full_folder_loses_its_older_half(kept, monkeypatch):
    monkeypatch.setattr(folders, "FULL", 4)
    shard = kept / "00"
    shard.mkdir(parents=True)
    for number in range(4):
        (shard / f"{number}").write_bytes(b"")
    folders._make_room(shard)
    assert len(list(shard.iterdir())) == 2


def test_it_can_be_turned_off(kept, monkeypatch):
    monkeypatch.setenv(folders.VARIABLE, "off")
    folders.folder.cache_clear()
    path = SAMPLE[0]
    cache.read(reader_of(path), path.read_bytes(), path.name)
    assert not kept.exists()


def test_what_was_made_is_found_again_by_what_it_was_made_of(kept):
    made = []

    def make(text):
        made.append(text)
        return text.encode()

    def ask(package, sort, *parts):
        return folders.made(package, sort, *parts, make=lambda: make("|".join(map(str, parts))))

    assert ask("click", "a", "x") == ask("click", "a", "x") == b"x"
    assert made == ["x"]
    for other in (("click", "b", "x"), ("rich", "a", "x"), ("click", "a", "x", ""), ("click", "a", "", "x")):
        ask(*other)
    assert made == ["x", "x", "x", "x|", "|x"]


def test_a_damaged_entry_is_made_anew_and_a_failure_is_not_kept(kept):
    folders.made("click", "a", "x", make=lambda: b"right")
    (entry,) = (one for one in kept.rglob("*") if one.is_file())
    entry.write_bytes(entry.read_bytes()[:-1])
    assert folders.made("click", "a", "x", make=lambda: b"anew") == b"anew"
    with pytest.raises(ZeroDivisionError):
        folders.made("click", "a", "y", make=lambda: bytes(1 // 0))
    assert folders.made("click", "a", "y", make=lambda: b"now") == b"now"


def test_a_picture_from_the_cache_is_the_one_that_was_drawn(kept):
    from svcgraph import graphviz
    from svcgraph.renderers.picture.pdf import pdf
    from svcgraph.renderers.picture.png import png

    dot = "digraph { a -> b }"
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="40pt"><text y="20">é</text></svg>'
    first = graphviz.run(dot), pdf(svg), png(svg)
    assert (graphviz.run(dot), pdf(svg), png(svg)) == first
    assert len([entry for entry in kept.rglob("*") if entry.is_file()]) == 3


def test_compiled_files_are_no_change_of_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "cache.py"))
    (tmp_path / "room" / "__pycache__").mkdir(parents=True)
    (tmp_path / "room" / "one.py").write_text("")
    before = folders.program_stamp()
    compiled = tmp_path / "room" / "__pycache__" / "one.pyc"
    compiled.write_bytes(b"")
    os.utime(compiled, ns=(before + 10**9, before + 10**9))
    assert folders.program_stamp() == folders.program_stamp("room") == before
    os.utime(tmp_path / "room" / "one.py", ns=(before + 10**9, before + 10**9))
    assert folders.program_stamp() == before + 10**9
