"""The large letters: each like no other, as wide as they say, and never wider than there is room for."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.look.letters import FONT, HEIGHT, PIXELS, huge_letters, letters

NORWEGIAN = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
SAME = {"’"}
"""A sign that is drawn as another on purpose."""
APART, FAR_APART = 2, 3
"""Half rows by which two letters must differ, and those that are mistaken most easily, wherever one puts them."""
ALIKE = ("BE8", "MNH", "AÅ", "OØ", "OD0", "KHX", "CEG", "UV", "A8")
"""Letters that were mistaken for each other from four metres."""


def test_there_is_a_letter_for_all_that_is_written_here() -> None:
    assert set(NORWEGIAN + "0123456789.,:;!?-–+()«»…'\"/%&") <= set(FONT)


def test_every_letter_is_like_no_other() -> None:
    drawn = {sign: letters(sign, 9) for sign in FONT if sign not in SAME}
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("sign", FONT)
def test_a_letter_is_as_wide_in_every_row(sign: str) -> None:
    rows = FONT[sign].split("/")
    assert len(rows) in {PIXELS - 1, PIXELS}
    assert {len(row) for row in rows} == {len(rows[0])}
    assert 1 <= len(rows[0]) <= 5
    assert {len(row) for row in letters(sign, 9)} == {len(rows[0])}


def pixels(sign: str) -> set[tuple[int, int]]:
    """Return where a sign is lit, counted from its foot."""
    return {(y, x) for y, row in enumerate(reversed(FONT[sign].split("/"))) for x, lit in enumerate(row) if lit == "#"}


def differ(one: str, other: str) -> int:
    """Return by how many half rows two signs differ where they are laid upon each other best."""
    first, second = pixels(one), pixels(other)
    return min(len(first ^ {(y, x + by) for y, x in second}) for by in range(-2, 3))


def test_letters_are_told_from_each_other_from_four_metres() -> None:
    read = (sign for sign in FONT if sign.isalnum())
    assert [pair for pair in combinations(read, 2) if differ(*pair) < APART] == []
    easily = (pair for group in ALIKE for pair in combinations(group, 2))
    assert [pair for pair in easily if differ(*pair) < FAR_APART - (pair == ("D", "0"))] == []


def test_there_is_air_above_a_letter_and_only_a_ring_stands_in_it() -> None:
    above = {sign: letters(sign, 9)[0] for sign in NORWEGIAN}
    assert {sign for sign, row in above.items() if set(row) & set("▀█")} == {"Å"}


def test_huge_letters_fill_the_rows_there_are_and_break_no_word() -> None:
    text = "Hva da"
    (height,) = {len(huge_letters(text, width, most)) for width, most in product((60, 90), (5, 11))}
    assert len(huge_letters(text, 29, 11)) == height + PIXELS
    assert huge_letters(text, 29, 10) == letters(text, 29)
    assert huge_letters("Foreldrene", 40, 99) == letters("Foreldrene", 40)


def test_letters_stand_a_column_apart_and_words_three() -> None:
    assert letters("Hi Å", 40) == ("▄ ▄ ▄    ▀ ", "█▄█ █   ▄▀▄", "█ █ █   █▀█")


def test_it_is_broken_between_words_and_a_word_that_is_too_long_within() -> None:
    assert len(letters("HI HI", 12)) == HEIGHT * 2 == len(letters("HI HI", 5))
    assert letters("HI HI", 13) == ("▄ ▄ ▄   ▄ ▄ ▄", "█▄█ █   █▄█ █", "█ █ █   █ █ █")
    assert len(letters("HIHI", 5)) == HEIGHT * 2


def test_a_letter_of_another_language_is_drawn_without_its_accent() -> None:
    assert letters("é", 9) == letters("E", 9)
    assert letters("ł", 9) == ("▄▄▄", "███", "███")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60), st.integers(9, 120))
def test_nothing_is_wider_than_there_is_room_for(text: str, width: int) -> None:
    rows = letters(text, width)
    assert len(rows) % HEIGHT == 0
    assert all(len(row) <= width for row in rows)
    assert set("".join(rows)) <= set("▀▄█ ")
