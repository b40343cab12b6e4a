"""Proposed readings as a file of readings (`docs/workspace.md`), for a person to look through and confirm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from svcgraph.domain.proposal import Proposals, ProposedReading
from svcgraph.i18n import Words, mark
from svcgraph.views.tables import Cell, Column, Table

HEADINGS = {
    "en": ("indicator", "for", "k", "n", "requested_at", "delivered_at", "recorded_at", "by", "source"),
    "fr": ("indicateur", "pour", "k", "n", "demandé_le", "remis_le", "saisi_le", "saisi_par", "source"),
}


def readings_file(proposals: Proposals, log: str, words: Words) -> Table:
    """``by`` and ``recorded_at`` are empty: who confirms a reading writes these."""
    columns = tuple(
        Column(key=key, title=title) for key, title in zip(HEADINGS["en"], HEADINGS[words.language], strict=True)
    )
    return Table(columns=columns, rows=tuple(_row(one, log, words) for one in proposals.readings))


def _row(one: ProposedReading, log: str, words: Words) -> tuple[Cell, ...]:
    if one.n is None:
        source = words(mark("log {file}, case {case}"), file=log, case=one.evidence)
    else:
        late = words(mark("late: {cases}"), cases=one.evidence) if one.evidence else words(mark("none late"))
        source = words(mark("log {file}; {late}"), file=log, late=late)
    return (
        one.indicator, one.span, one.k, one.n, _moment(one.requested_at), _moment(one.delivered_at), None, None, source,
    )  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    """With its seconds and offset: a deadline may be missed by a second."""
    return None if moment is None else moment.isoformat(timespec="seconds")


def proposals_told(proposals: Proposals, file: str, words: Words) -> Iterator[str]:
    """How many, where they are, and what to do with them."""
    indicators = len({one.indicator for one in proposals.readings})
    said = mark(
        "{file}: proposed readings: {n}, indicators: {m}. Look through them, write who confirms them, "
        "then put the file into processes/readings/."
    )
    yield words(said, file=file, n=len(proposals.readings), m=indicators)
    if proposals.known:
        yield words("Left out, since a reading of that date or month is there already: {n}.", n=proposals.known)
    if proposals.silent:
        silent = mark("No activity of the log hands over what these measure: {names}.")
        yield words(silent, names=", ".join(proposals.silent))
