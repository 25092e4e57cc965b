from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.case.case import Case, CrossPressure, Entry, Kind, Step, with_entry, without_entry
from storage.domain.errors import Refused
from storage.domain.record import as_it_was, as_made, revised, without_change

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
FIRST = Case(id="c", rev=1, title="Først", opened=date(2026, 9, 1))


def entry(number: int) -> Entry:
    return Entry(id=f"e{number}", step=Step.SITUATION, text=f"Innlegg {number}", at=NOON)


def content(case: Case) -> Case:
    return case.but(rev=0, before=())


def changed(case: Case, new: Case, number: int) -> Case:
    return revised(case, new, by="AB", at=NOON + timedelta(minutes=number), change=f"change{number}")


edits = st.one_of(
    st.builds(lambda title: lambda case: case.but(title=title), st.sampled_from(["A", "B", "C"])),
    st.builds(lambda kind: lambda case: case.but(kind=kind), st.sampled_from(Kind)),
    st.builds(lambda n: lambda case: with_entry(case, entry(n)), st.integers(0, 4)),
    st.builds(lambda n: lambda case: without_entry(case, f"e{n}"), st.integers(0, 4)),
    st.just(lambda case: case.but(pressure=CrossPressure(fixed="Timene"))),
    st.just(lambda case: case.but(pressure=None, opened=date(2026, 9, 2))),
)


@given(sequence=st.lists(edits, max_size=8))
def test_every_moment_can_be_looked_at(sequence: list[object]) -> None:
    states = [FIRST]
    for number, edit in enumerate(sequence, 1):
        assert callable(edit)
        states.append(changed(states[-1], edit(states[-1]), number))
    for number, state in enumerate(states):
        earlier = as_it_was(states[-1], NOON + timedelta(minutes=number))
        assert sorted_content(earlier) == sorted_content(state)
        assert earlier.before == state.before
    assert sorted_content(as_made(states[-1])) == sorted_content(FIRST)


@given(sequence=st.lists(edits, min_size=1, max_size=8))
def test_taking_changes_back_one_by_one_leads_to_the_start(sequence: list[object]) -> None:
    states = [FIRST]
    for number, edit in enumerate(sequence, 1):
        assert callable(edit)
        states.append(changed(states[-1], edit(states[-1]), number))
    case = states[-1]
    for number in range(len(sequence), 0, -1):
        case = changed(case, without_change(case, f"change{number}"), 100 + number)
        assert sorted_content(case) == sorted_content(states[number - 1])


def sorted_content(case: Case) -> Case:
    return content(case).but(entries=tuple(sorted(case.entries, key=lambda each: each.id)))


def test_a_change_in_the_middle_is_taken_back_alone() -> None:
    one = changed(FIRST, FIRST.but(title="Én"), 1)
    two = changed(one, with_entry(one, entry(1)), 2)
    assert content(without_change(two, "change1")) == content(two.but(title="Først"))


def test_what_became_something_else_since_is_left_alone() -> None:
    one = changed(FIRST, FIRST.but(title="Én"), 1)
    two = changed(one, one.but(title="To"), 2)
    with pytest.raises(Refused) as raised:
        without_change(two, "change1")
    assert raised.value.params == {"record": "c", "field": "title"}


def test_an_entry_comes_back_in_its_place() -> None:
    full = FIRST.but(entries=(entry(1), entry(2), entry(3)))
    gone = changed(full, without_entry(full, "e2"), 1)
    assert without_change(gone, "change1").entries == full.entries
