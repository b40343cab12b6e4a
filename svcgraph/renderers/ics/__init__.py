"""A neutral agenda as iCalendar (RFC 5545): `ics`. The same agenda gives the same bytes."""

from svcgraph.renderers.ics.write import ics

__all__ = ["ics"]
