from dataclasses import replace

from check_values import FACTS

from svcgraph.errors import Place

INVALID = (
    (
        replace(FACTS, passwords=(Place(file="svcgraph.yaml", line=12),)),
        "",
        "then write “${NAME}” in the URL",
        "écrire «\u00a0${NAME}\u00a0» dans l’adresse",
    ),
)
VALID = (FACTS,)
