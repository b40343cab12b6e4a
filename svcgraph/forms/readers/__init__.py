"""Filled-in forms → `Answers`. One file a format, found by listing this folder or by entry points
``svcgraph.forms.readers``.

Such a module has
    SUFFIXES: tuple[str, ...]    what its files end in, lower case, with the dot
    def read(data: bytes, file: str, workspace: str) -> Answers
which raises ``Unreadable`` for a file that is damaged, no form, or a form of another workspace.
"""

from __future__ import annotations

from pathlib import PurePath

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.forms.answers import Answers
from svcgraph.i18n import mark
from svcgraph.plugins import room

UNKNOWN = mark("{suffix} files are not forms: a form ends in {known}. Save it so in the program it was filled in with.")


def read(data: bytes, file: str, workspace: str) -> Answers:
    """The answers in one file, read by what its name ends in. Raises ``Unreadable``, with the reason."""
    suffix = PurePath(file).suffix.lower()
    readers = room("forms.readers")
    for reader in readers:
        if suffix in reader.SUFFIXES:
            answers: Answers = reader.read(data, file, workspace)
            return answers
    known = ", ".join(sorted(one for reader in readers for one in reader.SUFFIXES))
    parameters = (("suffix", suffix or "–"), ("known", known))
    raise Unreadable(Fault(code="no-form", place=Place(file=file), message=UNKNOWN, parameters=parameters))
