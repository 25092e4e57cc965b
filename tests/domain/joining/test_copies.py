"""Copies of a team become one: the same in whatever order they meet, and nothing that somebody kept is lost."""

from collections import Counter
from functools import reduce
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.joining.codes import codes_of
from storage.domain.joining.copies import TeamCopy, joining
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Team
from storage.domain.record import Record
from tests.domain.joining.random_copies import laptops

SEEDS = st.integers(0, 10**9)
MANY = settings(max_examples=30, deadline=None)


def as_one(ours: TeamCopy, theirs: TeamCopy) -> TeamCopy:
    return joining(ours, theirs).copy


def alike(copy: TeamCopy) -> dict[str, Record]:
    """Return a copy's records by what they hold.

    Where a clock went wrong what was written stands in another order, and so do a meeting's earlier values where words
    of a deleted case went out of it; on both sides, that was counted twice. Of what a team forgets, only clocks tell
    which is the later one.
    """
    return {key: _settled(record) for key, record in copy.records.items()}


def _settled(record: Record) -> Record:
    if isinstance(record, Meeting):
        before = sorted(record.before, key=lambda memory: (memory.at, memory.change, memory.field))
        return record.but(rev=0, before=tuple(before), notes=tuple(sorted(record.notes, key=lambda note: note.id)))
    if isinstance(record, Case):
        return record.but(entries=tuple(sorted(record.entries, key=lambda entry: entry.id)))
    return record.but(names=()) if isinstance(record, Team) else record


def changes_in(copy: TeamCopy, *, of_meetings: bool = False) -> set[tuple[str, str, str]]:
    """Return every remembered change of the cases, agreements and the team, and of the meetings if asked for."""
    records = (each for each in copy.records.values() if of_meetings or not isinstance(each, Meeting))
    return {(each.id, memory.change, memory.field) for each in records for memory in each.before}


@MANY
@given(SEEDS)
def test_three_copies_are_the_same_in_every_order(seed: int) -> None:
    one, two, three = copies = [laptop.copy for laptop in laptops(seed, 3)]
    results = [reduce(as_one, order) for order in permutations(copies)]
    results += [as_one(one, as_one(two, three)), as_one(as_one(one, two), as_one(two, three))]
    results += [as_one(results[0], copy) for copy in copies]
    assert [alike(each) for each in results] == [alike(results[0])] * len(results)


@MANY
@given(SEEDS)
def test_a_copy_that_meets_itself_or_what_it_came_from_stays_as_it_is(seed: int) -> None:
    (laptop,) = laptops(seed, 1)
    first = laptop.copy
    assert as_one(first, first) == first
    for _ in range(6):
        laptop.act()
    later = laptop.copy
    assert alike(as_one(first, later)) == alike(later) == alike(as_one(later, first))


@MANY
@given(SEEDS)
def test_nothing_is_lost_but_what_was_deleted_and_nothing_is_there_twice(seed: int) -> None:
    copies = [laptop.copy for laptop in laptops(seed, 2, brings_back=True, apart=30)]
    whole = as_one(*copies)
    assert alike(whole) == alike(as_one(copies[1], copies[0]))
    for copy in copies:
        kept = {change for change in changes_in(copy) if change[0] in whole.records}
        assert kept <= changes_in(whole)
        assert {key for key in copy.records if key not in whole.records} <= whole.deleted.keys() | _of_gone(copy, whole)
    counted = Counter((each.id, m.change, m.field) for each in whole.records.values() for m in each.before)
    assert all(count == 1 for count in counted.values())


def _of_gone(copy: TeamCopy, whole: TeamCopy) -> set[str]:
    """Return the ids of a copy's agreements whose case is gone."""
    gone = {each.code for each in copy.records.values() if isinstance(each, Case) and each.id not in whole.records}
    return {each.id for each in copy.records.values() if isinstance(each, Agreement) and each.case in gone}


@MANY
@given(SEEDS)
def test_every_code_is_given_once_and_every_agreement_stays_with_its_case(seed: int) -> None:
    copies = [laptop.copy for laptop in laptops(seed, 3)]
    whole = reduce(as_one, copies)
    cases = {each.id: each for each in whole.records.values() if isinstance(each, Case)}
    assert len({case.code for case in cases.values()}) == len(cases)
    for copy in copies:
        here = {each.code: each.id for each in copy.records.values() if isinstance(each, Case)}
        for each in copy.records.values():
            if isinstance(each, Agreement) and each.id in whole.records:
                assert getattr(whole.records[each.id], "case", "") == cases[here[each.case]].code


@MANY
@given(SEEDS)
def test_who_goes_on_after_joining_and_joins_again_loses_nothing_either(seed: int) -> None:
    ours, theirs = laptops(seed, 2)
    for _ in range(3):
        whole = as_one(ours.copy, theirs.copy)
        ours.take_over(whole)
        assert alike(as_one(ours.copy, theirs.copy)) == alike(whole)
        for laptop in (ours, theirs):
            for _ in range(4):
                laptop.act()
    one, other = as_one(ours.copy, theirs.copy), as_one(theirs.copy, ours.copy)
    assert alike(one) == alike(other)
    assert changes_in(one) >= {each for each in changes_in(theirs.copy) if each[0] in one.records}


def test_the_older_of_two_keeps_the_code_and_the_other_gets_the_next_that_is_nobodys() -> None:
    assert codes_of({"a": "26-001", "c": "26-001", "b": "26-002"}) == {"a": "26-001", "b": "26-002", "c": "26-003"}


def test_a_new_case_does_not_move_the_code_that_another_got() -> None:
    first = {"a": "26-001", "b": "26-001"}
    assert codes_of(first)["b"] == "26-002"
    assert codes_of({**first, "z": "26-003"})["b"] == "26-002"


def test_a_number_that_a_deleted_case_had_is_nobodys_again() -> None:
    assert codes_of({"a": "26-001", "b": "26-002", "c": "26-001"})["c"] == "26-003"


def test_years_are_counted_for_themselves() -> None:
    assert codes_of({"a": "26-001", "b": "27-001"}) == {"a": "26-001", "b": "27-001"}
