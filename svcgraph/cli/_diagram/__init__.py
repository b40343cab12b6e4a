"""Kinds of picture of ``svcgraph diagram``, one file each with a ``command``, found by listing this folder."""
