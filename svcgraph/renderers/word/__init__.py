"""A neutral document as a Word file whose places come back: `docx`.

Written straight as XML: python-docx knows neither content controls nor check boxes, and the same document must give
the same bytes. How ids survive editing: `control`.
"""

from svcgraph.renderers.word.package import docx

__all__ = ["docx"]
