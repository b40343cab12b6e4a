"""`svcgraph.yaml`: defaults, every fault at once, and where a workspace is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcgraph.domain.attainment import Period
from svcgraph.errors import EXIT_UNREADABLE, Severity, Unreadable
from svcgraph.store.root import find_workspace
from svcgraph.store.settings import Settings, load_settings, parse_settings


def test_defaults_and_that_the_time_zone_is_one() -> None:
    made = parse_settings(b"")
    assert made == Settings(faults=made.faults)
    assert (made.language, made.timezone, made.layout, made.palette, made.calls) == (
        "fr", "Europe/Paris", "packaged", "standard", True,
    )  # fmt: skip
    assert [(fault.code, fault.severity) for fault in made.faults] == [("default-timezone", Severity.NOTE)]


def test_everything_said() -> None:
    made = parse_settings(
        b"workspace: 12\nlanguage: en\ntimezone: America/Montreal\nas_of: 2026-11-16\nperiod: 2026-08..2026-10\n"
        b"layout: /usr/bin/dot\npalette: traffic-lights\nseverities: {b: off, a: note}\nlinks: {calls: false}\n"
        b"png: true\nsite: [fr, en]\n"
    )
    assert made == Settings(
        workspace="12",
        language="en",
        timezone="America/Montreal",
        as_of=date(2026, 11, 16),
        period=Period(first=date(2026, 8, 1), last=date(2026, 10, 31)),
        layout="/usr/bin/dot",
        palette="traffic-lights",
        png=True,
        site=("fr", "en"),
        severities=(("a", "note"), ("b", "off")),
        calls=False,
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-03-05..2026-04", date(2026, 3, 5), date(2026, 4, 30)),
        ("2025..2026-01-15", date(2025, 1, 1), date(2026, 1, 15)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert parse_settings(f"period: {text}".encode()).period == Period(first=first, last=last)


def test_every_fault_at_once() -> None:
    with pytest.raises(Unreadable) as caught:
        parse_settings(
            b"languge: fr\nlanguage: de\ntimezone: ../../etc/passwd\nperiod: 2026-10..2026-08\npalette: [x]\n"
            b"severities: {a: bad, b: off}\nlinks: {calls: maybe, signal: true}\nas_of: 1\n"
        )
    assert caught.value.exit_code == EXIT_UNREADABLE
    said = [
        (fault.place.line, fault.severity.value, fault.message.format(**dict(fault.parameters)))
        for fault in caught.value.faults
    ]
    assert said == [
        (1, "warning", "“languge” is not a known key here and is not read. Did you mean “language”?"),
        (7, "warning", "“signal” is not a known key here and is not read. Did you mean “signals”?"),
        (2, "error", "“language: de”: choose one of fr, en."),
        (3, "error", "“timezone: ../../etc/passwd” is no time zone; one is written Europe/Paris."),
        (4, "error", "“period: 2026-10..2026-08”: a period is written 2026-08..2026-10, or 2026-08."),
        (5, "error", "“palette: ”: choose one of standard, traffic-lights."),
        (6, "error", "“a: bad”: choose one of error, warning, note, off."),
        (7, "error", "“calls: maybe”: write true or false."),
        (8, "error", "“as_of: 1”: a date is written 2026-03-01."),
    ]


@pytest.mark.parametrize("text", [b"- a", b"words", b"a: &x 1", b"\x00", b"period: 2026-13", b"period: 0000"])
def test_what_cannot_be_settings(text: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_settings(text)


def test_an_unknown_key_alone_is_a_warning() -> None:
    made = parse_settings(b"timezone: Europe/Paris\nlayuot: x\n")
    assert [(fault.code, fault.place.line, fault.severity) for fault in made.faults] == [
        ("unknown-key", 2, Severity.WARNING)
    ]


def test_a_workspace_is_found_upward(tmp_path: Path) -> None:
    inner = tmp_path / "here" / "processes" / "support"
    inner.mkdir(parents=True)
    assert find_workspace(inner) is None
    (tmp_path / "here" / "svcgraph.yaml").write_text("timezone: Europe/Paris\n", encoding="utf-8")
    assert find_workspace(inner) == tmp_path / "here"
    assert find_workspace(tmp_path) is None
    assert load_settings(tmp_path / "here") == Settings()


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"cannot be read"):
        load_settings(tmp_path)


def test_the_sample(sample_root: Path) -> None:
    made = load_settings(sample_root)
    assert (made.as_of, made.language, made.faults) == (date(2026, 11, 16), "fr", ())


@given(st.binary(max_size=60))
@hypothesis.settings(max_examples=200, deadline=None)
def test_no_bytes_crash(data: bytes) -> None:
    try:
        made = parse_settings(data)
    except Unreadable as error:
        assert any(fault.severity is Severity.ERROR for fault in error.faults)
    else:
        assert made.language in ("fr", "en")
