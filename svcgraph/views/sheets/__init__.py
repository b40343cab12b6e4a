"""Papers that are lighter than a contract's form: the interface sheet, the framework contract (`7-rulings`)."""

from svcgraph.views.sheets.framework import framework_document
from svcgraph.views.sheets.interface import interface_document
from svcgraph.views.sheets.pen import Pen

__all__ = ["Pen", "framework_document", "interface_document"]
