"""From a valid contract file to the domain's frozen values, each clause with its line."""

from __future__ import annotations

from svcgraph.domain import contract as domain
from svcgraph.domain.text import Text
from svcgraph.intake.yaml import Node
from svcgraph.store import contract_format as shape
from svcgraph.store.contract_lines import Path, line_of


def contract(read: shape.ContractFile, tree: Node, file: str) -> domain.Contract:
    """``read`` as a Contract; ``tree`` gives the lines."""
    return domain.Contract(
        id=read.id,
        reference=read.reference,
        version=read.version,
        status=read.status,
        title=_text(read.title),
        purpose=_text(read.purpose),
        supplier=_party(read.supplier),
        client=_party(read.client),
        start=read.start,
        end=read.end,
        renewal=_text(read.renewal),
        notice=_text(read.notice),
        serves=domain.Serves(promises=read.serves.promises, text=_text(read.serves.text)),
        deliverables=_deliverables(read.deliverables, tree, ("deliverables",)),
        expectations=_deliverables(read.expectations, tree, ("expectations",)),
        no_expectations=read.no_expectations,
        review=_review(read.review),
        actions=tuple(_action(one, tree, ("actions", i)) for i, one in enumerate(read.actions)),
        escalation=_text(read.escalation),
        amendment=_text(read.amendment),
        approvals=tuple(_approval(one) for one in read.approvals),
        note=_text(read.note),
        history=tuple(_text(one) for one in read.history),
        merged=read.merged,
        place_file=file,
    )


def _text(written: shape.Written) -> Text:
    return Text(written.fr, written.en)


def _party(read: shape.PartyShape) -> domain.Party:
    return domain.Party(service=read.service, representative=read.representative, deputy=read.deputy)


def _deliverables(read: tuple[shape.DeliverableShape, ...], tree: Node, path: Path) -> tuple[domain.Deliverable, ...]:
    return tuple(_deliverable(one, tree, (*path, i)) for i, one in enumerate(read))


def _deliverable(read: shape.DeliverableShape, tree: Node, path: Path) -> domain.Deliverable:
    return domain.Deliverable(
        id=read.id,
        name=_text(read.name),
        state=read.state,
        from_map=read.from_map,
        form=_text(read.form),
        channel=_text(read.channel),
        receiver=_text(read.receiver),
        volume=_text(read.volume),
        note=_text(read.note),
        criteria=tuple(_criterion(one, tree, (*path, "criteria", i)) for i, one in enumerate(read.criteria)),
        evidence=tuple(domain.Evidence(**one.model_dump()) for one in read.evidence),
        presence=read.presence,
        needs_name=read.needs_name,
        declined_by=read.declined_by,
        declined_reason=read.declined_reason,
        line=line_of(tree, path),
    )


def _criterion(read: shape.CriterionShape, tree: Node, path: Path) -> domain.Criterion:
    return domain.Criterion(
        id=read.id,
        text=_text(read.text),
        dimension=read.dimension,
        objective=_objective(read.objective) if read.objective else None,
        indicator=_indicator(read.indicator) if read.indicator else None,
        line=line_of(tree, path),
    )


def _objective(read: shape.ObjectiveShape) -> domain.Objective:
    return domain.Objective(
        text=_text(read.text),
        key=read.key,
        alert=read.alert,
        start=_text(read.start),
        stop=_text(read.stop),
        counted=_text(read.counted),
        depends_on=read.depends_on,
        day_off=read.day_off,
        cut_off=read.cut_off,
    )


def _indicator(read: shape.IndicatorShape) -> domain.Indicator:
    return domain.Indicator(
        id=read.id,
        name=_text(read.name),
        source=_text(read.source),
        frequency=read.frequency,
        keeper=read.keeper,
        deputy=read.deputy,
        unit=read.unit,
        aggregate=read.aggregate,
        minimum_sample=read.minimum_sample,
        build_before=read.build_before,
        build_by=read.build_by,
    )


def _review(read: shape.ReviewShape) -> domain.Review:
    return domain.Review(
        every=read.every,
        rule=_text(read.rule),
        participants=read.participants,
        held=read.held,
        missed=read.missed,
        postponed=read.postponed,
        next=read.next,
    )


def _action(read: shape.ActionShape, tree: Node, path: Path) -> domain.Action:
    return domain.Action(
        id=read.id,
        cause=_text(read.cause),
        action=_text(read.action),
        owner=read.owner,
        due=read.due,
        status=read.status,
        done_on=read.done_on,
        effect=_text(read.effect),
        objective=read.objective,
        line=line_of(tree, path),
    )


def _approval(read: shape.ApprovalShape) -> domain.Approval:
    return domain.Approval(side=read.side, name=read.name, role=_text(read.role), date=read.date, hash=read.hash)
