from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, CrossPressure, Entry, Step
from storage.domain.errors import Conflict
from storage.domain.merge import clashes, merged

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


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        ((), ("rules",), ("rules",)),
        (("rules",), (), ("rules",)),
        (("rules",), ("phones",), ("phones", "rules")),
        (("homework", "rules"), ("phones", "homework"), ("phones", "homework", "rules")),
        (("rules",), ("homework", "rules"), ("rules",)),
        ((), ("homework", "rules"), ("rules",)),
    ],
)
def test_what_both_put_into_a_list_or_took_out_of_it_counts(
    mine: tuple[str, ...], theirs: tuple[str, ...], together: tuple[str, ...]
) -> None:
    assert merged(BASE, BASE.but(themes=mine), BASE.but(themes=theirs)).themes == together


def test_a_list_that_both_emptied_is_empty() -> None:
    base = BASE.but(themes=("homework", "rules"))
    assert merged(base, base.but(themes=("rules",)), base.but(themes=("homework",))).themes == ()


AGREEMENT = Agreement(id="a", what="Ring", owner="AB", made=date(2026, 11, 2), due=date(2026, 11, 9))


def rating(note: str) -> Rating:
    return Rating(on=date(2026, 11, 9), done=Done.PARTLY, note=note)


def test_two_who_follow_up_at_once_are_both_heard() -> None:
    base = AGREEMENT.but(ratings=(rating("first"),))
    mine, theirs = (
        base.but(ratings=(*base.ratings, rating("mine"))),
        base.but(ratings=(*base.ratings, rating("theirs"))),
    )
    assert [each.note for each in merged(base, mine, theirs).ratings] == ["first", "theirs", "mine"]


def test_values_changed_in_their_places_meet() -> None:
    base = AGREEMENT.but(ratings=(rating("first"),))
    (clash,) = clashes(base, base.but(ratings=(rating("mine"),)), base.but(ratings=(rating("theirs"),)))
    assert clash.field == "ratings"


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
    assert conflict.value.field == "entries/1/text"


def test_of_one_part_the_text_and_the_step_can_be_changed_by_two() -> None:
    base = BASE.but(entries=(entry("1"),))
    moved = msgspec.structs.replace(entry("1"), step=Step.VIEWS)
    found = merged(base, base.but(entries=(entry("1", "mine"),)), base.but(entries=(moved,)))
    assert (found.entries[0].text, found.entries[0].step) == ("mine", Step.VIEWS)


def test_a_cross_pressure_card_is_filled_in_by_two() -> None:
    mine, theirs = BASE.but(pressure=CrossPressure(fixed="a")), BASE.but(pressure=CrossPressure(we_can="b"))
    assert merged(BASE, mine, theirs).pressure == CrossPressure(fixed="a", we_can="b")


def test_every_clash_is_found_and_settled_by_what_is_chosen() -> None:
    mine = BASE.but(title="b", owner="AB", pressure=CrossPressure(fixed="a"))
    theirs = BASE.but(title="c", owner="CD", pressure=CrossPressure(fixed="b"), themes=())
    assert [clash.field for clash in clashes(BASE, mine, theirs)] == ["title", "owner", "pressure/fixed"]
    found = merged(BASE, mine, theirs, {"title": "bc", "owner": "CD", "pressure/fixed": "a"})
    assert (found.title, found.owner, found.pressure, found.themes) == ("bc", "CD", CrossPressure(fixed="a"), ())


def test_what_is_left_unsettled_still_meets() -> None:
    with pytest.raises(Conflict, match="owner"):
        merged(BASE, BASE.but(title="b", owner="AB"), BASE.but(title="c", owner="CD"), {"title": "d"})


@pytest.mark.parametrize("kept", [None, entry("1", "b")])
def test_a_part_taken_out_by_one_is_settled_either_way(kept: Entry | None) -> None:
    base = BASE.but(entries=(entry("1"),))
    found = merged(base, base.but(entries=()), base.but(entries=(entry("1", "b"),)), {"entries/1": kept})
    assert found.entries == ((kept,) if kept else ())


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
