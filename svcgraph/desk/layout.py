"""``svcgraph diagram organisation --keep-layout``: the only writer of `processes/layout.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svcgraph.desk import disk
from svcgraph.desk.lock import locked
from svcgraph.errors import SvcgraphError
from svcgraph.i18n import mark
from svcgraph.store.layout import FILE, KeptPlace, layout_text, load_layout


def keep(root: Path, places: Sequence[KeptPlace], *, before: Sequence[KeptPlace] = ()) -> Path:
    """Writes ``places`` into the workspace in ``root``, whole or not at all; returns the file written.

    ``before`` are the places that the picture was drawn with. Raises ``SvcgraphError`` when the file holds others
    by now, when somebody else is writing, or when it cannot be written.
    """
    path = root / FILE
    with locked(root):
        try:
            content = disk.read_or_none(path)
            if load_layout(root).places != tuple(before):
                raise disk.Changed(FILE)
            disk.replace_file(path, layout_text(places).encode(), before=content)
        except disk.Changed as error:
            said = mark("{file} was changed while the picture was drawn: do it again.")
            raise SvcgraphError(said, file=FILE) from error
        except OSError as error:
            said = mark("{path} cannot be written: {problem}")
            raise SvcgraphError(said, path=FILE, problem=error.strerror or str(error)) from error
    return path
