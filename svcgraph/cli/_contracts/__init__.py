"""Commands of ``svcgraph contracts``, one file each with a ``command``, found by listing this folder."""
