"""The commands of ``svcgraph readings``, one file each."""
