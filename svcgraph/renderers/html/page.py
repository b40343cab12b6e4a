"""The page round a document's blocks: its head, its look on the screen and on paper."""

from __future__ import annotations

from html import escape

from svcgraph.renderers.cells import safe
from svcgraph.renderers.html.body import body
from svcgraph.views.document import ACROSS, MARGIN, Document

# Nothing may be fetched and nothing may run, whatever a name in it holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_LOOK = """
* {{ box-sizing: border-box }}
html {{ background: #e9e9e6; color: #111 }}
body {{ font: {size}pt/1.2 "Liberation Sans", Arial, Helvetica, sans-serif; margin: 0 }}
main {{ background: #fff; margin: 6mm auto; padding: 10mm {margin}mm; width: {wide}mm; max-width: 100%;
  overflow-x: auto; position: relative }}
.head, .foot {{ display: flex; justify-content: space-between; gap: 4mm; font-size: 8pt; color: #333 }}
.head {{ margin-bottom: 3mm }}
.foot {{ margin-top: 5mm }}
.head :first-child {{ font-weight: bold }}
h1 {{ font-size: 15pt; margin: 0 0 2mm }}
h2 {{ font-size: 11pt; margin: 4mm 0 1.2mm; break-after: avoid }}
h3 {{ font-size: 10pt; margin: 3mm 0 1mm; break-after: avoid }}
p {{ margin: 1.2mm 0 }}
small, .small {{ font-size: 7.5pt }}
table {{ border-collapse: collapse; table-layout: fixed; width: {across}mm; margin: 1.2mm 0 }}
td, th {{ border: 0.4pt solid #7f7f7f; padding: 0.8mm 1mm; text-align: start; vertical-align: middle;
  font-weight: normal; overflow-wrap: anywhere }}
tr {{ break-inside: avoid }}
tr.attached {{ break-after: avoid }}
.label {{ background: #e7e6e6; font-size: 8pt }}
.tool {{ background: #f7f7f7 }}
.client {{ background: #dce9f5 }}
.supplier {{ background: #fff; border: 1.3pt solid #000 }}
.together {{ border: 0.6pt dashed #404040;
  background: repeating-linear-gradient(45deg, #fff 0 2.4pt, #e2e2e2 2.4pt 2.8pt) }}
.plain {{ border: none }}
.blank {{ background: #fff }}
.centred {{ text-align: center }}
.grey {{ color: #595959 }}
.empty {{ color: #8a8a8a }}
.box {{ display: inline-block; width: 2.6mm; height: 2.6mm; border: 0.6pt solid #000; background: #fff;
  vertical-align: -0.3mm; text-align: center; font-size: 2.6mm; line-height: 2.4mm }}
.across {{ position: absolute; inset: 0; display: grid; place-items: center; font-size: 120pt; font-weight: bold;
  color: #efefef; transform: rotate(-30deg); z-index: 0; pointer-events: none }}
main > * {{ position: relative; z-index: 1 }}
main > .across {{ position: absolute; z-index: 0 }}
.new-page {{ break-before: page }}
@page {{ size: A4 landscape; margin: 15mm {margin}mm 12mm;
  @top-left {{ content: {left}; font: bold 8pt "Liberation Sans", Arial, sans-serif }}
  @top-center {{ content: {middle}; font: 8pt "Liberation Sans", Arial, sans-serif }}
  @top-right {{ content: {right}; font: 8pt "Liberation Sans", Arial, sans-serif }}
  @bottom-left {{ content: {footer}; font: 8pt "Liberation Sans", Arial, sans-serif; white-space: nowrap }}
  @bottom-right {{ content: {page}; font: 8pt "Liberation Sans", Arial, sans-serif; white-space: nowrap }} }}
@media print {{
  html {{ background: #fff }}
  main {{ margin: 0; padding: 0; width: auto; max-width: none; overflow: visible }}
  .head, .foot {{ display: none }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact }} }}
"""


def html(document: Document) -> bytes:
    """UTF-8 bytes of one self-contained page, in the document's language; printed on A4, landscape, with page numbers.

    Everything from people is escaped; without scripts, links and requests.
    """
    left, middle, right = document.header
    head = "".join(f"<span>{said(part)}</span>" for part in (left, middle, right))
    across = f'<div class="across" aria-hidden="true">{said(document.across)}</div>\n' if document.across else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{said(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="date" content="{document.created.isoformat()}">\n'
        f"<title>{said(document.title)}</title>\n<style>{_look(document)}</style>\n</head>\n<body>\n<main>\n"
        f'{across}<div class="head">{head}</div>\n{body(document)}\n'
        f'<div class="foot"><span>{said(document.footer)}</span></div>\n</main>\n</body>\n</html>\n'
    ).encode()


def said(text: str) -> str:
    """Text between tags or in an attribute."""
    return escape(safe(text), quote=True)


def _look(document: Document) -> str:
    left, middle, right = map(_string, document.header)
    return _LOOK.format(
        size=f"{document.size:g}",
        margin=f"{MARGIN:g}",
        wide=f"{ACROSS + 2 * MARGIN:g}",
        across=f"{ACROSS:g}",
        left=left,
        middle=middle,
        right=right,
        footer=_string(document.footer),
        page=_numbered(document.page),
    )


def _numbered(sentence: str) -> str:
    """``page {page} / {pages}`` as CSS content."""
    before, _, rest = sentence.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return f"{_string(before)} counter(page) {_string(between)} counter(pages) {_string(after)}"


def _string(text: str) -> str:
    """A CSS string; by code point, what could end it or the style element."""
    plain = "".join(sign if sign.isalnum() or sign in " .,:;·/()–-" else f"\\{ord(sign):x} " for sign in safe(text))
    return f'"{plain}"'
