"""The sample's verdicts worked out a second time, by brute force and without a line of svcgraph.

From the raw CSV files and a table coded by hand after the sample's script: days off are a list, unknown occurrences
are tried both ways, allowances are counted in whole thousandths. Run it alone to see the figures:

    python tests/brute_force_attainment.py
"""

import csv
import datetime as dt
import itertools
import sys
from pathlib import Path

OFF = {
    dt.date(2026, month, day)
    for month, day in [
        (1, 1),
        (4, 6),
        (5, 1),
        (5, 8),
        (5, 14),
        (5, 15),
        (5, 25),
        (7, 13),
        (7, 14),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 25),
    ]
}
FIRST_DAY = dt.date(2026, 3, 1)  # all contracts are in force from here on

SALES, SCAN = "service-commercial--marketing/", "courrier-et-numerisation--gestion-des-sinistres/"
COVER, ASSESS = "gestion-des-contrats--gestion-des-sinistres/", "expertise-et-reseau-de-garages--gestion-des-sinistres/"
ORDERS = "gestion-des-sinistres--comptabilite-et-reglements/"
TRANSFERS = "comptabilite-et-reglements--gestion-des-sinistres/"
SHEET, QUOTES = "marketing--relation-courtiers/", "souscription--relation-courtiers/"
BALANCE = "comptabilite-et-reglements--controle-de-gestion/"
REPAIR = "systemes-d-information--gestion-des-sinistres/"

# indicator → (kind, …). Shares in thousandths; an alert of None is the default margin.
TABLE = {
    SALES + "d1.c1.i1": ("weekly", 0, (10, 0), "before", 1),
    SALES + "d1.c2.i1": ("at each delivery", SALES + "d1.c1.i1", 1),
    SALES + "d1.c3.i1": ("at most", 2.0, 3.0),
    SALES + "e1.c1.i1": ("last working day", None),
    SCAN + "d1.c1.i1": ("share", 980, 950),
    SCAN + "d1.c2.i1": ("share", 990, 970),
    SCAN + "e1.c1.i1": ("monthly yes", None),
    COVER + "d1.c1.i1": ("share", 950, 900),
    COVER + "d1.c2.i1": ("at most", 2.0, 3.0),
    COVER + "e1.c1.i1": ("share", 950, None),
    ASSESS + "d1.c1.i1": ("share", 900, 850),
    ASSESS + "d1.c2.i1": ("share", 950, 900),
    ASSESS + "d2.c1.i1": ("share", 900, 850),
    ASSESS + "e1.c1.i1": ("share", 950, None),
    ASSESS + "e2.c1.i1": ("share", 950, None),
    ORDERS + "d1.c1.i1": ("share", 950, 900),
    ORDERS + "d1.c2.i1": ("share", 990, 970),
    ORDERS + "d2.c1.i1": ("working day", 3, 0),
    TRANSFERS + "d1.c1.i1": ("share", 950, 900),
    TRANSFERS + "d1.c2.i1": ("at most", 3.0, 4.0),
    TRANSFERS + "d2.c1.i1": ("monthly yes", 0),
    TRANSFERS + "e1.c1.i1": ("weekly back", 4, (12, 0), "before", None),
    SHEET + "d1.c1.i1": ("weekly", 0, (17, 0), "by", 1),
    SHEET + "d1.c2.i1": ("at each delivery", SHEET + "d1.c1.i1", 1),
    QUOTES + "d1.c1.i1": ("share", 900, 850),
    QUOTES + "d1.c2.i1": ("share", 980, 950),
    QUOTES + "e1.c1.i1": ("share", 950, None),
    BALANCE + "d1.c1.i1": ("working day", 5, 1),
    BALANCE + "d1.c2.i1": ("at most", 3.0, 5.0),
    REPAIR + "d1.c1.i1": ("share", 900, 850),
    "promises/e1": ("share", 950, None),
    "promises/e2a": ("share", 950, None),
    "promises/e2b": ("share", 950, None),
    "promises/e3": ("weekly", 1, (10, 0), "before", None),
    "promises/e4": ("share", 900, None),
}
KEYS = {
    prefix + "d1.c1.i1" for prefix in (SALES, SCAN, COVER, ASSESS, ORDERS, TRANSFERS, SHEET, QUOTES, BALANCE, REPAIR)
}
STEPS = ["met", "at risk", "missed"]


def worked(day):
    return day.weekday() < 5 and day not in OFF


def move(day, step):
    while not worked(day):
        day += dt.timedelta(days=step)
    return day


def days(first, last):
    while first <= last:
        yield first
        first += dt.timedelta(days=1)


