from datetime import time, timedelta

import pytest

from storage.domain.calendar import Series
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Kind, Route
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState, Visit
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import Record
from storage.store import Change, Draft
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import (
    NOW,
    TODAY,
    ModeStage,
    desk_with,
    kinds,
    mark,
    read,
    settled,
    shown,
    text_of,
    texts,
    until,
)
from tui.desk.drafting import DraftPlace
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.card import CardDialog
from tui.dialogs.case.case import CaseDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.presentation.lines import Row
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.practice import PracticeScreen
from tui.screens.today.screen import TodayScreen
from tui.widgets.canvas import Canvas
from tui.widgets.composer import Composer
from tui.widgets.panel import Panel

AREA = Area(id="area", key="contact", title="First contact")
AGREED = (Milestone(PracticeState.AGREED, TODAY - timedelta(days=90)),)
PRACTICE = Practice(
    id="practice", area="contact", title="Something good first", minimum="All call.", month=11, milestones=AGREED
)
CASE = Case(id="case", title="Homework", opened=TODAY - timedelta(days=20), code="26-001", themes=("homework",))
CALL = Agreement(id="call", what="Call home", owner="AB", made=TODAY, due=TODAY - timedelta(days=1))
THEIRS = Agreement(id="theirs", what="Ask", owner="CD", made=TODAY, due=TODAY - timedelta(days=9), case="26-001")


def staged(*records: Record, me: str = "AB") -> tuple[MemoryStore, ModeStage]:
    store, desk = desk_with(*records, me=me)
    return store, ModeStage({"today": lambda: TodayScreen(desk)}, "today")


async def test_the_plan_stands_first_and_mine_before_theirs() -> None:
    _, app = staged(AREA, PRACTICE, CASE, THEIRS, CALL)
    async with app.run_test(size=(80, 24)):
        keys = [line.key for line in shown(app) if line.key]
        assert keys[:3] == [
            Row("practice", "practice"),
            Row("agreement", "call"),
            Row("agreement", "theirs"),
        ]
        assert "■ Shared minimum: All call." in texts(app)


async def test_somebody_else_sits_down_and_theirs_come_first() -> None:
    _, app = staged(CASE, THEIRS, CALL)
    async with app.run_test(size=(80, 24)):
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        screen.sit(screen.desk.seated("CD"))
        assert next(line.key for line in shown(app) if line.key and line.key.kind == "agreement") == Row(
            "agreement", "theirs"
        )


async def test_everything_of_a_usual_day_fits_80_by_24() -> None:
    others = tuple(PRACTICE.but(id=f"p{number}", title=f"P{number}") for number in range(3))
    cases = tuple(CASE.but(id=f"c{number}", code=f"26-10{number}") for number in range(9))
    agreements = tuple(CALL.but(id=f"a{number}") for number in range(9))
    _, app = staged(AREA, PRACTICE, *others, *cases, *agreements)
    async with app.run_test(size=(80, 24)):
        assert len(shown(app)) == 19
        assert {Row("more", "agreements"), Row("more", "cases")} <= {line.key for line in shown(app)}


async def test_a_tall_terminal_folds_nothing() -> None:
    _, app = staged(*(CALL.but(id=f"a{number}") for number in range(9)))
    async with app.run_test(size=(80, 50)):
        assert "more" not in kinds(app)


async def test_enter_unfolds_the_rest() -> None:
    _, app = staged(*(CALL.but(id=f"a{number:02}") for number in range(30)))
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("more", "agreements"))
        await pilot.press("enter")
        await settled(pilot)
        assert kinds(app).count("agreement") == 30


async def test_space_ticks_a_practice_as_done_this_year_and_again_takes_it_back() -> None:
    store, app = staged(AREA, PRACTICE, CASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await settled(pilot)
        assert [practice.done for practice in store.book().practices] == [(2026,)]
        assert "✓ Something good first" in texts(app)
        await pilot.press("space")
        await settled(pilot)
        assert [practice.done for practice in store.book().practices] == [()]


async def test_r_follows_up_the_marked_agreement() -> None:
    store, app = staged(CALL)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("agreement", "call"))
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, RatingDialog)
        await pilot.press("3", "3", "enter")
        await settled(pilot)
        (kept,) = store.book().agreements
        assert (kept.done, kept.effect) == (Done.AS_PLANNED, Effect.BETTER)
        assert "agreement" not in kinds(app)


async def test_r_on_anything_else_asks_nothing() -> None:
    _, app = staged(AREA, PRACTICE, CALL)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


