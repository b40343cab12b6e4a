"""Boxes that only say where a flow begins or ends: drawn as steps, they do no work (rule Q2)."""

from __future__ import annotations

from svcgraph.vocabulary import vocabulary

WORDS = vocabulary(
    start=(
        "start", "begin", "beginning", "début", "départ", "démarrage", "début du processus", "start process",
        "process start", "start of process", "inicio", "início", "inizio", "beginn", "anfang", "开始", "開始", "начало",
    ),
    end=(
        "end", "stop", "finish", "finished", "fin", "fin du processus", "end process", "process end",
        "end of process", "fim", "ende", "结束", "終了", "конец",
    ),
)  # fmt: skip


def is_start(name: str) -> bool:
    """Whether a box of that name, to which nothing leads, only says “start”."""
    return WORDS.key(name) == "start"


def is_end(name: str) -> bool:
    """Whether a box of that name, from which nothing leads, only says “end”."""
    return WORDS.key(name) == "end"
