"""Logs made by hand or at random for the tests, and an independent count of their handovers."""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
    '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>\n'
    '<classifier name="Event Name" keys="concept:name"/>\n'
)
Event = dict[str, str]


def event_xml(event: Event) -> str:
    parts = []
    for key, value in event.items():
        kind = "date" if key == "time:timestamp" else "string"
        parts.append(f"<{kind} key={quoteattr(key)} value={quoteattr(value)}/>")
    return f"<event>{''.join(parts)}</event>"


def xes(cases: dict[str, list[Event]]) -> str:
    traces = (
        f'<trace><string key="concept:name" value={quoteattr(case)}/>\n'
        + "\n".join(map(event_xml, events))
        + "\n</trace>"
        for case, events in cases.items()
    )
    return HEAD + "\n".join(traces) + "\n</log>\n"


def step(activity: str, service: str, at: str, **more: str) -> Event:
    event = {"concept:name": activity, "time:timestamp": at, "org:group": service}
    return event | {key.replace("__", ":"): value for key, value in more.items()}


def random_cases(number: int, seed: int) -> dict[str, list[Event]]:
    """Cases with ties in time, missing services, events out of order, whole seconds."""
    chance = random.Random(seed)
    cases: dict[str, list[Event]] = {}
    for case in range(number):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(100_000))
        events = []
        for _ in range(chance.randint(1, 12)):
            at += timedelta(seconds=chance.choice((0, 0, 60, 3_600, 90_001, -120)))
            service = chance.choice(("Desk", "Claims", "Legal", "Pay", "EMPTY"))
            events.append(step(chance.choice("ABCD"), service, at.isoformat(), org__resource=f"p{chance.randrange(9)}"))
        cases[f"case {case}"] = events
    return cases


def counted(cases: dict[str, list[Event]]) -> dict[tuple[str, str], tuple[int, int, float, float]]:
    """Per pair of services: how often, in how many cases, median and 95th percentile. Told apart from the code under
    test: another way through the data, the quantiles by the standard library."""
    waits: dict[tuple[str, str], list[float]] = defaultdict(list)
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case, events in cases.items():
        timed = sorted(enumerate(events), key=lambda one: (datetime.fromisoformat(one[1]["time:timestamp"]), one[0]))
        for number in range(1, len(timed)):
            before, after = timed[number - 1][1], timed[number][1]
            if "EMPTY" in (before["org:group"], after["org:group"]):
                continue
            pair = (before["org:group"], after["org:group"])
            gap = datetime.fromisoformat(after["time:timestamp"]) - datetime.fromisoformat(before["time:timestamp"])
            waits[pair].append(gap.total_seconds())
            where[pair].add(case)
    return {
        pair: (len(found), len(where[pair]), round(statistics.median(found), 3), round(_p95(found), 3))
        for pair, found in waits.items()
    }


def _p95(values: list[float]) -> float:
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[94]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
