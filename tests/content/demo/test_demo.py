from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count, pairwise
from typing import TypeVar

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.content.demo.demo import demo_practices, demo_team
from storage.content.demo.frame import framed
from storage.content.demo.outline import outline
from storage.content.plan_template import plan_file
from storage.domain.calendar import is_school_day, school_year
from storage.domain.case.agreement import Agreement, checked_agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, CaseState, Kind, View
from storage.domain.homes.contact import ClassContacts, Reached, reached
from storage.domain.homes.conversation_round import ConversationRound, at_midpoint, checked_round
from storage.domain.homes.parent_meeting import LookBack, ParentMeeting, is_nearly_all_information, near
from storage.domain.ids import case_code
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.people import Language, Team
from storage.domain.plan.plan import Area, Practice, PracticeState
from storage.domain.record import Part, Record
from storage.domain.views.book import year_of

Kept = TypeVar("Kept", bound=Record)
DAYS = st.dates(date(2024, 1, 1), date(2060, 12, 31))
OSLO_IN_WINTER = timezone(timedelta(hours=1))


@dataclass(frozen=True)
class Demo:
    today: date
    team: Team
    records: tuple[Record, ...]

    def each(self, kind: type[Kept]) -> tuple[Kept, ...]:
        return tuple(record for record in self.records if isinstance(record, kind))

    def case(self, code: str) -> Case:
        return next(case for case in self.each(Case) if case.code == code)


def opened(today: date, language: Language = Language.NB) -> Demo:
    numbers = count()
    now = datetime(today.year, today.month, today.day, 6, tzinfo=OSLO_IN_WINTER)
    return Demo(today, *demo_team(language, today, now, lambda: f"{next(numbers):016d}"))


def moments(record: Record) -> Iterator[date]:
    match record:
        case Case():
            yield record.opened
            yield from (entry.at.date() for entry in record.entries)
            yield from (told.on for told in record.told)
            yield from (standing.on for standing in (record.standing,) if standing)
        case Agreement():
            yield record.made
            yield from (rating.on for rating in record.ratings)
        case Meeting():
            yield record.started.date()
        case Practice():
            yield from (milestone.on for milestone in record.milestones)
        case Area():
            yield from (reading.on for reading in record.readings)
        case ExperienceCard() | ClassContacts():
            yield record.made
            yield from (tick.on for tick in (record.ticks if isinstance(record, ClassContacts) else ()))
        case ParentMeeting(after=LookBack(on=looked)):
            yield from (record.on, looked)
        case ConversationRound():
            yield from (record.starts, record.ends)
            yield from (rating.on for each in record.agreements for rating in each.ratings)


@settings(max_examples=150, deadline=None)
@given(DAYS)
@example(date(2026, 8, 1))
@example(date(2026, 8, 3))
@example(date(2026, 8, 31))
@example(date(2026, 9, 1))
@example(date(2026, 6, 20))
@example(date(2026, 7, 31))
@example(date(2027, 1, 1))
@example(date(2028, 2, 29))
def test_on_every_day_of_the_year_the_demo_holds_together(today: date) -> None:
    demo = opened(today)
    _nothing_lies_ahead_of_today(demo)
    _every_record_lies_in_the_year_of_its_code(demo)
    _codes_follow_the_order_of_opening(demo)
    _cases_are_told_in_order(demo)
    _agreements_follow_from_their_meetings(demo)
    _meetings_are_on_school_days(demo)
    _practices_grow_in_order(demo)
    _peacetime_goes_on(demo)


def _nothing_lies_ahead_of_today(demo: Demo) -> None:
    for record in demo.records:
        assert all(moment <= demo.today for moment in moments(record)), record


def _every_record_lies_in_the_year_of_its_code(demo: Demo) -> None:
    for record in demo.each(Case):
        assert {school_year(day) for day in moments(record)} == {record.year}
    for agreement in demo.each(Agreement):
        assert year_of(agreement, demo.today) == school_year(agreement.made)
    assert len({case.year for case in demo.each(Case)}) == 2


def _codes_follow_the_order_of_opening(demo: Demo) -> None:
    for year in {case.year for case in demo.each(Case)}:
        cases = sorted((case for case in demo.each(Case) if case.year == year), key=lambda case: case.code)
        assert [case.code for case in cases] == [case_code(year.start, n) for n in range(1, len(cases) + 1)]
        assert [case.opened for case in cases] == sorted(case.opened for case in cases)


def _cases_are_told_in_order(demo: Demo) -> None:
    for case in demo.each(Case):
        times = [entry.at for entry in case.entries]
        assert all(before < after for before, after in pairwise(times))
        assert times[0].date() == case.opened
        if case.state is CaseState.CLOSED and case.standing:
            assert case.standing.on >= times[-1].date()


def _agreements_follow_from_their_meetings(demo: Demo) -> None:
    meetings = {meeting.id: meeting for meeting in demo.each(Meeting)}
    for agreement in demo.each(Agreement):
        checked_agreement(agreement, agreement.made)
        if agreement.meeting:
            assert agreement.made == meetings[agreement.meeting].started.date()
        for rating in agreement.ratings:
            assert rating.on >= agreement.made
            assert not rating.meeting or meetings[rating.meeting].started.date() == rating.on
    waiting = [agreement for agreement in demo.each(Agreement) if agreement.is_open]
    for agreement in demo.each(Agreement):
        assert is_school_day(agreement.due)
        assert agreement.review is None or is_school_day(agreement.review)
    assert any(agreement.due < demo.today for agreement in waiting)
    assert any(agreement.due > demo.today for agreement in waiting)


