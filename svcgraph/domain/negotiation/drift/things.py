"""What is compared: deliverables as a baseline knows them, and the places at which they pass from hand to hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from svcgraph.domain.text import Text

Way = tuple[str, str]  # supplier id, client id


class Fate(StrEnum):
    """What became of a deliverable (`7-rulings` "Drift")."""

    UNCHANGED = "unchanged"
    RENAMED = "renamed"  # between the same two services, under another name on the map
    REROUTED = "re-routed"  # to or from another service
    SPLIT = "split"  # several things now
    MERGED = "merged"  # one thing now with others
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One place at which something passes from one activity to another, then or now.

    ``file`` is below the folder of maps; ``labels`` are the "same name" keys of what passes. ``before`` and ``after``
    are the names of the activities around the two ends. ``source_key`` and ``target_key`` are today's activities, ""
    in a baseline and where the end is a whole pool.
    """

    way: Way
    labels: frozenset[str]
    named: bool
    file: str
    process: str
    source_id: str | None
    source: str
    target_id: str | None
    target: str
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    source_key: str = ""
    target_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A deliverable of the baseline. ``names`` are the keys under which the map finds it.

    ``contract`` and ``clause`` say whose it is; ``binding``: both sides signed for it.
    """

    contract: str
    reference: str
    clause: str
    name: Text
    way: Way
    names: frozenset[str]
    passages: tuple[Passage, ...]
    binding: bool = False
    draft: bool = False  # the tool's: nobody has decided on it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A deliverable as today's maps show it, with the places at which it passes. ``key``: its "same name" key."""

    name: str
    key: str
    named: bool
    way: Way
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drifted:
    """What became of one deliverable. ``thing`` is None of a new one.

    ``became``: what it is now. ``in_part``: it is where it was, too. ``lost``: how many of its places are gone while
    others are there. ``renamed``: activities that are called otherwise now, each with its old and new name.
    ``services``: services of its way that are probably only called otherwise now, each with its old and new id.
    """

    fate: Fate
    thing: Thing | None = None
    became: tuple[Mapped, ...] = ()
    in_part: bool = False
    lost: int = 0
    renamed: tuple[tuple[str, str], ...] = ()
    services: tuple[tuple[str, str], ...] = ()

    @property
    def sign_again(self) -> bool:
        """Whether what both sides signed is no longer what passes between them."""
        moved = self.fate in (Fate.REROUTED, Fate.SPLIT, Fate.MERGED, Fate.GONE)
        return moved and self.thing is not None and self.thing.binding
