"""XML of any length as start and end tags, chunk by chunk: nothing is kept, nothing expanded, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from xml.parsers import expat

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake._encoding import told_encoding

DEPTH = 100  # elements inside each other
TOKEN = 10_000_000  # bytes of one tag

Start = Callable[[str, list[str]], None]  # name as spelled; attribute names and values by turns
End = Callable[[str], None]


def tag_parser(beginning: bytes, start: Start, end: End) -> expat.XMLParserType:
    """A parser for the document that begins with these bytes."""
    parser = expat.ParserCreate(told_encoding(beginning))
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    return parser


class TagStream:
    """One parse under way. ``line`` is where the current tag stands."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._parser = expat.ParserCreate()
        self._fed = 0

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    def parse(self, chunks: Iterable[bytes], start: Start, end: End) -> None:
        """Calls ``start`` and ``end`` for every tag. Raises Unreadable for what is not well-formed, or hostile."""
        rest = iter(chunks)
        first = next(rest, b"")
        self._parser = tag_parser(first, start, end)
        self._parser.EntityDeclHandler = self._entity
        try:
            for chunk in chain((first,), rest):
                self._parser.Parse(chunk, False)
                self._measure(len(chunk))
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason, column = expat.ErrorString(error.code), str(error.offset + 1)
            said = mark("not well-formed XML: {reason}, column {column}")
            raise self._refusal("not-well-formed", said, error.lineno, reason=reason, column=column) from error
        except (LookupError, ValueError) as error:
            said = mark("not readable XML: the encoding {encoding} is not known")
            raise self._refusal("not-well-formed", said, 1, encoding=str(error)) from error
        finally:
            self._let_go()

    def too_deep(self) -> Unreadable:
        """To be raised by a reader that counts more than `DEPTH` elements inside each other."""
        said = mark("more than {most} elements stand inside each other: the file is not read")
        return self._refusal("too-deep", said, self.line, most=str(DEPTH))

    def refusal(self, code: str, message: str, /, **parameters: str) -> Unreadable:
        """A refusal at the current tag."""
        return self._refusal(code, message, self.line, **parameters)

    def _measure(self, size: int) -> None:
        self._fed += size
        if self._fed - max(self._parser.CurrentByteIndex, 0) > TOKEN:
            said = mark("a single tag or text is longer than {most} bytes: the file is not read")
            raise self._refusal("too-long", said, self.line, most=str(TOKEN))

    def _entity(self, *_: object) -> None:
        said = mark("the file declares entities, which no event log needs: it is not read")
        raise self._refusal("entities", said, self.line)

    def _refusal(self, code: str, message: str, line: int, /, **parameters: str) -> Unreadable:
        place = Place(file=self.file, line=line)
        return Unreadable(Fault(code=code, place=place, message=message, parameters=tuple(parameters.items())))

    def _let_go(self) -> None:
        """Parser and handlers hold each other; let go, they are freed at once."""
        parser = self._parser
        parser.StartElementHandler = parser.EndElementHandler = parser.EntityDeclHandler = None
