import pytest

from tests.tui.look.test_year import NAMES, YEAR
from tui.look.ring import Ring, in_middle, ring
from tui.look.signs import Mark, Span, text_of
from tui.look.year import Month

SIZES = ((62, 26), (62, 36), (70, 46))
FULL = tuple(Month(name, (Mark.DONE,) * 12) for name in NAMES)


def rows(width: int, height: int, months: tuple[Month, ...] = YEAR, opened: int = -1) -> list[str]:
    return [text_of(row) for row in ring(Ring(months, width, height, opened), in_middle(("██",), (Span("of 2"),)))]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("months", [YEAR, FULL])
def test_every_month_is_named_whole_round_what_stands_in_the_middle(
    size: tuple[int, int], months: tuple[Month, ...]
) -> None:
    drawn = rows(*size, months)
    assert {len(row) for row in drawn} == {size[0]}
    assert len(drawn) == size[1]
    for month in months:
        name = month.name.upper() if month.here else month.name
        assert any(name in row for row in drawn) is not month.all_year
    middle = next(row for row in drawn if "of 2" in row)
    assert abs(middle.index("of 2") + 2 - size[0] // 2) <= 1


@pytest.mark.parametrize("size", SIZES)
def test_each_cell_near_a_name_belongs_to_that_month_and_the_middle_to_the_whole_year(size: tuple[int, int]) -> None:
    drawn, whole = rows(*size), Ring(YEAR, *size)
    for place, name in enumerate(NAMES):
        shown = name.upper() if YEAR[place].here else name
        y = next(y for y, row in enumerate(drawn) if shown in row)
        assert whole.month_at(drawn[y].index(shown) + len(shown) // 2, y) == place
    assert whole.month_at(size[0] // 2, size[1] // 2) == len(YEAR) - 1


def test_each_practice_takes_as_much_of_the_ring_and_the_open_month_is_named_in_another_colour() -> None:
    one = tuple(Month(name, (Mark.DONE,)) for name in NAMES)
    cells = {
        count: sum(
            len(span.text.strip())
            for row in ring(Ring(tuple(Month(each.name, each.marks * count) for each in one), 62, 30), ())
            for span in row
            if span.role == Mark.DONE.role and "✓" not in span.text
        )
        for count in (1, 3)
    }
    assert 2 < cells[3] / cells[1] < 4
    assert ring(Ring(YEAR, 62, 30, 1), ()) != ring(Ring(YEAR, 62, 30), ())
