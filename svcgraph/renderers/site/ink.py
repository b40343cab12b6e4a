"""The one place where text becomes HTML: escaped, and without the names that are withheld."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from svcgraph.renderers.cells import safe
from svcgraph.renderers.picture.ink import symbol, token
from svcgraph.renderers.picture.look import Looks
from svcgraph.renderers.site.dark import colours
from svcgraph.views.shapes import State
from svcgraph.views.site.page import Line, Link, Mark, Piece, Source

SYMBOL = 12.0
MAIN = "main"  # the id of a page's content


class Ink:
    """Writes lines for the pages of one language. ``withheld``: see `views.site.page.Site`."""

    def __init__(self, looks: Looks, withheld: Sequence[str] = (), instead: str = "") -> None:
        self._looks, self._instead = looks, instead
        names = "|".join(map(re.escape, withheld))
        self._withheld = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None
        self._written: dict[str, str] = {}  # the same few names stand on every page
        self._signs: dict[State, str] = {}
        self.used: set[str] = set()  # the colours of signs and pictures, which the dark turns round

    def bare(self, text: str) -> str:
        """The text that may be read, not escaped yet."""
        readable = safe(text)
        return self._withheld.sub(lambda _: self._instead, readable) if self._withheld else readable

    def text(self, text: str) -> str:
        found = self._written.get(text)
        if found is None:
            found = self._written[text] = escape(self.bare(text), quote=True)
        return found

    def line(self, line: Line, page: str) -> str:
        """``page``: the address of the page on which it stands."""
        return "".join(self._piece(piece, page) for piece in line)

    def _piece(self, piece: Piece, page: str) -> str:
        match piece:
            case Link():
                return f'<a href="{href(piece, page)}">{self.text(piece.text)}</a>'
            case Mark():
                return f'<span class="state">{self.symbol(piece.state)}{self.text(piece.text)}</span>'
            case Source():
                return f"<code>{self.text(piece.text)}</code>"
            case _:
                return self.text(piece)

    def symbol(self, state: State) -> str:
        """The state's symbol; its word always stands beside."""
        if state not in self._signs:
            self._signs[state] = self._sign(state)
            self.used |= colours(self._signs[state])
        return self._signs[state]

    def _sign(self, state: State) -> str:
        middle = SYMBOL / 2
        shape = symbol(self._looks[state], middle, middle, SYMBOL)
        if not shape:
            return ""
        return f'<svg class="sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{shape}</svg>'


def href(link: Link, page: str) -> str:
    """The link as seen from ``page``; addresses are made of harmless signs (`views.site.addresses`)."""
    part = f"#{anchor(link.part)}" if link.part else ""
    return escape(f"{up(page)}{link.page}{part}" if link.page else part or "#", quote=True)


@lru_cache(maxsize=100_000)
def anchor(part: str) -> str:
    """The id of a place, the same for the place and for the link. Boxes and arrows of pictures have theirs from SVG."""
    return token(part)


def up(page: str) -> str:
    """From the folder of ``page`` up to that of its language."""
    return "../" * page.count("/")
