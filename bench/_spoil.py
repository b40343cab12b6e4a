"""Files spoilt at random: as a broken disk, a mail program, a careless hand or an ill will leaves them."""

from __future__ import annotations

import io
import random
import zipfile

NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"]]>", b"&x;", b"<!--", b"<![CDATA[", b"=1+1", b"\xed\xa0\x80", b"\xe9",
    b"[" * 2000, b"{" * 2000, b"<a>" * 2000, b"9" * 400, b"-1e309", b"NaN", b"2026-02-30", b"0000-00-00", b"24:60",
    b"\xe2\x80\xae", b"'", b'"', b"\\", b"\n", b"\r", b"\t", b": ", b"- ", b"#", b"|", b"*a", b"&a ",
    b"!!python/name:os ", b"%", b"../../x", b"null", b"true", b"[]", b"{}", b"-1", b"0", b"x" * 70_000,
)  # fmt: skip
MOST = 4  # spoils of one file


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to ``MOST`` spoils; of archives, most often in one of their members."""
    if data[:2] == b"PK" and chance.random() < 0.8:
        return _in_a_member(data, chance)
    for _ in range(chance.randint(1, MOST)):
        data = chance.choice(SPOILS)(data, chance)
    return data


def _in_a_member(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        names = read.namelist()
        wanted = chance.choice(names)
        for name in names:
            held = read.read(name)
            if name == wanted and chance.random() < 0.1:
                continue
            written.writestr(name, spoilt(held, chance) if name == wanted else held)
    return made.getvalue()


def _span(data: bytes, chance: random.Random, most: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, most))


def _flipped(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 3)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _less(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _twice(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 1, 50)) + data[end:]


def _moved(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    place = chance.randrange(len(data) + 1)
    return data[:place] + data[start:end] + data[place:]


def _nasty(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 10)
    return data[:start] + chance.choice(NASTY) + data[end if chance.random() < 0.5 else start :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Two lines change places, or one is left out, or comes again."""
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], chance.choice((lines[one], lines[other], b""))
    return b"\n".join(lines)


def _word(data: bytes, chance: random.Random) -> bytes:
    """A word stands where another one stood."""
    words = data.split(b" ")
    words[chance.randrange(len(words))] = chance.choice((*words, *NASTY))
    return b" ".join(words)


SPOILS = (_flipped, _cut, _less, _twice, _moved, _nasty, _nasty, _lines, _word, _word)
