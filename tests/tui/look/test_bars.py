import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.look.bars import bar, columns, meter, shares, strip, two_sided
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


def test_without_a_top_there_is_nothing_to_draw() -> None:
    assert columns([0, 0], 0, 1) == ("· · ",)
    assert bar(0, 0, 3) == "   "


@pytest.mark.parametrize(("first", "second", "drawn"), [(1, 1, "▇▇▒▒"), (3, 0, "▇▇▇▇"), (0, 2, "▒▒▒▒"), (0, 0, "····")])
def test_the_plan_and_the_cases_share_one_bar(first: float, second: float, drawn: str) -> None:
    assert text_of(two_sided(first, second, 4)) == drawn
    assert [span.role for span in two_sided(1, 1, 4)] == ["plan", "case"]


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
