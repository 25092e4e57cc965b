"""Every colour of the program: three looks, each a colour for each role.

All of them are among the 256 that every terminal has, so that SSH shows what a truecolour terminal shows.
"""

from collections.abc import Mapping

CUBE = (0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF)
"""What each part of a colour may be in the cube of 216."""
FIRST_IN_CUBE, FIRST_GREY, LAST_GREY = 16, 232, 255
DARKEST_GREY, GREY_STEP = 8, 10

TEXTS = ("ink", "quiet", "faint", "focus", "ask", "plan", "case", "late", "safety")
"""Roles that letters are drawn in."""
GROUNDS = ("ground", "panel", "raised")
"""Roles that lie below letters: the screen, what stands out of it, what is marked."""

NONE = "transparent"
"""Where nothing is drawn below letters but what they stand on."""

BY_ROLE: Mapping[str, tuple[str, str, str]] = {
    "ground": ("#121212", "#ffffff", "#000000"), "panel": ("#262626", "#eeeeee", "#121212"),
    "raised": ("#303030", "#e4e4e4", "#303030"), "ink": ("#eeeeee", "#080808", "#ffffff"),
    "quiet": ("#bcbcbc", "#444444", "#dadada"), "faint": ("#9e9e9e", "#626262", "#dadada"),
    "line": ("#808080", "#808080", "#bcbcbc"), "focus": ("#87d7ff", "#005f87", "#ffff00"),
    "ask": ("#ffd787", "#080808", "#00ffff"), "ask-ground": (NONE, "#ffd787", NONE),
    "bar": ("#ffd787", "#ffd787", "#00ffff"), "on-bar": ("#121212", "#080808", "#000000"),
    "plan": ("#87d7af", "#005f5f", "#5fff87"), "case": ("#d7afff", "#5f0087", "#ffafff"),
    "late": ("#ffaf5f", "#875f00", "#ffaf00"), "safety": ("#ff8787", "#af0000", "#ff8787"),
}  # fmt: skip
"""Each role's colour in the dark look, in the light one and in contrast."""
DARK, LIGHT, CONTRAST = ({role: looks[place] for role, looks in BY_ROLE.items()} for place in range(3))
OURS = "fredstid-"
"""What the name of a theme of ours begins with; the look follows."""
LOOKS: Mapping[str, Mapping[str, str]] = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}


ON_DARK = {
    "ground": 0, "panel": 0, "raised": 8, "ink": 15, "quiet": 7, "faint": 7, "line": 8, "focus": 14, "ask": 11,
    "bar": 11, "on-bar": 0, "plan": 10, "case": 13, "late": 3, "safety": 9,
}  # fmt: skip
"""Each role's number among the sixteen colours that every terminal has, on a dark ground."""
SIXTEEN: Mapping[str, Mapping[str, int]] = {
    "dark": ON_DARK,
    "light": {
        **ON_DARK, "ground": 15, "panel": 15, "raised": 7, "ink": 0, "quiet": 8, "faint": 8, "focus": 4, "ask": 0,
        "plan": 2, "case": 5, "safety": 1,
    },
    "contrast": {**ON_DARK, "line": 7, "focus": 11, "ask": 14, "bar": 14},
}  # fmt: skip
"""The same for each look."""


def among_sixteen(look: str) -> Mapping[str, int]:
    """Return each colour of a look by its number among the sixteen; of two roles in one colour, what is read first."""
    roles = SIXTEEN[look]
    return {LOOKS[look][role]: number for role, number in reversed(tuple(roles.items()))}


def of_theme(name: str) -> Mapping[str, str]:
    """Return the colours of a theme of ours; the dark ones for any other."""
    return LOOKS.get(name.removeprefix(OURS), DARK)


def number_of(red: int, green: int, blue: int) -> int | None:
    """Return a colour's number among the 256, or None when it is not one of them."""
    grey, rest = divmod(red - DARKEST_GREY, GREY_STEP)
    if red == green == blue and not rest and 0 <= grey <= LAST_GREY - FIRST_GREY:
        return FIRST_GREY + grey
    if not {red, green, blue} <= set(CUBE):
        return None
    return FIRST_IN_CUBE + 36 * CUBE.index(red) + 6 * CUBE.index(green) + CUBE.index(blue)
