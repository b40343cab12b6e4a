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
    **{"neuf": 9, "dix": 10, "quinze": 15, "vingt": 20, "trente": 30},
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30},
}
ORDINALS = {
    **{"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4},
    **{"cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10},
    **{"dernier": -1, "derniere": -1, "avant-dernier": -2, "avant-derniere": -2},
    **{"first": 1, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9},
    **{"tenth": 10, "last": -1, "last but one": -2, "second to last": -2},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """One unit of the closed list: its key, and singular and plural in both languages."""

    key: str
    fr: tuple[str, str]
    en: tuple[str, str]

    def say(self, language: str, plural: bool) -> str:
        return (self.en if language == "en" else self.fr)[plural]


def _unit(key: str, fr: str, en: str, fr_plural: str = "", en_plural: str = "") -> UnitWords:
    return UnitWords(key=key, fr=(fr, fr_plural or fr + "s"), en=(en, en_plural or en + "s"))


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
    _unit("day", "jour", "day"),
    _unit("hour", "heure", "hour"),
    _unit("minute", "minute", "minute"),
    _unit("second", "seconde", "second"),
    _unit("point", "point", "point"),
    _unit("euro", "euro", "euro"),
    _unit("€", "€", "€", fr_plural="€", en_plural="€"),
    _unit("k€", "k€", "k€", fr_plural="k€", en_plural="k€"),
    _unit("°C", "°C", "°C", fr_plural="°C", en_plural="°C"),
    _unit("‰", "‰", "‰", fr_plural="‰", en_plural="‰"),
)

# What the reader of a refusal is told for each terminal of the grammar.
EXPECTED = {
    "fr": {
        "AT_LATEST": "« au plus tard »",
        "AT_MOST": "« au plus »",
        "AT_LEAST": "« au moins »",
        "MORE_THAN": "« plus de »",
        "LESS_THAN": "« moins de »",
        "BETWEEN": "« entre »",
        "AND": "« et »",
        "NONE": "« aucune »",
        "BEFORE": "« avant »",
        "UNTIL": "« jusqu'à »",
        "AT": "« à »",
        "EVERY": "« tous les », « chaque »",
        "ONE_IN_TWO_BEGIN": "« un lundi sur deux »",
        "ONE_IN_TWO": "« sur deux »",
        "WEEKDAY": "un jour de la semaine",
        "DAY": "« jours », « jours ouvrés », « jours ouvrables »",
        "HOURS": "« heures », « heures ouvrées »",
        "MINUTES": "« minutes »",
        "WEEKS": "« semaines »",
        "MONTHS": "« mois »",
        "SAME_DAY": "« le jour même »",
        "DAY_PLUS": "« J+2 ouvrés »",
        "END_OF": "« fin de »",
        "THE": "« le »",
        "ORDINAL": "un rang (1er, 5e, dernier)",
        "OF": "« du », « de »",
        "PERIOD": "« semaine », « mois », « trimestre », « semestre », « année »",
        "MONTH": "un mois de l'année",
        "WITHIN": "« sous », « dans les »",
        "IN": "« dans 95 % des cas »",
        "OF_CASES": "« des cas »",
        "PERCENT": "« % »",
        "TIME": "une heure (10 heures, 17h30)",
        "NOON": "« midi »",
        "COLON": "« : »",
        "ANSWER": "« oui » ou « non »",
        "SUBJECT": "« … : oui »",
        "NUMBER": "un nombre",
        "SINCE": "« suivant la demande »",
        "PHRASE": "ce que l'on compte (3 erreurs)",
        "OF_NOUN": "« des … »",
        "$END": "la fin de la phrase",
    },
    "en": {
        "AT_LATEST": "“at the latest”",
        "AT_MOST": "“at most”",
        "AT_LEAST": "“at least”",
        "MORE_THAN": "“more than”",
        "LESS_THAN": "“less than”",
        "BETWEEN": "“between”",
        "AND": "“and”",
        "NONE": "“no”",
        "BEFORE": "“before”",
        "BY": "“by”",
        "UNTIL": "“until”",
        "AT": "“at”",
        "EVERY": "“every”",
        "ONE_IN_TWO": "“other”",
        "ON": "“on”",
        "WEEKDAY": "a weekday",
        "DAY": "“days”, “working days”, “business days”",
        "HOURS": "“hours”, “working hours”",
        "MINUTES": "“minutes”",
        "WEEKS": "“weeks”",
        "MONTHS": "“months”",
        "SAME_DAY": "“the same day”",
        "DAY_PLUS": "“D+2 working”",
        "END_OF": "“end of”",
        "WEEKDAYS": "“Mondays”",
        "THE": "“the”",
        "ORDINAL": "a rank (1st, 5th, last)",
        "OF": "“of”",
        "PERIOD": "“week”, “month”, “quarter”, “half-year”, “year”",
        "MONTH": "a month's name",
        "WITHIN": "“within”",
        "IN": "“in 95 % of cases”",
        "OF_CASES": "“of cases”",
        "PERCENT": "“%”",
        "TIME": "a time (10:00, 5 pm)",
        "NOON": "“noon”",
        "COLON": "“:”",
        "ANSWER": "“yes” or “no”",
        "SUBJECT": "“…: yes”",
        "NUMBER": "a number",
        "SINCE": "“of the request”",
        "PHRASE": "what is counted (3 errors)",
        "OF_NOUN": "“of …”",
        "$END": "the end of the sentence",
    },
}
