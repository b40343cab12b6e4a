"""States are told apart without colour: by dashes, a double line, the head, the sign and how dark they are."""

from itertools import combinations

import pytest

from svcgraph.renderers.picture.ink import symbol
from svcgraph.renderers.picture.look import LOOKS, Look, Palette, line_width, looks_of
from svcgraph.views.shapes import Edge, State

DARKER = 10.0  # of lightness, 0 black to 100 white: less is hard to see on thin lines


def lightness(colour: str) -> float:
    """CIE L*, what is left of a colour on a black-and-white print."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def cues(one: Look, other: Look) -> int:
    """In how many ways two lines differ without colour."""
    lighter = abs(lightness(one.line) - lightness(other.line)) >= DARKER
    shapes = (one.dash != other.dash, one.double != other.double, one.head != other.head, one.symbol != other.symbol)
    return sum((lighter, *shapes))


@pytest.mark.parametrize("palette", list(Palette))
def test_any_two_states_differ_in_two_ways_without_colour(palette):
    looks = looks_of(palette)
    judged = [state for state in State if state is not State.FLOW]
    alike = {(a, b): found for a, b in combinations(judged, 2) if (found := cues(looks[a], looks[b])) < 2}
    assert alike == {}


@pytest.mark.parametrize("palette", list(Palette))
def test_a_mapped_flow_is_much_darker_than_what_has_no_verdict(palette):
    looks = looks_of(palette)
    assert lightness(looks[State.NEUTRAL].line) - lightness(looks[State.FLOW].line) > 2 * DARKER


def test_a_sign_alone_tells_the_state():
    signs = [look.symbol for look in LOOKS.values() if look.symbol]
    assert len(signs) == len(set(signs))
    drawn = [symbol(look, 0, 0, 9).replace(look.line, "") for look in LOOKS.values() if look.symbol]
    shapes = {one.split(">", 1)[1] for one in drawn}  # without the class of the group
    assert len(shapes) == len(signs)


def test_what_binds_nobody_never_outweighs_what_is_agreed():
    def wide(state: State) -> float:
        return line_width(Edge(id="x", source="a", target="b", state=state, count=3))

    binding = [wide(state) for state in (State.MET, State.AT_RISK, State.MISSED, State.UNKNOWN, State.ON_TRACK)]
    assert max(wide(state) for state in (State.DRAFT, State.NEUTRAL, State.SUSPENDED)) < min(binding)
