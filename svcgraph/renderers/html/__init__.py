"""A neutral document as one page of HTML: nothing outside it is loaded, nothing in it runs. `html`."""

from svcgraph.renderers.html.page import html

__all__ = ["html"]
