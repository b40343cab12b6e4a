"""The walk through one contract that docs/negotiation.md and docs/fr/negociation.md tell: fill in, run, take pictures.

`python tests/walk_through.py` makes the pictures of both pages anew (`make pictures`); it wants LibreOffice and
pdftoppm. The tests run every command of the pages in a copy of the sample and compare what it prints.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from svcgraph.cli._program import program

ROOT = Path(__file__).parents[1]
PAGES = {"en": ROOT / "docs" / "negotiation.md", "fr": ROOT / "docs" / "fr" / "negociation.md"}
IMAGES = ROOT / "docs" / "images"
CONTRACT = "actuariat--marketing"
BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DPI = 80

# What the two services write at the table, place by place of the Word form; a box is ticked by "x".
ANSWERS = {
    "en": {
        "title": "Rate opinion on offers",
        "effect_of_loss": "The offer cannot be put before the promotions committee.",
        "f/d1/decision=contract": "x",
        "d/d1/form": "note of one page",
        "d/d1/channel": "shared folder",
        "d/d1/receiver": "Marketing (Théo Masson)",
        "d/d1/volume": "8 a month",
        "c/+1.1/criterion": "Comes before the committee decides",
        "c/+1.1/objective": "90 % within 5 working days",
        "c/+1.1/from": "request received",
        "c/+1.1/to": "opinion sent",
        "c/+1.1/key": "x",
        "c/+1.1/alert": "80 %",
        "c/+1.1/answer=agreed if": "x",
        "c/+1.1/answer_expectation": "1",
        "c/+1.1/indicator": "Opinions sent in time",
        "c/+1.1/source": "register of requests",
        "c/+1.1/frequency": "monthly",
        "c/+1.1/keeper": "Théo Masson",
        "c/+1.1/deputy": "Lise Aubry",
        "c/+1.2/criterion": "Says what it assumes",
        "c/+1.2/objective": "all assumptions stated: yes",
        "c/+1.2/answer=agreed": "x",
        "c/+1.2/indicator": "Check on receipt",
        "c/+1.2/source": "Marketing’s checklist",
        "c/+1.2/frequency": "monthly",
        "e/+1/thing": "Product specification",
        "e/+1/criterion": "Complete when it comes",
        "e/+1/objective": "all sections filled in: yes",
        "e/+1/answer=agreed": "x",
        "e/+1/keeper": "Thomas Weber",
        "review.every=quarterly": "x",
        "review.day": "2027-03-16",
        "review.time": "10:00",
        "review.participants": "Thomas Weber; Julien Roche",
        "a/+1/cause": "Requests come by e-mail, to whoever is there",
        "a/+1/action": "Open one address for requests",
        "a/+1/owner": "Thomas Weber",
        "a/+1/due": "2026-12-11",
        "agreement=agreed": "x",
        "start": "2026-12-01",
        "end": "2027-11-30",
    },
    "fr": {
        "title": "Avis tarifaire sur les offres",
        "effect_of_loss": "L’offre ne peut pas passer en comité promotions.",
        "f/d1/decision=contract": "x",
        "d/d1/form": "note d’une page",
        "d/d1/channel": "dossier partagé",
        "d/d1/receiver": "Marketing (Théo Masson)",
        "d/d1/volume": "8 par mois",
        "c/+1.1/criterion": "Arrive avant la décision du comité",
        "c/+1.1/objective": "90 % sous 5 jours ouvrés",
        "c/+1.1/from": "demande reçue",
        "c/+1.1/to": "avis envoyé",
        "c/+1.1/key": "x",
        "c/+1.1/alert": "80 %",
        "c/+1.1/answer=agreed if": "x",
        "c/+1.1/answer_expectation": "1",
        "c/+1.1/indicator": "Avis envoyés à temps",
        "c/+1.1/source": "registre des demandes",
        "c/+1.1/frequency": "mensuel",
        "c/+1.1/keeper": "Théo Masson",
        "c/+1.1/deputy": "Lise Aubry",
        "c/+1.2/criterion": "Dit ses hypothèses",
        "c/+1.2/objective": "toutes les hypothèses écrites : oui",
        "c/+1.2/answer=agreed": "x",
        "c/+1.2/indicator": "Contrôle à réception",
        "c/+1.2/source": "grille de contrôle Marketing",
        "c/+1.2/frequency": "mensuel",
        "e/+1/thing": "Cahier des charges du produit",
        "e/+1/criterion": "Complet à l’arrivée",
        "e/+1/objective": "toutes les rubriques remplies : oui",
        "e/+1/answer=agreed": "x",
        "e/+1/keeper": "Thomas Weber",
        "review.every=quarterly": "x",
        "review.day": "2027-03-16",
        "review.time": "10:00",
        "review.participants": "Thomas Weber ; Julien Roche",
        "a/+1/cause": "Les demandes arrivent par message, à qui se trouve là",
        "a/+1/action": "Ouvrir une adresse unique pour les demandes",
        "a/+1/owner": "Thomas Weber",
        "a/+1/due": "2026-12-11",
        "agreement=agreed": "x",
        "start": "2026-12-01",
        "end": "2027-11-30",
    },
}
FORGOTTEN = {"keeper": "Théo Masson", "keeper_deputy": "Lise Aubry"}  # written into the second form


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a page and what the page shows of its answer."""

    line: str
    shown: str


