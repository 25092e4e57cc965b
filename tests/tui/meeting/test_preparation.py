from storage.archive import FolderStore
from storage.content.forms import forms
from storage.domain.meeting.form import MeetingForm
from storage.domain.meeting.meeting import MeetingState
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import Language
from storage.domain.plan.plan import PracticeState, reached
from storage.store import Change
from tests.tui.stage import NOW
from tui.desk.desk import Desk
from tui.desk.preparation import LONGEST_MEETING, START_FORM, Preparation, is_still_starting
from tui.i18n.words import Words
from tui.screens.meeting.start import start_lines


def form(key: str) -> MeetingForm:
    found = forms(Language.EN).form(key)
    assert found
    return found


def test_the_case_that_waits_without_a_next_step_is_taken_first(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("case-round"))
    first = ready.cases[0]
    assert first.title == "Homework every afternoon"
    assert list(ready.shares) == [first.code]
    assert ready.roles[MeetingRole.CASE_OWNER] == first.owner
    assert first.owner not in {ready.roles[MeetingRole.FACILITATOR], ready.roles[MeetingRole.NOTE_TAKER]}


def test_a_case_left_out_makes_room_for_the_next(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("case-round"))
    first, second = ready.cases[:2]
    assert list(ready.toggled(first.code).shares) == [second.code]
    assert ready.toggled(first.code).toggled(first.code).shares == ready.shares


def test_more_time_takes_more_cases(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("case-round"))
    assert [len(ready.with_minutes(minutes).shares) for minutes in (45, 60, 90)] == [1, 2, 3]


def test_time_stays_between_a_minute_a_phase_and_four_hours(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("case-round"))
    assert ready.with_minutes(0).minutes == len(ready.form.phases)
    assert ready.with_minutes(10_000).minutes == LONGEST_MEETING


def test_a_success_analysis_takes_a_success(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("success"))
    assert all(case.kind == "success" for case in ready.cases)


def test_fewer_present_hold_several_roles(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("case-round")).with_present(("AB", "CD", "EF"))
    assert set(ready.roles.values()) <= {"AB", "CD", "EF"}
    assert ready.roles[MeetingRole.FACILITATOR] == ready.roles[MeetingRole.TIME_KEEPER]


def test_the_rows_say_which_cases_fit_and_which_wait(desk: Desk) -> None:
    ready = Preparation.proposed(desk.store.book(), form("case-round"))
    rows = [line for line in start_lines(Words(Language.EN), ready, None) if line.key and line.key.kind == "case"]
    assert rows[0].right == "36 min"
    assert {line.right for line in rows[1:]} == {"waits for next time"}


def test_the_roles_agreed_at_check_out_are_proposed_to_those_who_are_here(store: FolderStore) -> None:
    book = store.book()
    last = next(each for each in book.meetings if each.state is MeetingState.HELD)
    agreed = {
        MeetingRole.FACILITATOR: "EF",
        MeetingRole.NOTE_TAKER: "CD",
        MeetingRole.TIME_KEEPER: "AB",
        MeetingRole.SOLUTION_GUARD: "GH",
    }
    store.save(Change(last, last.but(next_roles=agreed)), by="AB", at=NOW)
    ready = Preparation.proposed(store.book(), form("peacetime"))
    assert set(agreed.values()) <= set(ready.present)
    assert {role: ready.roles[role] for role in agreed} == agreed


def test_the_plan_is_begun_until_two_meetings_have_gone_through_it_unless_a_case_waits(store: FolderStore) -> None:
    def held() -> None:
        start = Preparation.proposed(store.book(), form(START_FORM))
        meeting = start.begin(f"start {len(store.book().meetings)}", NOW).but(state=MeetingState.HELD, ended=NOW)
        store.save(Change(None, meeting), by="", at=NOW)

    cases = Preparation.proposed(store.book(), form("case-round")).cases
    assert not is_still_starting(store.book(), ())
    store.save(*(Change(each, each.but(milestones=())) for each in store.book().practices), by="", at=NOW)
    assert is_still_starting(store.book(), cases)
    first = store.book().practices[0]
    store.save(Change(first, reached(first, PracticeState.AGREED, NOW.date())), by="", at=NOW)
    assert not is_still_starting(store.book(), ())
    held()
    assert is_still_starting(store.book(), ())
    assert not is_still_starting(store.book(), cases)
    held()
    assert not is_still_starting(store.book(), ())
