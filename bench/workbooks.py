"""Excel forms edited at random, saved by LibreOffice, received back: exactly the edits made, nothing lost.

``python -m bench.workbooks [N] [M]``: N edit sequences (default 150), M of them with our side changed meanwhile (50).
Each is received as edited and as LibreOffice saved it.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bench._excel_edits import Editor
from bench.forms import ROOT, Case, lost, meanwhile, saved_by_office
from svcgraph import pipeline
from svcgraph.domain.contract import Contract, Criterion
from svcgraph.domain.negotiation.changes import compare
from svcgraph.domain.negotiation.received import merge_received
from svcgraph.domain.text import Text
from svcgraph.forms.apply import theirs
from svcgraph.forms.readers import read
from svcgraph.i18n import Words
from svcgraph.outputs._forms import files, filled
from svcgraph.story import Story

EDITS = (2, 14)
OTHER = Text("Autrement dit", "In other words")


def edited(story: Story, count: int, folder: Path, first: int = 0) -> list[Case]:
    """Writes ``count`` edited workbooks into ``folder``."""
    cases = []
    contracts = [one for one in story.contracts if one.place_file] or list(story.contracts)
    for seed in range(first, first + count):
        chance = random.Random(seed)
        contract = chance.choice(contracts if seed % 4 else list(story.contracts))
        words = Words(chance.choice(("fr", "en")))
        (file,) = files(story, contract, words, ("xlsx",))
        editor = Editor(file.content, filled(story, contract, words), chance)
        editor.edit(chance.randint(*EDITS))
        name = f"form-{seed:03}.xlsx"
        wanted = theirs(editor.meaning.answers(), story.organisation).contract
        (folder / name).write_bytes(editor.saved())
        cases.append(Case(name, contract, wanted, tuple(editor.done), False))
    return cases


def contradicting(ours: Contract, base: Contract, came: Contract) -> Contract:
    """Our side, with something else wherever the form changed a criterion, an action or the contract's own texts."""
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


def run(
    count: int, changed: int, folder: Path, first: int = 0, *, office: bool = True
) -> tuple[list[str], Counter[str]]:
    """What went wrong, and how often each kind of edit was made."""
    story = pipeline.tell(ROOT)
    cases = edited(story, count, folder, first)
    out = saved_by_office(folder, [case.name for case in cases], "xlsx") if office else folder
    workspace = story.workspace.settings.workspace
    wrong: list[str] = []
    kinds: Counter[str] = Counter(edit.split()[0] for case in cases for edit in case.done)
    for at, case in enumerate(cases):
        for source in (folder, out) if office else (folder,):
            answers = read((source / case.name).read_bytes(), case.name, workspace)
            came = theirs(answers, story.organisation).contract
            if came != case.wanted:
                differs = [f"{one.path}: {one.before!r} → {one.after!r}" for one in compare(case.wanted, came)]
                wrong.append(f"{source.name}/{case.name} {case.contract.id} {case.done}: {differs[:3]}")
        if at < changed:
            ours = meanwhile(case.contract, random.Random(at))
            ours = contradicting(ours, case.contract, came) if at % 2 else ours
            found = merge_received(case.contract, came, ours)
            kinds["conflicts named"] += len(found.conflicts)
            kinds["with conflicts"] += bool(found.conflicts)
            wrong += [f"{case.name}: {one}" for one in lost(case.contract, came, ours)]
    return wrong, kinds


def main() -> int:
    count, changed = (int(one) for one in (*sys.argv[1:], *("150", "50")[len(sys.argv) - 1 :]))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        wrong, kinds = run(count, changed, Path(folder))
    print(
        f"{count} edited workbooks, received as edited and as LibreOffice saved them; {changed} merged with our changes"
    )
    print(f"edits: {', '.join(f'{number} {kind}' for kind, number in sorted(kinds.items()))}")
    print(f"{len(wrong)} wrong, {time.perf_counter() - start:.0f} s")
    for one in wrong[:20]:
        print("  ", one)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