def workspace(folder: Path) -> Path:
    """A copy of the sample, to walk through."""
    shutil.copytree(ROOT / "processes", folder / "processes")
    shutil.copy(ROOT / "svcgraph.yaml", folder)
    return folder


def steps(language: str) -> Iterator[Step | tuple[str, str]]:
    """The page's blocks in order: commands with what is shown, and files (``path``, text) between them."""
    text = PAGES[language].read_text(encoding="utf-8")
    for kind, block in re.findall(r"^```(\w+)\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE):
        if kind == "csv":
            yield f"processes/readings/{CONTRACT}.csv", block
        for run in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:] if kind == "text" else ():
            line, _, shown = run.partition("\n")
            yield Step(line, shown.strip())


def walk(language: str) -> Iterator[tuple[Step, str, int]]:
    """Goes through the page in the folder where one stands: each command, what it printed, its exit code."""
    answers = [ANSWERS[language], FORGOTTEN]
    for step in steps(language):
        if isinstance(step, tuple):
            Path(step[0]).write_text(step[1], encoding="utf-8")
            continue
        if " receive " in step.line and "--yes" not in step.line:
            fill_in(Path(step.line.split(" receive ")[1].split()[0]), answers.pop(0))
        yield (step, *_run(step.line))


def _run(line: str) -> tuple[str, int]:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(out):
        code = program(shlex.split(line)[1:])
    return out.buffer.getvalue().decode("utf-8"), code  # type: ignore[attr-defined]


def fill_in(path: Path, answers: dict[str, str]) -> None:
    """Writes ``answers`` into the content controls of a form, as Word does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    tree = etree.fromstring(parts[BODY])
    controls = {one.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): one for one in tree.iter(f"{W}sdt")}
    for place, answer in answers.items():
        _write(controls[place], answer)
    parts[BODY] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def _write(control: etree._Element, answer: str) -> None:
    properties = control.find(f"{W}sdtPr")
    for hint in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(hint)
    box = properties.find(f"{W14}checkbox/{W14}checked")
    if box is not None:
        box.set(f"{W14}val", "1")
    day = properties.find(f"{W}date")
    if day is not None:
        day.set(f"{W}fullDate", f"{answer}T00:00:00Z")
    run = control.find(f"{W}sdtContent/{W}r")
    for grey in run.findall(f"{W}rPr/{W}color"):
        grey.getparent().remove(grey)
    text = run.find(f"{W}t")
    text.text = "☒" if box is not None else answer


# --- pictures -------------------------------------------------------------------------------------------------


def pictures(language: str, folder: Path) -> None:
    """The first pages of the filled-in form and of the review sheet, as PNG beside the other images."""
    with chdir(workspace(folder)):
        for _ in walk(language):
            pass
        form = Path(f"outputs/forms/{CONTRACT}.{language}.docx")
        review = Path(f"{CONTRACT}.review.{language}.docx")
        for word, name in ((form, "negotiation-form"), (review, "negotiation-review")):
            _first_page(word, IMAGES / f"{name}.{language}.png")


def _first_page(word: Path, image: Path) -> None:
    profile = f"-env:UserInstallation=file://{word.resolve().parent}/.office"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", ".pictures", str(word)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    paper = Path(".pictures") / f"{word.stem}.pdf"
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            str(DPI),
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            "-png",
            str(paper),
            str(image.with_suffix("")),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )


def main() -> None:
    """Both pages' pictures; says why not where a program is missing."""
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        sys.exit(f"no pictures of the walk-through: {', '.join(missing)} not found (make system)")
    for language in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            pictures(language, Path(folder) / "walk")


if __name__ == "__main__":
    main()
