"""Forms edited at random, saved by LibreOffice, received back: what the benches of Word and Excel forms share."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from svcgraph import pipeline
from svcgraph.domain.contract import Contract
from svcgraph.domain.inheritance import as_written
from svcgraph.domain.negotiation.changes import compare
from svcgraph.domain.negotiation.received import merge_received
from svcgraph.domain.text import Text
from svcgraph.forms.answers import Answers
from svcgraph.forms.apply import theirs
from svcgraph.forms.form import Form
from svcgraph.forms.readers import read
from svcgraph.i18n import Words
from svcgraph.outputs._forms import files, filled
from svcgraph.story import Story

ROOT = Path(__file__).parents[1]


class Editor(Protocol):
    """Edits one form as people do, and knows what each edit means. ``tracked``: some edits are tracked changes."""

    done: list[str]
    tracked: bool

    def edit(self, times: int) -> None: ...

    def saved(self) -> bytes: ...

    def answers(self) -> Answers: ...


@dataclass(frozen=True, slots=True)
class Case:
    """One edited form: what it was made from, the edits, and the contract that must come of them."""

    name: str
    contract: Contract
    wanted: Contract
    done: tuple[str, ...]
    tracked: bool


def unchanged(ours: Contract, _base: Contract, _came: Contract, _number: int) -> Contract:
    return ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One kind of form. ``ours``: what else our side changed, once it is known what came back (base, came, number)."""

    name: str
    suffix: str
    editor: Callable[[bytes, Form, random.Random], Editor]
    edits: tuple[int, int]  # at least and at most, of one form
    counts: tuple[int, int]  # forms, and those with our side changed, unless the command line says otherwise
    ours: Callable[[Contract, Contract, Contract, int], Contract] = unchanged

    def run(
        self, count: int, changed: int, folder: Path, first: int = 0, *, office: bool = True
    ) -> tuple[list[str], Counter[str]]:
        """What went wrong, and how often each kind of edit was made."""
        story = pipeline.tell(ROOT)
        cases = self._edited(story, count, folder, first)
        out = saved_by_office(folder, [case.name for case in cases], self.suffix) if office else folder
        wrong: list[str] = []
        kinds: Counter[str] = Counter(edit.split()[0] for case in cases for edit in case.done)
        for number, case in enumerate(cases):
            kinds["with tracked changes"] += case.tracked
            came = case.contract
            for source in (folder, out) if office and not case.tracked else (folder,):
                came, more = received(story, case, source)
                wrong += more
            if number < changed:
                ours = meanwhile(case.contract, random.Random(number))
                ours = self.ours(ours, case.contract, came, number)
                found = merge_received(case.contract, came, ours)
                kinds["conflicts named"] += len(found.conflicts)
                kinds["with conflicts"] += bool(found.conflicts)
                wrong += [f"{case.name}: {one}" for one in lost(case.contract, came, ours)]
        return wrong, kinds

    def _edited(self, story: Story, count: int, folder: Path, first: int) -> list[Case]:
        """Writes ``count`` edited forms into ``folder``."""
        cases = []
        contracts = [one for one in story.contracts if one.place_file] or list(story.contracts)
        for seed in range(first, first + count):
            chance = random.Random(seed)
            contract = chance.choice(contracts if seed % 4 else list(story.contracts))
            words = Words(chance.choice(("fr", "en")))
            (file,) = files(story, contract, words, (self.suffix,))
            editor = self.editor(file.content, filled(story, contract, words), chance)
            editor.edit(chance.randint(*self.edits))
            name = f"form-{seed:03}.{self.suffix}"
            wanted = theirs(editor.answers(), story.organisation).contract
            (folder / name).write_bytes(editor.saved())
            cases.append(Case(name, contract, wanted, tuple(editor.done), editor.tracked))
        return cases

    def main(self) -> int:
        given = tuple(map(int, sys.argv[1:]))
        count, changed = (*given, *self.counts[len(given) :])
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            wrong, kinds = self.run(count, changed, Path(folder))
        print(
            f"{count} edited {self.name}, each received as edited and as LibreOffice saved it; "
            f"{changed} merged with our changes"
        )
        print(f"edits: {', '.join(f'{number} {kind}' for kind, number in sorted(kinds.items()))}")
        print(f"{len(wrong)} wrong, {time.perf_counter() - start:.0f} s")
        for one in wrong[:20]:
            print("  ", one)
        return bool(wrong)


def received(story: Story, case: Case, source: Path) -> tuple[Contract, list[str]]:
    """The contract that comes of a form in ``source``, and what is not as it must be."""
    answers = read((source / case.name).read_bytes(), case.name, story.workspace.settings.workspace)
    came = theirs(answers, story.organisation).contract
    if came == case.wanted:
        return came, []
    differs = [f"{one.path}: {one.before!r} → {one.after!r}" for one in compare(case.wanted, came)]
    return came, [f"{source.name}/{case.name} {case.contract.id} {case.done}: {differs[:3]}"]


def saved_by_office(folder: Path, names: list[str], kind: str) -> Path:
    """The forms as LibreOffice saves them."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed: make system")
    out = folder / "saved"
    home = f"-env:UserInstallation=file://{folder.as_posix()}/office"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(out), *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=1200)
    return out


def meanwhile(contract: Contract, chance: random.Random) -> Contract:
    """Our side, changed while the form was away."""
    ours = replace(contract, escalation=Text("le directeur", "the director"))
    items = list(ours.deliverables)
    at = chance.randrange(len(items))
    items[at] = replace(items[at], volume=Text("beaucoup", "many"), channel=Text("par porteur", "by hand"))
    with_criteria = [number for number, item in enumerate(items) if item.criteria]
    if with_criteria:
        at = chance.choice(with_criteria)
        first, *rest = items[at].criteria
        changed = replace(first, text=Text("À l'heure", "On the hour"))
        if first.objective:
            changed = replace(changed, objective=replace(first.objective, alert="85 %"))
        items[at] = replace(items[at], criteria=(changed, *rest))
    return replace(ours, deliverables=tuple(items))


def lost(base: Contract, came: Contract, ours: Contract) -> list[str]:
    """What a merge loses without naming it, and conflicts that are none; empty when all is well."""
    base, came, ours = map(as_written, (base, came, ours))
    merged = merge_received(base, came, ours)
    named = {one.key for one in merged.conflicts}
    left = {one.path for one in compare(came, merged.contract)}
    wrong = []
    mine = {one.path: one for one in compare(base, ours)}
    yours = {one.path: one for one in compare(base, came)}
    told = {one.path for one in merged.kept}
    wrong += [f"theirs lost: {path}" for path in yours if path in left and path not in told]
    held = {one.path for one in compare(ours, merged.contract)}
    wrong += [f"ours lost: {path}" for path in mine if path in held and path not in yours and path not in named]
    both = {path for path in mine.keys() & yours.keys() if mine[path].after != yours[path].after}
    wrong += [f"conflict not named: {path}" for path in both if path not in named and not _within(path, named)]
    wrong += [f"no conflict: {key}" for key in named if not _touched(key, mine) or not _touched(key, yours)]
    return wrong


def _within(path: str, named: set[str]) -> bool:
    return any(path.startswith(f"{key}.") or key.startswith(f"{path}.") for key in named)


def _touched(key: str, changes: object) -> bool:
    return any(path == key or path.startswith(f"{key}.") or key.startswith(f"{path}.") or not path for path in changes)  # type: ignore[attr-defined]
