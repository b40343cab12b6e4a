"""The bands of a process picture, with the service's name at their left end."""

from __future__ import annotations

from svcgraph.renderers.picture.arrangement import Rect
from svcgraph.renderers.picture.ink import rect, safe, token, words
from svcgraph.renderers.picture.lanes import HEADER, NAME
from svcgraph.renderers.picture.look import CLUSTER_FILL, CLUSTER_LINE, EXTERNAL_FILL, PAPER
from svcgraph.renderers.picture.measure import LINE, wrap
from svcgraph.views.shapes import Cluster


def lane(cluster: Cluster, band: Rect) -> str:
    """The band and its header; external parties are tinted as everywhere."""
    fill, side = (EXTERNAL_FILL, EXTERNAL_FILL) if cluster.external else (PAPER, CLUSTER_FILL)
    header = Rect(left=band.left, top=band.top, right=band.left + HEADER, bottom=band.bottom)
    return (
        f'<g class="cluster lane" id="cluster-{token(cluster.id)}"><title>{safe(cluster.name)}</title>'
        f"{rect(band, 0, fill, CLUSTER_LINE)}{rect(header, 0, side, CLUSTER_LINE)}</g>"
    )


def lane_name(cluster: Cluster, band: Rect) -> str:
    """The service's name, in the middle of the header."""
    lines = lane_lines(cluster.name)
    top = (band.top + band.bottom) / 2 - len(lines) * NAME * LINE / 2
    middle = band.left + HEADER / 2
    return "".join(
        words(middle, top + (index + 0.8) * NAME * LINE, line, NAME, bold=not cluster.external)
        for index, line in enumerate(lines)
    )


def lane_lines(name: str) -> tuple[str, ...]:
    """The name wrapped to the header."""
    return wrap(name, HEADER - 14, NAME, bold=True)
