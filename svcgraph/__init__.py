"""svcgraph: from process maps to internal service contracts, their attainment and the picture of both."""

__version__ = "0.1.0"
