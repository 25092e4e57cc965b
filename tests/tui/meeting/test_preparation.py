from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from storage.archive import FolderStore
from storage.content.forms import forms
from storage.domain.calendar import Series
from storage.domain.case.agreement import due_by
from storage.domain.meeting.form import MeetingForm, MeetingRole
from storage.domain.meeting.meeting import MeetingState
from storage.domain.people import Language
from storage.domain.plan.plan import PracticeState, reached
from storage.store import Change
from tests.tui.stage import NOW
from tui.desk.desk import Desk
from tui.desk.preparation import LONGEST_MEETING, START_FORM, Preparation, is_still_starting, proposed_form
from tui.look.signs import text_of
from tui.presentation.lines import Line, Row
from tui.screens.meeting.start import phase_paragraphs, span_of_time, start_lines


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
    rows = rows_of(desk, ready, "case")
    assert rows[0].right == "36 min"
    assert {line.right for line in rows[1:]} == {"waits for next time"}


def rows_of(desk: Desk, ready: Preparation, kind: str, width: int = 80) -> list[Line[Row]]:
    return [line for line in start_lines(desk, ready, width) if line.key and line.key.kind == kind]


def test_two_that_wait_can_share_the_time_of_one(desk: Desk) -> None:
    ready = Preparation.proposed(desk.store.book(), form("case-round"))
    first, second = ready.cases[:2]
    assert list(ready.shares) == [first.code]
    assert ready.pair == ready.with_both().shares == {first.code: 18, second.code: 18}
    (offered,) = rows_of(desk, ready, "both")
    assert (offered.left, offered.right) == (f"Both today, each shorter: {first.code} and {second.code}", "2 × 18 min")
    assert [line.right for line in rows_of(desk, ready.with_both(), "case")][:2] == ["18 min", "18 min"]
    assert ready.with_both().begin("m", NOW).cases == (first.code, second.code)
    assert ready.with_both().with_both().shares == ready.shares


@pytest.mark.parametrize("minutes", [20, 60])
def test_two_are_offered_neither_too_little_time_nor_what_they_have_anyhow(desk: Desk, minutes: int) -> None:
    ready = Preparation.proposed(desk.store.book(), form("case-round")).with_minutes(minutes)
    assert rows_of(desk, ready, "both") == []
    assert ready.with_both().shares == ready.shares


def test_a_case_written_for_the_meeting_comes_first_and_its_owner_tells_it(store: FolderStore) -> None:
    ready = Preparation.proposed(store.book(), form("case-round"))
    last = ready.cases[-1]
    taken = ready.toggled(last.code).with_case(last.code)
    assert taken.cases[0] == last
    assert list(taken.shares) == [last.code]
    assert taken.roles[MeetingRole.CASE_OWNER] == last.owner
    assert set(taken.cases) == set(ready.cases)


@pytest.mark.parametrize("width", [64, 80, 140])
def test_the_agenda_is_one_bar_and_says_each_phase_with_its_minutes(still: Desk, width: int) -> None:
    ready = Preparation.proposed(still.store.book(), form("case-round"))
    _, bar, names, *rest = start_lines(still, ready, width)
    assert len(text_of(bar.spans)) == len(text_of(names.spans)) == min(width, 76) - 3
    assert {span.role for span in bar.spans if span.text.strip()} == {"plan", "case", "line"}
    below = text_of(names.spans)
    assert all(phase.short in below for phase in ready.form.phases)
    assert below.index("Case") == text_of(bar.spans).index("▒")
    assert [line.right for line in rest if line.key == Row("form")] == ["▇ the plan 9 · ▒ the cases 32"]
    folded = start_lines(still, ready, width, folded=False)
    assert not any("Clarify" in line.said for line in folded)


def test_a_second_case_is_named_with_its_minutes_alone(still: Desk) -> None:
    ready = Preparation.proposed(still.store.book(), form("case-round")).with_minutes(60)
    _, second = ready.shares
    said = " ".join(" ".join(line.said for line in start_lines(still, ready, 80)).split())
    assert f"To plan {second} Out" in said
    assert said.count("Clarify") == 1


