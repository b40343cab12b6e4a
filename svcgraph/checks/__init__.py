"""Checks: what a careful reader of the workspace would point at, each with a way out.

One file is one check. It is found by listing this folder, and another package adds one under the entry
point group ``svcgraph.checks``. Such a module has

- ``CODE``: its name in ``svcgraph.yaml`` and on its page ``docs/checks/CODE.md``, as ``"unknown-keeper"``;
- ``SEVERITY``: the `Severity` unless the workspace sets another;
- ``FINDS``: what it finds in one line, marked for translation: for lists of checks;
- ``def check(facts: Facts) -> Iterator[Fault]``: pure, looks at `Facts` and nothing else.

Only contracts in force are looked at: a draft is unfinished by nature (`1-method`). Passwords, and heads of
service with too many open files, concern every contract.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from svcgraph.domain.facts import Facts, Rule
from svcgraph.errors import Fault, Severity, UsageError
from svcgraph.i18n import mark
from svcgraph.plugins import room

OFF = "off"


def rules() -> tuple[Rule, ...]:
    """Every check, sorted by its code."""
    found = (Rule(code=one.CODE, severity=one.SEVERITY, finds=one.FINDS) for one in room("checks"))
    return tuple(sorted(found, key=lambda rule: rule.code))


def require(codes: Iterable[str], faults: Iterable[Fault]) -> None:
    """Raises `UsageError` for a code that is no check's, and that none of ``faults`` bears."""
    known = {rule.code for rule in rules()} | {fault.code for fault in faults}
    for code in codes:
        if code not in known:
            near = ", ".join(get_close_matches(code, sorted(known), n=3)) or "docs/checks/README.md"
            raise UsageError(mark("No check has the code {code}. See: {near}."), code=code, near=near)


def run(
    facts: Facts, severities: tuple[tuple[str, str], ...] = (), *, only: Container[str] | None = None
) -> tuple[Fault, ...]:
    """The findings of all checks, or of those whose code is in ``only``, in the order of their places.

    ``severities`` are pairs of code and ``error``, ``warning``, ``note`` or ``off``, as in ``svcgraph.yaml``.
    Raises `UsageError` for another word.
    """
    off = {code for code, word in severities if word == OFF}
    wanted = (one for one in room("checks") if one.CODE not in off and (only is None or one.CODE in only))
    found = (fault for module in wanted for fault in module.check(facts))
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
