import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.look.bars import (
    bar,
    columns,
    dots,
    hanging,
    meter,
    named_bar,
    parts,
    shares,
    stretched,
    strip,
    time_bar,
    two_sided,
)
from tui.look.signs import Span, text_of


@pytest.mark.parametrize(
    ("value", "drawn"), [(0, "    "), (4, "▇▇▇▇"), (2, "▇▇  "), (1.4, "▇   "), (0.01, "▇   "), (99, "▇▇▇▇")]
)
def test_a_bar_is_as_long_as_its_value_and_shows_the_least_of_it(value: float, drawn: str) -> None:
    assert bar(value, 4, 4) == drawn


def test_columns_stand_on_one_line_with_the_top_row_first() -> None:
    assert columns([8, 4, 0, None], 8, 2) == ("█       ", "█ █ ·   ")


def test_columns_are_as_wide_as_their_cells_leave() -> None:
    assert columns([8, 0], 8, 1, cell=1) == ("█·",)
    assert columns([8, 0], 8, 1, cell=4) == ("███ ·   ",)


def test_hanging_bars_begin_at_the_axis_and_the_least_of_them_shows() -> None:
    assert hanging([8, 4, 0.1, 0, None], 8, 2) == ("█ █ ▀     ", "█         ")
    assert hanging([8, 6], 8, 2, cell=3) == ("██ ██ ", "██ ▀▀ ")
    assert hanging([3], 0, 1) == ("  ",)


def test_without_a_top_there_is_nothing_to_draw() -> None:
    assert columns([0, 0], 0, 1) == ("· · ",)
    assert bar(0, 0, 3) == "   "


@pytest.mark.parametrize(("first", "second", "drawn"), [(1, 1, "▇▇▒▒"), (3, 0, "▇▇▇▇"), (0, 2, "▒▒▒▒"), (0, 0, "····")])
def test_the_plan_and_the_cases_share_one_bar(first: float, second: float, drawn: str) -> None:
    assert text_of(two_sided(first, second, 4)) == drawn
    assert [span.role for span in two_sided(1, 1, 4)] == ["plan", "case"]


def test_each_part_of_a_bar_has_its_own_sign_and_what_is_nothing_has_none() -> None:
    assert parts((2, 1, 0, 1), 8) == (Span("▇▇▇▇", "plan"), Span("▒▒", "quiet"), Span("··", "faint"))
    assert text_of(parts((0, 0, 0, 0), 4)) == "····"


@given(st.lists(st.integers(0, 40), min_size=1, max_size=4), st.integers(4, 60))
def test_a_bar_of_parts_is_exactly_as_wide_as_asked(amounts: list[int], width: int) -> None:
    assert len(text_of(parts(amounts, width))) == width


def test_everybody_s_number_is_a_dot_above_it() -> None:
    assert dots((1, 1, 3), 3, 3) == ("   ●●    ●  ", "0  1  2  3  ")
    assert dots((2, 2, 2), 2, 3) == ("      ●  ", "      ●● ", "0  1  2  ")


@given(st.lists(st.integers(0, 10), min_size=1, max_size=30), st.integers(2, 6))
def test_no_number_is_lost_among_the_dots(values: list[int], cell: int) -> None:
    *rows, _ = drawn = dots(values, 10, cell)
    assert sum(row.count("●") for row in rows) == len(values)
    assert {len(row) for row in drawn} == {11 * cell}


def test_a_meter_shows_what_is_left_to_fill() -> None:
    assert meter(1, 4, 8) == (Span("▇▇", "plan"), Span("░░░░░░", "faint"))
    assert text_of(meter(0.01, 4, 4, "case")) == "▇░░░"


@given(st.lists(st.integers(0, 60), min_size=1, max_size=14), st.integers(1, 160))
def test_shares_are_all_there_is_and_as_the_amounts_are(amounts: list[int], width: int) -> None:
    cells = shares(amounts, width)
    assert sum(cells) == width
    assert all(
        one >= other
        for one, a in zip(cells, amounts, strict=True)
        for other, b in zip(cells, amounts, strict=True)
        if a > b
    )
    assert len(amounts) > width or min(cells) >= 1


@given(st.lists(st.integers(1, 60), max_size=14), st.integers(0, 160), st.integers(-1, 14))
def test_a_strip_of_time_is_exactly_as_wide_as_it_is_told(minutes: list[int], width: int, here: int) -> None:
    assert len(text_of(strip(minutes, width, here))) == width


def test_a_strip_tells_what_has_passed_what_goes_on_and_what_comes() -> None:
    spans = strip([5, 10, 20], 16, 1)
    assert text_of(spans) == "━━ ▄▄▄▄ ────────"
    assert [span.role for span in spans if span.text.strip()] == ["quiet", "ask", "line"]


def test_a_bar_of_time_draws_each_piece_by_its_own_sign() -> None:
    drawn = time_bar([(10, Span("▇", "plan")), (30, Span("▒", "case"))], 9)
    assert drawn == (Span("▇▇", "plan"), Span(" "), Span("▒▒▒▒▒▒", "case"))
    assert time_bar([], 3) == (Span("   "),)


def test_names_stand_below_their_minutes_and_are_never_cut() -> None:
    pieces = [(minutes, Span("▇"), Span(name)) for minutes, name in ((2, "In"), (20, "Case"), (1, "To plan"))]
    for width in (15, 24, 60):
        named = named_bar(pieces, width)
        assert named
        bar, names = map(text_of, named)
        assert len(bar) == len(names) == width
        assert [names.index(name) for *_, (name, _) in pieces] == [found.start() for found in re.finditer("▇+", bar)]
        assert len(bar.split()[2]) >= len("To plan")
    assert named_bar(pieces, 14) is None
    assert stretched((2, 20, 1), (2, 4, 7), 50) == (4, 39, 7)
