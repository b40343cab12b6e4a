"""The French and English words of input headings, and the one key each stands for.

Headings are compared without accents, capitals, punctuation or plural endings, so ``Documents d’entrée``,
``document d'entree`` and ``DOCUMENTS D'ENTREE :`` are one heading.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NEAR = 75  # of 100: from here on a misspelt heading is worth suggesting


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The key under which two headings are the same: no accents, capitals, punctuation, plural ``s`` or ``x``."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in bare.replace("œ", "oe")).split()
    return " ".join(word[:-1] if len(word) > 2 and word[-1] in "sx" else word for word in words)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headings that one kind of input knows: canonical key → the words people write for it."""

    words: tuple[tuple[str, tuple[str, ...]], ...]
    _keys: dict[str, str]

    def key(self, heading: str) -> str | None:
        """The canonical key that ``heading`` stands for, None when it is unknown."""
        return self._keys.get(fold(heading))

    def nearest(self, heading: str) -> str:
        """The known heading that ``heading`` most resembles, for a suggestion; empty when none is near."""
        from rapidfuzz import fuzz, process

        known = [word for _, words in self.words for word in words]
        found = process.extractOne(fold(heading), known, scorer=fuzz.ratio, processor=fold, score_cutoff=NEAR)
        return found[0] if found else ""


def vocabulary(**words: tuple[str, ...]) -> Vocabulary:
    """A vocabulary from canonical key = words; the same word under two keys is a mistake of the programmer."""
    keys: dict[str, str] = {}
    for key, spellings in words.items():
        for spelling in spellings:
            if keys.setdefault(fold(spelling), key) != key:
                raise ValueError(f"{spelling!r} stands for both {keys[fold(spelling)]} and {key}")
    return Vocabulary(tuple(words.items()), keys)


# What a sheet says of its process; tables use the same words in the cells above their header.
PROCESS = vocabulary(
    name=("processus", "process", "nom", "name", "nom du processus", "process name", "titre", "title"),
    id=("id", "identifiant", "identifier", "code"),
    kind=("type", "famille", "kind", "family", "type de processus", "process type", "catégorie", "category"),
    purpose=("finalité", "purpose", "but", "goal", "finalité du processus"),
    owner=("pilote", "owner", "process owner", "pilote du processus", "propriétaire", "responsable"),
    trigger=("déclencheur", "trigger", "événement déclencheur"),
    result=("résultat", "result", "outcome"),
    frequency=("rythme", "frequency", "fréquence", "périodicité"),
    inputs=("entrées", "inputs", "éléments d'entrée", "données d'entrée", "input data"),
    outputs=("sorties", "outputs", "éléments de sortie", "données de sortie", "output data"),
    indicators=("indicateurs", "indicators", "indicateurs du processus", "process indicators"),
    externals=("parties externes", "external parties", "externals", "externes", "partenaires externes"),
    activities=("activités", "activities"),
    notes=("remarques", "notes", "commentaires", "comments", "remarks"),
)

ACTIVITY = vocabulary(
    id=("n°", "no", "nr", "id", "numéro", "number", "identifiant", "identifier"),
    name=("activité", "activity", "nom", "name", "intitulé"),
    service=("service", "unité", "unit", "department"),
    actor=("acteur", "actor", "rôle", "role"),
    next=("suite", "next", "suivante", "suivant", "activité suivante", "next activity"),
    hands=("remet", "hands over", "livre", "delivers", "sorties", "outputs"),
    receives=("reçoit", "receives", "entrées", "inputs"),
    notes=("remarques", "notes", "commentaires", "comments", "remarks"),
)

THING = vocabulary(
    name=("livrable", "deliverable", "nom", "name", "document", "objet"),
    to=("à", "to", "vers", "pour", "destinataire", "recipient"),
    source=("de", "from", "provenance", "origine"),
)

BRANCH = vocabulary(
    to=("à", "to", "vers", "suite", "next", "activité", "activity"), when=("si", "if", "condition", "quand", "when")
)

END_OF = vocabulary(
    external=("externe", "external", "partie externe", "external party"), activity=("activité", "activity")
)

INDICATOR = vocabulary(
    name=("nom", "name", "indicateur", "indicator"), objective=("objectif", "objective", "cible", "target")
)

