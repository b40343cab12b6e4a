"""What became of each deliverable, as a table and in sentences, and which contracts are to be signed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from svcgraph.domain.negotiation import matching
from svcgraph.domain.negotiation.drift.things import Drifted, Fate, Mapped, Way
from svcgraph.i18n import Words, mark
from svcgraph.views.tables import Cell, Column, Kind, Table, Term
from svcgraph.views.wording import Wording

FATES = {
    Fate.UNCHANGED: mark("unchanged"),
    Fate.RENAMED: mark("renamed"),
    Fate.REROUTED: mark("re-routed"),
    Fate.SPLIT: mark("split"),
    Fate.MERGED: mark("merged"),
    Fate.NEW: mark("new"),
    Fate.GONE: mark("gone"),
}
_TOLD = {
    Fate.RENAMED: mark("{who}: “{what}” is called {now} on the map."),
    Fate.REROUTED: mark("{who}: “{what}” went {way}; now {now}."),
    Fate.SPLIT: mark("{who}: “{what}” is several things now: {now}."),
    Fate.MERGED: mark("{who}: “{what}” is one thing with others now: {now}."),
    Fate.GONE: mark("{who}: “{what}” ({way}) is on no map any more."),
    Fate.NEW: mark("New: {now}."),
}


def drift_table(found: Iterable[Drifted], wording: Wording) -> Table:
    """One line a deliverable: whose it is, what became of it, what it is now, and whether to sign again."""
    words = wording.words
    columns = (
        Column(key="contract", title=words("Contract"), width=20),
        Column(key="contract_id", title="contract_id", data=True),
        Column(key="clause", title=words("Clause"), width=8),
        Column(key="deliverable", title=words("Deliverable"), width=28),
        Column(key="supplier", title=words("Supplier"), width=20),
        Column(key="client", title=words("Client"), width=20),
        Column(key="fate", title=words("What it became"), width=14, codes=tuple(one.value for one in Fate)),
        Column(key="in_part", title=words("In part"), kind=Kind.YES_NO, width=8, wide=True),
        Column(key="now", title=words("Now"), kind=Kind.LIST, width=32),
        Column(key="sign_again", title=words("Sign again"), kind=Kind.YES_NO, width=10),
        Column(key="sentence", title=words("In words"), width=60, wide=True),
    )
    rows = tuple(_row(one, wording) for one in found)
    return Table(title=words("What became of the deliverables"), columns=columns, rows=rows)


def _row(one: Drifted, wording: Wording) -> tuple[Cell, ...]:
    thing, words = one.thing, wording.words
    way = thing.way if thing else one.became[0].way
    return (
        (thing.reference or thing.contract) if thing else "",
        thing.contract if thing else "",
        thing.clause if thing else "",
        thing.name.read(words.language) if thing else one.became[0].name,
        wording.service(way[0]),
        wording.service(way[1]),
        Term(words(FATES[one.fate]), one.fate.value),
        one.in_part,
        tuple(_now(each, way, wording) for each in one.became),
        one.sign_again,
        sentence(one, wording),
    )


def drift_text(found: Sequence[Drifted], wording: Wording, *, contracts_only: bool = True) -> Iterator[str]:
    """What is not as it was, one line each; how many did what; and what to do about it.

    ``contracts_only``: the baseline is what contracts keep; maps as they were would tell more of some.
    """
    words = wording.words
    for one in found:
        if told := sentence(one, wording):
            yield told
    counts = ((fate, sum(one.fate is fate for one in found)) for fate in Fate)
    summed = (words(mark("{what}: {n}"), what=words(FATES[fate]), n=number) for fate, number in counts if number)
    yield " · ".join(summed) or words(mark("Nothing to compare: no contract names what stands on a map."))
    if contracts_only:
        yield from _names_only(found, words)
    yield from _services(found, wording)
    yield from _to_do(found, wording)


def _services(found: Sequence[Drifted], wording: Wording) -> Iterator[str]:
    """The services that are probably only called otherwise, each once, with the alias that says so."""
    renames = dict.fromkeys(pair for one in found for pair in one.services)
    if renames:
        yield wording.words(
            mark(
                "Probably only renamed: nothing else about it has changed. If so, add the alias in the organisation "
                "file; what went with it then is as it was, and is not to be signed again:"
            )
        )
    for old, new in renames:
        yield f"  {wording.service(old)} → {wording.service(new)}"
        yield f"    → {old}: aliases: [{wording.service(new)}]"


def _names_only(found: Sequence[Drifted], words: Words) -> Iterator[str]:
    """How many deliverables are known by their names alone: a rename looks like something gone, and something new."""
    number = sum(one.thing is not None and not any(each.file for each in one.thing.passages) for one in found)
    if number:
        yield words.plural(
            "Of {n} deliverable the contract keeps only the name: with --from DIR the maps as they were tell more.",
            "Of {n} deliverables the contracts keep only the names: with --from DIR the maps as they were tell more.",
            number,
            n=number,
        )


def _to_do(found: Sequence[Drifted], wording: Wording) -> Iterator[str]:
    """The contracts to be signed again, each once with its clauses; and the map names to be mended."""
    words = wording.words
    clauses: dict[str, list[str]] = {}
    for one in found:
        if one.sign_again and one.thing:
            clauses.setdefault(one.thing.contract, []).append(one.thing.clause)
    if clauses:
        yield words(mark("To be signed again:"))
    for contract, named in clauses.items():
        yield f"  {contract} ({', '.join(named)})"
        yield f"    → svcgraph contracts propose {contract} --start DATE"
    renamed = [one for one in found if one.fate is Fate.RENAMED and one.thing and not one.thing.draft]
    if renamed:
        yield words(mark("No new signature for a name: add it to from_map."))
    for one in renamed:
        if one.thing:
            names = ", ".join(each.name for each in one.became)
            yield f"  {one.thing.contract} {one.thing.clause}: from_map: [{names}]"


def sentence(one: Drifted, wording: Wording) -> str:
    """What became of a deliverable, in one sentence; "" of one that is as it was."""
    words, thing = wording.words, one.thing
    notes = tuple(_notes(one, wording))
    if one.fate is Fate.UNCHANGED:
        if not notes:
            return ""
        return words(mark("{who}: “{what}”."), who=_who(one), what=_what(one, words)) + "".join(notes)
    way = thing.way if thing else one.became[0].way
    now = wording.listed(_now(each, None if thing is None else way, wording) for each in one.became)
    told = words(_TOLD[one.fate], who=_who(one), what=_what(one, words), way=_way(way, wording), now=now)
    return told + "".join(notes)


def _who(one: Drifted) -> str:
    return f"{one.thing.reference or one.thing.contract} {one.thing.clause}" if one.thing else ""


def _what(one: Drifted, words: Words) -> str:
    return one.thing.name.read(words.language) if one.thing else ""


def _notes(one: Drifted, wording: Wording) -> Iterator[str]:
    words = wording.words
    if one.in_part:
        yield " " + words(mark("In part: it is where it was, too."))
    if one.lost:
        yield " " + words.plural(
            "{n} place of it is gone from the map.", "{n} places of it are gone from the map.", one.lost, n=one.lost
        )
    for old, new in one.renamed:
        yield " " + words(mark("Activity “{old}” is called “{new}”."), old=old, new=new)
    for old, new in one.services:
        yield " " + words(mark("Probably renamed: {old} → {new}."), old=wording.service(old), new=wording.service(new))


def _now(one: Mapped, way: Way | None, wording: Wording) -> str:
    """A thing by its name, with its way where that is another one than ``way``."""
    words = wording.words
    name = words(mark("“{name}”"), name=one.name) if one.named else one.name.replace(matching.ARROW, " → ")
    if one.way == way:
        return name
    return words(mark("{thing} ({way})"), thing=name, way=_way(one.way, wording))


def _way(way: Way, wording: Wording) -> str:
    supplier, client = map(wording.service, way)
    return f"{supplier} → {client}"
