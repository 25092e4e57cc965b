from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.case import Case, Entry, Step
from storage.domain.errors import Conflict
from storage.domain.merge import merged

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BASE = Case(id="c", title="Lekser", opened=date(2026, 11, 23), themes=("homework",))


def entry(key: str, text: str = "x") -> Entry:
    return Entry(id=key, step=Step.SITUATION, text=text, at=NOW)


def test_changes_to_different_fields_both_stay() -> None:
    found = merged(BASE, BASE.but(title="b"), BASE.but(owner="CD", rev=4))
    assert (found.title, found.owner, found.rev) == ("b", "CD", 4)


def test_the_same_change_twice_is_no_conflict() -> None:
    assert merged(BASE, BASE.but(title="b"), BASE.but(title="b")).title == "b"


def test_two_changes_to_one_field_meet() -> None:
    with pytest.raises(Conflict) as conflict:
        merged(BASE, BASE.but(title="b"), BASE.but(title="c"))
    assert (conflict.value.code, conflict.value.field) == ("conflict", "title")
    assert (conflict.value.mine, conflict.value.theirs) == ("b", "c")
    assert conflict.value.params["record"] == "c"


@pytest.mark.parametrize(("mine", "theirs"), [((), ("rules",)), (("rules",), ()), (("rules",), ("phones",))])
def test_lists_without_parts_are_one_field(mine: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    with pytest.raises(Conflict):
        merged(BASE, BASE.but(themes=mine), BASE.but(themes=theirs))


def test_additions_by_two_both_stay_theirs_first() -> None:
    base = BASE.but(entries=(entry("1"),))
    found = merged(base, base.but(entries=(entry("1"), entry("2"))), base.but(entries=(entry("1"), entry("3"))))
    assert [part.id for part in found.entries] == ["1", "3", "2"]


def test_different_parts_changed_by_two_both_stay() -> None:
    base = BASE.but(entries=(entry("1"), entry("2")))
    mine, theirs = (entry("1", "mine"), entry("2")), (entry("1"), entry("2", "theirs"))
    found = merged(base, base.but(entries=mine), base.but(entries=theirs))
    assert [part.text for part in found.entries] == ["mine", "theirs"]


def test_one_part_changed_by_two_meets() -> None:
    base = BASE.but(entries=(entry("1"),))
    with pytest.raises(Conflict) as conflict:
        merged(base, base.but(entries=(entry("1", "mine"),)), base.but(entries=(entry("1", "theirs"),)))
    assert conflict.value.field == "entries/1"


@pytest.mark.parametrize("swapped", [False, True])
def test_a_part_taken_out_by_one_and_changed_by_the_other_meets(swapped: bool) -> None:
    base = BASE.but(entries=(entry("1"),))
    sides = [base.but(entries=()), base.but(entries=(entry("1", "b"),))]
    mine, theirs = reversed(sides) if swapped else sides
    with pytest.raises(Conflict):
        merged(base, mine, theirs)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_part_taken_out_by_one_is_out(swapped: bool) -> None:
    base = BASE.but(entries=(entry("1"), entry("2")))
    sides = [base.but(entries=(entry("2"),)), base.but(entries=(entry("1"), entry("2"), entry("3")))]
    mine, theirs = reversed(sides) if swapped else sides
    assert [part.id for part in merged(base, mine, theirs).entries] == ["2", "3"]


ENTRIES = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"])).map(
    lambda held: tuple(entry(key, held[key]) for key in sorted(held))
)
CASES = st.builds(BASE.but, title=st.sampled_from("ab"), owner=st.sampled_from(["", "AB"]), entries=ENTRIES)


@given(CASES, CASES)
def test_what_only_one_changed_is_taken_whole(base: Case, changed: Case) -> None:
    assert merged(base, changed, base) == changed.but(entries=merged(base, changed, base).entries)
    assert set(merged(base, changed, base).entries) == set(changed.entries)
    assert merged(base, base, changed) == changed
    assert merged(base, changed, changed) == changed


@given(CASES, CASES, CASES)
def test_merging_loses_nothing_whoever_saves_first(base: Case, mine: Case, theirs: Case) -> None:
    try:
        one = merged(base, mine, theirs)
    except Conflict:
        with pytest.raises(Conflict):
            merged(base, theirs, mine)
        return
    other = merged(base, theirs, mine)
    assert (one.title, one.owner, set(one.entries)) == (other.title, other.owner, set(other.entries))
    was, kept = set(base.entries), set(one.entries)
    assert (set(mine.entries) - was) | (set(theirs.entries) - was) <= kept
    assert kept <= set(mine.entries) | set(theirs.entries)
