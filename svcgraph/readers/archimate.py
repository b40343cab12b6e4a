"""ArchiMate models in the Open Group's exchange format: who there is, and process flow where it is modelled.

Format: The Open Group, ArchiMate Model Exchange File Format 3.x. What is read: `docs/drawings.md`.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from svcgraph.domain.names import clean
from svcgraph.domain.process import Process
from svcgraph.errors import FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.tree import Element, load_tree
from svcgraph.readers import Reading
from svcgraph.readers._build import MapBuilder
from svcgraph.readers._drawn import draw
from svcgraph.readers._page import Arrow, Kind, Lane, Page, Shape

FORMAT = "archimate"
SUFFIXES = (".xml", ".archimate")
VERSION = 2

HEAD = 4_000
SPACE = b"opengroup.org/xsd/archimate"
ARCHI = b"archimatetool.com/archimate"
STEPS = frozenset({"BusinessProcess", "BusinessFunction", "BusinessInteraction", "BusinessService"})
EVENTS = frozenset({"BusinessEvent"})
JUNCTIONS = frozenset({"Junction", "AndJunction", "OrJunction"})
ITEMS = frozenset({"BusinessObject", "Contract", "Representation", "DataObject", "Product"})
ACTORS = frozenset({"BusinessActor"})
ROLES = frozenset({"BusinessRole", "BusinessCollaboration"})
HOLDS = frozenset({"Composition", "Aggregation"})
WRITES, READS = frozenset({"Write", "ReadWrite"}), frozenset({"Read", "ReadWrite"})
DEPTH = 50


def recognises(data: bytes, suffix: str) -> bool:  # noqa: ARG001  (what is inside decides)
    """XML whose root is ``model`` in the exchange format's namespace."""
    head = data[:HEAD].replace(b"\0", b"")
    return b"<model" in head.replace(b"archimate:", b"") and (SPACE in head or ARCHI in head)


def read(data: bytes, file: str) -> Reading:
    """The model's map. Raises Unreadable when it names neither an actor, nor a role, nor a process."""
    faults = FaultList()
    if SPACE not in data[:HEAD].replace(b"\0", b""):
        said = mark("This is Archi's own format: in Archi, export the model as an Open Exchange file.")
        faults.add("own-format", Place(file=file), said)
        raise Unreadable(*faults.faults)
    root = load_tree(data, file, faults)
    model = _Model(root)
    if not model.parties and not model.page.shapes:
        said = mark("The model names no business actor, role or process.")
        faults.add("no-process", Place(file=file, line=root.line), said)
        raise Unreadable(*faults.faults)
    model.page.name = _name(root) or PurePosixPath(file).stem
    builder = MapBuilder(file, FORMAT)
    builder.add_process(Process(id=root.get("identifier"), name=model.page.name))
    for party in model.page.lanes:
        builder.lists(builder.performer((party.name,), line=party.line, element=party.key))
    draw(model.page, builder, faults)
    for element in model.unread:
        said = mark("Elements of kind {kind} are not read.")
        faults.add("not-read", Place(file=file, line=element.line), said, severity=Severity.NOTE, kind=_type(element))
    return Reading(map=builder.freeze(), faults=tuple(faults.faults))


class _Model:
    def __init__(self, root: Element) -> None:
        self.page = Page(process=0, name="")
        self.elements = {one.get("identifier"): one for one in _inside(root, "elements", "element")}
        self.relations = list(_inside(root, "relationships", "relationship"))
        self.parties = {key for key, one in self.elements.items() if _type(one) in ACTORS | ROLES}
        self.unread = self._unread()
        self.page.lanes = [
            self._lane(key) for key in self.elements if key in self.parties and _name(self.elements[key])
        ]
        self.page.shapes = [shape for key in self.elements if (shape := self._shape(key))]
        known = {shape.key for shape in self.page.shapes} | self.parties
        self.page.arrows = [arrow for one in self.relations for arrow in _arrows(one, known)]

    def _unread(self) -> list[Element]:
        """The first element of each business kind that means nothing here."""
        known = STEPS | EVENTS | JUNCTIONS | ITEMS | ACTORS | ROLES
        first: dict[str, Element] = {}
        for one in self.elements.values():
            if _type(one).startswith("Business") and _type(one) not in known:
                first.setdefault(_type(one), one)
        return list(first.values())

    def _lane(self, key: str) -> Lane:
        one = self.elements[key]
        return Lane(key=key, name=_name(one), line=one.line)

    def _shape(self, key: str) -> Shape | None:
        one = self.elements[key]
        kind = _kind(_type(one))
        if kind is None:
            return None
        return Shape(key=key, name=_name(one), kind=kind, lane=self._performer(key, 0), line=one.line)

    def _performer(self, key: str, depth: int) -> str:
        """Who is assigned to it, an actor before a role; else to what holds it."""
        assigned = [one.get("source") for one in self._into(key, frozenset({"Assignment"}))]
        actors = [self._actor(party) for party in assigned if party in self.parties]
        if actors:
            return actors[0]
        holders = [one.get("source") for one in self._into(key, HOLDS)]
        return next((found for one in holders if depth < DEPTH and (found := self._performer(one, depth + 1))), "")

    def _actor(self, party: str) -> str:
        """The one actor who is assigned to a role stands for it: an actor is a unit of the organisation."""
        if _type(self.elements[party]) in ACTORS:
            return party
        actors = [one.get("source") for one in self._into(party, frozenset({"Assignment"}))]
        found = [one for one in actors if one in self.parties and _type(self.elements[one]) in ACTORS]
        return found[0] if len(found) == 1 else party

    def _into(self, key: str, kinds: frozenset[str]) -> list[Element]:
        return [one for one in self.relations if one.get("target") == key and _type(one) in kinds]


def _arrows(relation: Element, known: set[str]) -> list[Arrow]:
    """Triggering and flow lead on; access writes or reads; a flow between parties is a message."""
    source, target, kind = relation.get("source"), relation.get("target"), _type(relation)
    if not {source, target} <= known:
        return []
    label = _name(relation)
    if kind in ("Triggering", "Flow"):
        return [Arrow(key=relation.get("identifier"), label=label, source=source, target=target, line=relation.line)]
    if kind != "Access":
        return []
    way = relation.get("accessType", "Write")
    ends = [(source, target)] * (way in WRITES) + [(target, source)] * (way in READS)
    return [
        Arrow(key=f"{relation.get('identifier')}.{number}", source=first, target=second, line=relation.line)
        for number, (first, second) in enumerate(ends)
    ]


def _kind(kind: str) -> Kind | None:
    kinds = ((STEPS, Kind.STEP), (EVENTS, Kind.EVENT), (JUNCTIONS, Kind.CONTROL), (ITEMS, Kind.ITEM))
    return next((found for names, found in kinds if kind in names), None)


def _inside(element: Element, holder: str, name: str) -> list[Element]:
    return [one for group in element.all(holder) for one in group.all(name)]


def _type(element: Element) -> str:
    return element.get("type").rpartition(":")[2].removesuffix("Relationship")


def _name(element: Element) -> str:
    named = element.first("name") or element.first("label")  # version 2 of the format says label
    return clean(named.all_text) if named is not None else ""
