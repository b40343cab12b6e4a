"""Findings for other programs: each with its place, its sentence, and the rule that it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.domain.facts import Rule
from svcgraph.errors import Fault, Severity
from svcgraph.i18n import Words, mark
from svcgraph.views.findings import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRule:
    """A rule in the reader's language. ``page`` is its page below ``docs/``, "" where it has none."""

    code: str
    severity: Severity
    finds: str
    help: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedFinding:
    """A finding in the reader's language. ``mark`` stays the same while lines above it move."""

    code: str
    rule: int  # index into ``FindingsLog.rules``
    severity: Severity
    text: str
    file: str
    line: int  # 0: not known
    element: str
    cell: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsLog:
    """All findings of one run. ``complete``: every input could be read."""

    language: str
    rules: tuple[LoggedRule, ...]
    findings: tuple[LoggedFinding, ...]
    complete: bool


def findings_log(faults: Iterable[Fault], rules: Iterable[Rule], words: Words, *, complete: bool) -> FindingsLog:
    """``faults`` in their order, with ``rules`` and one more rule for every other code among them."""
    told = tuple(faults)
    known = {rule.code: _rule(rule, words) for rule in rules}
    for fault in sorted(told, key=lambda fault: fault.code):
        known.setdefault(fault.code, _of_input(fault, words))
    index = {code: number for number, code in enumerate(sorted(known))}
    return FindingsLog(
        language=words.language,
        rules=tuple(known[code] for code in index),
        findings=tuple(_finding(fault, index[fault.code], words) for fault in told),
        complete=complete,
    )


def _rule(rule: Rule, words: Words) -> LoggedRule:
    page, finds = f"checks/{rule.code}.md", words(rule.finds)
    told = words(mark("{finds}. Why it matters and how to mend it: docs/{page}."), finds=finds, page=page)
    return LoggedRule(code=rule.code, severity=rule.severity, finds=finds, help=told, page=page)


def _of_input(fault: Fault, words: Words) -> LoggedRule:
    """A rule for what readers and the store say of an input: its sentences say all."""
    finds = words(mark("Something in a file could not be read as it stands"))
    told = words(mark("{finds}. The message says what to do."), finds=finds)
    return LoggedRule(code=fault.code, severity=fault.severity, finds=finds, help=told, page="")


def _finding(fault: Fault, rule: int, words: Words) -> LoggedFinding:
    place = fault.place
    identity = "\n".join((fault.code, place.file, place.element, place.cell, fault.message, repr(fault.parameters)))
    return LoggedFinding(
        code=fault.code,
        rule=rule,
        severity=fault.severity,
        text=sentence(fault, words),
        file=place.file,
        line=place.line,
        element=place.element,
        cell=place.cell,
        mark=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest(),
    )
