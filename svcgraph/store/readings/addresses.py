"""The URL of a database: passwords come from the environment, and never appear in what people are told."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, urlsplit

from svcgraph.domain.attainment.source import Source
from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.store.root import FILE

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET = re.compile(r"[?&](?:password|passwd|pwd)=(?!\$\{)", re.IGNORECASE)


def connection_url(source: Source) -> str:
    """The URL with the values of its ``${NAME}``, quoted. Raises Unreadable for a variable that is not set,
    and for a password that stands in the file (`7-rulings`, Workspace)."""
    if _written_password(source.url):
        said = mark("A password stands in the URL: write ${NAME} in its place, and set that variable.")
        raise Unreadable(_fault("password-in-file", source, said))
    missing = [name for name in _VARIABLE.findall(source.url) if name not in os.environ]
    if missing:
        said = mark("The variable {name} is not set: the readings at {url} are not read.")
        raise Unreadable(_fault("variable-not-set", source, said, name=missing[0], url=shown(source)))
    return _VARIABLE.sub(lambda name: quote(os.environ[name[1]], safe=""), source.url)


def shown(source: Source) -> str:
    """The source as people are told of it: without user and password, with the table."""
    parts = urlsplit(_VARIABLE.sub("…", source.url))
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" + (f"#{source.table}" if source.table else "")


def place_of(source: Source) -> Place:
    """The line of `svcgraph.yaml` that names the source."""
    return Place(file=FILE, line=source.line)


def _written_password(url: str) -> bool:
    user = urlsplit(url).netloc.rpartition("@")[0]
    password = user.partition(":")[2]
    return bool(password and not _VARIABLE.fullmatch(password)) or bool(_SECRET.search(url))


def _fault(code: str, source: Source, message: str, **parameters: str) -> Fault:
    return Fault(code=code, place=place_of(source), message=message, parameters=tuple(parameters.items()))
