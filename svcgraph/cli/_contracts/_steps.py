"""What the commands that take a contract from state to state share: a story, a step, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from svcgraph.cli._output import put_text
from svcgraph.cli._session import Session, complain, finish
from svcgraph.errors import EXIT_DONE, EXIT_FINDINGS
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from svcgraph.desk.step import NotYet, Taken
    from svcgraph.story import Story

DEAD = mark("processes/.lock was left by a process that no longer runs ({who}): it was taken away.")


def take_steps(session: Session, contract_ids: Iterable[str], step: Callable[[Story, str], Taken]) -> int:
    """``step`` for each contract; one that is refused does not keep the others from theirs."""
    from svcgraph import pipeline
    from svcgraph.desk.step import NotYet
    from svcgraph.views.steps import step_text

    story, code = pipeline.tell(session.workspace(), as_of=session.as_of), EXIT_DONE
    for contract_id in contract_ids:
        try:
            taken = step(story, contract_id)
            lines = step_text(taken.before, taken.after, taken.written, session.words)
            put_text(f"{line}\n" for line in lines)
            if taken.dead:
                complain(session.words(DEAD, who=taken.dead))
        except NotYet as refused:
            code = EXIT_FINDINGS
            say_lacks(refused, session)
    return max(code, finish(story, session.words))


def say_lacks(refused: NotYet, session: Session) -> None:
    """What keeps a contract from a step, on standard error."""
    from svcgraph.views.steps import lacks_text

    for line in lacks_text(refused.contract_id, refused.file, refused.lacks, session.words):
        complain(line)
