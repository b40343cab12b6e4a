"""A book of pictures as one PDF: cover, contents, a sheet for each picture, an index with page numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from svcgraph.i18n import Words, mark
from svcgraph.renderers.picture.dot import printable
from svcgraph.renderers.picture.drawing import Drawing
from svcgraph.renderers.picture.fonts import FAMILY
from svcgraph.renderers.picture.paper import EDGE, Paper, scale, sheet
from svcgraph.renderers.picture.press import compiled
from svcgraph.sentences.typography import set_in_print
from svcgraph.views.atlas import Book, Chapter, Index

FOOT = 6.0  # millimetres that the foot takes
CONTENTS = mark("Contents")
HEAD = """#set document(title: {title}, date: none)
#set text(font: {font}, lang: {language}, size: 10pt)
#let said = {foot}
#let foot = context box(width: 100%, text(size: 8pt, fill: luma(90), said + h(1fr)
  + str(counter(page).get().first()) + " / " + str(counter(page).final().first())))
#let at(name) = context link(name, str(counter(page).at(name).first()))
#let dots = box(width: 1fr, inset: (x: 3pt), repeat[.])
#let line-to(name, title) = block(below: 5pt, link(name, title) + dots + at(name))
"""
SHEET = "#set page(width: {across}mm, height: {down}mm, margin: {edge}mm, footer-descent: 1mm, footer: {foot})\n"


def book(made: Book, drawings: Mapping[str, Drawing], paper: Paper, words: Words) -> bytes:
    """PDF bytes; ``drawings`` by the id of their leaf. Cover, contents and index stand upright."""
    leaves = [leaf for chapter in made.chapters for leaf in chapter.leaves]
    names = {leaf.id: f"p{number}" for number, leaf in enumerate(leaves)}
    pieces = [
        HEAD.format(
            title=_text(made.title, made.language),
            font=json.dumps(FAMILY),
            language=json.dumps(made.language),
            foot=_text(" · ".join(filter(None, (made.title, made.subtitle))), made.language),
        ),
        *_cover(made, paper),
        _upright(paper, foot="foot"),
        *_contents(made, names, words),
        *(_leaf(drawings[leaf.id], names[leaf.id], leaf.name, paper, made.language) for leaf in leaves),
        _upright(paper, foot="foot"),
        *(piece for number, index in enumerate(made.indexes) for piece in _index(number, index, names, made.language)),
    ]
    files = {f"{names[leaf.id]}.svg": drawings[leaf.id].svg for leaf in leaves}
    return compiled("".join(pieces), files)


def _text(text: str, language: str) -> str:
    """A typst string."""
    return json.dumps(printable(set_in_print(text, language)).replace("\n", " "), ensure_ascii=False)


def _upright(paper: Paper, *, foot: str) -> str:
    short, long = paper.sides
    return SHEET.format(across=short, down=long, edge=20, foot=foot)


def _cover(made: Book, paper: Paper) -> Iterator[str]:
    yield _upright(paper, foot="none")
    yield "#v(1fr)\n"
    for size, weight, text in ((34, "bold", made.title), (16, "regular", made.subtitle), (13, "regular", made.counts)):
        yield f'#text(size: {size}pt, weight: "{weight}", {_text(text, made.language)})\n\n'
    yield "#v(2fr)\n"


def _contents(made: Book, names: Mapping[str, str], words: Words) -> Iterator[str]:
    yield f'#text(size: 20pt, weight: "bold", {_text(words(CONTENTS), made.language)})\n\n#columns(2, gutter: 12mm)[\n'
    for chapter in made.chapters:
        yield from _chapter(chapter, names, made.language)
    for number, index in enumerate(made.indexes):
        yield f"#strong(line-to(<index{number}>, {_text(index.name, made.language)}))\n"
    yield "]\n"


def _chapter(chapter: Chapter, names: Mapping[str, str], language: str) -> Iterator[str]:
    if len(chapter.leaves) == 1:
        yield f"#strong(line-to(<{names[chapter.leaves[0].id]}>, {_text(chapter.name, language)}))\n"
        return
    yield f"#block(above: 9pt, below: 5pt, sticky: true, strong({_text(chapter.name, language)}))\n"
    for leaf in chapter.leaves:
        yield f"#line-to(<{names[leaf.id]}>, {_text(leaf.name, language)})\n"


def _leaf(drawing: Drawing, name: str, title: str, paper: Paper, language: str) -> str:
    """One picture on its sheet, turned as the picture is."""
    across, down = sheet(drawing.width, drawing.height, paper)
    factor = min(scale(drawing.width, drawing.height, paper), (down - 2 * EDGE - FOOT) * 72 / 25.4 / drawing.height)
    return (
        SHEET.format(across=across, down=down, edge=EDGE, foot="foot")
        + f'#align(center + horizon, image("{name}.svg", width: {drawing.width * factor:.2f}pt, '
        + f"alt: {_text(title, language)})) <{name}>\n"
    )


def _index(number: int, index: Index, names: Mapping[str, str], language: str) -> Iterator[str]:
    yield "#pagebreak(weak: true)\n"
    yield f'#text(size: 20pt, weight: "bold", {_text(index.name, language)}) <index{number}>\n\n'
    yield "#columns(3, gutter: 8mm)[\n"
    for entry in index.entries:
        found = sorted(int(names[leaf][1:]) for leaf in entry.leaves if leaf in names)
        pages = ' + ", " + '.join(f"at(<p{number}>)" for number in found)
        if pages:
            yield f"#block(below: 5pt, {_text(entry.name, language)} + h(4pt) + {pages})\n"
    yield "]\n"
