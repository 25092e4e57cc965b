"""Breaking text into rows of cells."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.presentation.rows import shortened, wrapped


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one\n\ntwo", 7, ["one", "", "two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a abcdefghij b", 4, ["a", "abcd", "efgh", "ij b"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("a\tb", 10, ["a   b"]),
        ("  in", 10, ["  in"]),
        ("      in", 4, ["in"]),
        ("abcd      in", 4, ["abcd", "in"]),
    ],
)
def test_words_stay_whole_where_they_can(text: str, width: int, rows: list[str]) -> None:
    assert wrapped(text, width) == rows


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Mn", "Me", "Cf"])), st.integers(2, 40))
def test_every_row_fits_and_no_letter_is_lost(text: str, width: int) -> None:
    rows = wrapped(text, width)
    assert all(cell_len(row) <= width for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["a" * 100_000, "ord " * 25_000, "ø" * 100_000, "\n" * 100_000])
def test_a_hundred_thousand_characters_take_no_time_worth_waiting_for(text: str) -> None:
    started = process_time()
    wrapped(text, 76)
    assert process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 5, "short"),
        ("one two three", 9, "one two …"),
        ("one two three", 5, "one …"),
        ("漢字漢字漢字", 7, "漢字 …"),
        ("one two", 2, ""),
        ("one two", 0, ""),
        ("one two", -6, ""),
        ("one\ntwo", 20, "one …"),
    ],
)
def test_what_is_too_long_for_a_row_is_cut_and_says_so(text: str, width: int, shown: str) -> None:
    assert shortened(text, width) == shown
