"""svcgraph: from process maps to internal service contracts, their attainment and the picture of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from svcgraph.api import Organisation, load

__version__ = "0.1.0"
__all__ = ["Organisation", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """``svcgraph.load`` and its result, loaded when first asked for: the command line starts without them."""
    if name in ("load", "Organisation"):
        from svcgraph import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
