"""Readings that were entered, in words: what each came to, and what was left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from svcgraph.domain.attainment.reading import Reading
from svcgraph.engine.account import Account, Told
from svcgraph.i18n import Words, mark
from svcgraph.views.attainment_words import day_words, period_words
from svcgraph.views.explain import Explainer
from svcgraph.views.explain_words import OccurrenceWords, reading_words

MOST_SHOWN = 20  # readings of an import, told one by one


def entered_text(reading: Reading, account: Account, told: Told | None, speaker: Explainer) -> Iterator[str]:
    """The clause, what the reading makes of its occurrence, and where it was written."""
    words = speaker.words
    said = words(mark("{due}: {became}"), due=speaker.clause_title(account), became=speaker.objective(account))
    yield f"{said}\n"
    if told is not None:
        yield f"  {OccurrenceWords(account, words).line(told)}\n"
    if reading.replaces:
        yield f"  {words(mark('It replaces “{id}”, which stays in its file.'), id=reading.replaces)}\n"
    yield f"  → {reading.place}\n"


def import_text(
    file: str,
    lines: int,
    good: Sequence[Reading],
    targets: Sequence[tuple[str, int]],
    words: Words,
    *,
    called: Callable[[str], str],
    written: bool,
) -> Iterator[str]:
    """How many of how many count, each in a line, and where they go; ``called`` names an indicator for people."""
    taken = words.plural(
        "{file}: {good} of {n} readings can be taken.",
        "{file}: {good} of {n} readings can be taken.",
        len(good),
        file=file,
        good=len(good),
        n=lines,
    )
    yield taken + "\n"
    for one in good[:MOST_SHOWN]:
        yield f"  {_line(one, called(one.indicator), words)}\n"
    if (left := len(good) - MOST_SHOWN) > 0:
        yield words.plural("  … and {n} more", "  … and {n} more", left, n=left) + "\n"
    for target, number in targets:
        yield f"  → {_target(target, number, words, written=written)}\n"
    if good and not written:
        yield words(mark("Nothing was written: add --yes to write.")) + "\n"


def _target(file: str, n: int, words: Words, *, written: bool) -> str:
    if written:
        return words.plural("{file}: {n} line added", "{file}: {n} lines added", n, file=file, n=n)
    return words.plural("{file}: {n} line to add", "{file}: {n} lines to add", n, file=file, n=n)


def _line(one: Reading, called: str, words: Words) -> str:
    said = reading_words(one, words)
    if one.excused:
        why = words(mark("excused by {name}: {reason}"), name=one.excused_by, reason=one.excused_reason)
        said = f"{said}, {why}" if said else why
    indicator = f"{called}, {occasion(one, words)}"
    return words(mark("{due}: {became}"), due=indicator, became=said)


def occasion(one: Reading, words: Words) -> str:
    """What a reading is for: 10 August 2026, August 2026, or when the case was requested."""
    if one.span is not None:
        return day_words(one.span.first, words) if one.span.first == one.span.last else period_words(one.span, words)
    return one.requested_at.isoformat(timespec="minutes") if one.requested_at else "–"
