"""The words of a label written in HTML, as drawing programs store them."""

from __future__ import annotations

from html.parser import HTMLParser

BREAKS = frozenset({"br", "div", "p", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "hr"})
SILENT = frozenset({"script", "style", "title"})


def words_of(label: str) -> str:
    """The text of ``label``: tags gone, line breaks and blocks made blanks, entities read once; scripts left out."""
    if "<" not in label and "&" not in label:
        return label
    reader = _Words()
    reader.feed(label)
    reader.close()
    return "".join(reader.parts)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in SILENT
        if tag in BREAKS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        if tag in BREAKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
