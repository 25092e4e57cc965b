import pytest

from tui.look.signs import Mark, text_of
from tui.look.year import Month, cells, height_of, stacks

NAMES = (
    "August",
    "September",
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
)
YEAR = (
    *(Month(name, (Mark.LATER, Mark.DONE) if name == "August" else (), here=name == "November") for name in NAMES),
    Month("all year", (Mark.IDEA,), all_year=True),
)


def rows(width: int, height: int, *, framed: bool = False, year: tuple[Month, ...] = YEAR) -> list[str]:
    return [text_of(row) for row in stacks(year, width, height, framed=framed)]


@pytest.mark.parametrize("width", [60, 76, 78, 98, 118, 134, 154])
@pytest.mark.parametrize("height", [1, 4])
def test_every_row_is_as_wide_as_the_others_and_fits(width: int, height: int) -> None:
    drawn = rows(width, height, framed=True)
    assert len({len(row) for row in drawn}) == 1
    assert len(drawn[0]) <= width
    assert len(drawn) == height + 3


def test_what_is_done_lies_at_the_bottom_of_its_stack() -> None:
    *_, upper, lower, _names = rows(134, 2)
    assert (upper[1], lower[1]) == ("·", "✓")
    assert rows(78, 1)[0].startswith(" ✓· ")


def test_this_month_stands_in_its_frame_with_its_name_in_capitals() -> None:
    top, *_, names, bottom = rows(134, 2, framed=True)
    assert top.strip() == f"┏{bottom.strip()[1:-1]}┓"
    assert names[top.index("┏") :].startswith("┃NOVEMBER")


def test_names_are_all_short_or_all_whole() -> None:
    assert rows(78, 1)[-1].split()[:4] == ["Aug", "Sep", "Oct", "┃NOV"]
    assert "September" in rows(134, 1)[-1]


def test_what_holds_all_year_gives_way_where_it_is_narrow() -> None:
    assert "all year" in rows(78, 1)[-1]
    assert "all year" not in rows(60, 1)[-1]
    assert sum(cell.width for cell in cells(YEAR, 60)) <= 60


def test_a_stack_that_is_too_full_says_that_it_goes_on() -> None:
    full = (Month("August", (Mark.LATER,) * 9), *YEAR[1:])
    assert rows(78, 1, year=full)[0].startswith(" ····… ")
    assert (height_of(full, 40), height_of(full, 24)) == (4, 3)
    assert height_of(YEAR, 40) == 2
