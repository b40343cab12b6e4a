"""Fills a `ProcessMap` step by step: what the readers of sheets, tables and drawings share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from svcgraph.domain.names import clean, same, slug
from svcgraph.domain.process import (
    NONE,
    DataItem,
    Extra,
    Flows,
    MessageFlow,
    NodeKind,
    Nodes,
    Performer,
    Process,
    ProcessMap,
)
from svcgraph.vocabulary import ANSWERS


@dataclass(slots=True)
class _Connector:
    id: str
    source: int
    target: int
    label: str
    condition: str


@dataclass(slots=True)
class _Item:
    id: str
    name: str
    store: bool
    writers: list[int] = field(default_factory=list)
    readers: list[int] = field(default_factory=list)
    on_flows: list[int] = field(default_factory=list)


class MapBuilder:
    """Mutable; indices it returns are those of the frozen map. Names come out cleaned (`2-handoffs`, Words)."""

    def __init__(self, file: str, format_name: str) -> None:
        self.file, self.format = file, format_name
        self._processes: list[Process] = []
        self._performers: list[Performer] = []
        self._paths: dict[tuple[str, ...], int] = {}
        self._first_at: list[int] = []  # per performer: how many nodes stood before its first mention
        self._nodes: list[tuple[str | None, str, int, int, int, int, str]] = []
        self._flows: list[_Connector] = []
        self._messages: list[MessageFlow] = []
        self._items: list[_Item] = []
        self._listed: set[int] = set()
        self._needs: list[tuple[int, str, str, str]] = []

    def add_process(self, process: Process) -> int:
        """Index of the process. An empty id is made from the name, unlike those already there."""
        if not process.id:
            taken = {other.id for other in self._processes}
            process = replace(process, id=slug(process.name, taken))
        self._processes.append(process)
        return len(self._processes) - 1

    def performer(
        self,
        path: tuple[str, ...],
        external: bool = False,
        *,
        unnamed: bool = False,
        pool: bool = False,
        line: int = 0,
        cell: str = "",
        element: str = "",
    ) -> int:
        """Index of the performer of that path, made at its first mention; once external, always external."""
        path = tuple(clean(part) for part in path)
        key = tuple(same(part) for part in path)
        index = self._paths.get(key)
        if index is None:
            index = self._paths[key] = len(self._performers)
            self._first_at.append(len(self._nodes))
            self._performers.append(
                Performer(
                    path=path, external=external, unnamed=unnamed, pool=pool, line=line, cell=cell, element=element
                )
            )
        return index

    def lists(self, performer: int) -> None:
        """The performer is a service although it is drawn doing nothing (a directory names it)."""
        self._listed.add(performer)

    def node(
        self,
        key: str | None,
        name: str,
        performer: int,
        *,
        kind: NodeKind = NodeKind.ACTIVITY,
        process: int = 0,
        line: int = 0,
        cell: str = "",
    ) -> int:
        self._nodes.append((key, clean(name), kind, performer, process, line, cell))
        return len(self._nodes) - 1

    def flow(self, source: int, target: int, *, label: str = "", condition: str = "") -> int:
        """A sequence flow, id ``1>2``. ``label`` names what is handed over, unless it leaves a control node
        or is a mere yes or no: then it is a condition, as ``condition`` is."""
        label = clean(label)
        if label and (self.kind(source) >= NodeKind.CONTROL or ANSWERS.key(label)):
            label, condition = "", label
        name = f"{self._nodes[source][0]}>{self._nodes[target][0]}"
        self._flows.append(_Connector(name, source, target, label, clean(condition)))
        return len(self._flows) - 1

    def message(
        self, name: str, *, source: int = NONE, target: int = NONE, source_pool: int = NONE, target_pool: int = NONE
    ) -> int:
        """A message flow between nodes or whole performers, id ``11>Broker: Announcement``."""
        ends = [self._end(source, source_pool), self._end(target, target_pool)]
        name = clean(name)
        self._messages.append(
            MessageFlow(
                id=">".join(ends) + (f": {name}" if name else ""),
                source=source,
                target=target,
                source_pool=source_pool,
                target_pool=target_pool,
                source_pool_id=self._pool_id(source_pool),
                target_pool_id=self._pool_id(target_pool),
                source_pool_name=self._pool_name(source_pool),
                target_pool_name=self._pool_name(target_pool),
                source_pool_at=self._pool_at(source_pool),
                target_pool_at=self._pool_at(target_pool),
                names=(name,) if name else (),
            )
        )
        return len(self._messages) - 1

    def item(self, key: str, name: str, *, store: bool = False) -> int:
        self._items.append(_Item(key, clean(name), store))
        return len(self._items) - 1

    def writes(self, node: int, item: int) -> None:
        if node not in self._items[item].writers:
            self._items[item].writers.append(node)

    def reads(self, node: int, item: int) -> None:
        if node not in self._items[item].readers:
            self._items[item].readers.append(node)

    def lies_on(self, item: int, flow: int) -> None:
        """The item is drawn on that sequence flow (D5)."""
        if flow not in self._items[item].on_flows:
            self._items[item].on_flows.append(flow)

    def needs(self, node: int, *, trigger: str, volume: str, frequency: str) -> None:
        """What contracts need besides of what the node hands over; nothing where all are empty."""
        said = (clean(trigger), clean(volume), clean(frequency))
        if any(said):
            self._needs.append((node, *said))

    def kind(self, node: int) -> int:
        return self._nodes[node][2]

    def name(self, node: int) -> str:
        return self._nodes[node][1]

    def performer_of(self, node: int) -> int:
        return self._nodes[node][3]

    def freeze(self) -> ProcessMap:
        """The map. Services (S6): performers of nodes and the parties of messages."""
        self._name_parallel_labels()
        owners = [node[3] for node in self._nodes] + [
            pool for message in self._messages for pool in (message.source_pool, message.target_pool)
        ]
        return ProcessMap(
            file=self.file,
            format=self.format,
            processes=tuple(self._processes),
            performers=tuple(self._performers),
            services=tuple(sorted(self._listed | {owner for owner in owners if owner != NONE})),
            whole=tuple(self._whole(process) for process in range(len(self._processes))),
            nodes=self._frozen_nodes(),
            flows=self._frozen_flows(),
            message_flows=tuple(self._messages),
            items=tuple(_frozen_item(item) for item in self._items),
            extra=Extra(needs=tuple(self._needs)),
        )

    def _end(self, node: int, pool: int) -> str:
        return str(self._nodes[node][0]) if node != NONE else " / ".join(self._performers[pool].path)

    def _pool_id(self, pool: int) -> str | None:
        return self._performers[pool].element or None if pool != NONE else None

    def _pool_name(self, pool: int) -> str:
        return self._performers[pool].path[-1] if pool != NONE else ""

    def _pool_at(self, pool: int) -> tuple[int, int]:
        return (self._first_at[pool], pool) if pool != NONE else (0, 0)

    def _name_parallel_labels(self) -> None:
        """Labels on one of several arrows out of an activity: things on that arrow (rule D5).

        The name of a flow counts only when it is the activity's one flow, for in BPMN the others are
        conditions; here the label between two activities is the deliverable (O7).
        """
        leaving = Counter(flow.source for flow in self._flows)
        for index, flow in enumerate(self._flows):
            if flow.label and leaving[flow.source] > 1:
                self._items.append(_Item(f"{flow.id}: {flow.label}", flow.label, False, on_flows=[index]))

    def _whole(self, process: int) -> int:
        """S5: the process's one performer, else none stands for all of it."""
        owners = {node[3] for node in self._nodes if node[4] == process}
        return owners.pop() if len(owners) == 1 else NONE

    def _frozen_nodes(self) -> Nodes:
        ids, names, kinds, performers, processes, lines, cells = (
            zip(*self._nodes, strict=True) if self._nodes else ((),) * 7
        )
        none = (NONE,) * len(ids)
        return Nodes(
            ids=tuple(ids),
            names=tuple(names),
            kinds=tuple(int(kind) for kind in kinds),
            performers=tuple(performers),
            processes=tuple(processes),
            parents=none,
            attached=none,
            lines=tuple(lines),
            cells=tuple(cells) if any(cells) else (),
        )

    def _frozen_flows(self) -> Flows:
        return Flows(
            ids=tuple(flow.id for flow in self._flows),
            names=tuple(flow.label or flow.condition for flow in self._flows),
            sources=tuple(flow.source for flow in self._flows),
            targets=tuple(flow.target for flow in self._flows),
            conditional=tuple(bool(flow.condition) for flow in self._flows),
        )


def _frozen_item(item: _Item) -> DataItem:
    return DataItem(
        id=item.id,
        name=item.name,
        store=item.store,
        writers=tuple(item.writers),
        readers=tuple(item.readers),
        on_flows=tuple(item.on_flows),
    )
