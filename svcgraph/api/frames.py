"""Handoffs and attainment as pandas frames that show themselves in a notebook with names instead of ids."""

from __future__ import annotations

from typing import Any

import pandas as pd

from svcgraph.i18n import Words
from svcgraph.renderers.notebook import html
from svcgraph.story import Story
from svcgraph.views.attainment import attainment_table
from svcgraph.views.handoff_tables import workspace_table
from svcgraph.views.tables import Table

HANDOFF_COLUMNS = ["file", "process", "supplier", "client", "deliverable", "via", "from", "to", "from_name", "to_name"]
ATTAINMENT_COLUMNS = ["contract", "clause", "verdict", "met", "known", "due", "excused", "k", "n"]


class _Shown(pd.DataFrame):
    """A frame that knows where it comes from. What pandas makes of it is a plain frame again."""

    _metadata = ["story"]  # noqa: RUF012 - pandas wants a list
    story: Story | None = None

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @property
    def frame(self) -> pd.DataFrame:
        """The same as a plain frame."""
        return pd.DataFrame(self)

    def table(self, language: str = "") -> Table:
        """What is shown, neutral, in ``language`` (by default the workspace's)."""
        if self.story is None:
            return Table(columns=())
        return self._told(self.story, Words(language or self.story.workspace.settings.language))

    def _told(self, _story: Story, _words: Words) -> Table:
        return Table(columns=())

    def _repr_html_(self) -> str:
        if self.story is None:
            return str(self.frame._repr_html_())  # type: ignore[operator]
        return html(self.table(), self.story.workspace.settings.language)


class Handoffs(_Shown):
    """One row per handoff; columns in `docs/python.md`. Shown with names of services and processes instead of ids."""

    def _told(self, story: Story, words: Words) -> Table:
        return workspace_table(story.graph, story.graph.handoffs, words)

    @classmethod
    def of(cls, story: Story) -> Handoffs:
        """The handoffs of a story."""
        made = cls(_handoffs(story), columns=HANDOFF_COLUMNS)
        made.story = story
        return made


class Attainment(_Shown):
    """One row per objective; columns in `docs/python.md`. Shown with objectives in words and counts as k of n."""

    def _told(self, story: Story, words: Words) -> Table:
        return attainment_table(story.attainment, story.contracts, story.organisation, words)

    @classmethod
    def of(cls, story: Story) -> Attainment:
        """The attainment of a story, promises too."""
        made = cls(_attainment(story), columns=ATTAINMENT_COLUMNS)
        made.story = story
        return made


def _handoffs(story: Story) -> list[dict[str, Any]]:
    return [
        {
            "file": one.file,
            "process": story.graph.processes[one.process].id,
            "supplier": one.supplier,
            "client": one.client,
            "deliverable": one.deliverable,
            "via": one.via.value,
            "from": one.source_id,
            "to": one.target_id,
            "from_name": one.source_name,
            "to_name": one.target_name,
        }
        for one in story.graph.handoffs
    ]


def _attainment(story: Story) -> list[dict[str, Any]]:
    contracts = story.attainment.contracts
    results = [one for contract in contracts for one in (*contract.objectives, *contract.expectations)]
    return [
        {
            "contract": one.contract,
            "clause": one.clause,
            "verdict": one.verdict.value,
            "met": one.counts.met,
            "known": one.counts.known,
            "due": one.counts.due,
            "excused": one.counts.excused,
            "k": one.counts.k,
            "n": one.counts.n,
        }
        for one in (*results, *story.attainment.promises)
    ]