ALONG = Agreement(
    id="along",
    what="Read together",
    owner="AB",
    buddy="CD",
    made=TODAY - timedelta(days=10),
    due=TODAY + timedelta(days=60),
    case="26-001",
)


@pytest.mark.parametrize("me", ["AB", "CD"])
async def test_owner_and_buddy_alike_are_asked_how_it_goes_and_answer_by_three_keys(me: str) -> None:
    store, app = staged(CASE, THEIRS, ALONG, me=me)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = next(line.right for line in shown(app) if line.key == Row("agreement", "along"))
        assert "how is it going? s" in asked
        assert ("buddy: " in asked) == (me == "CD")
        await pilot.press("s", "3", "enter")
        await settled(pilot)
        kept = next(each for each in store.book().agreements if each.id == "along")
        assert kept.ratings == (Rating(on=TODAY, done=Done.NOT_STARTED),)
        assert not any("how is it going" in line.right for line in shown(app))


async def test_what_is_done_is_kept_by_two_keys_and_nobody_else_is_asked() -> None:
    store, app = staged(CASE, ALONG, CALL, me="CD")
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("agreement", "call"))
        await pilot.press("s", "1")
        await settled(pilot)
        assert {each.id: each.done for each in store.book().agreements} == {"along": Done.AS_PLANNED, "call": None}
    _, app = staged(CASE, ALONG, me="EF")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        assert "along" not in {line.key.id for line in shown(app) if isinstance(line.key, Row)}
        await pilot.press("s")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_a_shared_screen_asks_nobody_and_shows_what_was_answered_only_when_it_is_opened() -> None:
    answered = CALL.but(ratings=(Rating(on=TODAY, done=Done.PARTLY, note="More time would help."),))
    store, app = staged(CASE, ALONG, THEIRS, answered, me="")
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        assert [line.key for line in screen.owed.lines] == [Row("agreement", "theirs"), Row("agreement", "call")]
        assert not any("how is it going" in line.right for line in screen.owed.lines)
        screen.owed.focus()
        screen.owed.cursor = 1
        await until(pilot, lambda: "Call home" in read(screen.beside))
        assert "More time would help" not in read(screen.beside)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        await pilot.press("2", "enter")
        await settled(pilot)
        assert next(each for each in store.book().agreements if each.id == "call").done is Done.PARTLY


async def test_the_next_meetings_of_the_year_stand_with_who_leads_and_who_steps_in() -> None:
    store, app = staged(CASE)
    team = store.book().team
    store.save(Change(team, team.but(series=Series(weekday=1, starts=time(14, 30)))), by="AB", at=NOW)
    async with app.run_test(size=(80, 24)):
        rows = [(line.left, line.right) for line in shown(app) if line.key and line.key.kind == "meeting"]
        (first, who), (then, _) = rows
        assert first == "Next meeting: Tuesday 24 Nov 14:30 · tomorrow"
        assert who.startswith("facilitator ")
        assert " · stand-in " in who
        assert then == "Then: 1 Dec, 8 Dec"


async def test_enter_on_an_agreement_asks_what_to_do_and_leads_there() -> None:
    _, app = staged(CASE, THEIRS)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("agreement", "theirs"))
        for steps, dialog in ((0, RatingDialog), (1, AgreementDialog)):
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(app.screen, ChooseDialog)
            await pilot.press(*["down"] * steps, "enter")
            await settled(pilot)
            assert isinstance(app.screen, dialog)
            await pilot.press("escape")
            await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.code == "26-001"


