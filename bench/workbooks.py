"""Excel forms edited at random, saved by LibreOffice, received back: exactly the edits made, nothing lost.

``python -m bench.workbooks [N] [M]``: N edit sequences (default 150), M of them with our side changed meanwhile (50).
Each is received as edited and as LibreOffice saved it.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from bench._edited_forms import Bench
from bench._excel_edits import Editor
from svcgraph.domain.contract import Contract, Criterion
from svcgraph.domain.text import Text

OTHER = Text("Autrement dit", "In other words")


def contradicting(ours: Contract, base: Contract, came: Contract, number: int) -> Contract:
    """Every second time something else wherever the form changed a criterion, an action or the contract's own texts."""
    if number % 2 == 0:
        return ours
    mine = {one.id: one for item in base.deliverables for one in item.criteria}
    yours = {one.id: one for item in came.deliverables for one in item.criteria}
    items = []
    for item in ours.deliverables:
        criteria = (_otherwise(one, mine.get(one.id), yours.get(one.id)) for one in item.criteria)
        items.append(replace(item, criteria=tuple(criteria)))
    before, after = ({one.id: one for one in side.actions} for side in (base, came))
    actions = tuple(
        replace(one, owner="quelqu-un-d-autre") if one.id in after and after[one.id] != before[one.id] else one
        for one in ours.actions
    )
    texts = {key: OTHER for key in ("title", "effect_of_loss") if getattr(base, key) != getattr(came, key)}
    return replace(ours, deliverables=tuple(items), actions=actions, **texts)


def _otherwise(ours: Criterion, base: Criterion | None, came: Criterion | None) -> Criterion:
    if base is None or came is None or base == came:
        return ours
    ours = replace(ours, text=OTHER) if base.text != came.text else ours
    if ours.objective and came.objective and base.objective and base.objective.text != came.objective.text:
        ours = replace(ours, objective=replace(ours.objective, text=OTHER))
    if ours.indicator and base.indicator and came.indicator and base.indicator.keeper != came.indicator.keeper:
        ours = replace(ours, indicator=replace(ours.indicator, keeper="quelqu-un-d-autre"))
    return ours


BENCH = Bench(name="workbooks", suffix="xlsx", editor=Editor, edits=(2, 14), counts=(150, 50), ours=contradicting)

if __name__ == "__main__":
    sys.exit(BENCH.main())