def test_the_phases_stand_with_the_time_they_begin_at_and_what_is_asked(still: Desk) -> None:
    meeting = Preparation.proposed(still.store.book(), form("case-round")).foreseen(NOW)
    said = [each.text for each in phase_paragraphs(still.words, meeting)]
    assert said[0].endswith("00  Check-in · 2 min")
    assert said[2].endswith("02  Plan and agreements · 5 min")
    assert span_of_time(still, meeting) == f"{still.words.clock(NOW)}–{still.words.clock(NOW + timedelta(minutes=45))}"
    assert meeting.script
    assert [text for text in said if text == meeting.script.phases[0].prompts[0]]


def test_without_a_case_the_agenda_keeps_its_time_and_says_how_one_is_written(still: Desk) -> None:
    ready = Preparation.proposed(still.store.book(), form("case-round"))
    for case in ready.proposals:
        ready = ready.toggled(case.code)
    assert sum(visit.minutes for visit in ready.foreseen(NOW).visits if visit.case) == 36
    none = replace(ready, book=replace(ready.book, years=()))
    assert any("Press n to write one" in line.left for line in start_lines(still, none, 80))


def test_each_role_says_what_it_does(desk: Desk) -> None:
    ready = Preparation.proposed(desk.store.book(), form("case-round"))
    said = {line.key.id: line.said for line in rows_of(desk, ready, "role") if line.key}
    assert set(said) == set(ready.roles)
    assert said[MeetingRole.SOLUTION_GUARD].split()[2:] == [
        ready.roles[MeetingRole.SOLUTION_GUARD], "speaks", "up", "when", "we", "only", "describe",
    ]  # fmt: skip


def test_a_case_that_nobody_here_owns_asks_who_tells_it(desk: Desk) -> None:
    ready = Preparation.proposed(desk.store.book(), form("case-round"))
    away = ready.with_present([alias for alias in ready.present if alias != ready.cases[0].owner])
    assert MeetingRole.CASE_OWNER not in away.roles
    owner = Row("role", MeetingRole.CASE_OWNER)
    assert [line.said.split()[2] for line in rows_of(desk, away, "role") if line.key == owner] == ["?"]
    given = away.with_role(MeetingRole.CASE_OWNER, "EF")
    assert [line.said.split()[2] for line in rows_of(desk, given, "role") if line.key == owner] == ["EF"]


def test_agreements_whose_day_is_today_are_counted_where_the_form_asks_about_them(still: Desk) -> None:
    book = still.store.book()
    count = len(due_by(book.agreements, still.today))
    assert any(each.asked_next == still.today for each in due_by(book.agreements, still.today))

    def counted(key: str) -> list[str]:
        lines = start_lines(still, Preparation.proposed(book, form(key)), 80)
        return [line.left for line in lines if "due by" in line.left]

    assert counted("case-round") == [f"{count} agreements are due by today's meeting."]
    assert counted("success") == []


def test_a_silent_round_is_told_before_the_meeting(desk: Desk) -> None:
    lines = start_lines(desk, Preparation.proposed(desk.store.book(), form("peacetime")), 80)
    hidden = next(phase for phase in form("peacetime").phases if phase.hidden)
    assert any("Paper and pens" in line.left and hidden.title in line.left for line in lines)


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


MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_the_series_brings_its_form_and_on_its_day_even_while_the_plan_is_begun(store: FolderStore) -> None:
    shelf = forms(Language.EN)

    def proposed(day: date, key: str = "") -> str:
        team = store.book().team
        if key:
            series = Series(weekday=1, starts=time(14, 30), form=key)
            store.save(Change(team, team.but(series=series)), by="", at=NOW)
        return proposed_form(store.book(), shelf, day).key

    assert proposed(TUESDAY) == "case-round"
    assert (proposed(TUESDAY, "peacetime"), proposed(MONDAY)) == ("peacetime", "peacetime")
    store.save(*(Change(each, each.but(milestones=())) for each in store.book().practices), by="", at=NOW)
    assert (proposed(TUESDAY), proposed(MONDAY)) == ("peacetime", START_FORM)
    held = next(each for each in store.book().meetings if each.state is MeetingState.HELD)
    store.save(Change(held, held.but(next_on=MONDAY)), by="", at=NOW)
    assert proposed(MONDAY) == "peacetime", "a day that was set in place of the series' own"
    assert proposed(TUESDAY, "gone") == START_FORM
