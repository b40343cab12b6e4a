"""The organisation as one directed graph: services, activities, and the handoffs between services.

Filled by `domain.identity` (rules O1 to O7); the networkx form is made only when somebody asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.handoff import Via
from svcgraph.domain.process import Process, ProcessKind
from svcgraph.domain.text import Text
from svcgraph.errors import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A party of handoffs across all maps: a service of the organisation, or an external party."""

    id: str
    name: Text
    external: bool = False
    department: str = ""  # department id, "" when unknown
    listed: bool = False  # the organisation file names it
    performers: tuple[str, ...] = ()  # "file: Pool / Lane", where it was found


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A unit of work of one service on one map."""

    key: str  # "file#element-id" (or "#line…" when it has no id), unique
    name: str
    service: str  # service id
    process: int  # index into ServiceGraph.processes
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedProcess:
    """A process of a loaded map, with what the organisation file adds to it."""

    id: str
    name: Text
    file: str
    process: Process
    kind: ProcessKind | None = None
    owner: str = ""
    frequency: str = ""
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceHandoff:
    """A handoff between two services, with its evidence on the map.

    ``supplier`` and ``client`` are service ids. ``source``/``target`` are activity keys, "" when the end
    is a whole pool. ``named`` False: the deliverable's name was taken from an activity.
    """

    supplier: str
    client: str
    supplier_path: tuple[str, ...]
    client_path: tuple[str, ...]
    deliverable: str
    named: bool
    via: Via
    file: str
    process: int
    source: str
    target: str
    source_id: str | None
    target_id: str | None
    source_name: str
    target_name: str
    to_file: str = ""  # where it differs from file (rule O6)
    flows: tuple[str | None, ...] = ()
    through: tuple[str | None, ...] = ()
    data: tuple[str | None, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGraph:
    """All maps of a workspace as services, activities and handoffs, in a stable order.

    ``steps`` are the pairs of activity keys between which work passes, inside a service too (through
    control nodes only), for whoever follows a chain upstream.
    """

    services: tuple[Service, ...] = ()
    processes: tuple[MappedProcess, ...] = ()
    activities: tuple[Activity, ...] = ()
    handoffs: tuple[ServiceHandoff, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    dropped: int = 0  # handoffs whose two ends became one service
