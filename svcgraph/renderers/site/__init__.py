"""The site as files: HTML, one style sheet, one script of our own, an index for the search. Nothing is fetched."""

from svcgraph.renderers.site.files import SiteFile, write

__all__ = ["SiteFile", "write"]
