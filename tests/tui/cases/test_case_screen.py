"""One case: read it, write in it, and bring it to an end."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from textual.screen import Screen

from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import (
    Case,
    CaseState,
    CrossPressure,
    Entry,
    Learned,
    Outcome,
    Pick,
    Route,
    Standing,
    Step,
    Told,
    View,
    with_entry,
)
from storage.domain.errors import Refused
from storage.domain.plan.plan import Practice
from storage.store import Change
from tests.tui.stage import NOW, TODAY, Player, memory_desk, shown, store_of
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.card import CardDialog, DeidentifyDialog, IntoPlanDialog
from tui.dialogs.case.case import CaseDialog, PressureDialog, ThreeQuestionsDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.case.safety import ToldDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.curtain import TurnDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.labels import CHECKS
from tui.look.signs import text_of
from tui.screens.case.screen import CaseScreen
from tui.widgets.composer import Composer
from tui.widgets.reader import Reader

CODES = ("26-001", "26-002", "25-001")


def opened(desk: Desk, code: str = "26-001") -> CaseScreen:
    return CaseScreen(desk, code, CODES)


def kept(desk: Desk, code: str = "26-001") -> Case:
    return desk.store.book().case(code)


def read(player: Player) -> str:
    return "\n".join(text_of(row) for row in player.screen.query_one("#path", Reader).rows)


async def test_what_was_agreed_and_what_helped_come_before_the_path() -> None:
    async with shown(opened(memory_desk())) as player:
        text = read(player)
        order = ["Agreed", "✓ Call the home", "Three calm days.", "What helped", "It ends in tears.", "They want less."]
        assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
        assert "the home  They want less." in text
        assert "◉ Clarification: nothing yet. ↵ writes here" in text
        assert "○ What is wanted: nothing yet" in text


async def test_what_is_known_of_all_that_is_written_at_a_step_stands_once_at_its_name() -> None:
    async with shown(opened(memory_desk())) as player:
        rows = read(player).splitlines()
        assert next(row for row in rows if "How others see it" in row).endswith("23 Nov · AB ──")
        told = next(row for row in rows if "The situation" in row)
        assert told.startswith("── The situation ──")
        assert told.endswith("23 Nov · AB ──")


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (100, 30)])
async def test_the_path_is_drawn_filled_or_missing_above_its_names(size: tuple[int, int]) -> None:
    async with shown(opened(memory_desk()), size) as player:
        path, names = player.text("Rail").splitlines()
        assert names.split() == ["Story", "Facts", "Wanted", "Better", "Others", "Ideas", "Step", "Lesson"]
        marks = [(place, sign) for place, sign in enumerate(path) if sign in "●◉○"]
        assert "".join(sign for _, sign in marks) == "●◉○○●●●○"
        assert [names[place] for place, _ in marks] == list("SFWBOISL")
        between = [set(path[first + 1 : second]) for (first, _), (second, _) in pairwise(marks)]
        assert between == [{"┄"}, {"┄"}, {"┄"}, {"┄"}, {"━"}, {"━"}, {"┄"}]


async def test_in_a_wide_terminal_the_path_goes_down_beside_what_is_written() -> None:
    async with shown(opened(memory_desk()), (140, 40)) as player:
        await player.sees("◉ Clarification")
        assert "4 of 8" in player.text("#steps")
        assert "✓ Call the home" in player.text("#agreed")
        assert "Call the home" not in read(player)
        assert "◆ Stop in time" in player.text("#worked")
        assert not player.one("Rail").display


async def test_experience_from_similar_cases_names_its_sources_and_says_what_is_deleted() -> None:
    async with shown(opened(memory_desk())) as player:
        text = read(player)
        assert "Stop in time" in text
        assert "25-001 The way home · deleted case" in text


async def test_in_a_wide_terminal_ideas_stand_beside_the_path() -> None:
    async with shown(opened(memory_desk()), (140, 40)) as player:
        await player.until(lambda: "Stop after twenty minutes" in player.text("#beside"))
        assert "Stop after twenty minutes" not in read(player)


async def test_g_shows_what_the_plan_has_made_of_the_case() -> None:
    made = (
        Practice(
            id="p1", area="contact", title="Stop in time", minimum="Stop after half an hour.", evidence=("26-001",)
        ),
        Practice(id="p2", area="contact", title="Ask first", evidence=("26-001",)),
        Practice(id="p3", area="contact", title="Walk together", evidence=("26-002",)),
    )
    async with shown(opened(memory_desk(*made))) as player:
        await player.press("g")
        await player.on(ChooseDialog)
        await player.press("down", "escape", "g")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(ReadingDialog)
        assert "Stop after half an hour." in player.text()
        await player.press("escape")
        await player.on(CaseScreen)
        await player.press("n", "g")
        await player.on(ReadingDialog)
        assert "Walk together" in player.text()
        await player.press("escape")
        await player.on(CaseScreen)
        await player.press("n", "g")
        await player.sees("This case has put no")


async def test_next_and_previous_stop_at_the_ends() -> None:
    async with shown(opened(memory_desk())) as player:
        await player.press("n")
        assert "26-002" in player.text("#title")
        assert "2/3" in player.text("#title")
        await player.press("n", "n")
        assert "25-001" in player.text("#title")
        await player.sees("That was the last case.")
        await player.press("p", "p")
        assert "26-001" in player.text("#title")


async def test_another_case_is_read_from_its_top() -> None:
    long_ = Case(
        id="x",
        code="26-003",
        title="Long",
        opened=TODAY,
        entries=tuple(Entry(id=f"{number}", step=Step.SITUATION, text="text " * 400, at=NOW) for number in range(9)),
    )
    async with shown(CaseScreen(memory_desk(long_), "26-003", ("26-003", "26-001"))) as player:
        await player.press("end")
        assert player.screen.query_one("#path", Reader).scroll_offset.y > 0
        await player.press("n")
        assert player.screen.query_one("#path", Reader).scroll_offset.y == 0


async def test_a_deleted_case_says_so_and_takes_no_keys() -> None:
    async with shown(CaseScreen(memory_desk(), "24-007")) as player:
        assert "24-007 · deleted case" in player.text()
        await player.press("enter", "a", "i", "x", "c", "d", "e", "l", "m", "o", "r", "s", "v", "n")
        assert isinstance(player.screen, CaseScreen)


async def test_hostile_and_endless_text_is_text() -> None:
    text = "[/] [@click=app.quit]out[/]\n" + "ord " * 16_000
    hostile = Case(
        id="x",
        code="26-003",
        title="[/][@click=app.quit]",
        opened=TODAY,
        standing=Standing(state=CaseState.PARKED, on=TODAY, reason="[/]"),
        entries=(Entry(id="e", step=Step.SITUATION, text=text, at=NOW),),
        pressure=CrossPressure(fixed="[/]"),
    )
    async with shown(CaseScreen(memory_desk(hostile), "26-003"), (140, 40)) as player:
        assert "[/][@click=app.quit]" in player.text("#title")
        assert "[/] [@click=app.quit]out[/]" in read(player)
        await player.press("end")
        assert "ord ord" in player.text("#path")


async def test_an_alarm_and_who_was_told_stand_first() -> None:
    alarmed = Case(id="x", code="26-003", title="Kept out", opened=TODAY, safe=False)
    async with shown(CaseScreen(memory_desk(alarmed), "26-003")) as player:
        assert read(player).splitlines()[0].startswith("▲ Tell the head today. Suspicion is enough")
    told = alarmed.but(told=(Told(route=Route.NOT_SAFE, who="the head", on=TODAY),))
    async with shown(CaseScreen(memory_desk(told), "26-003")) as player:
        assert read(player).splitlines()[0] == "23 Nov: the head was told."


async def test_enter_writes_where_the_path_is_bare() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write("Four of five days")
        await player.press("enter")
        await player.on(CaseScreen)
        await player.until(lambda: "Four of five days" in read(player))
        entry = kept(desk).entries[-1]
        assert (entry.step, entry.by) == (Step.CLARIFICATION, "AB")


async def test_a_draft_is_shown_offered_and_gone_once_it_is_kept() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write("Half a")
        await player.press("escape")
        await player.until(lambda: "Unsaved draft: an entry. Press ↵ to go on." in read(player))
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write(" day")
        await player.press("enter")
        await player.until(lambda: kept(desk).entries[-1].text == "Half a day")
        await player.until(lambda: "Unsaved draft" not in read(player))
    desk.drafting.flush()
    assert not store_of(desk).kept_drafts


async def test_what_could_not_be_saved_stays_a_draft() -> None:
    desk = memory_desk()
    store_of(desk).refusal = Refused("not-saved", reason="the disk is full")
    async with shown(opened(desk)) as player:
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write("Important")
        await player.press("enter")
        await player.until(lambda: "could not be saved" in player.text())
        await player.press("enter")
        await player.on(EntryDialog)
        assert player.screen.query_one(Composer).text == "Important"


async def test_an_entry_at_a_step_of_ones_choice() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("s")
        await player.on(ChooseDialog)
        await player.press("i", "enter")
        await player.on(EntryDialog)
        await player.write("Stop clock")
        await player.press("enter")
        await player.until(lambda: kept(desk).entries[-1].step is Step.IDEAS)


async def test_changing_an_entry() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("e")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write(" Much less.")
        await player.press("enter")
        await player.until(lambda: kept(desk).entries[1].text == "They want less. Much less.")
        assert kept(desk).entries[1].view is View.HOME


async def test_ideas_one_a_line_and_sorted_one_by_one() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("i")
        await player.on(TextDialog)
        await player.write("A timer")
        await player.press("ctrl+j", "ctrl+j")
        await player.write("A list")
        await player.press("enter")
        await player.until(lambda: [idea.text for idea in kept(desk).ideas][1:] == ["A timer", "A list"])
        await player.on(CaseScreen)
        await player.press("o")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.until(lambda: "When?" in player.text())
        await player.press("enter")
        await player.until(lambda: kept(desk).ideas[0].pick is Pick.NOW)


async def test_an_agreement_is_made_and_followed_up() -> None:
    desk = memory_desk()
    async with shown(opened(desk, "26-002")) as player:
        await player.press("a")
        await player.on(AgreementDialog)
        await player.write("Tables of four")
        await player.press("enter", "enter")  # the second keeps it without a buddy
        await player.until(lambda: desk.store.book().agreements_of("26-002"))
        await player.until(lambda: "▸ Tables of four" in read(player))
        await player.press("r")
        await player.on(RatingDialog)
        await player.press("3", "3", "enter")
        await player.until(lambda: desk.store.book().agreements_of("26-002")[0].effect is Effect.BETTER)
        assert desk.store.book().agreements_of("26-002")[0].done is Done.AS_PLANNED
        await player.until(lambda: "✓ Tables of four (it got better)" in read(player))


async def test_what_was_just_written_is_brought_into_view() -> None:
    async with shown(opened(memory_desk()), (64, 20)) as player:
        await player.press("d")
        await player.on(PressureDialog)
        await player.write("The school decided it")
        await player.press("enter")
        await player.on(CaseScreen)
        await player.sees("The school decided it")


async def test_title_themes_and_owner() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("c")
        await player.on(CaseDialog)
        await player.write(", still")
        await player.press("enter")
        await player.until(lambda: kept(desk).title == "Homework every afternoon, still")


async def test_cross_pressure() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("d")
        await player.on(PressureDialog)
        await player.write("Five hours a week")
        await player.press("enter")
        await player.until(lambda: "Five hours a week" in read(player))


@pytest.mark.parametrize("agrees", [True, False])
async def test_three_questions_become_entries_and_an_agreement(*, agrees: bool) -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("m")
        await player.on(ThreeQuestionsDialog)
        await player.write("I called")
        await player.press("tab", "tab")
        await player.write("Call again")
        await player.press("enter")
        await player.on(AgreementDialog)
        await player.press(*(("enter", "enter") if agrees else ("escape",)))  # the second keeps it without a buddy
        await player.on(CaseScreen)
        await player.until(lambda: len(kept(desk).entries) > 2)
        written = [(entry.step, entry.text) for entry in kept(desk).entries[2:]]
        step = [] if agrees else [(Step.FIRST_STEP, "Call again")]
        assert written == [(Step.EXCEPTIONS, "I called"), *step]
        made = [each.what for each in desk.store.book().agreements_of("26-001")[1:]]
        assert made == (["Call again"] if agrees else [])


async def test_a_turning_question_is_answered_at_its_step() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("v")
        await player.on(TurnDialog)
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write("A calm Tuesday")
        await player.press("enter")
        await player.until(lambda: kept(desk).entries[-1].text == "A calm Tuesday")
        assert kept(desk).entries[-1].step in {Step.WANTED, Step.EXCEPTIONS}


async def test_closing_asks_its_two_questions() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("x")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(TextDialog)
        await player.write("It went well")
        await player.press("enter")
        await player.on(IntoPlanDialog)
        await player.press("5")
        await player.on(TextDialog)
        await player.write("The plan has it")
        await player.press("enter")
        await player.until(lambda: kept(desk).state is CaseState.CLOSED)
        case = kept(desk)
        assert (case.first_step, case.learned[0].outcome) == ("It went well", Outcome.NOTHING)
        await player.until(lambda: "How the first step went" in read(player))
        assert "Closed since Monday 23 Nov" in read(player)


@pytest.mark.parametrize("left_at", [1, 2, 3])
async def test_leaving_in_the_middle_of_closing_changes_nothing(left_at: int) -> None:
    desk = memory_desk()
    was = kept(desk)
    async with shown(opened(desk)) as player:
        await player.press("x")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(TextDialog)
        if left_at > 1:
            await player.write("Well")
            await player.press("enter")
            await player.on(IntoPlanDialog)
        if left_at > 2:
            await player.press("1")
            await player.on(PracticeDialog)
        await player.press("escape")
        await player.on(CaseScreen)
        assert kept(desk) == was


async def test_what_is_answered_already_is_not_asked_again() -> None:
    learned = Learned(id="l", outcome=Outcome.NOTHING, text="Enough as it is")
    case = Case(id="x", code="26-003", title="Ready", opened=TODAY, first_step="Done", learned=(learned,))
    desk = memory_desk(case)
    async with shown(CaseScreen(desk, "26-003")) as player:
        await player.press("x")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.until(lambda: kept(desk, "26-003").state is CaseState.CLOSED)


@pytest.mark.parametrize(("letter", "state"), [("p", CaseState.PARKED), ("l", CaseState.LIFTED)])
async def test_parking_and_lifting_need_a_reason_and_can_be_taken_back(letter: str, state: CaseState) -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("x")
        await player.on(ChooseDialog)
        await player.press(letter, "enter")
        await player.on(TextDialog)
        await player.press("enter")
        assert isinstance(player.screen, TextDialog)
        await player.write("After Christmas")
        await player.press("enter")
        await player.until(lambda: kept(desk).state is state)
        await player.until(lambda: ": After Christmas" in read(player))
        await player.press("x")
        await player.on(ChooseDialog)
        await player.press("o", "enter")
        await player.until(lambda: kept(desk).is_open)


async def test_handing_over_asks_who_was_told_and_when() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("x")
        await player.on(ChooseDialog)
        await player.press("h", "enter")
        await player.on(ToldDialog)
        await player.press("enter")
        assert "Please write who was told." in player.text("#who-field")
        await player.write("the head")
        await player.press("tab")
        await player.write("20.11.2026")
        await player.press("enter")
        await player.until(lambda: kept(desk).state is CaseState.HANDED_OVER)
        assert kept(desk).told == (Told(route=Route.NOT_SAFE, who="the head", on=date(2026, 11, 20)),)
        assert read(player).splitlines()[0] == "20 Nov: the head was told."


async def test_a_case_becomes_a_practice_that_knows_where_it_came_from() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("l")
        await player.on(IntoPlanDialog)
        await player.press("1")
        await player.on(PracticeDialog)
        await player.write("Stop in time")
        await player.press("enter")
        await player.until(lambda: kept(desk).learned)
        practice = desk.store.book().record(kept(desk).learned[0].ref)
        assert isinstance(practice, Practice)
        assert (practice.title, practice.evidence) == ("Stop in time", ("26-001",))
        assert "new practice: Stop in time" in read(player)


async def test_a_practice_out_of_a_case_lies_where_the_plan_has_the_cases_theme() -> None:
    desk = memory_desk()
    kin = Practice(id="kin", area="contact", title="Ring first", themes=("homework",))
    desk.store.save(Change(None, kin), by="AB", at=NOW)
    async with shown(opened(desk)) as player:
        await player.press("l")
        await player.on(IntoPlanDialog)
        await player.press("1")
        await player.on(PracticeDialog)
        await player.write("Stop in time")
        await player.press("enter")
        await player.until(lambda: kept(desk).learned)
        made = desk.store.book().record(kept(desk).learned[0].ref)
        assert isinstance(made, Practice)
        assert made.area == "contact"


async def test_a_case_changes_a_practice() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("l")
        await player.on(IntoPlanDialog)
        await player.press("2")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(PracticeDialog)
        await player.write(", never more")
        await player.press("enter")
        await player.until(lambda: kept(desk).learned)
        assert desk.store.book().practices[0].title == "Half an hour, never more"


async def test_a_case_becomes_a_card() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("l")
        await player.on(IntoPlanDialog)
        await player.press("3")
        await player.on(CardDialog)
        await player.write("Stop")
        await player.press("tab", "tab")
        await player.write("It was calm")
        await player.press("enter")
        await player.on(DeidentifyDialog)
        await player.press(*(["space"] * len(CHECKS)), "enter")
        await player.until(lambda: kept(desk).learned)
        assert desk.store.book().cards[-1].sources == ("26-001",)


async def test_what_is_lifted_is_asked_for_in_words() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        await player.press("l")
        await player.on(IntoPlanDialog)
        await player.press("4")
        await player.on(TextDialog)
        await player.write("Who covers the hours?")
        await player.press("enter")
        await player.until(lambda: kept(desk).learned)
        assert kept(desk).learned[0].outcome is Outcome.LIFT


async def test_a_practice_that_is_gone_since_is_called_so() -> None:
    learned = Learned(id="l", outcome=Outcome.PRACTICE, text="Stop in time", ref="gone")
    case = Case(id="x", code="26-003", title="Ready", opened=TODAY, learned=(learned,))
    async with shown(CaseScreen(memory_desk(case), "26-003")) as player:
        assert "new practice: Stop in time → deleted since" in read(player)


ASKING: dict[str, type[Screen[Any]]] = {
    "enter": EntryDialog,
    "s": ChooseDialog,
    "e": ChooseDialog,
    "i": TextDialog,
    "o": ChooseDialog,
    "a": AgreementDialog,
    "r": RatingDialog,
    "c": CaseDialog,
    "d": PressureDialog,
    "m": ThreeQuestionsDialog,
    "v": TurnDialog,
    "l": IntoPlanDialog,
    "x": ChooseDialog,
}


@pytest.mark.parametrize("key", ASKING)
async def test_whatever_asks_can_be_left_and_changes_nothing(key: str) -> None:
    desk = memory_desk()
    was = desk.store.book()
    async with shown(opened(desk)) as player:
        await player.press(key)
        await player.on(ASKING[key])
        await player.press("escape")
        await player.on(CaseScreen)
        assert desk.store.book() is was


@pytest.mark.parametrize("key", ["e", "o", "r"])
async def test_with_nothing_to_work_on_a_key_says_which_one_makes_it(key: str) -> None:
    async with shown(opened(memory_desk(), "26-002")) as player:
        await player.press(key)
        await player.until(lambda: "There is no" in player.text())


async def test_an_overdue_agreement_says_how_late_it_is() -> None:
    late = Agreement(
        id="a2", what="Write home", owner="CD", made=date(2026, 11, 2), due=date(2026, 11, 20), case="26-001"
    )
    async with shown(opened(memory_desk(late))) as player:
        lines = read(player).splitlines()
        assert lines[1] == "! Write home"
        assert lines[2].strip() == "CD · Fri 20 Nov, 3 days late"


async def test_it_holds_in_the_smallest_terminal() -> None:
    async with shown(opened(memory_desk()), (64, 20)) as player:
        assert "Agreed" in player.text()
        assert "26-001" in player.text("#title")


async def test_a_closed_case_shows_its_day_to_go_and_goes_when_one_says_so() -> None:
    desk = memory_desk()
    async with shown(opened(desk, "25-001")) as player:
        assert "Due for deletion on 31 Jul 2026. Press Delete to delete it." in read(player)
        await player.press("delete")
        await player.on(ConfirmDialog)
        assert "server's own backups" in " ".join(player.text().split())
        await player.press("up", "enter")
        await player.on(CaseScreen)
        await player.sees("This case is deleted.")
    assert desk.store.book().find_case("25-001") is None


async def test_the_cursor_stands_on_no_before_a_case_is_deleted() -> None:
    desk = memory_desk()
    async with shown(opened(desk, "25-001")) as player:
        await player.press("delete")
        await player.on(ConfirmDialog)
        await player.press("enter")
        await player.on(CaseScreen)
    assert kept(desk, "25-001").code == "25-001"


async def test_an_open_case_is_not_deleted_here() -> None:
    async with shown(opened(memory_desk())) as player:
        assert "Kept until" not in read(player)
        await player.press("delete")
        await player.sees("26-001 is not closed")


async def test_k_takes_experience_from_a_similar_case_as_an_idea() -> None:
    desk = memory_desk()
    async with shown(opened(desk)) as player:
        assert "like this one: homework" in read(player)
        await player.press("k")
        await player.until(lambda: [idea.card for idea in kept(desk).ideas] == ["", "card"])
        assert kept(desk).ideas[-1].text == "Stop in time"
        await player.press("k")
        await player.until(lambda: any("No experience" in each.message for each in player.stage._notifications))


async def test_an_entry_that_somebody_else_changed_says_who() -> None:
    desk = memory_desk()
    case = kept(desk)
    entry = case.entries[0]
    assert entry.by != "CD"
    after = with_entry(case, Entry(id=entry.id, step=entry.step, text="Otherwise.", at=entry.at, by=entry.by))
    desk.store.save(Change(case, after), by="CD", at=NOW)
    async with shown(opened(desk)) as player:
        assert "changed by CD" in read(player)


async def test_a_card_that_was_tried_and_did_not_help_says_so_with_where() -> None:
    desk = memory_desk()
    vain = Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.WORSE)
    tried = Agreement(
        id="t", what="Stop", owner="AB", made=TODAY, due=TODAY, case="25-001", card="card", ratings=(vain,)
    )
    desk.store.save(Change(None, tried), by="AB", at=NOW)
    async with shown(opened(desk)) as player:
        assert "Tried, did not help: 25-001" in read(player)
