"""Only what does not stand on the terminal yet is sent, and what stands there then is what was drawn."""

from collections.abc import Iterator, Sequence

import pyte
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyte.screens import Char
from rich.color import ColorSystem
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.terminal.picture import TerminalPicture

WIDTH, HEIGHT = 12, 3
STYLES = (
    Style(),
    Style.parse("color(255) on color(233)"),
    Style.parse("bold color(255) on color(233)"),
    Style.parse("color(117) on color(236)"),
    Style.parse("bold underline color(117) on color(233)"),
    Style.parse("bold reverse"),
    Style.parse("#123456 on #654321"),
    Style.parse("red on bright_blue"),
)
Piece = tuple[int, int, Sequence[tuple[str, Style]]]
"""From which column, in which row, what is written."""


def pieces_of(drawn: Sequence[Piece]) -> Iterator[Segment]:
    for x, y, texts in drawn:
        yield Control.move_to(x, y).segment
        yield from (Segment(text, style) for text, style in texts)
        yield Segment.line()


def everything(drawn: Sequence[Piece]) -> str:
    """What is sent where it is not known what stands there: all of it, every piece for itself."""
    written = (
        (x, y, "".join(Strip.render_style(style, text, ColorSystem.TRUECOLOR) for text, style in texts))
        for x, y, texts in drawn
    )
    return "".join(f"{Control.move_to(x, y)}{text}" for x, y, text in written)


def looks(char: Char) -> tuple[object, ...]:
    """How a cell looks; of a blank only what is behind it, unless its letter's colour is seen there."""
    if char.data == " " and not char.reverse and not char.underscore:
        return (" ", char.bg)
    return tuple(char)


def picture_of(sent: str) -> list[list[tuple[object, ...]]]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(sent)
    return [[looks(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@st.composite
def texts(draw: st.DrawFn, width: int, alphabet: str) -> list[tuple[str, Style]]:
    text = draw(st.text(alphabet, min_size=width, max_size=width))
    cut = draw(st.integers(0, width))
    return [(text[:cut], draw(st.sampled_from(STYLES))), (text[cut:], draw(st.sampled_from(STYLES)))]


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    x = draw(st.integers(0, WIDTH - 1))
    return x, draw(st.integers(0, HEIGHT - 1)), draw(texts(draw(st.integers(1, WIDTH - x)), "ab  ─ø█"))


@st.composite
def wide_rows(draw: st.DrawFn) -> Piece:
    return 0, draw(st.integers(0, HEIGHT - 1)), draw(texts(WIDTH // 2, "漢字"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(pieces() | wide_rows(), max_size=4), max_size=6))
def test_what_is_drawn_bit_by_bit_stands_there_as_if_all_of_it_were_sent(updates: list[list[Piece]]) -> None:
    picture = TerminalPicture()
    sent = "".join(picture.changes(pieces_of(drawn), ColorSystem.TRUECOLOR) for drawn in updates)
    wide = {y for drawn in updates for _, y, texts in drawn if any(text.strip("漢字") != text for text, _ in texts)}
    whole, ours = picture_of("".join(map(everything, updates))), picture_of(sent)
    assert [row for y, row in enumerate(ours) if y not in wide] == [row for y, row in enumerate(whole) if y not in wide]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces() | wide_rows(), min_size=1, max_size=4))
def test_what_stands_there_already_is_not_sent(drawn: list[Piece]) -> None:
    picture = TerminalPicture()
    picture.changes(pieces_of(drawn), ColorSystem.TRUECOLOR)
    again = drawn[-1:]
    assert picture.changes(pieces_of(again), ColorSystem.TRUECOLOR) == ""
    picture.forget()
    assert picture_of(picture.changes(pieces_of(again), ColorSystem.TRUECOLOR)) == picture_of(everything(again))


def test_a_row_with_uncommon_letters_is_sent_from_its_beginning() -> None:
    picture = TerminalPicture()
    row = Style()
    picture.changes(pieces_of([(0, 0, [("漢字 one", row)])]), ColorSystem.TRUECOLOR)
    assert picture.changes(pieces_of([(5, 0, [("two", row)])]), ColorSystem.TRUECOLOR) == "\x1b[1;1H漢字 two"


def test_a_changed_letter_costs_a_leap_and_what_is_other_about_it() -> None:
    picture = TerminalPicture()
    quiet, bold = Style.parse("color(250) on color(233)"), Style.parse("bold color(250) on color(233)")
    picture.changes(pieces_of([(0, 0, [("one two", quiet)])]), ColorSystem.TRUECOLOR)
    sent = picture.changes(pieces_of([(0, 0, [("one t", quiet), ("oo", bold)])]), ColorSystem.TRUECOLOR)
    assert sent == "\x1b[1;6H\x1b[1;38;5;250;48;5;233moo\x1b[22;39;49m"
