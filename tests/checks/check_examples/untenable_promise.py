from dataclasses import replace
from datetime import UTC, date, datetime

from check_values import FACTS, text

from svcgraph.domain.chain import Chain, Clash, Fit, Scale, TimedClause
from svcgraph.domain.objective import Kind, Statement

REFUND = Chain(
    promise="e1",
    party="member",
    deliverable=text("Remboursement", "Refund"),
    fit=Fit.EXCEEDED,
    scale=Scale.WORKING_DAYS,
    promised=5,
    agreed=7,
    slack=-2,
)
CLASH = Clash(
    nominal=date(2027, 3, 30),
    feeding=TimedClause(criterion="d1.c1", statement=Statement(kind=Kind.DEADLINE)),
    fed=None,
    arrives=datetime(2027, 3, 30, 17, tzinfo=UTC),
    due=datetime(2027, 3, 30, 10, tzinfo=UTC),
    late=7 * 3600,
)


def chained(**changes):
    return replace(FACTS, chains=(replace(REFUND, **changes),))


INVALID = (
    (
        chained(),
        "e1",
        "the agreed times add up to 7\u00a0working days for 5\u00a0working days promised",
        "les délais signés font 7\u00a0jours ouvrés pour 5\u00a0jours ouvrés promis",
    ),
    (
        chained(fit=Fit.NOT_ALWAYS, scale=None, clashes=(CLASH,)),
        "e1",
        "due after it on 1 dates of the next 12 months (30 March 2027)",
        "à 1 dates des 12 prochains mois (30 mars 2027)",
    ),
    (chained(scale=None), "e1", "counted on real dates", "comptés sur des dates réelles"),
)
VALID = (FACTS, chained(fit=Fit.FITS, agreed=5, slack=0), chained(fit=Fit.UNVERIFIABLE))
