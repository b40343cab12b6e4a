"""Words that people use in objectives and that have no single meaning: why, and what to write instead."""

from __future__ import annotations

import re

from svcgraph.i18n import mark

_SOON = mark("This gives no time by which one can tell: write how long, such as “within 2 working days”.")
_ABOUT = mark("“About” gives no limit: write the limit itself.")
_OFTEN = mark("This does not say on which days: name them, such as “every Monday and Thursday”.")
_TWICE = mark("This means twice a week to some, every second week to others: write “every second Monday”.")
_TWICE_MONTH = mark("This means twice a month to some, every second month to others: name the days.")
_WEEK_END = mark("A week ends on Friday for some, on Sunday for others: write “the last working day of the week”.")
_WEEKDAY = mark("Are public holidays among them? Write “working day” or “from Monday to Friday”.")
_CLOSE = mark("This hour differs from one to another: write the hour, such as “by 17:00”.")
_EIGHT = mark("This means 7 or 8 days, 14 or 15: write the number of days or weeks.")
_DAYTIME = mark("This part of the day has no agreed end: write the hour, such as “before noon”.")
_SHIFTED = mark("Write the day itself: “the 5th of the month” is already in the month that follows what it is about.")
_RANGE = mark("A range is no limit: write the longest time that still counts as kept.")
_INTERVAL = mark("Write “every 2 weeks”, or name the days: “the 1st and 15th of the month”.")
_BARE = mark("Is this a lower or an upper limit? Write “at least” or “at most”.")
_QUALITY = mark("This cannot be measured as it stands: say what is counted, or “… : yes”.")
_ONE_DAY = mark("One coming day is no recurring deadline: write “every Monday”, or a date each year.")
_INSIDE = mark("Counted from when? Write “within 7 days of the request”, or “by the last day of the month”.")
_MARK = mark("A mark, or a share of cases? Write “at least 4.0 out of 5”, or “at least 80 %”.")
_OF_WHAT = mark("One error out of a hundred what? Write what is measured: “at most 1 %”.")
_THIRD = mark("Write “every 3 weeks on Monday”, or “the 3rd Monday of the month”.")
_YEAR = mark("A date with its year happens once: leave the year out for what is due every year.")

_WORDS = {
    _SOON: (
        *(r"(des|aussi(tot)?) que", r"au plus (vite|tot)", "bientot", "rapide", r"vite\b", "immediat", "sous peu"),
        *(r"sans (delai|retard|attendre|tarder)", "prochainement", "temps utile", "urgen", "en temps voulu"),
        r"a temps\b",
        *(r"(temps|delais?) (raisonnable|habituel|normal|imparti)", r"(meilleurs|plus brefs) delais"),
        *(r"as (soon|quickly|fast) as", r"\ba\.?s\.?a\.?p\b", r"\bsoon", "quick", "prompt", r"\bfast\b", "timely"),
        *(r"in due (time|course)", "reasonable", r"without (any )?([a-z]+ )?delay", r"\bon time\b"),
    ),
    _ABOUT: (
        *("environ", "a peu pres", r"\bvers\b", "approximati", r"\bsi possible"),
        *(r"\babout\b", "around", "roughly", "circa", "if possible", r"\bor so\b"),
    ),
    _TWICE: ("bi-?weekly", "bi-?hebdo"),
    _TWICE_MONTH: ("bi-?month", "bi-?mensuel", "bi-?mestriel"),
    _OFTEN: (
        *(r"(deux|trois|quatre|plusieurs|\d+) fois (par|dans)", "regulier", "souvent", "frequemment", "parfois"),
        *(
            r"(twice|thrice|(two|three|several|\d+) times) (a|per|every|each)",
            "often",
            "regular",
            "frequent",
            "periodi",
        ),
        *("sometimes", "de temps en temps", "une fois par semaine", "once a week", "weekly", "hebdo", "chaque semaine"),
        *("toutes les semaines", r"every week\b"),
    ),
    _WEEK_END: (r"fin de( la)? semaine", r"end of( the)? week", "week-?end"),
    _THIRD: (r"every (third|fourth|fifth) (mon|tues|wednes|thurs|fri|satur|sun)day(?! of)",),
    _YEAR: (r"\b(19|20)\d\d\b",),
    _WEEKDAY: (r"\bweekdays?\b", r"jours? de( la)? semaine"),
    _CLOSE: (
        *(r"\bcob\b", "close of business", "end of business", "opening", "closing"),
        *("fermeture", r"fin de (service|poste)", "ouverture"),
    ),
    _EIGHT: ("huitaine", "quinzaine", r"(tous les|sous) (8|huit) jours\b"),
    _DAYTIME: (
        *(r"\bmatin", r"\bsoir", "apres-midi", "matinee", r"\bnuit\b"),
        *("morning", "afternoon", "evening", "night"),
    ),
    _INSIDE: (r"dans (le mois|la semaine|l'annee)\b", r"within the (week|month|year)\b"),
    _MARK: (
        r"^(au moins |au plus |at least |at most )?\d+ *(sur|out of|/) *\d+( au moins| au plus| mini.*| maxi.*)?$",
    ),
    _OF_WHAT: (r"^(au moins|au plus|at least|at most) [^ ]+ [^ ].* (sur|out of) [^ ]+$",),
    _SHIFTED: (r"suivante?\b", "d'apres", r"(following|next) (month|quarter|week)"),
    _RANGE: (
        r"\d+ *(a|ou|to|or|-) *\d+ *(jour|heure|h\b|minute|semaine|mois|(working |business )?(day|hour|week|month))",
    ),
    _INTERVAL: (r"(tous|toutes) les (\d+|deux|trois) (jours|mois)", r"every (\d+|two|three) (days|months)"),
    _BARE: (r"^-?\d+([.,]\d+)? *(%|per cent|pour cent|[a-z]+)?$",),
    _ONE_DAY: (
        *(r"(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) prochain", r"next (mon|tues|wednes|thurs|fri)day"),
        *(r"^(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", r"^(on )?(mon|tues|wednes|thurs|fri)day\b"),
    ),
    _QUALITY: (
        *("qualite", "quality", "satisf", r"bien\b", "correct", "propre", "clair", "mieux", "suffisan"),
        *("clear", "good", "best", "better", "enough"),
    ),
}  # the first that fits is told
HINTS = tuple((re.compile("|".join(patterns)), said) for said, patterns in _WORDS.items())


def hint(folded: str) -> str:
    """What to write instead of the first known vague word of a refused sentence; "" when it has none."""
    return next((said for pattern, said in HINTS if pattern.search(folded)), "")
