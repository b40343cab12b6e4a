"""Escaping, and the units of Word."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from svcgraph.renderers.cells import safe

TWIPS = 1440 / 25.4  # per millimetre
EMU = 36_000  # per millimetre
FONT = "Arial"

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="w14"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def text(value: str) -> str:
    """Text for an element."""
    return escape(safe(value))


def attribute(value: str) -> str:
    """Text for an attribute, in quotes."""
    return quoteattr(safe(value).replace("\n", " "))


def twips(millimetres: float) -> int:
    """Word's measure: twentieths of a point."""
    return round(millimetres * TWIPS)


def run(value: str, *, bold: bool = False, size: float = 0.0, grey: bool = False, hidden: bool = False) -> str:
    """A run of text; line breaks stay."""
    looks = "".join(
        (
            "<w:b/>" if bold else "",
            "<w:vanish/>" if hidden else "",
            '<w:color w:val="595959"/>' if grey else "",
            f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
        )
    )
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text(value).split("\n"))
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inner}</w:r>"
