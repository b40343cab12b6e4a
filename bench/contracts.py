"""10,000 generated contracts: load and check beside the bare YAML parse of the same files, in one run.

    python -m bench.contracts [--number 10000]

Prints seconds and the ratio; ends with 1 where the ratio is above `LIMIT`. "Bare" is PyYAML's C loader
(`CSafeLoader`) on the same bytes; "load" is `load_contracts` (guard, lines, validation, identity); "check" is every
check over the contracts with what they inherit, with an organisation that knows their services and people.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import yaml

from svcgraph import checks
from svcgraph.domain.attainment import Attainment, Period
from svcgraph.domain.contract import Contract
from svcgraph.domain.facts import Facts
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.inheritance import resolver
from svcgraph.domain.organisation import Department, Organisation, Person, ServiceEntry
from svcgraph.domain.text import Text
from svcgraph.store.contracts import FOLDER, load_contracts

LIMIT = 2.5
NUMBER = 10_000
AS_OF = date(2026, 11, 16)
Made = TypeVar("Made")

FILE = """\
# CS-{n} – {deliverable}
format: 2
id: {supplier}--{client}
reference: CS-{n}
version: "1.{minor}"
languages: [fr, en]
status: active
title: {{fr: Rapport {n}, en: Report {n}}}
purpose: {{fr: suivre les dossiers ouverts, en: follow the open files}}
supplier: {{service: {supplier}, representative: p{a}, deputy: p{b}}}
client: {{service: {client}, representative: p{c}, deputy: p{d}}}
start: 2026-03-01
end: 2027-03-01
renewal: {{fr: tacite, en: tacit}}
criticality: {criticality}
effect_of_loss: {{fr: le client attend, en: the client waits}}
serves: {{promises: [e1]}}

deliverables:
{deliverables}
expectations:
  - id: e1
    name: {{fr: Liste des dossiers, en: List of files}}
    criteria:
      - id: e1.c1
        text: {{fr: À temps, en: On time}}
        dimension: timeliness
        objective: {{text: {{fr: chaque vendredi avant 17 h, en: every Friday before 17:00}}}}
        indicator: {{id: e1.c1.i1, frequency: weekly, keeper: p{c}, deputy: p{d}, source: {{fr: messagerie, en: mail}}}}

review:
  every: monthly
  rule: {{fr: le deuxième lundi à 11 heures, en: the second Monday at 11:00}}
  participants: [p{a}, p{c}]
  held: [2026-09-14, 2026-10-12, 2026-11-09]
  next: 2026-12-14T11:00
