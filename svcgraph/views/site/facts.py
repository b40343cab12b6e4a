"""All that the site is made of: the workspace's facts, how each verdict came about, what stood before, findings."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.attainment import Attainment
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.engine.account import Account, ContractAccount
from svcgraph.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """``before`` is the attainment of the period before, of the same length, as known today.

    ``promised`` are the promises' accounts. ``people``: somebody asked for names of people on the site.
    """

    facts: Facts
    accounts: tuple[ContractAccount, ...] = ()
    promised: tuple[Account, ...] = ()
    before: Attainment | None = None
    findings: tuple[Fault, ...] = ()
    people: bool = False

    @property
    def negotiated(self) -> tuple[Contract, ...]:
        """The contracts of people; the others are the tool's drafts."""
        return tuple(one for one in self.facts.contracts if one.place_file)