# How often, as people write it into a form instead of the word that it offers; the keys are those of `Frequency`.
RHYTHM = vocabulary(
    continuous=("en permanence", "au fil de l'eau", "all the time"),
    daily=("tous les jours", "chaque jour", "par jour", "every day", "each day"),
    weekly=("toutes les semaines", "chaque semaine", "une fois par semaine", "1 fois par semaine", "par semaine",
            "every week", "each week", "once a week"),
    monthly=("tous les mois", "chaque mois", "une fois par mois", "1 fois par mois", "par mois", "every month",
             "each month", "once a month"),
    quarterly=("tous les trimestres", "chaque trimestre", "tous les trois mois", "tous les 3 mois", "par trimestre",
               "every quarter", "each quarter", "every three months"),
    half_yearly=("tous les six mois", "tous les 6 mois", "chaque semestre", "tous les semestres", "every six months"),
    yearly=("tous les ans", "chaque année", "une fois par an", "1 fois par an", "par an", "every year", "once a year"),
    occasional=("de temps en temps", "parfois", "sometimes"),
)  # fmt: skip

LANGUAGE = vocabulary(fr=("fr", "français", "french"), en=("en", "anglais", "english"))

KINDS = vocabulary(
    management=("management", "pilotage", "direction", "processus de management", "management process"),
    operational=("opérationnel", "operational", "réalisation", "métier", "core", "processus opérationnel"),
    support=("support", "soutien", "processus support"),
)

FINISH = vocabulary(end=("fin", "end", "aucune", "none", "-", "stop", "terminé"))

# Columns of a step list (Microsoft Visio's Data Visualizer, as its templates head them) and of a procedure
# table with its actors and documents; the two are told apart by what is there.
TABLE = vocabulary(
    id=(
        "Process Step ID", "Step ID", "ID", "Identifiant", "Identifiant de l'étape",
        "Identifiant de l'étape de processus", "ID de l'étape", "ID de l'étape de processus", "ID d'étape",
        "ID d'étape de processus", "ID étape", "N° de l'étape", "N°", "No", "Numéro", "Number",
    ),
    step=("Étape", "Step", "N° étape", "Étape de processus", "Process step"),
    name=(
        "Process Step Description", "Step Description", "Description", "Description de l'étape",
        "Description de l'étape de processus", "Description d'étape de processus", "Activité", "Activity",
        "Tâche", "Task", "Quoi", "What", "Intitulé", "Intitulé de l'étape", "Intitulé de l'activité", "Libellé",
    ),
    next=(
        "Next Step ID", "Next Step", "Next", "Identifiant de l'étape suivante", "Identifiant d'étape suivante",
        "ID de l'étape suivante", "ID d'étape suivante", "Étape suivante", "Suite", "Suivant", "Suivante",
    ),
    label=("Connector Label", "Étiquette du connecteur", "Étiquette de connecteur", "Libellé du connecteur",
           "Ce qui est remis", "What is handed over"),
    shape=("Shape Type", "Type de forme"),
    function=("Function", "Fonction", "Service", "Acteur", "Actor", "Qui", "Who", "Couloir", "Swimlane",
              "Réalisé par", "Performed by"),
    inputs=("Documents d'entrée", "Input documents", "Entrées", "Inputs", "Documents entrants"),
    outputs=("Documents de sortie", "Output documents", "Sorties", "Outputs", "Documents sortants",
             "Livrable", "Deliverable"),
    delay=("Délai", "Time limit", "Deadline"),
    trigger=("Déclenché par", "Triggered by"),
    volume=("Volume", "Volumétrie"),
    frequency=("Fréquence", "Frequency"),
    phase=("Phase",),
    alt=("Alt Description", "Alternate Description", "Texte de remplacement", "Description de remplacement"),
)  # fmt: skip

SHAPES = vocabulary(
    activity=("Process", "Processus", "Traitement", "Task", "Tâche", "Activité", "Activity", "Opération", "Procédé"),
    subprocess=("Subprocess", "Sub-process", "Sous-processus", "Sous processus", "Processus prédéfini"),
    decision=("Decision", "Décision", "Gateway", "Passerelle", "Branchement"),
    start=("Start", "Début", "Départ", "Démarrage"),
    end=("End", "Fin", "Terminaison"),
    item=("Document", "Data", "Données", "Donnée", "Multi document", "Documents multiples"),
    store=("Database", "Base de données", "External Data", "Données externes", "Stored data", "Données stockées"),
    reference=(
        "On-page reference", "Off-page reference", "External reference", "Référence externe", "Renvoi",
        "Référence sur la page", "Référence dans la page", "Référence hors page", "Renvoi de page",
    ),
)  # fmt: skip

# A connector's label that is an answer, not a thing handed over.
ANSWERS = vocabulary(
    answer=("oui", "non", "yes", "no", "ok", "ko", "sinon", "else", "otherwise", "vrai", "faux", "true", "false")
)

# Names of sheets that say nothing of the process.
DEFAULT_SHEETS = vocabulary(
    name=(
        "Étapes", "Steps", "Tableau", "Table", "Données", "Data", "Process Data", "Process Map", "Logigramme",
        "Processus", "Process", "Feuil", "Feuille", "Sheet",
    )
)  # fmt: skip
