"""Numbered places: every text whole in its own, at every width."""

import pytest
from rich.cells import cell_len

from tui.look.signs import text_of
from tui.widgets.places import place_rows

TEXTS = ("At most twenty minutes of homework from Monday to Thursday", "Call home", "", "")


@pytest.mark.parametrize("width", [64, 80, 100, 120, 140, 200])
def test_no_text_is_cut_and_no_row_too_wide(width: int) -> None:
    drawn = [text_of(row) for row in place_rows(TEXTS, width)]
    assert all(cell_len(row) <= width for row in drawn)
    said = " ".join("\n".join(drawn).split())
    assert all(word in said for text in TEXTS for word in text.split())
    assert all(str(number) in said for number in range(1, 5))


@pytest.mark.parametrize(("width", "beside"), [(64, 1), (80, 2), (119, 2), (120, 4)])
def test_more_stand_beside_each_other_where_there_is_room(width: int, beside: int) -> None:
    drawn = [text_of(row) for row in place_rows(("a",) * 8, width)]
    assert max(row.count("a") for row in drawn) == beside


def test_the_newest_is_bold_and_alone_in_that() -> None:
    bold = [span.text.strip() for row in place_rows(TEXTS, 64) for span in row if span.role == "heading"]
    assert bold == ["Call home"]
