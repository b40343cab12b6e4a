from check_values import FACTS, with_contract

from svcgraph.domain.contract import Party, Status


def speaking(person):
    return with_contract(client=Party(service="marketing", representative=person))


INVALID = (
    (speaking(""), "client", "CS-01: nobody speaks for Marketing", "personne ne représente «\u00a0Marketing\u00a0»"),
    (speaking("paul"), "client", "paul, who speaks for Marketing, is not among the people", "paul, qui représente"),
    (
        with_contract(supplier=Party(service="sales", representative="yann")),
        "supplier",
        "Yann Kerbrat, who speaks for Sales, left the organisation",
        "Yann Kerbrat, qui représente «\u00a0Ventes\u00a0», a quitté",
    ),
)
VALID = (FACTS, with_contract(client=Party(service="marketing"), status=Status.DRAFT))
