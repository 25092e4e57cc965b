"""The colours: the same in 256 as in truecolour, and contrast enough for tired eyes on every ground."""

import re
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

import tui
from tests.tui.stage import Stage
from tui.app.themes import THEMES, Sixteen, numbered
from tui.look.colours import GROUNDS, LOOKS, TEXTS, among_sixteen

LOOK_NAMES = sorted(LOOKS)
PACKAGE = Path(tui.__file__).parent
TEXT, LINE = 4.5, 3.0
"""What WCAG 2 asks of letters, and of what only draws."""


def contrast(one: str, other: str) -> float:
    lights = sorted(_luminance(each) for each in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in Color.parse(colour).rgb)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", LOOK_NAMES)
def test_every_colour_goes_out_as_one_of_the_256_and_looks_the_same(look: str) -> None:
    for role, colour in LOOKS[look].items():
        if colour == "transparent":
            continue
        drawn = numbered(Style(color=colour))
        assert drawn.color is not None
        number = drawn.color.number
        assert drawn.color.get_truecolor().hex == colour, role
        sent = {drawn.render("x", color_system=system) for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT)}
        assert sent == {f"\x1b[38;5;{number}mx\x1b[0m"}, role


@pytest.mark.parametrize("look", LOOK_NAMES)
def test_where_there_are_sixteen_colours_plan_cases_and_what_is_late_are_told_apart(look: str) -> None:
    numbers = among_sixteen(look)
    told = {role: numbers[LOOKS[look][role]] for role in ("ground", "ink", "focus", "plan", "case", "late", "safety")}
    assert len(set(told.values())) == len(told)
    assert set(numbers.values()) <= set(range(16))
    style = Sixteen(look).plainer(Style(color=LOOKS[look]["plan"], bgcolor=LOOKS[look]["ground"], bold=True))
    assert style.color is not None
    assert style.color.number == told["plan"]
    assert style.bold
    assert Sixteen(look).plainer(Style(color="#123456")) == Style(color="#123456")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("look", LOOK_NAMES)
def test_letters_and_lines_stand_out_from_every_ground(look: str, ground: str) -> None:
    colours = LOOKS[look]
    below = colours[ground]
    too_weak = {role: contrast(colours[role], below) for role in TEXTS if contrast(colours[role], below) < TEXT}
    assert too_weak == {}
    assert contrast(colours["line"], below) >= LINE


@pytest.mark.parametrize("look", LOOK_NAMES)
def test_what_is_asked_and_the_bar_of_writing_stand_out_from_what_lies_below_them(look: str) -> None:
    colours = LOOKS[look]
    below = colours["ground"] if colours["ask-ground"] == "transparent" else colours["ask-ground"]
    assert contrast(colours["ask"], below) >= TEXT
    assert contrast(colours["on-bar"], colours["bar"]) >= TEXT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_no_variable_of_a_look_is_mixed(theme: Theme) -> None:
    colours = LOOKS[theme.name.removeprefix("fredstid-")].values()
    assert set(theme.variables.values()) <= set(colours)


def test_no_colour_stands_anywhere_but_in_the_one_file() -> None:
    said = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[\s;\"'])|\brgb\(|\bansi_\w+")
    files = (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.tcss"))
    found = {
        str(file.relative_to(PACKAGE)): said.findall(file.read_text(encoding="utf-8"))
        for file in files
        if file != PACKAGE / "look" / "colours.py"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_sheets_know_no_colour_of_textuals_own() -> None:
    ours = {name for look in LOOKS.values() for name in look}
    used = re.compile(r"\$([a-z][a-z-]*)")
    for file in (*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.tcss")):
        if file.name != "themes.py":
            assert set(used.findall(file.read_text(encoding="utf-8"))) <= ours, file
    assert Stage().theme == "fredstid-dark"
