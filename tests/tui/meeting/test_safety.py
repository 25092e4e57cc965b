"""The safety gate on the screens: at once and plainly where it is sure, one question where it is in doubt."""

from pathlib import Path
from stat import S_IMODE

from textual.widgets import Input, Static

from storage.domain.case.case import CaseState, Route
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tests.tui.meeting.sitting import Sitting, case_on_the_table, in_a_meeting, on_to, saved
from tests.tui.meeting.test_meeting import typed
from tests.tui.mode_stage import text_of
from tui.desk.desk import Desk
from tui.dialogs.case.safety import GateQuestion, SafetyDialog, ToldDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import Banner, TurnDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import FileNameDialog, TextDialog
from tui.screens.meeting.beside import MeetingBoard
from tui.screens.meeting.screen import MeetingScreen
from tui.widgets.lists import LineList


async def say(sitting: Sitting, at: Desk, text: str) -> None:
    await on_to(sitting, at, "clarify")
    await sitting.press("enter")
    await sitting.type(text)
    await sitting.press("enter")


async def test_sure_words_open_the_notice_and_the_head_is_told(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "An adult at school hit the pupil")
        await sitting.on(SafetyDialog)
        assert isinstance(sitting.screen, SafetyDialog)
        assert sitting.screen.route is Route.ADULT
        await sitting.press("t")
        await sitting.on(ToldDialog)
        await sitting.press(*"the head", "enter")
        await sitting.on(ChooseDialog)
        await sitting.press("home", "enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).told), "who was told")
        case = case_on_the_table(desk)
        assert (case.told[0].route, case.told[0].who) == (Route.ADULT, "the head")
        assert case.state is CaseState.HANDED_OVER


async def test_another_route_is_one_click_away(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "An adult at school hit the pupil")
        await sitting.on(SafetyDialog)
        await sitting.pilot.click("#routes", offset=(5, 2))
        await sitting.pilot.pause()
        assert isinstance(sitting.screen, SafetyDialog)
        assert sitting.screen.route is Route.HOME


async def test_a_false_alarm_is_put_away_with_a_reason_and_not_rung_again(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "An adult at school hit the pupil")
        await sitting.on(SafetyDialog)
        await sitting.press("f")
        await sitting.on(TextDialog)
        await sitting.type("It was in a film")
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).false_alarm), "the reason")
        entries = len(case_on_the_table(desk).entries)
        await sitting.until(lambda: not typed(sitting), "an empty field")
        await sitting.type("An adult at school hit the pupil")
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: len(case_on_the_table(desk).entries) == entries + 1, "the entry")
        assert isinstance(sitting.screen, MeetingScreen)


async def test_doubt_asks_one_plain_question(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "The pupil leaves the classroom several times a week")
        await sitting.on(ChooseDialog)
        await sitting.press("home", "down", "enter")
        await sitting.on(MeetingScreen)
        assert not case_on_the_table(desk).told


