"""What a list of handoffs of single files shows, and its JSON (`7-rulings`, "JSON of handoffs")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import Literal

from svcgraph.domain.handoff import Handoff, Via
from svcgraph.domain.names import HASH_DIGITS, slug
from svcgraph.domain.process import NONE, Performer, ProcessMap

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A performer as listed: ``id`` is unique within its file, ``name`` the leaf of ``path``."""

    id: str
    name: str
    path: tuple[str, ...]
    kind: Literal["internal", "external"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRow:
    """One handoff of one file. Ids are None where the file gives none."""

    file: str
    process: str
    supplier: Party
    client: Party
    from_id: str | None
    to_id: str | None
    from_name: str
    to_name: str
    via: Via
    deliverable: str
    flows: tuple[str | None, ...]
    through: tuple[str | None, ...]
    data: tuple[str | None, ...]


def bare_rows(process_map: ProcessMap, handoffs: Sequence[Handoff]) -> list[HandoffRow]:
    """The handoffs of one file as listed, in the order given."""
    if not handoffs:
        return []
    found = parties(process_map.performers)
    processes = [process.name or process.id for process in process_map.processes]
    return [
        HandoffRow(
            file=process_map.file,
            process=processes[handoff.process] if handoff.process != NONE else "",
            supplier=found[handoff.supplier],
            client=found[handoff.client],
            from_id=handoff.source_id,
            to_id=handoff.target_id,
            from_name=handoff.source_name,
            to_name=handoff.target_name,
            via=handoff.via,
            deliverable=handoff.deliverable,
            flows=handoff.flows,
            through=handoff.through,
            data=handoff.data,
        )
        for handoff in handoffs
    ]


def parties(performers: Sequence[Performer]) -> list[Party]:
    """Every performer with an id: the slug of its leaf; where leaves share one, with six digits of the path's hash."""
    plain = [_slug(performer.path[-1]) for performer in performers]
    often = Counter(plain) if len(set(plain)) < len(plain) else {}
    shared = {identity for identity, times in often.items() if times > 1}
    return [
        Party(
            id=_unique(identity, performer.path) if identity in shared else identity,
            name=performer.path[-1],
            path=performer.path,
            kind="external" if performer.external else "internal",
        )
        for identity, performer in zip(plain, performers, strict=True)
    ]


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    return slug(name)


def _unique(identity: str, path: tuple[str, ...]) -> str:
    return f"{identity}-{slug(' / '.join(path), taken=_EVERYTHING)[-HASH_DIGITS:]}"


class _Everything:
    """Holds every name: a slug that may not be plain always gets its digits."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())


_EVERYTHING = _Everything()


def to_json(rows: Iterable[HandoffRow]) -> Iterator[str]:
    """The JSON text of a list of handoffs, piece by piece: one object a line, always valid UTF-8."""
    return json_list(json_objects(rows))


def json_list(objects: Iterable[str]) -> Iterator[str]:
    """The list of what `json_objects` gave."""
    before = "[\n"
    for text in objects:
        yield before + text
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_objects(rows: Iterable[HandoffRow]) -> Iterator[str]:
    """Each handoff as a JSON object."""
    written: tuple[Party | None, str, Party | None, str] = (None, "", None, "")
    for row in rows:
        supplier, client = row.supplier, row.client
        if supplier is not written[0] or client is not written[2]:  # neighbours often have the same parties
            written = (supplier, _party(supplier), client, _party(client))
        yield (
            f'{{"file": {_text(row.file)}, "process": {_text(row.process)}, '
            f'"supplier": {written[1]}, "client": {written[3]}, '
            f'"from": {_id(row.from_id)}, "to": {_id(row.to_id)}, '
            f'"from_name": {_text(row.from_name)}, "to_name": {_text(row.to_name)}, '
            f'"via": "{row.via}", "deliverable": {_text(row.deliverable)}, '
            f'"flows": {_ids(row.flows)}, "through": {_ids(row.through)}, "data": {_ids(row.data)}}}'
        )


def _party(party: Party) -> str:
    path = ", ".join(map(_text, party.path))
    return f'{{"id": {_text(party.id)}, "name": {_text(party.name)}, "path": [{path}], "kind": "{party.kind}"}}'


def _ids(ids: tuple[str | None, ...]) -> str:
    return "[" + ", ".join(map(_id, ids)) + "]" if ids else "[]"


def _id(identity: str | None) -> str:
    return "null" if identity is None else _text(identity)


def _text(text: str) -> str:
    """Control characters and lone surrogates become U+FFFD, as in pictures (`5-pictures`)."""
    return quoted(text if text.isprintable() else _ODD.sub("\ufffd", text))
