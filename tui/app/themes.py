"""fredstid's own three looks, with contrast enough for a projector; and no colour where none is wanted."""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, Monochrome
from textual.theme import Theme

DARK = Theme(
    name="fredstid-dark",
    primary="#8fd0ff",
    secondary="#b8c7d6",
    accent="#ffd479",
    success="#8ee6a0",
    warning="#ffb86b",
    error="#ff9d9d",
    foreground="#f2f2f2",
    background="#10151b",
    surface="#10151b",
    panel="#1d2630",
    dark=True,
)
LIGHT = Theme(
    name="fredstid-light",
    primary="#003f8a",
    secondary="#36454f",
    accent="#7a3b00",
    success="#0b5a25",
    warning="#8a3d00",
    error="#9c0b0b",
    foreground="#0b0b0b",
    background="#ffffff",
    surface="#ffffff",
    panel="#e6ebf0",
    dark=False,
)
CONTRAST = Theme(
    name="fredstid-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    success="#00ff5f",
    warning="#ffd700",
    error="#ffb3b3",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
)
THEMES = (DARK, LIGHT, CONTRAST)


def after(name: str) -> Theme:
    """Return the look that follows a look, round and round."""
    names = [theme.name for theme in THEMES]
    return THEMES[(names.index(name) + 1) % len(THEMES)] if name in names else DARK


DARK_BELOW = 0.5
"""Brightness below which a screen's own ground is dark."""
REVERSED = Style(reverse=True)


class Colourless(LineFilter):
    """Leaves bold, underlined and reversed as they are; Textual's own filter would send greys."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without their colours."""
        is_dark = background.brightness < DARK_BELOW
        return [
            Segment(text, plain(style, is_dark=is_dark) if style else style, control)
            for text, style, control in segments
        ]


@lru_cache(4096)
def plain(style: Style, *, is_dark: bool) -> Style:
    """Return a style without colours: reversed where its letters are nearer to the ground than what is behind them."""
    front, behind = style.color, style.bgcolor
    if style.reverse or front is None or behind is None or front.triplet is None or behind.triplet is None:
        return style.without_color
    letters, ground = (Color.from_rich_color(each).brightness for each in (front, behind))
    is_turned = letters < ground if is_dark else letters > ground
    return style.without_color + REVERSED if is_turned else style.without_color


COLOURLESS = Colourless()
"""One for everything: Textual remembers what a filter made of each row by the filter itself."""


def without_greys(filters: Iterable[LineFilter]) -> Iterable[LineFilter]:
    """Yield Textual's filters, ours in place of the one that sends greys."""
    return (COLOURLESS if isinstance(each, Monochrome) else each for each in filters)
