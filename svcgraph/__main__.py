"""``python -m svcgraph``."""

from svcgraph.cli import main

main()
