"""``svcgraph import --table-template``: the empty sheet of steps, with the services that the workspace knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from svcgraph import pipeline
from svcgraph.domain.graph import ServiceGraph
from svcgraph.i18n import Words
from svcgraph.renderers.steps_workbook import write
from svcgraph.views.steps_template import steps_template

CREATED = date(2026, 1, 1)  # of the template itself, so that it is the same file every day


def template(root: Path | None, words: Words) -> tuple[Path, bytes]:
    """The file's usual name, and its bytes."""
    graph = pipeline.services_and_handoffs(pipeline.read_workspace(root))[0] if root else ServiceGraph()
    made = steps_template(graph, words)
    return Path(made.file), write(made, CREATED)
