"""Generated workspaces of any size, as files: the same numbers always give the same ones."""

from __future__ import annotations

from pathlib import Path
from random import Random

from bench.organisations import FIRST, SECOND

DEPARTMENT = 8  # services in one
HEAD = (
    "Identifiant de l'étape;Description de l'étape;Identifiant de l'étape suivante;Étiquette du connecteur;"
    "Type de forme;Fonction\n"
)
THINGS = ("Dossier", "Relevé", "Demande", "Avis", "Rapport", "Accord", "Bordereau", "Fiche", "Facture", "Planning")


def write_workspace(root: Path, *, services: int, processes: int, steps: int = 14, seed: int = 1) -> None:
    """``services`` services in ``processes`` tables of ``steps`` steps; 4 to 7 services act in each table."""
    random = Random(seed * 1000 + services)
    maps = root / "processes"
    maps.mkdir(parents=True)
    (root / "svcgraph.yaml").write_text("workspace: bench\nlanguage: fr\nas_of: 2026-11-16\n", encoding="utf-8")
    names = [_name(number) for number in range(services)]
    (maps / "organisation.yaml").write_text(_organisation(names), encoding="utf-8")
    for number in range(processes):
        home = number * services // processes
        near = [names[(home + offset) % services] for offset in range(DEPARTMENT)]
        acting = random.sample(near, 4) + random.sample(names, random.randint(0, 3))
        (maps / f"processus-{number:04}.csv").write_text(_table(number, steps, acting, random), encoding="utf-8")


def _name(number: int) -> str:
    first, second = FIRST[number % len(FIRST)], SECOND[number // len(FIRST) % len(SECOND)]
    return f"{first} {second} {number + 1}"


def _organisation(names: list[str]) -> str:
    departments = range((len(names) + DEPARTMENT - 1) // DEPARTMENT)
    lines = ["departments:"]
    lines += [f"  - {{id: d{number}, name: Direction {number + 1}}}" for number in departments]
    lines += ["services:"]
    lines += [
        f"  - {{id: s{number}, name: {name}, department: d{number // DEPARTMENT}}}" for number, name in enumerate(names)
    ]
    return "\n".join(lines) + "\n"


def _table(number: int, steps: int, acting: list[str], random: Random) -> str:
    rows = [HEAD]
    for step in range(1, steps + 1):
        following = "" if step == steps else str(step + 1)
        thing = f"{random.choice(THINGS)} {number + 1}.{step}" if following else ""
        rows.append(
            f"{step};Traiter l’étape {step};{following};{thing};Processus;{acting[step * 3 // 2 % len(acting)]}\n"
        )
    return "".join(rows)
