"""A changed contract onto a person's YAML file: only what changed is changed.

Comments, order, quotes, blanks, unknown keys, line ends and byte order mark stay as the person typed them. The file
is never written anew from values: places in its text are replaced, and what comes of it is read again before it is
given out. A format that adds keys needs nothing here: a contract's parts are gone through by their own names.
"""

from __future__ import annotations

import codecs
import re

from svcgraph.domain.contract import FORMAT, Contract
from svcgraph.errors import SvcgraphError, any_error
from svcgraph.i18n import mark
from svcgraph.intake.yaml_spans import MapSpan, spans
from svcgraph.store.contracts import FOLDER, parse_contract
from svcgraph.store.contracts.sheet import NotThere, Sheet
from svcgraph.store.contracts.splice import change_parts
from svcgraph.store.contracts.written import unplaced

_FORMAT = re.compile(r"^(format:[ \t]*)(?:[0-9]+|\"[0-9]+\"|'[0-9]+')", re.MULTILINE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class EditRefused(SvcgraphError):
    """The change cannot be written into the file as it stands; nothing was changed."""


def edit(data: bytes, old: Contract, new: Contract) -> bytes:
    """``data``, the file of ``old``, with what ``new`` says instead; ``data`` itself where both say the same.

    What is read from the result is ``new`` (but for lines). Raises `EditRefused` where ``data`` does not hold ``old``,
    or where the change has no place in the file (a comment inside ``[…]`` whose items go, a text YAML cannot hold).
    """
    file = f"{FOLDER}/{old.id}.yaml"
    before, after = unplaced(old), unplaced(new)
    if before == after:
        return data
    if _said(data, file) != before:
        raise EditRefused(mark("{file} does not hold what the change was made on: do it again."), file=file)
    for format_ in (None, FORMAT):  # a file of an older format stays one while that can say it
        made = _edited(data, after, file, format_)
        if made is not None and _said(made, file) == after:
            return made
    said = mark("{file}: this change has no place in the file as it is written. Make it there by hand.")
    raise EditRefused(said, file=file)


def _said(data: bytes, file: str) -> Contract | None:
    contract, faults = parse_contract(data, file)
    return None if contract is None or any_error(faults) else unplaced(contract)


def _edited(data: bytes, after: Contract, file: str, format_: int | None) -> bytes | None:
    """The bytes with every place changed; None where a change has no place."""
    byte_order, encoding = next((one for one in _MARKS if data.startswith(one[0])), (b"", "utf-8"))
    text = data[len(byte_order) :].decode(encoding)
    if format_ is not None:
        text = _FORMAT.sub(rf"\g<1>{format_}", text, count=1)
    before = _said(text.encode(), file)
    tree = spans(text)
    if before is None or not isinstance(tree, MapSpan):
        return None
    sheet = Sheet(text)
    try:
        change_parts(sheet, tree, before, after)
        return byte_order + sheet.text().encode(encoding)
    except (NotThere, UnicodeEncodeError):
        return None
