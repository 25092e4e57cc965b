"""First positive contacts: ticks in a term, never more than there are homes."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.errors import Refused
from storage.domain.homes.contact import (
    ClassContacts,
    Reached,
    Tick,
    checked_class,
    of_year,
    reached,
    ticked,
    ticks_of,
    unticked,
)

AUGUST, DECEMBER, JANUARY = date(2026, 8, 20), date(2026, 12, 31), date(2027, 1, 1)
SMALL = ClassContacts(id="c", label="6A", homes=2, made=AUGUST)


def tick(key: str, on: date = AUGUST) -> Tick:
    return Tick(id=key, on=on, by="AB")


@pytest.mark.parametrize(
    ("label", "homes", "code"),
    [
        (" ", 20, "empty-title"),
        ("6A på Storhaug", 20, "long-title"),
        ("6A", 0, "no-such-count"),
        ("6A", 61, "no-such-count"),
    ],
)
def test_a_class_has_a_short_label_and_some_homes(label: str, homes: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        checked_class(SMALL.but(label=label, homes=homes))
    assert checked_class(SMALL) == SMALL


def test_a_tick_counts_in_its_term() -> None:
    kept = ticked(ticked(SMALL, tick("a")), tick("b", DECEMBER))
    assert [each.id for each in ticks_of(kept, AUGUST)] == ["a", "b"]
    assert ticks_of(kept, JANUARY) == ()
    assert ticks_of(kept, date(2027, 8, 1)) == ()
    with pytest.raises(Refused, match="all-homes"):
        ticked(kept, tick("c", DECEMBER))
    assert [each.id for each in ticks_of(ticked(kept, tick("c", JANUARY)), JANUARY)] == ["c"]


def test_the_last_tick_can_be_taken_away() -> None:
    kept = ticked(ticked(SMALL, tick("a")), tick("b", JANUARY))
    assert [each.id for each in unticked(kept, AUGUST).ticks] == ["b"]
    assert [each.id for each in unticked(kept, JANUARY).ticks] == ["a"]
    assert unticked(SMALL, AUGUST) == SMALL


def test_together_they_tell_how_far_the_team_has_come_this_year() -> None:
    other = ClassContacts(id="d", label="6B", homes=20, made=AUGUST, ticks=(tick("x"),))
    last_year = ClassContacts(id="e", label="5A", homes=20, made=date(2026, 7, 31))
    classes = (other, ticked(SMALL, tick("a")), last_year)
    assert [each.label for each in of_year(classes, AUGUST)] == ["6A", "6B"]
    assert reached(classes, AUGUST) == Reached(2, 22)
    assert reached((), AUGUST) == Reached(0, 0)


@given(st.lists(st.tuples(st.booleans(), st.dates(AUGUST, date(2027, 7, 31))), max_size=20))
def test_there_are_never_more_ticks_than_homes(taps: list[tuple[bool, date]]) -> None:
    kept = SMALL
    for number, (adds, on) in enumerate(taps):
        try:
            kept = ticked(kept, tick(f"{number:02d}", on)) if adds else unticked(kept, on)
        except Refused:
            continue
        assert len(ticks_of(kept, AUGUST)) <= kept.homes
        assert len(ticks_of(kept, JANUARY)) <= kept.homes
    assert msgspec.json.decode(msgspec.json.encode(kept), type=ClassContacts) == kept


def test_homes_that_became_fewer_hide_the_ticks_too_many() -> None:
    kept = ticked(ticked(SMALL, tick("a")), tick("b"))
    assert [each.id for each in ticks_of(kept.but(homes=1), AUGUST)] == ["a"]
