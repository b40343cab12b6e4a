"""An XPDL package as one drawing: pools, lanes, activities, flows. Format: WfMC, XPDL 2.1 and 2.2."""

from __future__ import annotations

import math
from collections.abc import Iterator

from svcgraph.domain.default_names import is_default
from svcgraph.domain.names import clean
from svcgraph.intake.tree import Element
from svcgraph.readers._geometry import Rectangle
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Shape

DEPTH = 30  # of activity sets inside each other
FORWARD, BACKWARD = frozenset({"to", "both"}), frozenset({"from", "both"})


class Package:
    """Fills a page with everything of one ``Package``."""

    def __init__(self, root: Element, page: Page) -> None:
        self.root, self.page = root, page
        self.participants = {
            one.get("Id"): clean(one.get("Name"))
            for holder in (root, *self.processes())  # each process may list its own
            for one in _inside(holder, "Participants", "Participant")
        }

    def processes(self) -> list[Element]:
        """The processes in which something is done."""
        found = _inside(self.root, "WorkflowProcesses", "WorkflowProcess")
        return [one for one in found if one.first("Activities") is not None or one.first("ActivitySets") is not None]

    def fill(self) -> None:
        self._pools()
        for number, process in enumerate(self.processes()):
            pool = next((one.get("Id") for one in self._all_pools() if one.get("Process") == process.get("Id")), "")
            for activity in _inside(process, "Activities", "Activity"):
                self._activity(activity, process, number, pool, "", 0)
            self._flows(process)
            for one in (self.root, process):
                self._data(one, number)
        self._messages()

    # Pools and lanes

    def _all_pools(self) -> list[Element]:
        return list(_inside(self.root, "Pools", "Pool"))

    def _pools(self) -> None:
        for pool in self._all_pools():
            lanes = list(_inside(pool, "Lanes", "Lane"))
            shown = pool.get("BoundaryVisible", "true").lower() != "false"
            nameless = all(is_default(clean(lane.get("Name"))) or not clean(lane.get("Name")) for lane in lanes)
            if shown or not lanes or nameless:
                # Bizagi's first pool is not drawn: its name is the program's own, its process's name says more
                name = pool.get("Name") if shown else self._process_name(pool)
                self._lane(pool, name, "")
            if not nameless:
                for lane in lanes:
                    self._lane(lane, lane.get("Name"), self._around(lane, lanes) or (pool.get("Id") if shown else ""))

    def _process_name(self, pool: Element) -> str:
        named = (one for one in self.processes() if one.get("Id") == pool.get("Process"))
        return next((one.get("Name") for one in named), "") or pool.get("Name")

    def _around(self, lane: Element, lanes: list[Element]) -> str:
        """The lane that nests this one: ``ParentLane``, or the other's ``NestedLane``."""
        nesting = (one for one in lanes for inner in one.all("NestedLane") if inner.get("LaneId") == lane.get("Id"))
        return lane.get("ParentLane") or next((one.get("Id") for one in nesting), "")

    def _lane(self, element: Element, name: str, parent: str) -> None:
        lane = Lane(
            key=element.get("Id"), name=clean(name), parent=parent, rectangle=_rectangle(element), line=element.line
        )  # fmt: skip
        self.page.lanes.append(lane)

    # Activities

    def _activity(self, activity: Element, process: Element, number: int, pool: str, around: str, depth: int) -> None:  # noqa: PLR0917
        """``around``: the lane of the block activity that holds it."""
        if any(one.key == around for one in self.page.lanes):
            lane = around
        else:  # a block that nobody performs: each of its activities may say who does
            lane = (around and self._performer(activity)) or around or self._lane_of(activity, pool)
        self.page.shapes.append(
            Shape(
                key=activity.get("Id"),
                name=clean(activity.get("Name")),
                kind=_kind(activity),
                lane=lane,
                rectangle=_rectangle(activity),
                line=activity.line,
                process=number,
            )
        )
        block = activity.first("BlockActivity")
        if block is not None and depth < DEPTH:
            for one in _inside(process, "ActivitySets", "ActivitySet"):
                if one.get("Id") == (block.get("ActivitySetId") or block.get("BlockId")):  # XPDL 1.0
                    for inner in _inside(one, "Activities", "Activity"):
                        self._activity(inner, process, number, pool, lane or activity.get("Id"), depth + 1)
                    self._flows(one)

    def _lane_of(self, activity: Element, pool: str) -> str:
        """``LaneId``; else, where nothing is drawn, the performer; else the pool, whose lanes the place decides on."""
        known = {lane.key for lane in self.page.lanes}
        for graphics in _graphics(activity):
            if graphics.get("LaneId") in known:
                return graphics.get("LaneId")
        if pool in known:
            return pool
        return "" if self.page.lanes and _rectangle(activity) else self._performer(activity)

    def _performer(self, activity: Element) -> str:
        names = [one.text.strip() for one in activity.walk() if one.name == "Performer" and one.text.strip()]
        if not names:
            return ""
        key, name = f"performer:{names[0]}", self.participants.get(names[0]) or names[0]
        if all(lane.key != key for lane in self.page.lanes):
            self.page.lanes.append(Lane(key=key, name=name, line=activity.line))
        return key

    # Flows

    def _flows(self, element: Element) -> None:
        for one in _inside(element, "Transitions", "Transition"):
            condition = one.first("Condition")
            typed = condition is not None and condition.get("Type").upper() in ("CONDITION", "OTHERWISE")
            self._arrow(one, one.get("From"), one.get("To"), conditional=typed)

    def _messages(self) -> None:
        for one in _inside(self.root, "MessageFlows", "MessageFlow"):
            self._arrow(one, one.get("Source"), one.get("Target"), message=True)

    def _arrow(
        self, one: Element, source: str, target: str, *, message: bool = False, conditional: bool = False
    ) -> None:  # fmt: skip
        arrow = Arrow(
            key=one.get("Id"),
            label=clean(one.get("Name")),
            source=source,
            target=target,
            message=message,
            conditional=conditional,
            line=one.line,
        )
        self.page.arrows.append(arrow)

    # Data

    def _data(self, element: Element, number: int) -> None:
        """Documents and stores, and what is associated with them in a direction."""
        known = {shape.key for shape in self.page.shapes}
        for one in self._items(element):
            if one.get("Id") not in known:
                store = one.name == "DataStore" or "store" in one.get("ArtifactType").lower()
                kind = Kind.STORE if store else Kind.ITEM
                name = clean(one.get("Name") or one.get("TextAnnotation"))
                shape = Shape(key=one.get("Id"), name=name, kind=kind, line=one.line, process=number)
                self.page.shapes.append(shape)
                known.add(shape.key)
        drawn = {arrow.key for arrow in self.page.arrows}
        items = {shape.key for shape in self.page.shapes if shape.kind in (Kind.ITEM, Kind.STORE)}
        for one in (
            *_inside(element, "Associations", "Association"),
            *_inside(element, "DataAssociations", "DataAssociation"),
        ):
            source, target = one.get("Source") or one.get("From"), one.get("Target") or one.get("To")
            direction = one.get("AssociationDirection", "To" if one.name == "DataAssociation" else "None").lower()
            if one.get("Id") not in drawn and items & {source, target}:
                for way, ends in ((FORWARD, (source, target)), (BACKWARD, (target, source))):
                    if direction in way:
                        self._arrow(one, *ends)

    @staticmethod
    def _items(element: Element) -> Iterator[Element]:
        for one in _inside(element, "Artifacts", "Artifact"):
            if one.get("ArtifactType").lower() in ("dataobject", "data object", "datastore"):
                yield one
        yield from _inside(element, "DataObjects", "DataObject")
        yield from _inside(element, "DataStores", "DataStore")
        yield from _inside(element, "DataStoreReferences", "DataStoreReference")


def _inside(element: Element, holder: str, name: str) -> Iterator[Element]:
    """``<Lanes><Lane/>…</Lanes>``"""
    for one in element.all(holder):
        yield from one.all(name)


def _graphics(element: Element) -> Iterator[Element]:
    return _inside(element, "NodeGraphicsInfos", "NodeGraphicsInfo")


def _rectangle(element: Element) -> Rectangle | None:
    for graphics in _graphics(element):
        place = graphics.first("Coordinates")
        if place is not None:
            texts = (place.get("XCoordinate"), place.get("YCoordinate"), graphics.get("Width"), graphics.get("Height"))
            try:
                left, top, width, height = (float(text) for text in texts)
            except ValueError:
                continue
            if all(map(math.isfinite, (left, top, width, height))):
                return left, top, width, height
    return None


def _kind(activity: Element) -> Kind:
    if activity.first("Route") is not None:
        return Kind.CONTROL
    event = activity.first("Event")
    if event is None:
        return Kind.STEP
    return Kind.CONTROL if event.first("IntermediateEvent") is not None else Kind.EVENT