def read(folder, as_of):
    """Indicator → the readings that stand at the end of ``as_of``."""
    rows = []
    for path in sorted(Path(folder).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += csv.DictReader(file, delimiter=";")
    known = [row for row in rows if row["saisi_le"][:10] <= as_of.isoformat()]
    replaced = {row["remplace"] for row in known} - {""}
    found = {}
    for row in known:
        if row["id"] not in replaced:
            found.setdefault(row["indicateur"], {})[row["pour"]] = row
    return found


def delivered(row, day, clock, rule):
    """True kept, False not kept."""
    if row["remis_le"] == "non remis":
        return False
    at = dt.datetime.fromisoformat(row["remis_le"])
    if clock is None:
        return at.date() <= day
    due = dt.datetime.combine(day, dt.time(*clock))
    return at < due if rule == "before" else at <= due


def nth_working(month_first, n):
    inside = [
        day
        for day in days(month_first, month_first + dt.timedelta(days=30))
        if day.month == month_first.month and worked(day)
    ]
    return inside[-1] if n < 0 else inside[n - 1]


def months(first, last):
    return sorted({day.replace(day=1) for day in days(first, last)})


def occurrences(indicator, readings, first, last):  # noqa: PLR0912
    """(nominal name, True kept / False not kept / None unknown / "excused") of every occurrence due in the period."""
    kind, *rest = TABLE[indicator]
    rows = readings.get(indicator, {})
    if kind in ("weekly", "weekly back"):
        weekday, clock, rule, _ = rest
        for nominal in days(first - dt.timedelta(days=9), last + dt.timedelta(days=9)):
            due = move(nominal, -1 if kind == "weekly back" else 1)
            if nominal.weekday() == weekday and due >= FIRST_DAY and first <= due <= last:
                row = rows.get(nominal.isoformat())
                yield nominal.isoformat(), judge_row(row, lambda row, due=due: delivered(row, due, clock, rule))
    elif kind in ("working day", "last working day"):
        for month in months(first, last):
            due = nth_working(month, rest[0] if kind == "working day" else -1)
            row = rows.get(month.isoformat()[:7])
            if first <= due <= last:
                yield month.isoformat()[:7], judge_row(row, lambda row, due=due: delivered(row, due, None, "by"))
    elif kind == "at each delivery":
        for name, state in occurrences(rest[0], readings, first, last):
            row, delivery = rows.get(name), readings[rest[0]].get(name)
            gone = delivery is not None and delivery["remis_le"] == "non remis"
            if not gone and (row is not None or (state is not None and delivery is not None)):
                yield name, judge_row(row, lambda row: row["valeur"] == "oui")
    else:
        for month in months(first, last):
            row = rows.get(month.isoformat()[:7])
            if kind == "monthly yes":
                yield month.isoformat()[:7], judge_row(row, lambda row: row["valeur"] == "oui")
            else:
                yield (
                    month.isoformat()[:7],
                    judge_row(row, lambda row: float(row["valeur"].replace(",", ".")) <= rest[0]),
                )


def judge_row(row, kept):
    if row is None:
        return None
    return "excused" if row["motif"] and row["accepté_par"] else kept(row)


def step(indicator, missed, n, past_alert=0, span=3):
    """met, at risk or missed; thousandths keep it exact."""
    kind, *rest = TABLE[indicator]
    if kind == "share":
        target, alert = rest
        allowed, limit = n * (1000 - target) // 1000, n * (1000 - (target - 50 if alert is None else alert)) // 1000
        return STEPS[(missed > allowed) + (missed > max(allowed, limit))]
    if kind == "at most":
        return STEPS[(missed > 0) + (past_alert > 0)]
    alert = rest[-1]
    limit = (1 if n >= 3 else 0) if alert is None else alert * max(1, span // 3)
    return STEPS[(missed > 0) + (missed > limit)]


def verdict(indicator, readings, first, last):
    """(k, n, verdict) of one indicator over whole months."""
    span = len(months(first, last))
    if TABLE[indicator][0] == "share":
        return share_verdict(indicator, readings.get(indicator, {}), first, last)
    states = [(name, state) for name, state in occurrences(indicator, readings, first, last) if state != "excused"]
    known = [state for _, state in states if state is not None]
    if not states:
        return 0, 0, "not due"
    if not known:
        return 0, 0, "no data"
    missed, unknown = known.count(False), len(states) - len(known)
    past = sum(past_alert(indicator, readings[indicator][name]) for name, state in states if state is False)
    ends = {
        step(indicator, missed + sum(tried), len(states), past + sum(tried), span)
        for tried in itertools.product((0, 1), repeat=unknown)
    }
    return len(known) - missed, len(known), settle(ends, len(known), len(states))


def past_alert(indicator, row):
    kind, *rest = TABLE[indicator]
    return kind == "at most" and float(row["valeur"].replace(",", ".")) > rest[1]


def share_verdict(indicator, rows, first, last):
    due = [month.isoformat()[:7] for month in months(first, last)]
    known = [rows[month] for month in due if month in rows]
    k, n = sum(int(row["k"]) for row in known), sum(int(row["n"]) for row in known)
    if not known:
        return 0, 0, "no data"
    more = n * (len(due) - len(known)) / len(known)
    ends = {step(indicator, n - k, n + more), step(indicator, n - k + more, n + more)}
    return k, n, settle(ends, len(known), len(due))


def settle(ends, known, due):
    steps = [STEPS.index(end) for end in ends]
    spread = max(steps) - min(steps)
    if spread > 1 or (spread and known * 10 < due * 9):
        return "undetermined"
    return STEPS[max(steps)]


def contract_verdict(prefix, results):
    """Over the supplier's objectives with something due."""
    due = {
        name: result
        for name, (_, _, result) in results.items()
        if name.startswith(prefix + "d") and result != "not due"
    }
    key = due.get(prefix + "d1.c1.i1")
    missed = [name for name, result in due.items() if result == "missed"]
    if key == "missed" or len(missed) > 1:
        return "missed"
    if key in ("no data", "undetermined"):
        return key
    return "at risk" if missed or "at risk" in due.values() else "met"


def everything(folder, first, last, as_of):
    """Indicator → (k, n, verdict), and contract → verdict."""
    readings = read(folder, as_of)
    results = {indicator: verdict(indicator, readings, first, last) for indicator in TABLE}
    prefixes = sorted({key.removesuffix("d1.c1.i1") for key in KEYS})
    return results, {prefix.rstrip("/"): contract_verdict(prefix, results) for prefix in prefixes}


def main():
    folder = Path(__file__).parents[1] / "processes" / "readings"
    results, contracts = everything(folder, dt.date(2026, 8, 1), dt.date(2026, 10, 31), dt.date(2026, 11, 16))
    for name, told in [*contracts.items(), *results.items()]:
        sys.stdout.write(f"{name:64} {told}\n")


if __name__ == "__main__":
    main()
