"""What columns and attributes of event logs are called, in French and English, and which are of no use or personal."""

from __future__ import annotations

from functools import cache

from svcgraph.vocabulary import fold, vocabulary

CASE = (
    "case:concept:name", "case id", "caseid", "case", "case key", "trace id", "trace", "cas", "id cas",
    "identifiant du cas", "n° de cas", "dossier", "id dossier", "n° dossier", "n° de dossier", "numéro de dossier",
    "numéro dossier", "référence dossier", "identifiant du dossier", "process instance", "instance", "ticket",
    "ticket id", "n° de ticket", "incident id", "order id", "n° de commande",
)  # fmt: skip
ACTIVITY = (
    "concept:name", "activity", "activity name", "activité", "nom de l'activité", "libellé de l'activité", "task",
    "task name", "tâche", "étape", "step", "event", "event name", "événement", "nom de l'événement", "action",
    "opération", "operation", "libellé",
)  # fmt: skip
TIME = (
    "time:timestamp", "timestamp", "complete timestamp", "completion time", "end timestamp", "end time", "time",
    "date heure", "date/heure", "date et heure", "horodatage", "horodate", "date de fin", "fin", "heure de fin",
    "date", "datetime", "event time", "moment", "start timestamp", "start time", "date de début", "début",
)  # fmt: skip
SERVICE = (
    "org:group", "group", "groupe", "service", "nom du service", "department", "département", "org:department",
    "org:unit", "unit", "unité", "entité", "direction", "org:role", "role", "rôle", "team", "équipe", "org:team",
    "assignment group", "groupe d'affectation", "assigned group", "pôle", "bureau", "division", "section",
    "organization", "organisation", "organizational unit", "organisational unit", "unité organisationnelle", "agence",
    "support team", "involved st", "responsible section", "responsible department", "acteur", "actor", "site",
)  # fmt: skip
LIFECYCLE = ("lifecycle:transition", "lifecycle", "transition", "cycle de vie", "event type", "type d'événement")
PERSONAL = (
    "org:resource", "resource", "ressource", "user", "user id", "username", "utilisateur", "nom d'utilisateur",
    "identifiant utilisateur", "agent", "employee", "employé", "salarié", "collaborateur", "person", "personne",
    "performer", "executed by", "performed by", "réalisé par", "saisi par", "fait par", "created by", "créé par",
    "modified by", "modifié par", "assigned to", "affecté à", "assignee", "owner first name", "owner", "login",
    "e-mail", "email", "mail", "courriel", "first name", "last name", "nom", "prénom", "nom de l'agent", "opérateur",
    "operator", "gestionnaire", "responsable", "author", "auteur",
)  # fmt: skip
COLUMNS = vocabulary(
    case=CASE, activity=ACTIVITY, time=TIME, service=SERVICE, lifecycle=LIFECYCLE, personal=PERSONAL
)  # fmt: skip
_EMPTY = (
    "", "empty", "undefined", "unknown", "none", "null", "nan", "nil", "n/a", "na", "n/d", "nd", "missing", "not set",
    "__invalid__", "inconnu", "inconnue", "vide", "(vide)", "(blank)", "(null)", "non renseigné", "non renseignée",
    "non défini", "sans", "-", "–", "--", "?", "#n/a",
)  # fmt: skip
MISSING_WORDS = frozenset(word.casefold() for word in _EMPTY)


@cache
def _places(kind: tuple[str, ...]) -> dict[str, int]:
    return {fold(word): place for place, word in reversed(list(enumerate(kind)))}


def rank(kind: tuple[str, ...], name: str) -> int:
    """How likely ``name`` is of that kind: 0 is best; -1 when it is not among its names."""
    return _places(kind).get(fold(name.replace("_", " ")), -1)


def is_personal(name: str) -> bool:
    """Whether a column of that name tells who somebody is."""
    return COLUMNS.key(name.replace("_", " ")) == "personal"


def is_missing(value: str) -> bool:
    """Whether a value is a way of writing that there is none (`EMPTY`, `n/a`, `non renseigné`)."""
    return value.strip().casefold() in MISSING_WORDS
