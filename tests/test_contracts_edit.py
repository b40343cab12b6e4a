"""A change onto a person's file: what is read from it is the change, and nothing else of the file moves."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from contract_values import changed, contracts
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from svcgraph.domain.contract import Approval, Contract, Status
from svcgraph.domain.text import Text
from svcgraph.store.contracts import parse_contract
from svcgraph.store.contracts.edit import EditRefused, edit
from svcgraph.store.contracts.format import ContractFile, Shape
from svcgraph.store.contracts.written import OF_THE_FILE, block, parts, unplaced

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "processes" / "contracts").glob("*.yaml"))


def read(data: bytes) -> Contract:
    contract, faults = parse_contract(data, "sales--marketing.yaml")
    assert contract is not None, faults
    return contract


def house(contract: Contract) -> bytes:
    lines = [line for key, value in parts(contract) for line in block(key, value, 0)]
    return ("format: 2\n" + "\n".join(lines) + "\n").encode()


def dumped(flow: bool):
    def write(contract: Contract) -> bytes:
        tree = yaml.load(house(contract), yaml.BaseLoader)
        return yaml.dump(tree, allow_unicode=True, sort_keys=False, default_flow_style=flow).encode()

    return write


WRITERS = {
    "house": house,
    "block": dumped(False),
    "flow": dumped(True),
    "windows": lambda contract: b"\xef\xbb\xbf" + house(contract).replace(b"\n", b"\r\n"),
    "no end": lambda contract: house(contract).rstrip(b"\n"),
}


@settings(
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@pytest.mark.parametrize(
    "writer", [pytest.param(one, marks=pytest.mark.no_cover if one != "house" else ()) for one in WRITERS]
)
@given(data=st.data())
def test_law_what_is_read_is_the_change(writer: str, data: st.DataObject) -> None:
    old = data.draw(contracts)
    file = WRITERS[writer](old)
    old = read(file)
    new = data.draw(changed(old))
    assert edit(file, old, old) == file
    assert unplaced(read(edit(file, old, new))) == unplaced(new)


def said(before: bytes, after: bytes) -> list[str]:
    """The lines that differ, without their indentation."""
    differ = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line[0] + line[2:].strip() for line in differ if line[0] in "+-"]


def sample(name: str) -> tuple[bytes, Contract]:
    path = next(path for path in SAMPLES if path.name.startswith(name))
    contract, _ = parse_contract(path.read_bytes(), path.name)
    assert contract is not None
    return path.read_bytes(), contract


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_person_s_file_changes_in_one_line_only(path: Path) -> None:
    data = path.read_bytes()
    contract, _ = parse_contract(data, path.name)
    assert contract is not None
    made = edit(data, contract, replace(contract, status=Status.ENDED))
    assert said(data, made) == [f"-status: {contract.status}", "+status: ended"]


def test_clauses_move_come_and_go_and_the_comments_stay() -> None:
    data, old = sample("courrier")
    first, second = old.deliverables[0].criteria
    item = replace(
        old.deliverables[0], criteria=(second, replace(first, id="d1.c3", text=Text("Vite", "Fast"), indicator=None))
    )
    made = edit(data, old, replace(old, deliverables=(item,)))
    lines = said(data, made)
    assert "+- id: d1.c3" in lines and "-- id: d1.c1" in lines
    assert not [line for line in lines if line.startswith("-#")]
    contract, _ = parse_contract(made, f"{old.id}.yaml")
    assert contract is not None
    assert [one.id for one in contract.deliverables[0].criteria] == ["d1.c2", "d1.c3"]


def test_an_approval_and_a_start_are_added_in_their_places() -> None:
    data, old = sample("actuariat")
    signed = Approval(side="client", name="Ève Roy", role=Text("cheffe", "head"), date=date(2026, 11, 16), hash="ab12")
    made = edit(data, old, replace(old, approvals=(*old.approvals, signed), start=date(2027, 1, 1)))
    lines = said(data, made)
    assert "+start: 2027-01-01" in lines
    assert "+- {side: client, name: Ève Roy, role: {fr: cheffe, en: head}, date: 2026-11-16, hash: ab12}" in lines
    assert [line for line in lines if line.startswith("-")] in ([], ["-start:"], ["-approvals: []"])


TYPED = """\
format: 2   # of today
id: "sales--marketing"
owner: Ann        # a key of our own
supplier: {service: sales,   representative: 'ann'}  # Ann
client:
    service: marketing

