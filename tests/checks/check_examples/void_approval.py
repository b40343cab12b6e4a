from dataclasses import replace

from check_values import CONTRACT, FACTS, with_approvals

from svcgraph.domain.fingerprint import fingerprint, shown

SUPPLIER, CLIENT = CONTRACT.approvals
MARK = fingerprint(CONTRACT)

INVALID = (
    (
        with_approvals(SUPPLIER, replace(CLIENT, hash="0123456789abcdef")),
        "approvals",
        "CS-01 was changed since Julien Roche signed it for Marketing on 25 February 2026 (signed 01234567, now",
        "a été changé depuis que Julien Roche l’a signé pour «\u00a0Marketing\u00a0» le 25 février 2026",
    ),
    (with_approvals(replace(SUPPLIER, hash=MARK[:4])), "approvals", "Inès Caron signed it for Sales", "Inès Caron"),
)
VALID = (
    FACTS,  # signed on paper, without a fingerprint
    with_approvals(replace(SUPPLIER, hash=MARK), replace(CLIENT, hash=shown(MARK))),
)
