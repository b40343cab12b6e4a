"""A contract as a form: every place with its value, blank rows, annexes, and the base it can be known by again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from svcgraph.domain.contract import Contract, Status
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.organisation import Organisation, Promise
from svcgraph.domain.session import CountingRule
from svcgraph.forms import fields
from svcgraph.forms._names import Names
from svcgraph.forms._rows import BLANK, rows_of
from svcgraph.forms.base import Base, Printed, packed
from svcgraph.forms.form import Field, Form, Head, Origin, Place, Row, Section, Table
from svcgraph.forms.values import YES
from svcgraph.forms.wording import CLAUSES, EXAMPLES, banner, printable
from svcgraph.i18n import Words
from svcgraph.views.wording import Wording


def form_of(
    contract: Contract,
    organisation: Organisation,
    graph: ServiceGraph,
    words: Words,
    *,
    workspace: str,
    as_of: date,
    fingerprint: str,
    legal: bool = False,
) -> Form:
    """The form of ``contract`` in the language of ``words``.

    ``workspace`` is the workspace's id; ``as_of`` the printed date and that of the map; ``fingerprint`` the whole
    hash, of which eight characters are printed. ``legal`` adds annex C.
    """
    names = Names(organisation=organisation, language=words.language)
    wording = Wording(graph, organisation, words)
    places = tuple(Place(field=field, value=value) for field, value in _singles(contract, names, wording))
    tables = tuple(_table(table, contract, names, wording) for table in fields.TABLES)
    form = Form(
        head=_head(contract, wording, as_of, fingerprint),
        sections=tuple(Section(number=number, title=words(title)) for number, title in fields.SECTIONS),
        places=places,
        tables=tables,
        origins=tuple(dict.fromkeys(_origins(contract, wording))),
        people=_people(contract, organisation),
        examples=tuple(map(words, EXAMPLES)),
        clauses=tuple(words(clause) for clause in CLAUSES) if legal else (),
    )
    return replace(form, base=packed(base_of(form, contract, workspace)))


def base_of(form: Form, contract: Contract, workspace: str) -> Base:
    """What ``form`` carries: the contract and what was printed of it."""
    rows = ((table, row) for table in form.tables for row in table.rows)
    in_tables = (
        (f"{table.id}/{row.id}/{column.key}", value)
        for table, row in rows
        for column, value in zip(table.columns, row.values, strict=True)
        if not column.locked
    )
    singles = ((place.field.key, place.value) for place in form.places if not place.field.locked)
    return Base(
        workspace=workspace,
        language=form.head.language,
        contract=contract,
        places=tuple((key, value) for key, value in (*singles, *in_tables) if value),
        tables=tuple(Printed(id=table.id, rows=tuple(row.id for row in table.rows)) for table in form.tables),
    )


def _head(contract: Contract, wording: Wording, as_of: date, fingerprint: str) -> Head:
    return Head(
        contract=contract.id,
        reference=contract.reference or contract.id,
        title=contract.title.read(wording.words.language),
        banner=banner(contract.status, wording.words),
        draft=not contract.status.binding and contract.status not in (Status.SUSPENDED, Status.ENDED),
        supplier=wording.service(contract.supplier.service),
        client=wording.service(contract.client.service),
        version=contract.version,
        printed_on=as_of,
        mapped_on=as_of,
        fingerprint=fingerprint[:8],
        language=wording.words.language,
    )


def _singles(contract: Contract, names: Names, wording: Wording) -> Iterator[tuple[Field, str]]:
    values = dict(_values(contract, names, wording))
    return ((field, values.get(field.key, "")) for field in fields.singles(wording.words))


def _values(contract: Contract, names: Names, wording: Wording) -> Iterator[tuple[str, str]]:
    yield "title", names.text(contract.title)
    for side, party in (("supplier", contract.supplier), ("client", contract.client)):
        yield f"{side}.department", _department(party.service, names)
        yield f"{side}.service", wording.service(party.service)
        yield f"{side}.head", names.person(party.representative)
        yield f"{side}.deputy", names.person(party.deputy)
        yield f"{side}.present", names.people(party.present)
    yield "serves", _serves(contract, names, wording)
    yield "time_committed", names.text(contract.serves.time_committed)
    yield "effect_of_loss", names.text(contract.effect_of_loss)
    for number, text in enumerate(contract.laid_flat.lacking[:3], 1):
        yield f"lacking.{number}", names.text(text)
    yield "no_expectations", YES if contract.no_expectations else ""
    yield from _follow_up(contract, names)


def _follow_up(contract: Contract, names: Names) -> Iterator[tuple[str, str]]:
    yield "keeper", names.person(contract.keeper)
    yield "keeper_deputy", names.person(contract.keeper_deputy)
    review = contract.review
    yield "review.every", review.every.value if review.every else ""
    yield "review.day", review.next.date().isoformat() if review.next else ""
    yield "review.time", f"{review.next:%H:%M}" if review.next else ""
    yield "review.participants", names.people(review.participants)
    yield "escalation", names.text(contract.escalation)
    for rule in CountingRule:
        yield f"rule.{rule.value}", "" if rule in contract.counting.struck else YES
    yield "rule.hour", contract.counting.cut_off
    yield "rule.holiday", contract.counting.day_off.value if contract.counting.day_off else ""
    yield "agreement", "but" if contract.agreed_but_for_points else ""
    yield "start", contract.start.isoformat() if contract.start else ""
    yield "end", (contract.end - timedelta(days=1)).isoformat() if contract.end else ""
    yield "revision", contract.revision.isoformat() if contract.revision else ""


def _department(service_id: str, names: Names) -> str:
    entry = next((one for one in names.organisation.services if one.id == service_id), None)
    found = (one for one in names.organisation.departments if entry and one.id == entry.department)
    return next((names.text(one.name) for one in found), "")


def _serves(contract: Contract, names: Names, wording: Wording) -> str:
    """« E1 : remboursement sous 5 jours ouvrés », from the organisation's promises, else the contract's own words."""
    promises = {promise.id: promise for promise in names.organisation.promises}
    said = [_promised(promises[one], names, wording) for one in contract.serves.promises if one in promises]
    return wording.listed(said) or names.text(contract.serves.text)


def _promised(promise: Promise, names: Names, wording: Wording) -> str:
    colon = "\u00a0:" if wording.words.language == "fr" else ":"
    said = ", ".join(filter(None, (names.text(promise.deliverable), names.text(promise.objective))))
    return f"{wording.promise(promise.id)}{colon} {said}"


def _table(table_id: str, contract: Contract, names: Names, wording: Wording) -> Table:
    columns = fields.TABLES[table_id](wording.words)
    rows = tuple(
        Row(id=row_id, values=tuple(values.get(column.key, "") for column in columns))
        for row_id, values in rows_of(table_id, contract, names, wording)
    )
    title = next((section for number, section in fields.SECTIONS if number == _SECTION[table_id]), "")
    return Table(
        id=table_id,
        title=wording.words(title),
        columns=columns,
        rows=rows,
        blank=tuple(BLANK[table_id](contract)),
    )


_SECTION = {"flat": "3", "deliverables": "4", "criteria": "4", "expectations": "5", "points": "7", "actions": "8"}


def _origins(contract: Contract, wording: Wording) -> Iterator[Origin]:
    for item in contract.deliverables:
        for one in item.evidence:
            yield Origin(
                deliverable=printable(item, wording),
                process=wording.term(one.process),
                step=" → ".join(wording.term(name) for name in (one.source, one.target) if name),
                file=one.file,
            )


def _people(contract: Contract, organisation: Organisation) -> tuple[str, ...]:
    """Who may be named: people of the two units first, then the others; those who left are not offered."""
    sides = (contract.supplier.service, contract.client.service)
    here = [one for one in organisation.people if one.left is None]
    return tuple(one.name for one in sorted(here, key=lambda one: (one.service not in sides, one.name)))
