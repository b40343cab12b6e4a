"""The sheet for the next review meeting of a contract (*feuille de réunion de suivi*), as a neutral document."""

from svcgraph.views.review.pen import ReviewFile
from svcgraph.views.review.sheet import review_document

__all__ = ["ReviewFile", "review_document"]
