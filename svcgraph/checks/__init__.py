"""Checks: what a careful reader of the workspace would point at, each with a way out.

One file is one check. It is found by listing this folder, and another package adds one under the entry
point group ``svcgraph.checks``. Such a module has

- ``CODE``: its name in ``svcgraph.yaml`` and on its page ``docs/checks/CODE.md``, as ``"unknown-keeper"``;
- ``SEVERITY``: the `Severity` unless the workspace sets another;
- ``def check(facts: Facts) -> Iterator[Fault]``: pure, looks at `Facts` and nothing else.

Only contracts in force are looked at: a draft is unfinished by nature (`1-method`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from svcgraph.domain.facts import Facts
from svcgraph.errors import Fault, Severity, UsageError
from svcgraph.i18n import mark
from svcgraph.plugins import room

OFF = "off"


def run(facts: Facts, severities: tuple[tuple[str, str], ...] = ()) -> tuple[Fault, ...]:
    """The findings of all checks in the order of their places.

    ``severities`` are pairs of code and ``error``, ``warning``, ``note`` or ``off``, as in ``svcgraph.yaml``.
    Raises `UsageError` for another word.
    """
    found = (fault for module in room("checks") for fault in module.check(facts))
    return weigh(found, severities)


def weigh(faults: Iterable[Fault], severities: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    """``faults`` sorted by place, with the workspace's severities instead of their own; ``off`` drops them."""
    levels = {code: _level(code, word) for code, word in severities}
    return tuple(sorted(_weighed(faults, levels), key=_order))


def _weighed(faults: Iterable[Fault], levels: dict[str, Severity | None]) -> Iterator[Fault]:
    for fault in faults:
        severity = levels.get(fault.code, fault.severity)
        if severity is not None:
            yield replace(fault, severity=severity)


def _level(code: str, word: str) -> Severity | None:
    if word == OFF:
        return None
    try:
        return Severity(word)
    except ValueError:
        raise UsageError(
            mark("The severity of {code} is “{word}”. Write error, warning, note or off in svcgraph.yaml."),
            code=code,
            word=word,
        ) from None


def _order(fault: Fault) -> tuple[object, ...]:
    return (fault.place, fault.code, fault.message, fault.parameters)
