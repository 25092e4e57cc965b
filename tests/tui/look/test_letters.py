"""The large letters: each like no other, as wide as they say, and never wider than there is room for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.look.letters import FONT, HEIGHT, PIXELS, letters

NORWEGIAN = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
SAME = {"’"}
"""A sign that is drawn as another on purpose."""


def test_there_is_a_letter_for_all_that_is_written_here() -> None:
    assert set(NORWEGIAN + "0123456789.,:;!?-–+()«»…'\"/%&") <= set(FONT)


def test_every_letter_is_like_no_other() -> None:
    drawn = {sign: letters(sign, 9) for sign in FONT if sign not in SAME}
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("sign", FONT)
def test_a_letter_is_as_wide_in_every_row(sign: str) -> None:
    rows = FONT[sign].split("/")
    assert len(rows) == PIXELS
    assert {len(row) for row in rows} == {len(rows[0])}
    assert 1 <= len(rows[0]) <= 5
    assert {len(row) for row in letters(sign, 9)} == {len(rows[0])}


def test_letters_stand_a_column_apart_and_words_three() -> None:
    assert letters("Hi Å", 40) == ("█ █ █    ▀ ", "█▀█ █   ███", "▀ ▀ ▀   ▀ ▀")


def test_it_is_broken_between_words_and_a_word_that_is_too_long_within() -> None:
    assert len(letters("HI HI", 12)) == HEIGHT * 2 == len(letters("HI HI", 5))
    assert letters("HI HI", 13) == ("█ █ █   █ █ █", "█▀█ █   █▀█ █", "▀ ▀ ▀   ▀ ▀ ▀")
    assert len(letters("HIHI", 5)) == HEIGHT * 2


def test_a_letter_of_another_language_is_drawn_without_its_accent() -> None:
    assert letters("é", 9) == letters("E", 9)
    assert letters("ł", 9) == ("███", "███", "▀▀▀")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60), st.integers(9, 120))
def test_nothing_is_wider_than_there_is_room_for(text: str, width: int) -> None:
    rows = letters(text, width)
    assert len(rows) % HEIGHT == 0
    assert all(len(row) <= width for row in rows)
    assert set("".join(rows)) <= set("▀▄█ ")
