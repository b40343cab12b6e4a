"""The workbooks as an office program opens them. Needs LibreOffice (`make system`); skipped without it, and said."""

import csv
import shutil
import subprocess
from datetime import date

import pytest

from svcgraph import pipeline
from svcgraph.i18n import Words
from svcgraph.outputs import portfolio
from svcgraph.views.portfolio import portfolio_tables

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed: make system")
def test_the_portfolio_opens_in_libreoffice_with_every_line(sample_root, tmp_path):
    story = pipeline.tell(sample_root, as_of=date(2026, 11, 16))
    words = Words("fr")
    (output,) = portfolio.files(story, words)
    (tmp_path / "portfolio.xlsx").write_bytes(output.content)
    home = f"-env:UserInstallation=file://{tmp_path.as_posix()}/office"
    command = [
        SOFFICE,
        home,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76",
        "portfolio.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with (tmp_path / "portfolio.csv").open(encoding="utf-8", newline="") as file:
        opened = [row for row in csv.reader(file, delimiter=";") if any(row)]
    first = portfolio_tables(story.dossiers, story.graph, story.organisation, words)[0]
    titles = [column.title for column in first.columns]
    head = opened.index(titles)
    assert len(opened) - head - 1 == len(first.rows) == 41
    services = titles.index("Service 1")
    assert [row[services] for row in opened[head + 1 :]] == [row[services] for row in first.rows]
