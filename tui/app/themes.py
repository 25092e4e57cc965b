"""fredstid's own three looks as Textual's themes; each colour by its number, and none where none is wanted."""

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from locale import getpreferredencoding
from typing import TypeVar

from rich.color import Color as Painted
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.cache import LRUCache
from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.filter import LineFilter, Monochrome
from textual.theme import Theme

from tui.look import colours
from tui.look.signs import TWINS, needs_twins

Result = TypeVar("Result")


def _theme(look: str, colour: Mapping[str, str]) -> Theme:
    """Return a look as a theme: our roles as variables, and Textual's own names led back to them."""
    return Theme(
        name=f"{colours.OURS}{look}",
        primary=colour["focus"],
        secondary=colour["quiet"],
        accent=colour["ask"],
        success=colour["plan"],
        warning=colour["late"],
        error=colour["safety"],
        foreground=colour["ink"],
        background=colour["ground"],
        surface=colour["ground"],
        panel=colour["panel"],
        dark=look != "light",
        variables={**colour, **{name: colour[role] for name, role in TEXTUAL.items()}},
    )


TEXTUAL = {
    "border": "focus", "border-blurred": "line", "text": "ink", "text-muted": "quiet", "text-disabled": "faint",
    "block-cursor-foreground": "ink", "block-cursor-background": "raised", "input-cursor-foreground": "ground",
    "input-cursor-background": "ask", "input-selection-foreground": "ground", "input-selection-background": "focus",
    "screen-selection-foreground": "ground", "screen-selection-background": "focus", "scrollbar": "line",
    "scrollbar-hover": "quiet", "scrollbar-active": "focus", "scrollbar-background": "ground",
    "scrollbar-background-hover": "ground", "scrollbar-background-active": "ground",
    "scrollbar-corner-color": "ground",
}  # fmt: skip
"""Variables that Textual would mix colours for: mixed ones look different in 256."""
THEMES = tuple(_theme(look, colour) for look, colour in colours.LOOKS.items())
DARK = THEMES[0]


def after(name: str) -> Theme:
    """Return the look that follows a look, round and round."""
    names = [theme.name for theme in THEMES]
    return THEMES[(names.index(name) + 1) % len(THEMES)] if name in names else DARK


DARK_BELOW = 0.5
"""Brightness below which a screen's own ground is dark."""
REVERSED = Style(reverse=True)
SHEETS = 512
"""More than all widgets and screens bring."""


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


class Numbered(LineFilter):
    """Names each colour by its number among the 256: half the bytes, and the same on every terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with numbers for colours."""
        return [Segment(text, numbered(style) if style else style, control) for text, style, control in segments]


@lru_cache(4096)
def numbered(style: Style) -> Style:
    """Return a style whose colours are numbers where they are among the 256."""
    return style + Style(color=_numbered(style.color), bgcolor=_numbered(style.bgcolor))


def _numbered(colour: Painted | None) -> Painted | None:
    number = colours.number_of(*colour.triplet) if colour and colour.triplet else None
    return colour if number is None else Painted.from_ansi(number)


class Sixteen(LineFilter):
    """Gives each role of a look its own of sixteen colours: the nearest ones would make plan and cases white."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.numbers = colours.among_sixteen(look)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments in one of sixteen colours each."""
        return [Segment(text, self.plainer(style) if style else style, control) for text, style, control in segments]

    def plainer(self, style: Style) -> Style:
        """Return a style with our colours among the sixteen."""
        return style + Style(color=self._among(style.color), bgcolor=self._among(style.bgcolor))

    def _among(self, colour: Painted | None) -> Painted | None:
        number = self.numbers.get(colour.triplet.hex) if colour and colour.triplet else None
        return colour if number is None else Painted.from_ansi(number)


class Twinned(LineFilter):
    """Draws with the letters that a bare console has."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the segments with a twin for each sign."""
        return [Segment(text.translate(TWINS), style, control) for text, style, control in segments]


COLOURLESS, NUMBERED, TWINNED = Colourless(), Numbered(), Twinned()
SIXTEEN = {f"{colours.OURS}{look}": Sixteen(look) for look in colours.LOOKS}
"""One for everything: Textual remembers what a filter made of each row by the filter itself."""


class RememberedSheet(Stylesheet):
    """Parses each sheet once for the same colours: Textual does all of them anew when a screen brings its own."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(SHEETS)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take in a look's colours, and forget what was parsed where they are others."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what has come since."""
        self.parse()


class DressedApp(App[Result]):
    """Wears one of the looks."""

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = RememberedSheet(self.get_css_variables())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def wear(self, theme: str) -> None:
        """Put on a look, or the dark one where there is none by that name."""
        self.theme = theme if theme in self.available_themes else DARK.name

    def clear_notifications(self) -> None:
        """Take messages away, each with its place: left empty, that pushes the next one down, and at last off."""
        super().clear_notifications()
        if self.screen_stack:
            self.screen.query("ToastHolder").remove()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our roles for what is drawn before a look is put on."""
        return dict(DARK.variables)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters, ours in place of the one that sends greys; then colours by number, and twins."""
        own = super().get_line_filters()
        twins = [TWINNED] if needs_twins(os.environ.get("TERM", ""), getpreferredencoding(do_setlocale=False)) else []
        few = self.console.color_system in {"standard", "windows"} and not self.no_color
        counted = SIXTEEN.get(self.theme, SIXTEEN[DARK.name]) if few else NUMBERED
        return [*(COLOURLESS if isinstance(each, Monochrome) else each for each in own), counted, *twins]
