"""What prints is kept from one page to the next, and used by many threads: the same bytes as each alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from svcgraph.renderers.picture import press
from svcgraph.renderers.picture.fonts import FAMILY

PAGES = [f'#set document(date: none)\n#set text(font: "{FAMILY}")\n= Page {n}\n#image("a.svg")' for n in range(6)]


def beside(number: int) -> dict[str, str]:
    """A file of the same name for each page, of another content."""
    return {"a.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="{number + 1}0" height="10"><rect/></svg>'}


def alone(monkeypatch: pytest.MonkeyPatch, number: int) -> bytes:
    monkeypatch.setattr(press, "_idle", [])
    return press.compiled(PAGES[number], beside(number))


def test_many_at_once_are_as_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [alone(monkeypatch, number) for number in range(len(PAGES))]
    assert len(set(expected)) == len(PAGES)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: press.compiled(PAGES[number % 6], beside(number % 6)), range(24)))
    assert found == expected * 4


def test_after_a_page_that_cannot_be_printed_the_next_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(monkeypatch, 0)
    with pytest.raises(RuntimeError, match="unknown variable"):
        press.compiled("#nothing-of-that-name", {})
    assert press.compiled(PAGES[0], beside(0)) == expected