actions:
  - id: p1
    cause: {{fr: remises tardives, en: late deliveries}}
    action: {{fr: avancer la clôture d'un jour, en: close one day earlier}}
    owner: p{b}
    due: 2026-12-01
    status: under way
    objective: d1.c1
escalation: {{fr: les deux directeurs, en: both directors}}
amendment: {{fr: par avenant signé, en: by a signed amendment}}
approvals:
  - {{side: supplier, name: P{a}, role: {{fr: cheffe, en: head}}, date: 2026-02-20}}
  - {{side: client, name: P{c}, role: {{fr: chef, en: head}}, date: 2026-02-21}}
history:
  - {{fr: signé le 21 février 2026, en: signed on 21 February 2026}}
"""
DELIVERABLE = """\
  - id: d{i}
    name: {{fr: {name} {i}, en: Report {i}}}
    from_map: [{name} {i}]
    form: {{fr: tableur, en: spreadsheet}}
    channel: {{fr: dossier partagé, en: shared folder}}
    volume: "12"
    criteria:
      - id: d{i}.c1
        text: {{fr: À temps, en: On time}}
        dimension: timeliness
        objective:
          text: {{fr: tous les lundis avant 10 heures, en: every Monday before 10:00}}
          key: {key}
          alert: 1 manquement sur 3 mois
          depends_on: [e1.c1]
        indicator:
          id: d{i}.c1.i1
          name: {{fr: remises à l'heure, en: on-time deliveries}}
          source: {{fr: journal de la messagerie, en: mail log}}
          frequency: weekly
          keeper: p{a}
          deputy: p{b}
      - id: d{i}.c2
        text: {{fr: Complet, en: Complete}}
        dimension: completeness
        objective: {{text: {{fr: au moins 98 %, en: at least 98 %}}, alert: 95 %}}
        indicator: {{id: d{i}.c2.i1, frequency: monthly, keeper: p{b}, deputy: p{a}, unit: "%"}}
    evidence:
      - {{file: a.bpmn, process: Vendre, source: Établir le rapport, target: Lire le rapport, via: message}}
"""


def contract_file(number: int) -> tuple[str, str]:
    """Id and text of the generated contract of that number: always the same one."""
    supplier, client = f"s{number // 100}", f"c{number % 100}"
    names = ("Rapport hebdomadaire", "Relevé", "État des dossiers")
    deliverables = "".join(
        DELIVERABLE.format(i=i, name=names[number % 3], key="true" if i == 1 else "false", a=number % 97, b=number % 89)
        for i in range(1, 2 + number % 2 + 1)
    )
    text = FILE.format(
        n=number,
        minor=number % 4,
        deliverable=names[number % 3],
        supplier=supplier,
        client=client,
        criticality=1 + number % 3,
        deliverables=deliverables,
        **dict(zip("abcd", (number % modulus for modulus in (97, 89, 83, 79)), strict=True)),
    )
    return f"{supplier}--{client}", text


def write(root: Path, number: int) -> list[Path]:
    """``number`` contract files in a workspace."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    paths = []
    for name, text in map(contract_file, range(number)):
        paths.append(folder / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def facts(contracts: tuple[Contract, ...], organisation: Organisation) -> Facts:
    """What the checks look at: the contracts, no map."""
    inherits = resolver(organisation)
    period = Period(first=date(2026, 8, 1), last=date(2026, 10, 31))
    return Facts(
        organisation=organisation,
        graph=ServiceGraph(),
        contracts=tuple(map(inherits, contracts)),
        attainment=Attainment(as_of=AS_OF, period=period),
        as_of=AS_OF,
    )


def organisation(number: int) -> Organisation:
    """Services and people that the generated contracts name."""
    services = [f"s{one}" for one in range(number // 100 + 1)] + [f"c{one}" for one in range(100)]
    return Organisation(
        departments=(Department(id="d", name=Text("D", "D")),),
        services=tuple(ServiceEntry(id=one, name=Text(one, one), department="d") for one in services),
        people=tuple(Person(id=f"p{one}", name=f"P{one}") for one in range(97)),
    )


def bare(paths: list[Path]) -> int:
    """PyYAML's C loader over the same files."""
    return sum(len(yaml.load(path.read_bytes(), yaml.CSafeLoader)) for path in paths)


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds that ``work`` took, and what it made."""
    start = perf_counter()
    made = work()
    return perf_counter() - start, made


def lines(number: int) -> Iterator[str]:
    """What was measured, line by line; the last one is the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), number)
        size = sum(path.stat().st_size for path in paths)
        yield f"{number} contracts, {size / 1e6:.1f} MB"
        plain, _ = timed(lambda: bare(paths))
        yield f"bare parse (PyYAML, C loader): {plain:.2f} s"
        loading, found = timed(lambda: load_contracts(Path(folder)))
        if found.faults or len(found.current) != number:
            raise SystemExit(f"{len(found.current)} contracts read, {len(found.faults)} faults: {found.faults[:3]}")
        yield f"load: {loading:.2f} s"
        checking, told = timed(lambda: checks.run(facts(found.current, organisation(number))))
        yield f"check: {checking:.2f} s, {len(told)} findings"
        yield f"load and check ÷ bare parse: {(loading + checking) / plain:.2f} (limit {LIMIT})"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--number", type=int, default=NUMBER)
    ratio = 0.0
    for line in lines(asked.parse_args().number):
        print(line, flush=True)
        ratio = float(line.partition(": ")[2].partition(" ")[0]) if "÷" in line else ratio
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
