"""Small process maps that can be edited, and written as BPMN; each flow remembers which flows it came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from xml.sax.saxutils import quoteattr


@dataclass(frozen=True, slots=True)
class Flow:
    """``origin``: the flows of the first map from which this one came; empty for one that was added."""

    source: str
    target: str
    name: str = ""
    origin: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Map:
    """Activities by id: name and lane. Ids are those of the first map; ``ids`` are those written."""

    names: dict[str, str]
    lanes: dict[str, str]
    flows: tuple[Flow, ...]
    ids: dict[str, str] = field(default_factory=dict)

    def renamed(self, activity: str, name: str) -> Map:
        return replace(self, names={**self.names, activity: name})

    def moved(self, activity: str, lane: str) -> Map:
        return replace(self, lanes={**self.lanes, activity: lane})

    def flow_renamed(self, number: int, name: str) -> Map:
        return self._flows(number, (replace(self.flows[number], name=name),))

    def flow_split(self, number: int, *names: str) -> Map:
        return self._flows(number, tuple(replace(self.flows[number], name=name) for name in names))

    def flows_merged(self, one: int, other: int, name: str) -> Map:
        both = self.flows[one].origin | self.flows[other].origin
        made = replace(self, flows=tuple(f for n, f in enumerate(self.flows) if n not in (one, other)))
        return replace(made, flows=(*made.flows, replace(self.flows[one], name=name, origin=both)))

    def flow_deleted(self, number: int) -> Map:
        return self._flows(number, ())

    def flow_added(self, source: str, target: str, name: str = "") -> Map:
        return replace(self, flows=(*self.flows, Flow(source, target, name)))

    def turned(self, number: int, *, source: str = "", target: str = "") -> Map:
        """The flow now leaves or reaches another activity."""
        flow = self.flows[number]
        return self._flows(number, (replace(flow, source=source or flow.source, target=target or flow.target),))

    def deleted(self, activity: str) -> Map:
        kept = tuple(flow for flow in self.flows if activity not in (flow.source, flow.target))
        names = {key: name for key, name in self.names.items() if key != activity}
        return replace(self, names=names, flows=kept)

    def added(self, activity: str, name: str, lane: str) -> Map:
        return replace(self, names={**self.names, activity: name}, lanes={**self.lanes, activity: lane})

    def with_new_ids(self, prefix: str = "Activity_9f") -> Map:
        return replace(self, ids={key: f"{prefix}{number}" for number, key in enumerate(reversed(self.names), 3)})

    def shuffled_ids(self) -> Map:
        """Every activity has the id that another one had: numbered anew."""
        keys = list(self.names)
        return replace(self, ids=dict(zip(keys, keys[1:] + keys[:1], strict=True)))

    def _flows(self, number: int, made: tuple[Flow, ...]) -> Map:
        return replace(self, flows=(*self.flows[:number], *made, *self.flows[number + 1 :]))

    def bpmn(self, process: str = "Serve orders") -> bytes:
        written = {key: self.ids.get(key, key) for key in self.names}
        lanes: dict[str, list[str]] = {}
        for key in self.names:
            lanes.setdefault(self.lanes[key], []).append(written[key])
        parts = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">',
            '<collaboration id="c"><participant id="P" name="The Firm" processRef="p"/></collaboration>',
            f'<process id="p" name={quoteattr(process)}><laneSet id="l">',
        ]
        for number, (lane, members) in enumerate(sorted(lanes.items())):
            refs = "".join(f"<flowNodeRef>{one}</flowNodeRef>" for one in members)
            parts.append(f'<lane id="L{number}" name={quoteattr(lane)}>{refs}</lane>')
        parts.append("</laneSet>")
        parts += [self._task(key, written[key]) for key in self.names]
        for number, flow in enumerate(self.flows):
            if flow.name:
                parts.append(f'<dataObject id="o{number}"/>')
                parts.append(
                    f'<dataObjectReference id="r{number}" dataObjectRef="o{number}" name={quoteattr(flow.name)}/>'
                )
            else:
                ends = f'sourceRef="{written[flow.source]}" targetRef="{written[flow.target]}"'
                parts.append(f'<sequenceFlow id="f{number}" {ends}/>')
        parts.append("</process></definitions>")
        return "\n".join(parts).encode()

    def _task(self, key: str, written: str) -> str:
        """A task with what it writes and reads: what has a name passes as a data object."""
        made = [f'<task id="{written}" name={quoteattr(self.names[key])}>']
        for number, flow in enumerate(self.flows):
            if flow.name and flow.source == key:
                ends = f"<sourceRef>{written}</sourceRef><targetRef>r{number}</targetRef>"
                made.append(f'<dataOutputAssociation id="w{number}">{ends}</dataOutputAssociation>')
            if flow.name and flow.target == key:
                made.append(
                    f'<dataInputAssociation id="i{number}"><sourceRef>r{number}</sourceRef></dataInputAssociation>'
                )
        return "".join((*made, "</task>"))


def first(names: dict[str, str], lanes: dict[str, str], *flows: tuple[str, str, str]) -> Map:
    """A map as it is first: every flow is its own origin."""
    made = tuple(Flow(source, target, name, frozenset({n})) for n, (source, target, name) in enumerate(flows))
    return Map(names, lanes, made)
