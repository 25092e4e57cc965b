from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.content.forms import our_forms
from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, CaseState, Kind
from storage.domain.case.standing import set_aside
from storage.domain.meeting.agenda import last_taken, proposed_cases, shares
from storage.domain.meeting.form import Each, MeetingForm, Phase
from storage.domain.meeting.meeting import Meeting, Visit, visits_for
from storage.domain.people import Language

DAY = date(2026, 10, 1)
ROUND, SHORT, PEACETIME = (
    next(form for form in our_forms(Language.NB) if form.key == key)
    for key in ("case-round", "case-round-short", "peacetime")
)


def case(code: str, opened: int = 1) -> Case:
    return Case(id=code, code=code, title=code, opened=date(2026, 10, opened))


def agreement(code: str, *ratings: Rating) -> Agreement:
    return Agreement(id=code, what="a", owner="AB", made=DAY, due=DAY, case=code, ratings=ratings)


def meeting(day: int, *codes: str, seen: bool = True) -> Meeting:
    visits = tuple(Visit(phase="case", title="Case", minutes=5, case=code, seen=seen) for code in codes)
    started = datetime(2026, 11, day, 13, tzinfo=UTC)
    return Meeting(id=str(day), form="round", title="Round", started=started, planned=45, visits=visits)


def codes(*cases: Case) -> list[str]:
    return [each.code for each in cases]


def test_cases_without_a_next_step_come_first() -> None:
    assert codes(*proposed_cases([case("1"), case("2")], [agreement("1")], [])) == ["2", "1"]


def test_an_agreement_that_is_done_carries_nothing_on() -> None:
    done = agreement("1", Rating(on=DAY, done=Done.AS_PLANNED))
    assert codes(*proposed_cases([case("1"), case("2")], [done], [])) == ["1", "2"]


def test_cases_never_taken_come_before_those_that_were() -> None:
    assert codes(*proposed_cases([case("1"), case("2", 9)], [], [meeting(2, "1")])) == ["2", "1"]


def test_then_the_one_that_has_waited_longest() -> None:
    cases = [case("1", 5), case("2", 3), case("3"), case("4")]
    meetings = [meeting(9, "3"), meeting(2, "4"), meeting(3, "4")]
    assert codes(*proposed_cases(cases, [], meetings)) == ["2", "1", "4", "3"]


def test_only_open_cases_of_the_kind_are_proposed() -> None:
    parked = set_aside(case("1"), CaseState.PARKED, "Later", DAY)
    success = case("2").but(kind=Kind.SUCCESS)
    assert not proposed_cases([parked, success], [], [])
    assert codes(*proposed_cases([parked, success], [], [], Kind.SUCCESS)) == ["2"]


def test_an_agenda_that_was_not_reached_is_no_talk() -> None:
    assert last_taken([meeting(2, "1"), meeting(9, "1", seen=False), meeting(5, "2")]) == {
        "1": date(2026, 11, 2),
        "2": date(2026, 11, 5),
    }


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (45, {"1": 36}),
        (60, {"1": 36, "2": 15}),
        (90, {"1": 27, "2": 27, "3": 27}),
        (20, {"1": 16}),
        (120, {"1": 28, "2": 28, "3": 28, "4": 27}),
    ],
)
def test_a_case_round_takes_what_fits(minutes: int, expected: dict[str, int]) -> None:
    assert shares(ROUND, ["1", "2", "3", "4", "5"], minutes) == expected


def test_fewer_cases_than_would_fit_share_the_time() -> None:
    assert shares(ROUND, ["1"], 90) == {"1": 81}
    assert shares(ROUND, ["1", "2"], 90) == {"1": 41, "2": 40}


def test_two_cases_of_a_short_form_share_evenly() -> None:
    assert shares(SHORT, ["1", "2"], 60) == {"1": 28, "2": 28}


def test_a_form_without_case_phases_takes_none() -> None:
    assert shares(PEACETIME, ["1"], 45) == {}
    assert shares(ROUND, [], 45) == {}


MINUTES = st.integers(1, 60)
PHASES = st.lists(st.tuples(MINUTES, st.sampled_from(Each)), min_size=1, max_size=8)


def form_of(phases: list[tuple[int, Each]]) -> MeetingForm:
    made = tuple(
        Phase(key=str(number), title="P", short="P", minutes=minutes, prompts=("?",), each=each)
        for number, (minutes, each) in enumerate(phases)
    )
    return MeetingForm(key="f", title="F", minutes=sum(minutes for minutes, _ in phases), phases=made)


@given(PHASES, st.integers(1, 6), st.integers(1, 240))
def test_any_form_gives_every_case_it_takes_some_minutes(
    phases: list[tuple[int, Each]], cases: int, minutes: int
) -> None:
    form = form_of(phases)
    agenda = [str(number) for number in range(cases)]
    given = shares(form, agenda, minutes)
    assert list(given) == agenda[: len(given)]
    assert all(share >= 1 for share in given.values())
    assert bool(given) is form.takes_cases
    assert sum(given.values()) <= max(minutes, 1)


@given(PHASES, st.integers(1, 6), st.integers(1, 240))
def test_a_meetings_phases_fill_its_time(phases: list[tuple[int, Each]], cases: int, minutes: int) -> None:
    form = form_of(phases)
    given = shares(form, [str(number) for number in range(cases)], minutes)
    visits = visits_for(form, given, minutes)
    total = sum(visit.minutes for visit in visits)
    assert all(visit.minutes >= 1 for visit in visits)
    assert total >= minutes
    room_for_all = all(share >= len(phases) for share in given.values()) and minutes - sum(given.values()) >= len(
        phases
    )
    if room_for_all and any(phase.each is Each.MEETING for phase in form.phases):
        assert total == minutes
    assert [visit.case for visit in visits if visit.case] == [
        code for code in given for phase in form.phases if phase.each is Each.CASE
    ]
