"""Fixed sentences of the form, in the outline's words (`9-forms`)."""

from __future__ import annotations

from svcgraph.domain.contract import Deliverable, Status
from svcgraph.i18n import Words, mark
from svcgraph.views.wording import Wording, to_be_named

BANNERS = {
    Status.DRAFT: mark("DRAFT – to be negotiated"),
    Status.PROPOSED: mark("PROPOSED – to be negotiated"),
    Status.NEGOTIATION: mark("IN NEGOTIATION – not agreed yet"),
    Status.AGREED: mark("AGREED"),
    Status.ACTIVE: mark("IN FORCE"),
    Status.SUSPENDED: mark("SUSPENDED"),
    Status.ENDED: mark("ENDED"),
}
EXAMPLES = (
    mark("every Monday before 10:00"),
    mark("every working day at 17:30 at the latest"),
    mark("on the 5th working day of the month at the latest"),
    mark("the last Friday of the quarter before noon"),
    mark("within 2 working days"),
    mark("D+2 working days"),
    mark("within 48 hours"),
    mark("95 % within 1 working day"),
    mark("at least 98 %"),
    mark("at most 3 errors"),
    mark("between 18 and 22 °C"),
    mark("all sections filled in: yes"),
)
CLAUSES = (
    mark(
        "Confidentiality: what either unit learns of the other’s files under this agreement is used for its purpose "
        "only, and is not passed on outside the two units without the consent of the other head of unit."
    ),
    mark(
        "Continuity: each unit names a deputy for every person whom this agreement names, and tells the other at once "
        "when a deliverable cannot be handed over, with the date on which it will be."
    ),
    mark(
        "Notice: either unit may ask for this agreement to be revised or ended, in writing, three months ahead; until "
        "then it stays in force."
    ),
)


def banner(status: Status, words: Words) -> str:
    """The state in capitals, as it stands at the head of every page."""
    return words(BANNERS[status])


def printable(item: Deliverable, wording: Wording) -> str:
    """The name of a deliverable; what has none of its own is to be named (`7-rulings`)."""
    name = item.name.read(wording.words.language)
    if not item.needs_name:
        return wording.term(name)
    return to_be_named(wording.words, wording.term(name))
