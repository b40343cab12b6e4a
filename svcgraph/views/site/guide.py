"""Who knows, in one language, what everything on the site is called, how it stands, and on which page it is."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from svcgraph.domain.attainment import ServiceCounts
from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.graph import ServiceHandoff
from svcgraph.domain.people import Directory
from svcgraph.engine.account import ContractAccount
from svcgraph.errors import Place
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import set_in_print
from svcgraph.views import dates
from svcgraph.views.diagram.process import Ground, ground
from svcgraph.views.site import addresses
from svcgraph.views.site.facts import SiteFacts
from svcgraph.views.site.page import Line, Link, Mark, Piece, Source, joined
from svcgraph.views.standing import STATUS_WORDS, Judge, Pair, pairs
from svcgraph.views.wording import Wording, to_be_named


class Guide:
    """Everything is indexed once."""

    def __init__(self, known: SiteFacts, words: Words) -> None:
        self.known, self.facts, self.words = known, known.facts, words
        facts = self.facts
        self._printed: dict[str, str] = {}
        self.naming = Wording(facts.graph, facts.organisation, words)
        self.judge = Judge(facts.graph, facts.contracts, facts.attainment, facts.organisation, words)
        self.pairs: tuple[Pair, ...] = pairs(facts.graph, self.judge)
        self.contracts = {one.id: one for one in facts.contracts}
        self.results = {one.contract: one for one in facts.attainment.contracts}
        self.activities = {one.key: one for one in facts.graph.activities}
        self._services = addresses.addresses("services", (one.id for one in facts.graph.services))
        self._contracts = addresses.addresses("contracts", self.contracts)
        self._processes = addresses.addresses("processes", (str(n) for n in range(len(facts.graph.processes))))
        self._chains = addresses.addresses("chains", (one.promise for one in facts.chains))
        named = addresses.addresses("processes", (one.id for one in facts.graph.processes))
        if len(named) == len(facts.graph.processes):
            paths = (named[one.id] for one in facts.graph.processes)
            self._processes = {str(number): path for number, path in enumerate(paths)}

    # --- names -----------------------------------------------------------------------------------------------------

    def say(self, message: str, /, **parameters: object) -> str:
        return self.words(message, **parameters)

    def text(self, written: str) -> str:
        """What people wrote, set for print."""
        found = self._printed.get(written)
        if found is None:
            found = self._printed[written] = set_in_print(written, self.words.language)
        return found

    def service_name(self, service: str) -> str:
        return self.text(self.naming.service(service))

    def reference(self, contract: Contract) -> str:
        """What people call it: its reference, else who with whom."""
        return contract.reference or self.parties(contract)

    def parties(self, contract: Contract) -> str:
        return f"{self.service_name(contract.supplier.service)} → {self.service_name(contract.client.service)}"

    def thing(self, handoff: ServiceHandoff) -> str:
        """What is handed over; what has no name of its own is to be named."""
        name = self.text(self.naming.term(handoff.deliverable))
        if handoff.named:
            return name
        return to_be_named(self.words, name)

    def day(self, day: date | None) -> str:
        return dates.day(day, self.words) if day else ""

    def status(self, contract: Contract) -> str:
        """In which state it is; what nobody took up is the tool's draft."""
        if not contract.place_file:
            return self.words("draft made by the tool")
        begun = contract.status is Status.AGREED and contract.in_force(self.facts.as_of)
        return self.words(STATUS_WORDS[Status.ACTIVE if begun else contract.status])

    # --- links -----------------------------------------------------------------------------------------------------

    def service(self, service: str) -> Piece:
        page = self._services.get(service)
        return Link(self.service_name(service), page) if page else self.service_name(service)

    def service_page(self, service: str) -> str:
        return self._services[service]

    def contract(self, identity: str, text: str = "", part: str = "") -> Piece:
        """``part``: the id of one of its clauses."""
        found = self.contracts.get(identity)
        if found is None:
            return text or identity
        return Link(text or self.reference(found), self._contracts[identity], part)

    def contract_page(self, identity: str) -> str:
        return self._contracts[identity]

    def process(self, number: int) -> Link:
        return Link(self.process_name(number), self._processes[str(number)])

    def process_name(self, number: int) -> str:
        found = self.facts.graph.processes[number]
        return self.text(found.name.read(self.words.language) or found.id)

    def promise(self, identity: str, text: str = "") -> Piece:
        """The page of the chain that leads to a promise."""
        said = text or self.naming.promise(identity)
        page = self._chains.get(identity)
        return Link(said, page) if page else said

    def activity(self, key: str, name: str) -> Piece:
        """The activity in the list of its process's page."""
        found = self.activities.get(key)
        said = self.text(self.naming.term(name)) or "–"
        return Link(said, self._processes[str(found.process)], key) if found else said

    def arrow(self, pair: str) -> Link:
        """The arrow on the organisation's picture, or the line that lists it where the picture shows departments."""
        return Link(self.words(mark("show in the picture")), addresses.DIAGRAM, f"arrow {pair}")

    def place(self, place: Place) -> Source:
        """The place in a file below `processes/`."""
        return Source(str(place).removeprefix("processes/"))

    # --- what stands where -----------------------------------------------------------------------------------------

    def stands(self, pair: Pair) -> Mark:
        """The state of an arrow, with k of n objectives."""
        standing = pair.standing
        count = self.words("objectives met: {k} of {n}", k=standing.met, n=standing.judged) if standing.judged else ""
        word = self.words(standing.word)
        return Mark(f"{word} ({count})" if count else word, standing.state)

    @cached_property
    def drawn_from(self) -> Ground:
        """What the pictures of the processes are drawn from."""
        return ground(self.facts.graph, self.judge)

    @cached_property
    def pair_of(self) -> dict[tuple[str, str], Pair]:
        return {(one.supplier, one.client): one for one in self.pairs}

    @cached_property
    def handoffs_of(self) -> dict[tuple[str, str], list[ServiceHandoff]]:
        found: dict[tuple[str, str], list[ServiceHandoff]] = defaultdict(list)
        for one in self.facts.graph.handoffs:
            found[one.supplier, one.client].append(one)
        return found

    @cached_property
    def handoffs_at(self) -> dict[str, list[ServiceHandoff]]:
        """The handoffs of each service, on either side, in the graph's order."""
        found: dict[str, list[ServiceHandoff]] = defaultdict(list)
        for one in self.facts.graph.handoffs:
            for service in dict.fromkeys((one.supplier, one.client)):
                found[service].append(one)
        return found

    @cached_property
    def contracts_of(self) -> dict[tuple[str, str], list[Contract]]:
        found: dict[tuple[str, str], list[Contract]] = defaultdict(list)
        for one in self.facts.contracts:
            found[one.supplier.service, one.client.service].append(one)
        return found

    @cached_property
    def into(self) -> dict[str, list[Pair]]:
        """The pairs in which a service is the client."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for one in self.pairs:
            found[one.client].append(one)
        return found

    @cached_property
    def out_of(self) -> dict[str, list[Pair]]:
        """The pairs in which a service is the supplier."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for one in self.pairs:
            found[one.supplier].append(one)
        return found

    @cached_property
    def counts(self) -> dict[str, ServiceCounts]:
        return {one.service: one for one in self.facts.attainment.services}

    def things(self, pair: Pair) -> str:
        """Everything that passes between the two."""
        return self.naming.listed(self.text(self.naming.term(name)) for name in pair.deliverables)

    def contracts_line(self, pair: Pair) -> Line:
        """The contracts or promises of a pair; where an expectation covers it, the contract the other way round."""
        if promised := self.promises_of.get((pair.supplier, pair.client)):
            return joined(self.promise(one) for one in promised)
        own = [one.id for one in self.contracts_of.get((pair.supplier, pair.client), ())]
        return joined(self.contract(one) for one in own or pair.standing.contracts)

    @cached_property
    def promises_of(self) -> dict[tuple[str, str], list[str]]:
        """The promises that are kept or missed where a service hands over to an external client."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for chain in self.facts.chains:
            for pair in dict.fromkeys(
                (one.handoff.supplier, one.handoff.client) for one in chain.links if one.delivery
            ):
                found[pair].append(chain.promise)
        return found

    @cached_property
    def directory(self) -> Directory:
        """What people are called; asked only where the site names people."""
        return Directory(self.facts.organisation, self.facts.as_of)

    @cached_property
    def accounts(self) -> dict[str, ContractAccount]:
        """How the verdict on each contract in force came about."""
        return {one.contract.id: one for one in self.known.accounts}

    def objective(self, contract: str, clause: str) -> str:
        """The objective of a clause as people wrote it, else its criterion."""
        found = self.contracts.get(contract)
        items = (*found.deliverables, *found.expectations) if found else ()
        criteria = (one for item in items for one in item.criteria if one.id == clause)
        found_one = next(criteria, None)
        said = (found_one.objective and found_one.objective.text) or found_one.text if found_one else None
        return self.text(said.read(self.words.language)) if said else ""
