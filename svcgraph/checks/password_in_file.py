"""A password stands in a file that everybody reads (`7-rulings`: passwords never stand in files)."""

from __future__ import annotations

from collections.abc import Iterator

from svcgraph.checks._finding import finding
from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import mark

CODE = "password-in-file"
SEVERITY = Severity.ERROR
FINDS = mark("A URL in a file holds a password")


def check(facts: Facts) -> Iterator[Fault]:
    """Places of URLs with a password, in any text file of the workspace. The password itself is not repeated."""
    for place in facts.passwords:
        message = mark(
            "A URL here holds a password that everybody with the file can read. Change that password, then write "
            "“${NAME}” in the URL and set the environment variable NAME where svcgraph runs."
        )
        yield finding(CODE, SEVERITY, place, message)