# what Ann hands over
deliverables:
# the report
- id: d1     # since 2024
  name: 'Weekly report'
  note:      # nothing yet
  colour: blue
# the list
- {id: d2, name: "List", from_map: [a, b]}

# the end
"""


def test_what_people_typed_stays_to_the_blank() -> None:
    old, faults = parse_contract(TYPED.encode(), "sales--marketing.yaml")
    assert old is not None and [fault.code for fault in faults] == ["unknown-key"] * 2
    first, second = old.deliverables
    new = replace(
        old,
        supplier=replace(old.supplier, representative="tom", deputy="ann"),
        deliverables=(
            replace(first, name=Text("Bilan d'été", "Bilan d'été"), note=Text("oui", "yes")),
            replace(second, from_map=("b", "c")),
        ),
    )
    assert set(said(TYPED.encode(), edit(TYPED.encode(), old, new))) == {
        "-supplier: {service: sales,   representative: 'ann'}  # Ann",
        "+supplier: {service: sales, representative: 'tom', deputy: ann}  # Ann",
        "-name: 'Weekly report'",
        "+name: 'Bilan d''été'",
        "-note:      # nothing yet",
        '+note: {fr: "oui", en: "yes"}      # nothing yet',
        '-- {id: d2, name: "List", from_map: [a, b]}',
        '+- {id: d2, name: "List", from_map: [b, c]}',
    }


def test_a_list_in_a_new_order_takes_its_comments_along() -> None:
    old, _ = parse_contract(TYPED.encode(), "sales--marketing.yaml")
    assert old is not None
    made = edit(TYPED.encode(), old, replace(old, deliverables=old.deliverables[::-1])).decode()
    assert made[made.index("deliverables:") :] == (
        "deliverables:\n# the report\n# the list\n"
        '- {id: d2, name: "List", from_map: [a, b]}\n'
        "- id: d1     # since 2024\n  name: 'Weekly report'\n  note:      # nothing yet\n  colour: blue\n\n# the end\n"
    )


def test_a_comment_that_would_be_lost_refuses_the_change() -> None:
    text = TYPED.replace("[a, b]", "[a, # first\n      b]")
    old, _ = parse_contract(text.encode(), "sales--marketing.yaml")
    assert old is not None
    shorter = replace(old.deliverables[1], from_map=("b",))
    with pytest.raises(EditRefused, match="no place in the file"):
        edit(text.encode(), old, replace(old, deliverables=(old.deliverables[0], shorter)))


def test_a_change_made_on_something_else_is_refused() -> None:
    data, old = sample("courrier")
    with pytest.raises(EditRefused, match="does not hold what"):
        edit(data, replace(old, reference="CS-99"), replace(old, reference="CS-98"))


def test_every_key_of_the_format_is_written_and_no_other() -> None:
    """Each part of the domain has the keys of its shape, so that a new field is written without more."""
    contract_shapes, names = shapes(ContractFile), {}
    for shape, record in contract_shapes.items():
        own = {one.name for one in fields(record)} - OF_THE_FILE
        names[record.__name__] = set(shape.model_fields) ^ own
    assert {name: rest for name, rest in names.items() if rest} == {"Contract": {"format"}}


def shapes(shape: type) -> dict[type, type]:
    """Shape → the domain's part, found by the names of the keys from the contract down."""
    found, waiting = {}, [(shape, Contract)]
    while waiting:
        model, record = waiting.pop()
        found[model] = record
        for key, hint in typing.get_type_hints(record).items():
            below = inner(hint, is_dataclass)
            if key in model.model_fields and below and below is not Text:
                waiting.append((inner(model.model_fields[key].annotation, is_shape), below))
    return found


def inner(hint: object, wanted: Callable[[object], bool]) -> type | None:
    """The class within ``tuple[X, ...]`` or ``X | None``."""
    return next((one for one in (hint, *typing.get_args(hint)) if isinstance(one, type) and wanted(one)), None)


def is_shape(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Shape)
