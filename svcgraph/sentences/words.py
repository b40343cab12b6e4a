"""The closed lists of both languages: days, months, numbers, units. Words are folded (no accents, lower case)."""

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
NUMBERS = {
    **{"zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8},
    **{"neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16},
    **{"dixsept": 17, "dixhuit": 18, "dixneuf": 19, "vingt": 20, "vingtdeux": 22, "vingttrois": 23},
    **{"vingtquatre": 24, "trente": 30, "trentesix": 36, "quarante": 40, "quarantecinq": 45, "quarantehuit": 48},
    **{"cinquante": 50, "soixante": 60, "soixantedouze": 72, "quatrevingtdix": 90, "cent": 100},
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "twentyfour": 24, "thirty": 30},
    **{"thirtysix": 36, "forty": 40, "fortyfive": 45, "fortyeight": 48, "fifty": 50, "sixty": 60},
    **{"seventytwo": 72, "ninety": 90, "hundred": 100},
}  # written together: the grammar also takes "vingt-quatre" and "vingt quatre"
ORDINALS = {
    **{"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4},
    **{"cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10},
    **{"dernier": -1, "derniere": -1, "avant-dernier": -2, "avant-derniere": -2},
    **{"first": 1, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9},
    **{"quinzieme": 15, "vingtieme": 20, "fifteenth": 15, "twentieth": 20, "penultimate": -2, "next to last": -2},
    **{"tenth": 10, "last": -1, "last but one": -2, "second to last": -2},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """One unit of the closed list: its key, and singular and plural in both languages."""

    key: str
    fr: tuple[str, str]
    en: tuple[str, str]
    short: tuple[str, ...] = ()  # read, never printed

    def say(self, language: str, plural: bool) -> str:
        return (self.en if language == "en" else self.fr)[plural]


def _unit(
    key: str, fr: str, en: str, *, fr_plural: str = "", en_plural: str = "", short: tuple[str, ...] = ()
) -> UnitWords:
    return UnitWords(key=key, fr=(fr, fr_plural or fr + "s"), en=(en, en_plural or en + "s"), short=short)


UNITS = (
    _unit("error", "erreur", "error"),
    _unit("discrepancy", "écart", "discrepancy", en_plural="discrepancies"),
    _unit("case", "cas", "case", fr_plural="cas"),
    _unit("file", "dossier", "file"),
    _unit("complaint", "réclamation", "complaint"),
    _unit("rejection", "rejet", "rejection"),
    _unit("defect", "défaut", "defect"),
    _unit("anomaly", "anomalie", "anomaly", en_plural="anomalies"),
    _unit("incident", "incident", "incident"),
    _unit("miss", "manquement", "miss", en_plural="misses"),
    _unit("request", "demande", "request"),
    _unit("call", "appel", "call"),
    _unit("document", "document", "document"),
    _unit("invoice", "facture", "invoice"),
    _unit("order", "commande", "order"),
    _unit("ticket", "ticket", "ticket"),
    _unit("page", "page", "page"),
    _unit("person", "personne", "person", en_plural="people"),
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

# Where a lead time starts, in both languages; other words are kept as written.
SINCE = (
    ("suivant la demande", "of the request"),
    ("après la demande", "after the request"),
    ("à compter de la demande", "from the request"),
    ("suivant la réception", "of receipt"),
    ("après réception", "after receipt"),
    ("à compter de la réception", "from receipt"),
    ("dès réception", "upon receipt"),
    ("après l'appel", "after the call"),
    ("après la fin du mois", "after the end of the month"),
    ("après la fin du trimestre", "after the end of the quarter"),
)
