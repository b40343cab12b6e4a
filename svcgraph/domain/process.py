"""The neutral process map: what every reader fills and what `domain.handoff` works on.

Integers inside: nodes, flows, items and performers are indices into parallel tuples, so that a map
of 100,000 activities stays small and quick. Readers resolve who performs each node (rules L and S of
the handoff rules, or their format's own equivalent); everything about flows (rules F, Q, M, D and the
names of deliverables) belongs to `domain.handoff`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

NONE = -1  # "no such index" in the parallel tuples


class NodeKind(IntEnum):
    """What a flow node is to the rules. Everything below ``CONTROL`` does work."""

    ACTIVITY = 0
    SUBPROCESS = 1
    EVENT_SUBPROCESS = 2
    CALL = 3
    CONTROL = 10  # gateways, and what a format does not tell from them
    START = 11
    END = 12
    END_ABRUPT = 13  # end event with an error or cancel definition (F5: no last node)
    BOUNDARY = 14
    EVENT = 15  # intermediate


class ProcessKind(StrEnum):
    MANAGEMENT = "management"
    OPERATIONAL = "operational"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessIndicator:
    """An indicator of the process itself, as a process sheet states it (not of a contract)."""

    name: str
    objective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process and what its sheet says of it; a BPMN file usually gives only id and name."""

    id: str
    name: str
    kind: ProcessKind | None = None
    purpose: str = ""
    owner: str = ""
    trigger: str = ""
    result: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    indicators: tuple[ProcessIndicator, ...] = ()
    frequency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Performer:
    """Who performs nodes, within one file: a path of pool and lanes (rule S5).

    ``path`` is never empty. ``unnamed``: the last segment is a ``#id`` made for want of a name.
    ``pool``: the path's first segment is a pool (O2 needs it); ``line`` and ``element`` are its place.
    """

    path: tuple[str, ...]
    external: bool = False
    unnamed: bool = False
    pool: bool = False
    line: int = 0
    element: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Flow nodes in document order, as parallel tuples of one length."""

    ids: tuple[str | None, ...] = ()
    names: tuple[str, ...] = ()
    kinds: tuple[int, ...] = ()  # NodeKind
    performers: tuple[int, ...] = ()  # index into ProcessMap.performers, NONE only if truly nobody's
    processes: tuple[int, ...] = ()  # index into ProcessMap.processes, NONE
    parents: tuple[int, ...] = ()  # enclosing sub-process (node index), NONE at process level
    attached: tuple[int, ...] = ()  # boundary event: the activity it is attached to, else NONE
    lines: tuple[int, ...] = ()  # 0: not known
    cells: tuple[str, ...] = ()  # for tables, else ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Sequence flows whose two ends were found (L5), in document order."""

    ids: tuple[str | None, ...] = ()
    names: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    conditional: tuple[bool, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFlow:
    """A message flow; an end is a node (``>= 0``) or, when that is NONE, a pool's whole performer.

    ``names`` are candidates for the deliverable in the order of the rules, before ``data`` is asked:
    the flow's own name, its message's, that of a message associated with it.
    """

    id: str | None
    source: int = NONE  # node
    target: int = NONE  # node
    source_pool: int = NONE  # performer, when the end is a pool
    target_pool: int = NONE
    source_pool_id: str | None = None
    target_pool_id: str | None = None
    source_pool_name: str = ""
    target_pool_name: str = ""
    source_pool_at: tuple[int, int] = (0, 0)  # document order: nodes before the pool, pools before it
    target_pool_at: tuple[int, int] = (0, 0)
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataItem:
    """A data item (rule D1): several elements with one label are one item."""

    id: str | None  # of its first element in document order
    name: str
    store: bool = False
    writers: tuple[int, ...] = ()  # nodes, activities and events
    readers: tuple[int, ...] = ()
    on_flows: tuple[int, ...] = ()  # rule D5: sequence flows (indices)
    on_messages: tuple[int, ...] = ()  # rule D5: message flows (indices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """The rarer facts of a map, kept apart so that the common map stays small."""

    links: tuple[tuple[int, int], ...] = ()  # F3: throw link event → catch link event
    compensations: tuple[tuple[int, int, str | None], ...] = ()  # F4: boundary → activity, association id
    compensations_at: tuple[int, ...] = ()  # document order: per compensation, how many ``Flows`` stand before it
    compensation_activities: frozenset[int] = frozenset()  # isForCompensation="true"
    messages: tuple[tuple[int, str], ...] = ()  # node → name of its own message or of its event definitions
    calls: tuple[tuple[int, str, str], ...] = ()  # O6: call activity node, called id, called name
    throws: tuple[tuple[int, str], ...] = ()  # O6: node throws a signal (its name, else #id)
    catches: tuple[tuple[int, str], ...] = ()
    needs: tuple[tuple[int, str, str, str], ...] = ()  # node → what its row says besides: trigger, volume, frequency
    receivers: frozenset[int] = frozenset()  # O6: nodes that wait for a message by their kind, drawn flow or not


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMap:
    """One file's process map. ``file`` is the path as given, with ``/``.

    ``services`` are the performers that rule S6 lists, as indices; other performers exist only as
    owners of what S6 does not list. ``whole`` gives per process the performer that stands for all of
    it (rule S5), NONE when there is none.
    """

    file: str
    format: str
    processes: tuple[Process, ...] = ()
    performers: tuple[Performer, ...] = ()
    services: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    nodes: Nodes = Nodes()
    flows: Flows = Flows()
    message_flows: tuple[MessageFlow, ...] = ()
    items: tuple[DataItem, ...] = ()
    extra: Extra = Extra()