async def test_a_child_who_is_not_safe_at_home_keeps_the_home_out_of_every_phase(desk: Desk) -> None:
    away = gate_file("en").routes["home"].no_contact
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "The child says that he is beaten at home")
        await sitting.on(SafetyDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        assert case_on_the_table(desk).alarm is Route.HOME
        await sitting.press("escape")
        for phase in ("wanted", "affirm", "first-step"):
            await on_to(sitting, desk, phase)
            await sitting.until(lambda: asked(sitting)[0] == away, "the sentence in place of the prompt")
            assert not any("parents" in each for each in asked(sitting)[1:])
        await sitting.press("v")
        await sitting.on(TurnDialog)
        assert sitting.screen.query_one(Banner).text == away
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        assert not typed(sitting)


async def test_the_alarm_stands_until_somebody_was_told_and_advice_lets_the_home_in_again(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "The child says that he is beaten at home")
        await sitting.on(SafetyDialog)
        assert "the home can be talked to" not in shown(sitting, "#keys")
        await sitting.press("a", "t")
        await sitting.on(ToldDialog)
        await sitting.press(*"child welfare", "enter")
        await sitting.on(ChooseDialog)
        await sitting.press("end", "enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).told), "who was told")
        assert case_on_the_table(desk).keeps_from_home
        await sitting.press("escape", "s")
        await sitting.on(SafetyDialog)
        assert "the home can be talked to" in shown(sitting, "#keys")
        await sitting.press("a")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: not case_on_the_table(desk).keeps_from_home, "the advice")
        assert case_on_the_table(desk).advised


async def test_the_checklist_is_printed_to_a_file_only_its_owner_can_read(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "safety.md"
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("s")
        for _ in range(2):
            await sitting.on(SafetyDialog)
            await sitting.press("p")
            await sitting.on(FileNameDialog)
            sitting.screen.query_one(Input).value = str(file)
            await sitting.press("enter")
        await sitting.on(FileNameDialog)
        await sitting.press("escape")
        await sitting.on(SafetyDialog)
        await sitting.press("escape")
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert "- [ ] " in file.read_text("utf-8")


async def test_a_note_about_no_case_opens_the_gate_and_becomes_a_case_that_says_who_was_told(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        await sitting.press("enter")
        await sitting.type("An adult at school hit a pupil")
        await sitting.press("enter")
        await sitting.on(SafetyDialog)
        await sitting.press("t")
        await sitting.on(ToldDialog)
        await sitting.press(*"the head", "enter")
        await sitting.on(MeetingScreen)

        def told() -> bool:
            return desk.store.book().cases[0].state is CaseState.HANDED_OVER

        await sitting.until(told, "the case that says who was told")


async def test_a_false_alarm_about_no_case_is_only_put_away(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        await sitting.press("enter")
        await sitting.type("An adult at school hit a pupil")
        await sitting.press("enter")
        await sitting.on(SafetyDialog)
        await sitting.press("f")
        await sitting.on(MeetingScreen)


async def test_a_doubt_that_is_shared_opens_the_notice_and_leaving_it_lets_the_alarm_stand(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "The pupil leaves the classroom several times a week")
        await sitting.on(ChooseDialog)
        await sitting.press("home", "enter")
        await sitting.on(SafetyDialog)
        await sitting.press("t")
        await sitting.on(ToldDialog)
        await sitting.press("escape")
        await sitting.on(SafetyDialog)
        await sitting.press("f")
        await sitting.on(TextDialog)
        await sitting.press("escape")
        await sitting.on(SafetyDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        assert case_on_the_table(desk).alarm is Route.NOT_SAFE


async def test_not_to_know_puts_no_alarm_away_and_asks_nobody_again(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "The pupil leaves the classroom several times a week")
        await sitting.on(ChooseDialog)
        await sitting.press("end", "enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: case_on_the_table(desk).alarm is Route.NOT_SAFE, "the alarm")
        assert not case_on_the_table(desk).false_alarm


async def test_not_to_know_how_it_is_at_home_leads_to_child_welfare_and_not_to_the_head(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "Goes stiff and silent when stepdad's car pulls up")
        await sitting.on(ChooseDialog)
        await sitting.press("end", "enter")
        await sitting.on(MeetingScreen)
        said = gate_file("en").unknown_home
        await sitting.until(lambda: any(each.message == said for each in sitting.app._notifications), "what is said")
        assert "child welfare" in said


async def test_yes_to_the_question_of_every_case_asks_which_it_is(desk: Desk) -> None:
    for case in desk.store.book().cases:
        desk.store.save(Change(case, case.but(safe=None)), by="AB", at=desk.now())
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "the-case")
        await sitting.press("n")
        await sitting.on(ChooseDialog)
        assert shown(sitting, "#heading").startswith(gate_file("en").standing)
        await sitting.press("home", "enter")
        await sitting.until(lambda: shown(sitting, "#heading") == gate_file("en").which, "which it is")
        await sitting.press("home", "down", "down", "enter")
        await sitting.on(SafetyDialog)
        assert isinstance(sitting.screen, SafetyDialog)
        routes = [sitting.screen.route]
        await sitting.press("4")
        routes.append(sitting.screen.route)
        assert routes == [Route.HOME, Route.DANGER]
        await sitting.press("escape")
        await saved(sitting, desk, lambda _: case_on_the_table(desk).keeps_from_home, "the home kept out")


async def test_not_to_know_is_a_doubt_that_stands_and_the_meeting_goes_on(desk: Desk) -> None:
    for case in desk.store.book().cases:
        desk.store.save(Change(case, case.but(safe=None)), by="AB", at=desk.now())
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "the-case")
        await sitting.press("n")
        await sitting.on(GateQuestion)
        await sitting.press("enter")
        assert isinstance(sitting.screen, GateQuestion)
        await sitting.press("3")
        await sitting.on(ReadingDialog)
        assert isinstance(told := sitting.app.screen, ReadingDialog)
        assert told.paragraphs[0].text == gate_file("en").unknown
        await sitting.press("enter")
        await on_to(sitting, desk, "clarify")
        assert case_on_the_table(desk).alarm is Route.NOT_SAFE


async def test_a_letter_typed_into_the_question_marks_nothing_and_answers_nothing(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await say(sitting, desk, "The pupil leaves the classroom several times a week")
        await sitting.on(GateQuestion)
        asking = sitting.screen
        assert isinstance(asking, GateQuestion)
        for letter in {text[0].lower() for _, text in asking.options}:
            await sitting.press(letter, "enter")
            assert sitting.screen is asking
            assert not asking.query_one(LineList).key
        assert not case_on_the_table(desk).told


def shown(sitting: Sitting, selector: str) -> str:
    return text_of(sitting.screen.query_one(selector, Static))


def asked(sitting: Sitting) -> tuple[str, ...]:
    return sitting.screen.query_one(MeetingBoard).picture.prompts
