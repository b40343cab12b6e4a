"""What changed between two contracts, as changes at places in the text of the older one's file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING
from typing import Any

from svcgraph.domain.text import Text
from svcgraph.intake.yaml_spans import EntrySpan, ListSpan, MapSpan, ScalarSpan, Span
from svcgraph.intake.yaml_text import like, literal
from svcgraph.store.contracts.aligned import aligned
from svcgraph.store.contracts.sheet import NotThere, Sheet
from svcgraph.store.contracts.written import block, defaults, element, inline, is_record, nothing, one_language


def change_parts(sheet: Sheet, span: MapSpan, old: Any, new: Any) -> None:
    """Every key of ``span`` whose value is another one in ``new``. Raises `NotThere`."""
    gone, added = [], []
    for key, default in defaults(type(new)).items():
        before, after = getattr(old, key), getattr(new, key)
        entry = span.get(key)
        if before == after:
            continue
        if entry is None and after != (None if default is MISSING else default):
            added.append(key)
        elif entry is not None and nothing(after) and default is MISSING:
            _write(sheet, entry, '""')
        elif entry is not None and span.flow and nothing(after):
            gone.append(key)
        elif entry is not None:
            _change(sheet, span, entry, before, after)
    if span.flow:
        _rejoin_keys(sheet, span, new, gone, added)
    else:
        for key in added:
            _add(sheet, span, new, key)


def _change(sheet: Sheet, span: MapSpan, entry: EntrySpan, old: Any, new: Any) -> None:
    value = entry.value
    if nothing(new):
        _clear(sheet, entry)
    elif isinstance(value, MapSpan) and value.entries and is_record(old) and is_record(new):
        change_parts(sheet, value, old, new)
    elif isinstance(value, ListSpan) and value.items and isinstance(new, tuple):
        change_items(sheet, value, entry.key, old, new)
    elif span.flow or not _has_parts(new):
        _write(sheet, entry, _one(sheet, span, entry, new))
    else:
        _unfold(sheet, span, entry, new)


def _has_parts(value: Any) -> bool:
    """Whether ``value`` takes lines of its own in the house style."""
    if isinstance(value, tuple):
        return any(map(is_record, value))
    return is_record(value) and not isinstance(value, Text)


def _one(sheet: Sheet, span: MapSpan, entry: EntrySpan, new: Any) -> str:
    """A value for one place, in the quotes of the one before."""
    text = new.fr if isinstance(new, Text) and one_language(new) else new
    if type(text) is not str:
        return inline(new)
    lines = None if span.flow else literal(text, sheet.column(span.entries[0].start) + 2)
    style = entry.value.style if isinstance(entry.value, ScalarSpan) and not entry.value.empty else ""
    return sheet.lines(lines) if lines else like(text, style)


def _write(sheet: Sheet, entry: EntrySpan, text: str) -> None:
    if entry.value.empty:
        sheet.put(entry.colon, entry.colon, f" {text}" if sheet.whole[entry.colon - 1] == ":" else f": {text}")
    else:
        sheet.put(entry.value.start, entry.value.end, text)


def _clear(sheet: Sheet, entry: EntrySpan) -> None:
    """An empty place, with the comment behind it."""
    if entry.value.empty:
        return
    if sheet.line_end(entry.colon) < entry.value.start:
        sheet.put(sheet.line_end(entry.colon), sheet.line_end(entry.value.end), "")
    else:
        sheet.put(entry.colon, entry.value.end, "")


def _unfold(sheet: Sheet, span: MapSpan, entry: EntrySpan, new: Any) -> None:
    """A part with keys or items of its own, below a key behind which nothing stood, or ``[]``."""
    indent = sheet.column(span.entries[0].start)
    _, *lines = block(entry.key, new, indent)
    if not entry.value.empty:
        _clear(sheet, entry)
    end = sheet.line_end(max(entry.colon, entry.value.end))
    sheet.put(end, end, sheet.lines("".join(f"\n{line}" for line in lines)))


def _above(span: MapSpan, new: Any, key: str) -> EntrySpan | None:
    """The key of the file behind which ``key`` belongs in the house order; None: before all others."""
    order = list(defaults(type(new)))
    above = [entry for name in order[: order.index(key)] if (entry := span.get(name))]
    return above[-1] if above else None


def _add(sheet: Sheet, span: MapSpan, new: Any, key: str) -> None:
    """A key that the file does not have yet, on lines of its own."""
    indent = sheet.column(span.entries[0].start)
    text = sheet.lines("\n".join(block(key, getattr(new, key), indent)))
    above = _above(span, new, key)
    if above is None:
        sheet.put(span.entries[0].start, span.entries[0].start, f"{text}{sheet.newline}{' ' * indent}")
    else:
        end = sheet.line_end(above.end)
        sheet.put(end, end, f"{sheet.newline}{' ' * indent}{text}")


def _rejoin_keys(sheet: Sheet, span: MapSpan, new: Any, gone: list[str], added: list[str]) -> None:
    """Keys that go and come inside ``{…}``; nothing is touched where none does."""
    if not gone and not added:
        return
    pieces = [(entry.key, sheet.text(entry.start, entry.end)) for entry in span.entries if entry.key not in gone]
    for key in added:
        above = _above(span, new, key)
        names = [name for name, _ in pieces]
        place = names.index(above.key) + 1 if above and above.key in names else 0 if above is None else len(pieces)
        pieces.insert(place, (key, f"{key}: {inline(getattr(new, key))}"))
    places = [(entry.start, entry.end) for entry in span.entries]
    _rejoin(sheet, span, places, [text for _, text in pieces])


def _rejoin(sheet: Sheet, span: MapSpan | ListSpan, places: Iterable[tuple[int, int]], pieces: list[str]) -> None:
    """``pieces`` between the brackets of ``span``. Raises `NotThere` where a comment between them would be lost."""
    position = span.start + 1
    for start, end in (*places, (span.end - 1, span.end)):
        if "#" in sheet.whole[position:start]:
            raise NotThere
        position = end
    sheet.put(span.start + 1, span.end - 1, ", ".join(pieces))


def change_items(sheet: Sheet, span: ListSpan, key: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> None:
    """Items of the list ``key``, which is not empty in the file: changed, taken out, put in, moved."""
    origin = aligned(old, new)
    for number, source in enumerate(origin):
        if source is not None and old[source] != new[number]:
            _change_item(sheet, span.items[source], old[source], new[number], flow=span.flow)
    if origin == list(range(len(old))):
        return
    if span.flow:
        places = [(item.start, item.end) for item in span.items]
        pieces = [inline(new[j]) if i is None else sheet.text(*places[i]) for j, i in enumerate(origin)]
        _rejoin(sheet, span, places, pieces)
    else:
        _restack(sheet, span, key, new, origin)


def _change_item(sheet: Sheet, item: Span, old: Any, new: Any, *, flow: bool) -> None:
    if isinstance(item, MapSpan) and item.entries and is_record(old) and is_record(new):
        change_parts(sheet, item, old, new)
    elif item.empty:
        sheet.put(item.start, item.start, f" {inline(new)}")
    elif isinstance(item, ScalarSpan) and type(new) is str:
        sheet.put(item.start, item.end, like(new, item.style))
    elif isinstance(item, ScalarSpan) or flow or item.flow:
        sheet.put(item.start, item.end, inline(new))
    else:
        raise NotThere


def _restack(sheet: Sheet, span: ListSpan, key: str, new: tuple[Any, ...], origin: list[int | None]) -> None:
    """A list of lines beginning with a dash, in its new order."""
    indent = sheet.column(span.start)
    starts, ends = _dashes(sheet, span), [sheet.line_end(item.end) for item in span.items]
    leads, left = _leads(sheet, starts, ends, origin)
    pieces = []
    for item, source in zip(new, origin, strict=True):
        if source is None:
            pieces += [
                sheet.newline + " " * indent + line if line else sheet.newline for line in _lines(key, item, indent)
            ]
        else:
            pieces += [leads[source], sheet.text(starts[source], ends[source])]
    sheet.text(starts[0], ends[-1])  # what was to be changed in items that go
    sheet.put(starts[0], ends[-1], ("".join(pieces) + left).removeprefix(sheet.newline))


def _lines(key: str, item: Any, indent: int) -> list[str]:
    return [part for line in element(key, item, indent) for part in line.split("\n")]


def _leads(sheet: Sheet, starts: list[int], ends: list[int], kept: list[int | None]) -> tuple[list[str], str]:
    """Blank lines and comments above each item, with its line break; those above items that go are the next one's."""
    leads, waiting = [], ""
    for number, start in enumerate(starts):
        lead = waiting + (sheet.whole[ends[number - 1] : start] if number else sheet.newline)
        leads.append(lead)
        gone = number not in kept
        waiting = lead.rstrip() if gone and "#" in lead else ""
    return leads, waiting


def _dashes(sheet: Sheet, span: ListSpan) -> list[int]:
    """Where the line of each item's dash begins. Raises `NotThere` for lists that begin behind something else."""
    found, column = [], sheet.column(span.start)
    for number, item in enumerate(span.items):
        line = sheet.line_start(item.start)
        while sheet.whole[line : line + column + 1] != " " * column + "-":
            if line <= (span.items[number - 1].end if number else span.start - column - 1):
                raise NotThere
            line = sheet.line_start(line - 1)
        found.append(line)
    return found
