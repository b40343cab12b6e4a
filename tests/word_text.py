"""What a Word file says, straight from its XML: paragraphs, and cells of tables, one a line."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_text(data: bytes) -> str:
    """Every paragraph of the body, with no-break spaces as plain ones."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        tree = etree.fromstring(package.read("word/document.xml"))
    lines = ("".join(text.text or "" for text in one.iter(f"{W}t")) for one in tree.iter(f"{W}p"))
    return "\n".join(lines).replace("\u00a0", " ").replace("\u202f", " ")
