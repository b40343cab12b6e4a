"""Pictures in the dark: every colour they use with its lightness turned round, as rules of the style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

COLOUR = re.compile(r'(?:fill|stroke)="(#[0-9A-Fa-f]{6})"')
DARKEST, SPAN, FADED = 0.11, 0.82, 0.75  # lightness of white turned round, and how far black is from it; saturation


def colours(html: str) -> set[str]:
    """The colours that pictures in ``html`` are drawn with."""
    return set(COLOUR.findall(html))


def turned(colour: str) -> str:
    """White becomes nearly black, black nearly white, a hue stays a hue; the order of lightness is kept, reversed."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, full = rgb_to_hls(red, green, blue)
    made = hls_to_rgb(hue, DARKEST + (1 - light) * SPAN, full * FADED)
    return "#" + "".join(f"{round(one * 255):02X}" for one in made)


def dark_rules(found: Iterable[str]) -> str:
    """The rules, once for those who prefer the dark, once for those who chose it. A rule outweighs an attribute."""
    rules = [
        f'svg [{what}="{colour}"] {{ {what}: {turned(colour)}; }}'
        for colour in sorted(set(found))
        for what in ("fill", "stroke")
    ]
    preferred = "\n".join(f"  :root:not([data-theme]) {rule}" for rule in rules)
    chosen = "\n".join(f'  :root[data-theme="dark"] {rule}' for rule in rules)
    return f"\n@media screen and (prefers-color-scheme: dark) {{\n{preferred}\n}}\n@media screen {{\n{chosen}\n}}\n"
