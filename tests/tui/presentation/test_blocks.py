import pytest

from tui.presentation.blocks import bar, columns, two_sided


@pytest.mark.parametrize(
    ("value", "drawn"), [(0, "    "), (4, "████"), (2, "██  "), (1.5, "█▌  "), (0.01, "▏   "), (99, "████")]
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


@pytest.mark.parametrize(("first", "second", "drawn"), [(1, 1, "██░░"), (3, 0, "████"), (0, 2, "░░░░"), (0, 0, "····")])
def test_two_numbers_share_one_bar(first: float, second: float, drawn: str) -> None:
    assert two_sided(first, second, 4) == drawn
