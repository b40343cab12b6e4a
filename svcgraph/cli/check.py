"""``svcgraph check``."""

from __future__ import annotations

import click
import rich_click

from svcgraph.cli._output import put, put_text, show
from svcgraph.cli._session import Session, report
from svcgraph.errors import EXIT_DONE, EXIT_FINDINGS, EXIT_UNREADABLE, Severity
from svcgraph.i18n import mark

LEVELS = [severity.value for severity in Severity]  # worst first


@click.command(
    "check",
    cls=rich_click.RichCommand,
    help=mark("Say what a careful reader of the maps, contracts and readings would have you mend."),
)
@click.option(
    "--fail-on",
    type=click.Choice([*LEVELS, "never"]),
    default=Severity.ERROR.value,
    show_default=True,
    help=mark("Exit with 1 when there is a finding of this severity or worse."),
)
@click.option(
    "--only",
    multiple=True,
    metavar="CODE",
    help=mark("Only the findings of this code, such as unknown-keeper; may be given several times."),
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "json", "sarif"]),
    default="table",
    show_default=True,
    help=mark("How to print the findings; sarif is for editors and build servers."),
)
@click.pass_obj
def command(session: Session, fail_on: str, only: tuple[str, ...], shape: str) -> int:
    from svcgraph import pipeline
    from svcgraph.views.findings import findings_table, findings_text

    story = pipeline.tell(session.workspace(), as_of=session.as_of)
    findings = pipeline.check(story, only=only or None)
    if shape == "table":
        put_text(findings_text(findings, session.words))
    elif shape == "sarif":
        put([pipeline.findings_as_sarif(story, findings, session.words)])
    else:
        show(findings_table(findings, session.words), shape, session)
        report((fault for fault in story.faults if fault.severity is Severity.ERROR), session.words)
    if story.unreadable:
        return EXIT_UNREADABLE
    failing = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on in LEVELS else []
    return EXIT_FINDINGS if any(finding.severity in failing for finding in findings) else EXIT_DONE
