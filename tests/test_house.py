"""The rooms whose files are found by discovery: no such file knows another, so that a new one changes none.

import-linter's own contracts (`setup.cfg`) name their modules; these are found by listing, as the program finds them.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import grimp
import pytest

ROOMS = ("readers", "checks", "outputs", "cli")


@cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("svcgraph", cache_dir=None)


def members(room: str) -> list[str]:
    found = pkgutil.iter_modules(import_module(f"svcgraph.{room}").__path__)
    return [f"svcgraph.{room}.{info.name}" for info in found if not info.name.startswith("_")]


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_of_the_room_knows_another(room: str) -> None:
    own = set(members(room))
    assert len(own) > 3
    for module in own:
        known = imports().find_modules_directly_imported_by(module)
        assert not known & own - {module}, f"{module} imports {known & own}"


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_else_knows_one_of_its_files(room: str) -> None:
    """Found by discovery only: whoever imported one by name would have to be changed with it."""
    for module in members(room):
        outside = {
            name
            for name in imports().find_modules_that_directly_import(module)
            if not name.startswith(module) and not name.startswith("svcgraph.__main__")
        }
        assert not outside, f"{module} is imported by {outside}"