async def test_enter_opens_a_waiting_case_with_those_that_wait_like_it() -> None:
    older = CASE.but(id="older", code="26-002", opened=TODAY - timedelta(days=40))
    _, app = staged(CASE, older)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("case", "26-001"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        assert (app.screen.code, tuple(app.screen.codes)) == ("26-001", ("26-002", "26-001"))


async def test_enter_shows_a_practice_whole_and_c_changes_it_there() -> None:
    store, app = staged(AREA, PRACTICE, CASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PracticeScreen)
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("end", "!", "enter")
        await settled(pilot)
        assert [practice.title for practice in store.book().practices] == ["Something good first!"]


async def test_good_news_is_one_line_and_becomes_a_success() -> None:
    store, app = staged(AREA, PRACTICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await settled(pilot)
        assert isinstance(app.screen, TextDialog)
        await pilot.press(*"Reading", "enter")
        await settled(pilot)
        (case,) = store.book().cases
        assert (case.kind, case.title, case.owner, case.code) == (Kind.SUCCESS, "Reading", "AB", "26-001")
        assert "case" not in kinds(app)


async def test_good_news_that_was_left_is_offered_and_taken_up_again() -> None:
    store, app = staged(AREA, PRACTICE)
    store.keep_draft(Draft(by="AB", place="today/good-news", text="The home called", at=NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, DraftPlace.read("today/good-news"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TextDialog)
        assert app.screen.query_one(Composer).text == "The home called"


async def test_a_draft_of_a_case_leads_to_the_case() -> None:
    store, app = staged(CASE)
    store.keep_draft(Draft(by="AB", place="case/26-001/entry/text", text="Tears", at=NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, DraftPlace.read("case/26-001"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)


async def test_n_writes_a_case_and_opens_it() -> None:
    store, app = staged(AREA, PRACTICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await settled(pilot)
        assert isinstance(app.screen, CaseDialog)
        await pilot.press(*"Homework", "enter")
        await settled(pilot)
        assert [case.title for case in store.book().cases] == ["Homework"]
        assert isinstance(app.screen, ChooseDialog)
        await pilot.press("home", "down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.code == "26-001"


async def test_a_new_case_that_was_left_is_taken_up_in_its_dialog() -> None:
    store, app = staged(AREA, PRACTICE)
    store.keep_draft(Draft(by="AB", place="case/new/case/title", text="Homework", at=NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, DraftPlace.read("case/new/case"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseDialog)
        assert app.screen.text_of("title") == "Homework"


async def test_a_changed_practice_that_was_left_is_taken_up_in_its_dialog() -> None:
    store, app = staged(AREA, PRACTICE)
    store.keep_draft(Draft(by="AB", place="plan/practice/room", text="You may also visit.", at=NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, DraftPlace.read("plan/practice"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PracticeDialog)
        await pilot.press("enter")
        await settled(pilot)
        assert [practice.room for practice in store.book().practices] == ["You may also visit."]


@pytest.mark.parametrize(
    ("place", "dialog"),
    [
        ("plan/new/title", PracticeDialog),
        ("agreement/new/what", AgreementDialog),
        ("agreement/call/what", AgreementDialog),
        ("agreement/call/rating/note", RatingDialog),
        ("both/call/what", TextDialog),
        ("meeting/over/3", TextDialog),
        ("card/card/title", CardDialog),
        ("case/25-007/idea", TextDialog),
    ],
)
async def test_every_draft_leads_somewhere(place: str, dialog: type[Dialog[object]]) -> None:
    card = ExperienceCard(id="card", title="Midway", made=TODAY, worked="Asking.")
    store, app = staged(AREA, PRACTICE, CASE, card, CALL)
    store.keep_draft(Draft(by="AB", place=place, text="Half a sentence", at=NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "enter")
        await settled(pilot)
        assert isinstance(app.screen, dialog)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_what_was_left_in_a_meeting_that_is_over_can_go_into_its_case() -> None:
    visits = (Visit(phase="in", title="In", minutes=1), Visit(phase="case", title="Case", minutes=5, case="26-001"))
    held = Meeting(id="over", form="f", title="M", started=NOW, planned=45, state=MeetingState.HELD, visits=visits)
    store, app = staged(CASE.but(safe=True), held)
    store.keep_draft(Draft(by="", place="meeting/over/1", text="They sit for two hours", at=NOW))
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, DraftPlace.read("meeting/over/1"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, EntryDialog)
        await pilot.press("enter")
        await settled(pilot)
        assert [entry.text for entry in store.book().cases[0].entries] == ["They sit for two hours"]
        assert isinstance(app.screen, TodayScreen)
        app.screen.desk.drafting.flush()
        assert not store.kept_drafts


async def test_a_changed_agreement_is_kept() -> None:
    store, app = staged(CALL)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("agreement", "call"))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, AgreementDialog)
        await pilot.press("end", "!", "enter")
        await settled(pilot)
        assert [each.what for each in store.book().agreements] == ["Call home!"]


async def test_space_on_anything_but_a_practice_changes_nothing() -> None:
    store, app = staged(CALL)
    async with app.run_test(size=(80, 24)) as pilot:
        before = store.book()
        mark(app, Row("agreement", "call"))
        await pilot.press("space")
        await settled(pilot)
        assert store.book() is before


async def test_a_gap_with_an_idea_is_closed_by_agreeing_on_it() -> None:
    cases = tuple(CASE.but(id=f"c{number}", code=f"26-00{number}") for number in (1, 2, 3))
    idea = Practice(id="idea", area="contact", title="Homework we agree about", themes=("homework",))
    store, app = staged(AREA, idea, *cases)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("gap", "homework"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ChooseDialog)
        await pilot.press("enter")
        await settled(pilot)
        (kept,) = store.book().practices
        assert (kept.state, set(kept.evidence)) == (PracticeState.AGREED, {"26-001", "26-002", "26-003"})
        assert "gap" not in kinds(app)


async def test_a_gap_without_an_idea_asks_for_a_practice_about_its_theme() -> None:
    cases = tuple(CASE.but(id=f"c{number}", code=f"26-00{number}") for number in (1, 2, 3))
    store, app = staged(AREA, *cases)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("gap", "homework"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PracticeDialog)
        await pilot.press(*"Stop", "enter")
        await settled(pilot)
        (made,) = store.book().practices
        assert (made.title, made.themes, made.state) == ("Stop", ("homework",), PracticeState.IDEA)
        assert len(made.evidence) == 3


async def test_what_cannot_be_saved_changes_nothing_on_the_screen() -> None:
    store, app = staged(AREA, PRACTICE, CASE)
    store.refusal = Refused("read-only")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await settled(pilot)
        assert "▸ Something good first" in texts(app)


async def test_a_wide_terminal_shows_more_of_the_marked_row_and_of_a_case_only_its_title() -> None:
    told = CASE.but(themes=("homework",))
    _, app = staged(AREA, PRACTICE, told, THEIRS.but(case=""))
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        assert "agreed" in read(screen.beside)
        mark(app, Row("case", "26-001"))
        await until(pilot, lambda: read(screen.beside).splitlines()[:2] == ["26-001 Homework", "homework"])


async def test_a_wide_terminal_tells_an_agreements_story() -> None:
    partly = Rating(on=TODAY - timedelta(days=3), done=Done.PARTLY, note="One of two homes")
    told = THEIRS.but(buddy="AB", review=TODAY + timedelta(days=2), ratings=(partly,))
    _, app = staged(CASE, told)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        await pilot.press("tab")
        await until(pilot, lambda: "Ask" in read(screen.beside).splitlines()[:1])
        assert read(screen.beside).splitlines()[1:] == [
            "CD · buddy AB",
            "due Saturday 14 Nov",
            "did it help? Wednesday 25 Nov",
            "26-001 Homework",
            "20 Nov: partly done, too early to tell",
            "One of two homes",
        ]


async def test_hostile_text_is_drawn_as_text() -> None:
    hostile = "[/] [@click=app.quit]x[/] \x1b]0;x\x07"
    records = (PRACTICE.but(title=hostile, minimum=hostile), CALL.but(what=hostile), CASE.but(title=hostile))
    _, app = staged(AREA, *records)
    async with app.run_test(size=(140, 40)):
        assert "[@click=app.quit]x[/]" in texts(app)


async def test_the_plan_row_leads_to_the_plan() -> None:
    _, app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("plan"))
        await pilot.press("enter")
        await settled(pilot)
        assert app.current_mode == "plan"


async def test_a_new_team_goes_through_its_first_steps_row_by_row() -> None:
    store, app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert store.book().practices
        assert "✓ Take in the template of a plan | done" in texts(app)
        mark(app, Row("new"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseDialog)
        await pilot.press("escape")
        await settled(pilot)
        mark(app, Row("plan", "start"))
        await pilot.press("enter")
        await settled(pilot)
        assert app.current_mode == "plan"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_year_stands_above_with_this_month_in_a_frame(size: tuple[int, int]) -> None:
    done = PRACTICE.but(id="done", month=8, done=(2026,))
    _, app = staged(AREA, PRACTICE, done, CASE)
    async with app.run_test(size=size):
        assert app.screen.query_one("#year", Panel).state == "1 of 2 done"
        *_, marks, names = [
            row for row in text_of(app.screen.query_one("#wheel", Canvas)).splitlines() if "┗" not in row
        ]
        assert marks.split() == ["✓", "┃▸", "┃"]
        assert names.split()[3].startswith("┃NOV")


async def test_the_cursor_goes_on_from_the_plan_to_the_agreements_and_back() -> None:
    _, app = staged(AREA, PRACTICE, CASE, CALL, THEIRS)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        await pilot.press("end", "down")
        assert screen.listed.key == Row("agreement", "call")
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, RatingDialog)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("up")
        assert screen.listed.key == Row("insight")


async def test_enter_opens_the_case_in_which_nobody_was_told() -> None:
    alarmed = Case(id="x", code="26-009", title="Kept out", opened=TODAY, alarm=Route.NOT_SAFE, safe=False)
    _, app = staged(AREA, PRACTICE, alarmed)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("alarm", "26-009"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.code == "26-009"
