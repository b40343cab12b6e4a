"""The services of all maps: their ids, names, and whether they are outside the organisation (rules O2, O3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from svcgraph.domain.graph import Service
from svcgraph.domain.identity.directory import SEPARATOR, Party
from svcgraph.domain.identity.performers import Identities, Identity, ids_of, place_of
from svcgraph.domain.names import same
from svcgraph.domain.process import Performer, ProcessMap
from svcgraph.domain.text import Text
from svcgraph.errors import FaultList, Place, Severity

CONTRACTS = "processes/contracts"
MIXED = (
    "“{name}” is drawn as an external party here and as part of the organisation in {file}; it counts as internal. "
    "If it is outside, list it under “externals” in the organisation file."
)
TWO_SPELLINGS = (
    "“{id}” is party to a contract, and these names would all bear that id: {names}. "
    "Say in the organisation file which of them it is."
)
GONE = (
    "“{id}” is party to a contract, but neither a map nor the organisation file knows it. "
    "Correct the contract, or add the service to the organisation file."
)


@dataclass(slots=True)
class _Found:
    """A service being put together."""

    identity: Identity
    spots: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Services:
    """Collects where each service was found, then names them all."""

    maps: Sequence[ProcessMap]
    identities: Identities
    faults: FaultList
    found: dict[str, _Found] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    ids_of_spots: dict[tuple[int, int], str] = field(default_factory=dict)

    def add(self, spots: Iterable[tuple[int, int]]) -> None:
        """Performers (map, performer) that are services."""
        for spot in sorted(set(spots)):
            identity = self.identities.by_performer[spot]
            self.found.setdefault(identity.key, _Found(identity)).spots.add(spot)

    def id(self, spot: tuple[int, int]) -> str:
        """The id of the service that a performer is; after `freeze`."""
        return self.ids_of_spots[spot]

    def freeze(self) -> tuple[Service, ...]:
        """Every listed party, every service found, and parties of contracts that nobody knows; sorted by id."""
        self._give_ids()
        identities = self.identities.by_performer.items()
        self.ids_of_spots = {spot: self.ids[one.key] for spot, one in identities if one.key in self.ids}
        parties = self.identities.directory.parties
        listed = {party.id: self._listed(party) for party in parties}
        unlisted = [self._unlisted(key) for key in self.found if key.startswith("name:")]
        known = {*listed, *(former for party in parties for former in party.former_ids), *self.ids.values()}
        gone = [self._gone(one) for one in sorted(self.identities.protected - known)]
        return tuple(sorted([*listed.values(), *unlisted, *gone], key=lambda service: service.id))

    def _listed(self, party: Party) -> Service:
        found = self.found.get(f"id:{party.id}")
        return Service(
            id=party.id,
            name=party.name or Text(fr=party.id, en=party.id),
            external=party.external,
            department=party.department,
            listed=True,
            former_ids=party.former_ids,
            performers=self._where(found.spots) if found else (),
        )

    def _unlisted(self, key: str) -> Service:
        found = self.found[key]
        name = self._spelling(found)
        return Service(
            id=self.ids[key],
            name=Text(fr=name, en=name),
            external=self._is_external(name, found),
            performers=self._where(found.spots),
        )

    def _gone(self, service: str) -> Service:
        self.faults.add("unknown-party", Place(file=CONTRACTS), GONE, severity=Severity.WARNING, id=service)
        return Service(id=service, name=Text(fr=service, en=service))

    def _is_external(self, name: str, found: _Found) -> bool:
        outside = [spot for spot in sorted(found.spots) if self._outside(self._performer(spot))]
        inside = sorted(found.spots - set(outside))
        if outside and inside:
            file = self.maps[inside[0][0]].file
            place = place_of(self.maps[outside[0][0]].file, self._performer(outside[0]))
            self.faults.add("external-and-internal", place, MIXED, severity=Severity.NOTE, name=name, file=file)
        return not inside

    def _outside(self, performer: Performer) -> bool:
        return performer.external or self.identities.directory.pool_is_external(performer)

    def _performer(self, spot: tuple[int, int]) -> Performer:
        return self.maps[spot[0]].performers[spot[1]]

    def _where(self, spots: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        labels = (self.maps[spot[0]].file + ": " + SEPARATOR.join(self._performer(spot).path) for spot in spots)
        return tuple(sorted(set(labels)))

    def _spelling(self, found: _Found) -> str:
        """How most performers write the name; of equals the first in code point order."""
        names = Counter(self.identities.by_performer[spot].name for spot in found.spots)
        return min(names, key=lambda name: (-names[name], name))

    def _give_ids(self) -> None:
        """Listed ids as given; else a name's slug, with its hash where names collide; a contract party keeps its id."""
        parties = self.identities.directory.parties
        self.ids = {f"id:{party.id}": party.id for party in parties}
        taken = {party.id for party in parties} | {former for party in parties for former in party.former_ids}
        by_slug: dict[str, list[str]] = defaultdict(list)
        for key in sorted(key for key in self.found if key.startswith("name:")):
            by_slug[ids_of(same(self.found[key].identity.name))[0]].append(key)
        for plain, keys in sorted(by_slug.items()):
            for key, one in zip(keys, self._ids_for(plain, keys, taken), strict=True):
                self.ids[key] = next(free for free in _numbered(one) if free not in taken)
                taken.add(self.ids[key])

    def _ids_for(self, plain: str, keys: Sequence[str], taken: set[str]) -> list[str]:
        protected = self.identities.protected
        hashed = [ids_of(same(self.found[key].identity.name))[1] for key in keys]
        if plain in taken or (len(keys) > 1 and plain not in protected):
            return hashed
        loose = [number for number, one in enumerate(hashed) if one not in protected]
        if len(loose) > 1:
            self._two_spellings(plain, [keys[number] for number in loose])
        return [plain if number in loose[:1] else one for number, one in enumerate(hashed)]

    def _two_spellings(self, plain: str, keys: Sequence[str]) -> None:
        names = ", ".join(f"“{self._spelling(self.found[key])}”" for key in keys)
        spot = min(self.found[keys[0]].spots)
        place = place_of(self.maps[spot[0]].file, self._performer(spot))
        self.faults.add("two-names-one-id", place, TWO_SPELLINGS, severity=Severity.WARNING, id=plain, names=names)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))
