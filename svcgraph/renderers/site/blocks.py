"""The blocks of a page as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

from svcgraph.i18n import Words, mark
from svcgraph.renderers.site.dark import colours
from svcgraph.renderers.site.ink import Ink, anchor, href
from svcgraph.views.shapes import Diagram
from svcgraph.views.site.page import (
    Block,
    Fields,
    Finder,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Row,
    Tile,
    Tiles,
)

Drawn = Callable[[Diagram], str]
WIDTH = re.compile(r'<svg [^>]*?width="([\d.]+)pt"')
WIDE = 620.0  # points
KEYS = mark("Click a service or an arrow, or walk with the arrow keys; Enter chooses, Escape lets go.")
NOTHING = mark("Nothing is chosen.")


class Writer:
    """Writes the blocks of pages in one language; ``drawn`` gives the SVG of a diagram."""

    def __init__(self, ink: Ink, words: Words, drawn: Drawn) -> None:
        self.ink, self.words, self._drawn = ink, words, drawn

    def block(self, block: Block, page: str) -> str:
        match block:
            case Heading():
                where = f' id="{anchor(block.id)}"' if block.id else ""
                return f"<h{block.level}{where}>{self.ink.text(block.text)}</h{block.level}>"
            case Paragraph():
                sort = ' class="lead"' if block.lead else ' class="note"' if block.note else ""
                return f"<p{sort}>{self.ink.line(block.line, page)}</p>"
            case Items():
                items = "".join(f"<li>{self.ink.line(one, page)}</li>" for one in block.lines)
                return f"<ul>{items}</ul>" if items else ""
            case Fields():
                return self._fields(block, page)
            case Grid():
                return self._grid(block, page)
            case Tiles():
                return f'<ul class="tiles">{"".join(self._tile(one, page) for one in block.tiles)}</ul>'
            case Picture() if not block.diagram.nodes:
                return f"<p>{self._say(mark('There is nothing to draw yet.'))}</p>"
            case Picture():
                return self._explored(block) if block.explore else self._picture(block.diagram)
            case Finder():
                return self._finder()

    def _fields(self, block: Fields, page: str) -> str:
        """Fields without a value are left out."""
        pairs = (
            f"<div><dt>{self.ink.text(name)}</dt><dd>{self.ink.line(value, page)}</dd></div>"
            for name, value in block.pairs
            if value
        )
        return f'<dl class="fields">{"".join(pairs)}</dl>'

    def _grid(self, grid: Grid, page: str) -> str:
        """A table scrolls in its own frame on a narrow screen, which the keyboard reaches too."""
        caption = self.ink.text(grid.caption)
        if not grid.rows:
            return f"<p><strong>{caption}</strong> {self.ink.text(grid.empty)}</p>"
        heads = "".join(
            f'<th scope="col"{" class=" + chr(34) + "number" + chr(34) if head.number else ""}>'
            f"{self.ink.text(head.title)}</th>"
            for head in grid.heads
        )
        rows = "\n".join(self._row(row, grid, page) for row in grid.rows)
        return (
            f'<div class="table" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        )

    def _row(self, row: Row, grid: Grid, page: str) -> str:
        where = f' id="{anchor(row.id)}"' if row.id else ""
        state = f' data-state="{row.state}"' if row.state else ""
        arrows = f' data-arrows="{" ".join(map(anchor, row.arrows))}"' if row.arrows else ""
        cells = (self.ink.line(cell, page) for cell in row.cells)
        first, *rest = zip(grid.heads, cells, strict=True)
        others = "".join(
            f'<td class="number">{cell}</td>' if head.number else f"<td>{cell}</td>" for head, cell in rest
        )
        return f'<tr{where}{state}{arrows}><th scope="row">{first[1]}</th>{others}</tr>'

    def _tile(self, tile: Tile, page: str) -> str:
        sign = self.ink.symbol(tile.state) if tile.state else ""
        text = self.ink.text(tile.text)
        said = f'<a href="{href(tile.target, page)}">{text}</a>' if tile.target else text
        change = f'<span class="change">{self.ink.text(tile.change)}</span>' if tile.change else ""
        value = self.ink.text(tile.value)
        return f'<li><span class="value">{sign}{value}</span><span class="what">{said}</span>{change}</li>'

    # --- pictures --------------------------------------------------------------------------------------------------

    def _picture(self, diagram: Diagram) -> str:
        """In a frame of its own, where it scrolls rather than becoming too small."""
        title, svg = self.ink.text(diagram.title), self._svg(diagram)
        return f'<figure class="{_sort(svg)}" role="region" tabindex="0" aria-label="{title}">{svg}</figure>'

    def _svg(self, diagram: Diagram) -> str:
        svg = self._drawn(diagram)
        self.ink.used |= colours(svg)
        return svg

    def _explored(self, block: Picture) -> str:
        """What only the script can do is hidden without it; the table below tells the same."""
        title = self.ink.text(block.diagram.title)
        say = self._say
        svg = self._svg(block.diagram).replace('role="img"', 'role="group"', 1)
        boxes = "".join(
            f'<label><input type="checkbox" checked value="{one.state}">{self.ink.symbol(one.state)}'
            f"{self.ink.text(one.text)}</label>"
            for one in block.filters
        )
        buttons = "".join(
            f'<button type="button" data-zoom="{way}">{say(text)}</button>'
            for way, text in (("in", mark("Larger")), ("out", mark("Smaller")), ("all", mark("Whole picture")))
        )
        return (
            f'<div class="explore" data-nothing="{say(NOTHING)}" data-caption="{say(mark("What was chosen"))}">'
            f'<form class="filters scripted"><fieldset><legend>{say(mark("Show arrows"))}</legend>{boxes}</fieldset>'
            f'<p class="tools">{buttons}</p></form>'
            f'<p class="note scripted" id="keys">{say(KEYS)}</p>'
            f'<figure class="{_sort(svg)}" role="group" aria-label="{title}">{svg}</figure>'
            f'<section class="chosen scripted" aria-live="polite" aria-label="{say(mark("What was chosen"))}">'
            f"<p>{say(NOTHING)}</p></section></div>"
        )

    def _finder(self) -> str:
        say = self._say
        most = say(mark("Found: #. The first ones are shown: add a word."))
        return (
            f'<form class="finder" role="search" aria-label="{say(mark("Search the whole site"))}">'
            f'<label for="find">{say(mark("Look for"))}</label> '
            f'<input id="find" name="q" type="search" autocomplete="off">'
            f'<button type="submit">{say(mark("Search"))}</button></form>'
            f'<p id="found" role="status" data-many="{say(mark("Found: #"))}" '
            f'data-none="{say(mark("Nothing found."))}" data-most="{most}"></p>'
            f'<ul id="hits"></ul><noscript><p>{say(mark("The search needs the page’s own script."))}</p></noscript>'
        )

    def _say(self, message: str) -> str:
        return self.ink.text(self.words(message))


def _sort(svg: str) -> str:
    """A wide picture fills the page and scrolls rather than becoming too small; a narrow one is not blown up."""
    found = WIDTH.search(svg)
    return "picture wide" if found and float(found[1]) > WIDE else "picture"
