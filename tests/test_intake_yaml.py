"""YAML behind the guard: what it means, what it refuses, and where."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgraph.errors import FaultList, Severity, Unreadable
from svcgraph.intake.fields import Fields
from svcgraph.intake.yaml import DEPTH, Mapping, load, load_plain, plain
from svcgraph.vocabulary import vocabulary


def refused(data: bytes) -> list[tuple[str, int]]:
    with pytest.raises(Unreadable) as caught:
        load_plain(data, "a.yaml")
    with pytest.raises(Unreadable) as again:
        load(data, "a.yaml")
    assert again.value.faults == caught.value.faults
    return [(fault.code, fault.place.line) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:30", "12:30"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("010", "010"),
        ("2026-11-16", "2026-11-16"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("10", 10),
        ("-3", -3),
        ("2.5", 2.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("+.", "+."),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"10"', "10"),
        ("'null'", "null"),
        ("!!str 10", "10"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    data = f"k: {text}\n".encode()
    assert load_plain(data, "a.yaml").value == {"k": value}
    assert plain(load(data, "a.yaml")) == {"k": value}


def test_keys_stay_text() -> None:
    assert load_plain(b"1: a\nno: b\ntrue: c\n", "a.yaml").value == {"1": "a", "no": "b", "true": "c"}


def test_nothing_is_nothing() -> None:
    assert load_plain(b"", "a.yaml").value is None
    assert load_plain(b"# only a comment\n", "a.yaml").value is None


@pytest.mark.parametrize(
    "hostile", [b"[" * 100_000, b"{a: " * 100_000, b"- " * 100_000, b"? " * 100_000, b"- [" * 100_000]
)
def test_deep_nesting_is_refused_and_does_not_crash(hostile: bytes) -> None:
    assert refused(hostile)[0][0] in ("too-deep", "odd-key", "yaml-syntax")


def test_fifty_levels_are_read() -> None:
    inside = load_plain(b"[" * DEPTH + b"]" * DEPTH, "a.yaml").value
    for _ in range(DEPTH - 1):
        assert isinstance(inside, list)
        inside = inside[0]
    assert inside == []
    assert refused(b"[" * (DEPTH + 1) + b"]" * (DEPTH + 1)) == [("too-deep", 1)]


def test_several_faults_come_together() -> None:
    text = b"a: &x 1\nb: *x\na: 2\nc: !!python/object:os.system ls\nd:\n  e: 1\n  e: 2\n"
    assert refused(text) == [("alias", 1), ("alias", 2), ("duplicate-key", 3), ("tag", 4), ("duplicate-key", 7)]


def test_billion_laughs_is_refused() -> None:
    text = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert {code for code, _ in refused(text)} == {"alias"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"a: [1\nb: 2\n", ("yaml-syntax", 2)),
        (b"a: 1\n---\nb: 2\n", ("several-documents", 2)),
        (b"a: 1\nb: caf\xe9\n", ("encoding", 2)),
        (b"\x00\x01\x02", ("encoding", 1)),
        (b"[1]: 2\n", ("odd-key", 1)),
        (b"x" * 6_000_000, ("too-large", 0)),
        (b"a:\n\t- b\n", ("yaml-syntax", 2)),
    ],
)
def test_broken_files_say_where(text: bytes, fault: tuple[str, int]) -> None:
    assert refused(text) == [fault]


def test_utf_16_is_read() -> None:
    assert load_plain("é: ü".encode("utf-16"), "a.yaml").value == {"é": "ü"}


def test_lines_are_found_when_asked() -> None:
    document = load_plain(b"a: 1\nb:\n  - c: 2\n    d: 3\n  - e\n", "a.yaml")
    assert document.line("b") == 2
    assert document.line("b", 0, "d") == 4
    assert document.line("b", 1) == 5
    assert document.line("b", 7) == 2
    assert document.line("nowhere") == 1
    assert str(document.place("b", 0, "c")) == "a.yaml:3"


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_value_or_a_refusal(data: bytes) -> None:
    try:
        tree = load(data, "a.yaml")
    except Unreadable as refusal:
        assert refusal.faults
    else:
        assert plain(tree) == load_plain(data, "a.yaml").value


TEXTS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_json_is_read_as_what_it_says(value: object) -> None:
    assert load_plain(json.dumps(value).encode(), "a.json").value == value


KNOWN = vocabulary(name=("nom", "name"), goal=("objectif", "objective"))


def test_fields_say_what_they_do_not_know() -> None:
    faults = FaultList()
    tree = load(b"Nom: {en: A, fr: B}\nobjectf: x\nname: C\nzzzz: 1\n", "a.yaml")
    assert isinstance(tree, Mapping)
    fields = Fields(tree, KNOWN, faults, "a.yaml")
    assert fields.text("name") == "B"
    assert fields.text("goal") == ""
    said = [(fault.code, fault.place.line, dict(fault.parameters).get("near")) for fault in faults.faults]
    assert said == [("unknown-key", 2, "objectif"), ("double-key", 3, None), ("unknown-key", 4, None)]
    assert {fault.severity for fault in faults.faults} == {Severity.WARNING}


def test_a_list_for_a_text_is_said() -> None:
    faults = FaultList()
    tree = load(b"name: [a, b]\nobjective: [c, ~, d]\n", "a.yaml")
    assert isinstance(tree, Mapping)
    fields = Fields(tree, KNOWN, faults, "a.yaml")
    assert fields.text("name") == ""
    assert [fault.code for fault in faults.faults] == ["not-a-text"]
    assert fields.texts("goal") == ("c", "d")
