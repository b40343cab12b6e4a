"""From a valid contract file to the domain's frozen values, each clause with its line."""

from __future__ import annotations

from svcgraph.domain import contract as domain
from svcgraph.domain import session
from svcgraph.intake.yaml import Node
from svcgraph.store.contracts import format as shape
from svcgraph.store.contracts.lines import Path, line_of


def contract(read: shape.ContractFile, tree: Node, file: str) -> domain.Contract:
    """``read`` as a Contract; ``tree`` gives the lines."""
    return domain.Contract(
        id=read.id,
        reference=read.reference,
        version=read.version,
        languages=read.languages,
        status=read.status,
        title=read.title.text(),
        purpose=read.purpose.text(),
        supplier=_party(read.supplier),
        client=_party(read.client),
        start=read.start,
        end=read.end,
        renewal=read.renewal.text(),
        notice=read.notice.text(),
        revision=read.revision,
        criticality=read.criticality,
        effect_of_loss=read.effect_of_loss.text(),
        confidentiality=read.confidentiality.text(),
        continuity=read.continuity.text(),
        upstream=read.upstream,
        downstream=read.downstream,
        serves=_serves(read.serves),
        laid_flat=_laid_flat(read.laid_flat, tree),
        deliverables=_deliverables(read.deliverables, tree, ("deliverables",)),
        expectations=_deliverables(read.expectations, tree, ("expectations",)),
        no_expectations=read.no_expectations,
        keeper=read.keeper,
        keeper_deputy=read.keeper_deputy,
        minimum_sample=read.minimum_sample,
        counting=_counting(read.counting),
        review=_review(read.review),
        open_points=tuple(_point(one, tree, ("open_points", i)) for i, one in enumerate(read.open_points)),
        actions=tuple(_action(one, tree, ("actions", i)) for i, one in enumerate(read.actions)),
        escalation=read.escalation.text(),
        amendment=read.amendment.text(),
        agreed_but_for_points=read.agreed_but_for_points,
        as_is=_as_is(read.as_is) if read.as_is else None,
        approvals=tuple(_approval(one) for one in read.approvals),
        endorsements=tuple(_endorsement(one) for one in read.endorsements),
        note=read.note.text(),
        history=tuple(one.text() for one in read.history),
        merged=read.merged,
        place_file=file,
    )


def _party(read: shape.PartyShape) -> domain.Party:
    return domain.Party(
        service=read.service, representative=read.representative, deputy=read.deputy, present=read.present
    )


def _serves(read: shape.ServesShape) -> domain.Serves:
    return domain.Serves(promises=read.promises, text=read.text.text(), time_committed=read.time_committed.text())


def _laid_flat(read: shape.LaidFlatShape, tree: Node) -> session.LaidFlat:
    flows = tuple(_flow(one, tree, ("laid_flat", "flows", i)) for i, one in enumerate(read.flows))
    return session.LaidFlat(flows=flows, lacking=tuple(one.text() for one in read.lacking))


def _flow(read: shape.FlowShape, tree: Node, path: Path) -> session.ObservedFlow:
    return session.ObservedFlow(
        name=read.name,
        rhythm=read.rhythm.text(),
        decision=read.decision,
        group_with=read.group_with,
        remark=read.remark.text(),
        line=line_of(tree, path),
    )


def _counting(read: shape.CountingShape) -> session.CountingRules:
    return session.CountingRules(cut_off=read.cut_off, day_off=read.day_off, struck=read.struck)


def _point(read: shape.OpenPointShape, tree: Node, path: Path) -> session.OpenPoint:
    return session.OpenPoint(
        id=read.id, point=read.point.text(), owner=read.owner, due=read.due, line=line_of(tree, path)
    )


def _as_is(read: shape.AsIsShape) -> session.AsIs:
    return session.AsIs(reason=read.reason.text(), by=read.by, date=read.date)


def _endorsement(read: shape.EndorsementShape) -> session.Endorsement:
    return session.Endorsement(department=read.department, name=read.name, role=read.role.text(), date=read.date)


def _deliverables(read: tuple[shape.DeliverableShape, ...], tree: Node, path: Path) -> tuple[domain.Deliverable, ...]:
    return tuple(_deliverable(one, tree, (*path, i)) for i, one in enumerate(read))


def _deliverable(read: shape.DeliverableShape, tree: Node, path: Path) -> domain.Deliverable:
    return domain.Deliverable(
        id=read.id,
        name=read.name.text(),
        state=read.state,
        from_map=read.from_map,
        form=read.form.text(),
        channel=read.channel.text(),
        receiver=read.receiver.text(),
        volume=read.volume.text(),
        acceptance=read.acceptance.text(),
        note=read.note.text(),
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
        text=read.text.text(),
        dimension=read.dimension,
        objective=_objective(read.objective) if read.objective else None,
        indicator=_indicator(read.indicator) if read.indicator else None,
        answer=_answer(read.answer) if read.answer else None,
        line=line_of(tree, path),
    )


def _answer(read: shape.AnswerShape) -> session.Answer:
    return session.Answer(kind=read.kind, text=read.text.text(), expectation=read.expectation)


def _objective(read: shape.ObjectiveShape) -> domain.Objective:
    return domain.Objective(
        text=read.text.text(),
        key=read.key,
        alert=read.alert,
        start=read.start.text(),
        stop=read.stop.text(),
        counted=read.counted.text(),
        depends_on=read.depends_on,
        day_off=read.day_off,
        cut_off=read.cut_off,
        share=read.share,
        timezone=read.timezone,
        calendar=read.calendar,
        criticality=read.criticality,
    )


def _indicator(read: shape.IndicatorShape) -> domain.Indicator:
    return domain.Indicator(
        id=read.id,
        name=read.name.text(),
        definition=read.definition.text(),
        formula=read.formula.text(),
        source=read.source.text(),
        frequency=read.frequency,
        keeper=read.keeper,
        deputy=read.deputy,
        due=read.due.text(),
        unit=read.unit,
        aggregate=read.aggregate,
        minimum_sample=read.minimum_sample,
        build_before=read.build_before,
        build_by=read.build_by,
    )


def _review(read: shape.ReviewShape) -> domain.Review:
    return domain.Review(
        every=read.every,
        rule=read.rule.text(),
        participants=read.participants,
        held=read.held,
        missed=read.missed,
        postponed=read.postponed,
        next=read.next,
        minutes=tuple(session.Minutes(date=one.date, text=one.text.text()) for one in read.minutes),
    )


def _action(read: shape.ActionShape, tree: Node, path: Path) -> domain.Action:
    return domain.Action(
        id=read.id,
        cause=read.cause.text(),
        action=read.action.text(),
        owner=read.owner,
        due=read.due,
        status=read.status,
        done_on=read.done_on,
        effect=read.effect.text(),
        objective=read.objective,
        line=line_of(tree, path),
    )


def _approval(read: shape.ApprovalShape) -> domain.Approval:
    return domain.Approval(side=read.side, name=read.name, role=read.role.text(), date=read.date, hash=read.hash)
