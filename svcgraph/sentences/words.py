"""The closed lists of both languages: days, months, units, measures. Numbers and ranks stand in `numerals`."""

from __future__ import annotations

from dataclasses import dataclass

WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """One unit of the closed list: its key, and singular and plural in both languages."""

    key: str
    fr: tuple[str, str]
    en: tuple[str, str]
    short: tuple[str, ...] = ()  # read, never printed
    whole: bool = (
        False  # what work consists of: 1 file out of 100 is 1 % of files; 1 error out of 100 is no 1 % of errors
    )

    def say(self, language: str, plural: bool) -> str:
        return (self.en if language == "en" else self.fr)[plural]

    def cases(self, language: str) -> str:
        """Of which things a share is: des dossiers, of files."""
        return f"{'of' if language == 'en' else 'des'} {self.say(language, True)}"


def _unit(
    key: str,
    fr: str,
    en: str,
    *,
    fr_plural: str = "",
    en_plural: str = "",
    short: tuple[str, ...] = (),
    whole: bool = False,
) -> UnitWords:
    forms = (fr, fr_plural or fr + "s"), (en, en_plural or en + "s")
    return UnitWords(key=key, fr=forms[0], en=forms[1], short=short, whole=whole)


CASE = _unit("case", "cas", "case", fr_plural="cas", whole=True)
UNITS = (
    _unit("error", "erreur", "error"),
    _unit("discrepancy", "écart", "discrepancy", en_plural="discrepancies"),
    CASE,
    _unit("file", "dossier", "file", whole=True),
    _unit("complaint", "réclamation", "complaint"),
    _unit("rejection", "rejet", "rejection"),
    _unit("defect", "défaut", "defect"),
    _unit("anomaly", "anomalie", "anomaly", en_plural="anomalies"),
    _unit("incident", "incident", "incident"),
    _unit("miss", "manquement", "miss", en_plural="misses"),
    _unit("request", "demande", "request", whole=True),
    _unit("call", "appel", "call", whole=True),
    _unit("document", "document", "document", whole=True),
    _unit("invoice", "facture", "invoice", whole=True),
    _unit("order", "commande", "order", whole=True),
    _unit("ticket", "ticket", "ticket", whole=True),
    _unit("page", "page", "page", whole=True),
    _unit("person", "personne", "person", en_plural="people", whole=True),
    _unit("duplicate", "doublon", "duplicate"),
    _unit("omission", "oubli", "omission"),
    _unit("correction", "correction", "correction"),
    _unit("reminder", "relance", "reminder"),
    _unit("day", "jour", "day", short=("j",)),
    _unit("hour", "heure", "hour", short=("h", "hr", "hrs")),
    _unit("minute", "minute", "minute", short=("min", "mn", "mins")),
    _unit("second", "seconde", "second", short=("s", "sec", "secs")),
    _unit("week", "semaine", "week"),
    _unit("month", "mois", "month", fr_plural="mois"),
    _unit("point", "point", "point"),
    _unit("euro", "euro", "euro"),
    _unit("€", "€", "€", fr_plural="€", en_plural="€"),
    _unit("k€", "k€", "k€", fr_plural="k€", en_plural="k€"),
    _unit("°C", "°C", "°C", fr_plural="°C", en_plural="°C"),
    _unit("‰", "‰", "‰", fr_plural="‰", en_plural="‰"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a threshold may name before its limits; a closed list, because "en général au plus 3" names no measure."""

    fr: str
    en: str


MEASURES = (
    Measure(fr="température", en="temperature"),
    Measure(fr="humidité", en="humidity"),
    Measure(fr="taux d'erreur", en="error rate"),
    Measure(fr="taux de rejet", en="rejection rate"),
    Measure(fr="taux de conformité", en="compliance rate"),
    Measure(fr="note", en="score"),
)

# Where a lead time starts, in both languages; other words are kept as written.
SINCE = (
    ("suivant la demande", "of the request"),
    ("après la demande", "after the request"),
    ("à compter de la demande", "from the request"),
    ("suivant la réception", "of receipt"),
    ("après réception", "after receipt"),
    ("à compter de la réception", "from receipt"),
    ("dès réception", "upon receipt"),
    ("après réception du dossier complet", "after receipt of the complete file"),
    ("à compter de la réception du dossier complet", "from receipt of the complete file"),
    ("après l'appel", "after the call"),
    ("après la fin du mois", "after the end of the month"),
    ("après la fin du trimestre", "after the end of the quarter"),
)
SINCE_ALSO = {"following the request": "of the request", "following receipt": "of receipt"}  # read, never printed
