"""Numbers as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import Wish, typed_count, typed_time, typed_wish


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18", time(18)),
        ("18.30", time(18, 30)),
        ("18:30", time(18, 30)),
        ("1830", time(18, 30)),
        ("kl. 18 30", time(18, 30)),
        (" Kl 7,05 ", time(7, 5)),
        ("0", time(0)),
    ],
)
def test_a_time_is_understood_as_it_is_said(typed: str, meant: time) -> None:
    assert typed_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "24", "18.60", "18.3", "kveld", "18.30.00", "-18"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="unknown-time"):
        typed_time(typed)


@given(st.times())
def test_every_time_can_be_typed(at: time) -> None:
    assert typed_time(f"{at:%H.%M}") == time(at.hour, at.minute)


def test_a_wish_is_three_numbers() -> None:
    meant = Wish(information=30, dialogue=40, co_decision=30)
    assert typed_wish("30 40 30") == typed_wish("30 % / 40 % / 30 %") == meant
    for typed in ("", "30 40", "1 2 3 4", "1 2 1234567"):
        with pytest.raises(Refused, match="unknown-wish"):
            typed_wish(typed)


def test_a_count_is_a_whole_number() -> None:
    assert typed_count(" 22 ") == 22
    with pytest.raises(Refused, match="missing-count"):
        typed_count(" ")
    for typed in ("22.5", "-1", "tjue", "1234567", "²"):
        with pytest.raises(Refused, match="unknown-count"):
            typed_count(typed)