def _meetings_are_on_school_days(demo: Demo) -> None:
    for meeting in demo.each(Meeting):
        assert is_school_day(meeting.started.date())
        assert meeting.state is MeetingState.HELD
        assert meeting.started.date() < demo.today
        assert meeting.next_on is None or (meeting.next_on > meeting.started.date() and is_school_day(meeting.next_on))
        for case in (demo.case(code) for code in meeting.cases):
            assert case.opened <= meeting.started.date()
            assert any(entry.meeting == meeting.id for entry in case.entries)


def _practices_grow_in_order(demo: Demo) -> None:
    year = school_year(demo.today)
    for practice in demo.each(Practice):
        days = [milestone.on for milestone in practice.milestones]
        assert days == sorted(days)
        assert all(start <= year.start for start in practice.done)


def _peacetime_goes_on(demo: Demo) -> None:
    year = school_year(demo.today)
    planned = [each for each in demo.each(ParentMeeting) if not each.is_held]
    assert near(planned, demo.today) == tuple(planned)
    assert [is_nearly_all_information(each) for each in planned] == [True]
    assert {school_year(each.on).start - year.start for each in demo.each(ParentMeeting) if each.is_held} <= {-2, -1, 0}
    rounds = demo.each(ConversationRound)
    assert [checked_round(each) for each in rounds] == list(rounds)
    assert [each.id for each in at_midpoint(rounds, demo.today)] == [max(rounds, key=lambda each: each.starts).id]
    assert reached(demo.each(ClassContacts), demo.today) == Reached(26, 47)
    ratings = [(each.made, rating.on) for kept in rounds for each in kept.agreements for rating in each.ratings]
    assert all(made <= on for made, on in ratings)


@pytest.fixture(scope="module", params=list(Language))
def demo(request: pytest.FixtureRequest) -> Demo:
    return opened(date(2026, 11, 23), request.param)


def test_the_team_is_there(demo: Demo) -> None:
    assert demo.team.language in Language
    assert len(demo.team.aliases) == 8
    people = {*demo.team.aliases, ""}
    for case in demo.each(Case):
        assert case.owner in people
        assert {entry.by for entry in case.entries} <= people
    for agreement in demo.each(Agreement):
        assert {agreement.owner, agreement.buddy} <= people
    for meeting in demo.each(Meeting):
        assert {*meeting.roles.values(), *meeting.next_roles.values(), *meeting.present} <= people


def test_every_kind_of_case_can_be_seen(demo: Demo) -> None:
    assert {case.state for case in demo.each(Case)} == set(CaseState)
    assert {case.kind for case in demo.each(Case)} == set(Kind)
    assert {entry.view for case in demo.each(Case) for entry in case.entries} == set(View)
    assert {practice.state for practice in demo.each(Practice)} >= set(PracticeState) - {PracticeState.RETIRED}


def test_all_ids_are_different_and_all_references_lead_somewhere(demo: Demo) -> None:
    ids = [record.id for record in (demo.team, *demo.records)]
    parts = [
        part.id
        for record in demo.records
        for name in record.__struct_fields__
        for part in (getattr(record, name) if isinstance(getattr(record, name), tuple) else ())
        if isinstance(part, Part)
    ]
    assert len(ids + parts) == len({*ids, *parts})
    codes = {case.code for case in demo.each(Case)}
    for meeting in demo.each(Meeting):
        assert {*meeting.cases, *meeting.waiting} <= codes
        assert {decision.ref for decision in meeting.decisions} <= {*ids, ""}
    for case in demo.each(Case):
        assert {learned.ref for learned in case.learned} <= {*ids}
        assert {entry.meeting for entry in case.entries} <= {*ids, ""}
    for practice in demo.each(Practice):
        assert {*practice.evidence} <= codes
        assert practice.area in {area.key for area in demo.each(Area)}


def test_what_was_written_in_a_meeting_is_the_meetings(demo: Demo) -> None:
    assert all(not entry.by for case in demo.each(Case) for entry in case.entries if entry.meeting)


def test_the_records_survive_being_kept(demo: Demo) -> None:
    for record in (demo.team, *demo.records):
        assert msgspec.json.decode(msgspec.json.encode(record), type=type(record)) == record


def test_meetings_begin_in_the_zone_of_the_one_who_looks(demo: Demo) -> None:
    assert {meeting.started.astimezone(OSLO_IN_WINTER).strftime("%H:%M") for meeting in demo.each(Meeting)} == {"14:15"}
    assert all(meeting.started.tzinfo is UTC for meeting in demo.each(Meeting))


def test_every_phase_of_a_meeting_took_some_time(demo: Demo) -> None:
    for meeting in demo.each(Meeting):
        assert all(visit.spent and visit.seen for visit in meeting.visits), meeting.title


def test_everything_outlined_for_a_meeting_was_said_there(demo: Demo) -> None:
    held = [(len(m.notes), len(m.parking), len(m.present)) for m in demo.each(Meeting)]
    ours = sorted(outline().meetings, key=lambda each: (each.year == "this", -each.days_ago))
    assert held == [(len(each.notes), len(each.parking), len(each.present)) for each in ours]
    assert all(meeting.decisions and meeting.score for meeting in demo.each(Meeting))


def test_a_practice_that_the_outline_leaves_out_is_an_idea_without_an_owner() -> None:
    frame = framed(Language.NB, date(2026, 11, 23), datetime(2026, 11, 23, 8, tzinfo=UTC), lambda: "id")
    bare = replace(frame, outline=msgspec.structs.replace(frame.outline, plan=(), practices=()))
    practices = demo_practices(bare)
    assert len(practices) == len(plan_file(Language.NB).practices)
    assert {(practice.state, practice.owner) for practice in practices} == {(PracticeState.IDEA, "")}
