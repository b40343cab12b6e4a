"""What a process receives from and gives to whom, in words, where there are too many processes for arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from svcgraph.sentences.typography import NO_BREAK
from svcgraph.views.diagram.process_map import Ground, given_state
from svcgraph.views.shapes import Run, State

SHORT = 8  # letters of an id that people can use as a number
FROM, TO = "←", "→"


class Called(StrEnum):
    """How the other processes are called."""

    NAME = "name"
    NUMBER = "number"


MOST = {Called.NAME: 3, Called.NUMBER: 6}  # in each direction


def numbered(known: Ground) -> bool:
    """Whether the processes have short ids, by which one finds them on the sheet."""
    return all(len(process.id) <= SHORT for process in known.facts.graph.processes)


def partners(number: int, known: Ground, called: Called, *, received: bool = True) -> Iterator[tuple[Run, ...]]:
    """Two lines: "← Clore, Buyer" and "→ Suivre, +2"; then each external party that is served, with how what
    was promised is kept. Without ``received`` a flow between two processes stands at the one that gives only."""
    flows, services = known.flows, known.judge.services
    got = [_called(a, known, called) for a, b in flows.between if b == number and received]
    got += [services[party].name.read(known.words.language) for party, fed in flows.needs if fed == number]
    given = [_called(b, known, called) for a, b in flows.between if a == number]
    for arrow, names, more in ((FROM, got, 0), (TO, given, flows.many.get(number, 0))):
        if names or more:
            yield (Run(f"{arrow}{NO_BREAK}{_listed(names, MOST[called], more)}"),)
    for source, party in flows.given:
        if source == number:
            name = services[party].name.read(known.words.language)
            state = given_state(number, party, known)
            yield (
                (Run(f"{TO}{NO_BREAK}{name} "), Run("", state))
                if state is not State.NEUTRAL
                else (Run(f"{TO}{NO_BREAK}{name}"),)
            )


def _called(number: int, known: Ground, called: Called) -> str:
    process = known.facts.graph.processes[number]
    if called is Called.NUMBER:
        return process.id.upper()
    return process.name.read(known.words.language) or process.id


def _listed(names: Sequence[str], most: int, more: int = 0) -> str:
    """ "Clore, Suivre, +4"."""
    shown = names if len(names) <= most + 1 and not more else names[:most]
    rest = len(names) - len(shown) + more
    return ", ".join((*shown, *((f"+{rest}",) if rest else ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Where each process belongs, by number; what that department or group is called; how many are named."""

    of: Mapping[int, str]
    names: Mapping[str, str]
    most: int


def exchanged(numbers: Collection[int], home: str, homes: Homes, known: Ground) -> Iterator[tuple[Run, ...]]:
    """The same of the processes ``numbers`` of one department or group ``home``, by department or group and with how
    many flows; apart what passes among its own processes."""
    got: Counter[str] = Counter()
    given: Counter[str] = Counter()
    own = 0
    for source, target in known.flows.between:
        if homes.of[source] == homes.of[target] == home:
            own += source in numbers or target in numbers
        elif target in numbers:
            got[homes.of[source]] += 1
        elif source in numbers:
            given[homes.of[target]] += 1
    for arrow, counts in ((FROM, got), (TO, given)):
        ordered = sorted(counts.items(), key=lambda one: (-one[1], homes.names[one[0]]))
        said = [f"{homes.names[name]}{NO_BREAK}({count})" for name, count in ordered]
        if said:
            yield (Run(f"{arrow}{NO_BREAK}{_listed(said, homes.most)}"),)
    if own:
        yield (Run(known.words.plural("{n} flow within", "{n} flows within", own, n=own)),)
