from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from storage.archive import open_store
from storage.domain.case.agreement import Done
from storage.domain.case.case import Outcome, Pick, Step, View
from storage.domain.meeting.meeting import MeetingState
from storage.domain.people import Language
from storage.domain.views.book import Book
from tests.tui.meeting.sitting import (
    Sitting,
    case_on_the_table,
    in_a_meeting,
    on_to,
    running,
    saved,
    seated,
    step,
)
from tui.app.app import FredstidApp
from tui.desk.desk import Desk, now_utc
from tui.desk.settings import Settings
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.case.safety import SafetyDialog
from tui.dialogs.choose import ConfirmDialog, HalfWrittenDialog
from tui.dialogs.curtain import Curtain, TurnDialog
from tui.dialogs.form import TextDialog
from tui.i18n.words import Words
from tui.look.letters import letters
from tui.look.signs import Mark
from tui.screens.meeting.beside import MeetingBoard
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.pages import MinutesScreen
from tui.widgets.clock import CLOCK_WIDTH
from tui.widgets.composer import Composer
from tui.widgets.edges import KeyLine
from tui.widgets.lists import LineList


async def write(sitting: Sitting, desk: Desk, *texts: str) -> None:
    await sitting.press("enter")
    for text in texts:
        await sitting.type(text)
        await keep(sitting, desk, text)
    await sitting.press("escape")


async def keep(sitting: Sitting, desk: Desk, text: str) -> None:
    before = desk.store.book()
    await sitting.press("enter")
    await sitting.until(lambda: desk.store.book() is not before, f"{text!r} in the book")
    await sitting.until(lambda: not typed(sitting), "an empty field")


def typed(sitting: Sitting) -> str:
    return sitting.screen.query_one(Composer).text


async def test_the_meeting_opens_with_this_months_plan(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        rows = sitting.screen.query_one("#written", LineList).lines
        titles = {line.left for line in rows if line.look == "heading"}
        due_now = {each.title for each in desk.store.book().practices if each.month == desk.today.month}
        assert titles >= due_now
        assert running(desk).place == -1


async def test_the_bottom_line_says_what_enter_does_here(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:

        def entering() -> str:
            return sitting.screen.query_one(KeyLine).entering

        assert entering() == "begin"
        await step(sitting, desk)
        await sitting.until(lambda: entering() == "", "write")
        await step(sitting, desk)
        await sitting.until(lambda: entering() == "choose", "choose")


async def test_what_is_written_in_each_phase_lands_at_its_step(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        for phase, step in (("the-case", Step.SITUATION), ("clarify", Step.CLARIFICATION), ("wanted", Step.WANTED)):
            await on_to(sitting, desk, phase)
            await write(sitting, desk, f"home: seen in {phase}")
            entry = case_on_the_table(desk).entries[-1]
            assert (entry.step, entry.view, entry.text) == (step, View.HOME, f"seen in {phase}")
            assert entry.meeting == running(desk).id


async def test_ideas_one_a_line_then_sorted_then_agreed(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "ideas")
        await write(sitting, desk, *(f"idea {number}" for number in range(8)))
        assert [idea.text for idea in case_on_the_table(desk).ideas][-8:] == [f"idea {number}" for number in range(8)]
        await on_to(sitting, desk, "first-step")
        await sitting.press("1")
        await saved(sitting, desk, lambda _: case_on_the_table(desk).ideas[0].pick is Pick.NOW, "the idea sorted")
        await sitting.press("home", "enter")
        await sitting.on(AgreementDialog)
        await sitting.press("enter", "enter")  # the second keeps it without a buddy
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda book: book.agreements[0].meeting == running(desk).id, "the agreement")
        agreement = desk.store.book().agreements[0]
        assert agreement.what == case_on_the_table(desk).ideas[0].text
        assert agreement.case == case_on_the_table(desk).code


async def test_old_agreements_are_rated_done_and_effect(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "plan-and-agreements")
        rows = sitting.screen.query_one("#written", LineList)
        late = next(line.key for line in rows.lines if line.mark is Mark.LATE)
        rows.show(rows.lines, late)
        await sitting.press("enter")
        await sitting.on(RatingDialog)
        await sitting.press("3", "3", "enter")
        await sitting.on(MeetingScreen)

        def rated(book: Book) -> bool:
            return next(each for each in book.agreements if each.id == late).done is Done.AS_PLANNED

        await saved(sitting, desk, rated, "the rating")
        assert running(desk).decisions[-1].ref == late


async def test_nobody_leaves_a_case_without_saying_what_goes_into_the_plan(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "into-plan")
        place = running(desk).place
        await sitting.press("n")
        await sitting.pilot.pause(0.1)
        assert running(desk).place == place
        await sitting.press("end", "enter")
        await sitting.on(TextDialog)
        await sitting.type("The plan holds this already")
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).learned), "the reason")
        assert case_on_the_table(desk).learned[-1].outcome is Outcome.NOTHING
        await on_to(sitting, desk, "check-out")


async def test_the_check_out_keeps_middle_and_spread_and_no_names(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "into-plan")
        await sitting.press("end", "enter")
        await sitting.on(TextDialog)
        await sitting.type("nothing new")
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).learned), "the reason")
        await on_to(sitting, desk, "check-out")
        sitting.screen.query_one("Composer").focus()
        await sitting.type("7 8 6 9")
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: running(desk).score is not None, "the score")
        score = running(desk).score
        assert score
        assert (score.middle, score.lowest, score.highest, score.count) == (7.5, 6, 9, 4)
        written = sitting.screen.query_one("#written", LineList)
        await sitting.until(lambda: written.has_focus and written.key == "next", "the row that is left to answer")
        await sitting.press("n")
        await sitting.on(ConfirmDialog)
        await sitting.press("home", "enter")
        await sitting.on(MinutesScreen)
        held = desk.store.book().meetings[0]
        assert held.state is MeetingState.HELD
        assert held.script is None


async def test_a_refused_score_is_replaced_by_what_is_typed_next(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "into-plan")
        await sitting.press("end", "enter")
        await sitting.on(TextDialog)
        await sitting.type("nothing new")
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).learned), "the reason")
        await on_to(sitting, desk, "check-out")
        composer = sitting.screen.query_one(Composer)
        composer.focus()
        await sitting.type("8798")
        await sitting.press("enter")
        await sitting.until(lambda: composer.is_replaced, "the refused row, for what is typed next")
        await sitting.type("8 7 9 8")
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: running(desk).score is not None, "the score")
        assert not running(desk).notes


async def test_function_keys_steer_while_writing(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("enter")
        await sitting.type("half a sen")
        await sitting.press("f2")
        await sitting.on(TurnDialog)
        await sitting.press("escape", "f8")
        await sitting.on(Curtain)
        await sitting.press("x", "f8")
        await sitting.on(MeetingScreen)
        place = running(desk).place
        await sitting.press("f7")
        await sitting.on(HalfWrittenDialog)
        await sitting.press("enter")
        await sitting.until(lambda: running(desk).place == place + 1, "the next phase")
        assert case_on_the_table(desk).entries[-1].text == "half a sen"
        assert typed(sitting) == ""


@pytest.mark.parametrize(("keys", "place", "left"), [(("escape",), 0, "half a sen"), (("down", "enter"), 1, "")])
async def test_half_a_sentence_is_neither_kept_nor_lost_unasked(
    desk: Desk, keys: tuple[str, ...], place: int, left: str
) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "ideas")
        before, ideas = running(desk).place, case_on_the_table(desk).ideas
        await sitting.press("enter")
        await sitting.type("half a sen")
        await sitting.press("escape", "n")
        await sitting.on(HalfWrittenDialog)
        asked = sitting.screen
        assert isinstance(asked, HalfWrittenDialog)
        assert "“half a sen”" in asked.heading
        await sitting.press(*keys)
        await sitting.on(MeetingScreen)
        await sitting.until(lambda: running(desk).place == before + place, "the phase")
        await sitting.until(lambda: typed(sitting) == left, "what is left in the field")
        assert case_on_the_table(desk).ideas == ideas


async def test_no_message_comes_through_the_curtain(desk: Desk) -> None:
    async with FredstidApp(desk, Settings()).run_test(size=(80, 24), notifications=True) as pilot:
        sitting = Sitting(pilot)
        sitting.app.notify("Written before", timeout=60)
        await sitting.press("f8")
        await sitting.on(Curtain)
        sitting.app.notify("Written behind", timeout=60)
        await sitting.until(lambda: len(sitting.app._notifications) == 2, "both messages")
        await sitting.pilot.pause(0.2)
        shown = "\n".join(strip.text for strip in sitting.screen._compositor.render_strips())
        assert "fredstid" in shown
        assert "Written" not in shown


async def test_no_message_lies_over_what_is_written(desk: Desk) -> None:
    async with FredstidApp(desk, Settings()).run_test(size=(64, 20), notifications=True) as pilot:
        sitting = Sitting(pilot)
        await sitting.press("4")
        await sitting.on(MeetingMode)
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        await on_to(sitting, desk, "clarify")
        await sitting.press("enter")
        await sitting.type("a sentence that goes on and on " * 8)
        sitting.app.notify("Something that is said", timeout=60)
        await sitting.until(lambda: bool(sitting.screen.query("Toast")), "the message")
        await sitting.until(lambda: "Something that is said" in shown(sitting), "the message on the screen")
        field = sitting.screen.query_one(Composer).region
        assert field.height == 5
        assert not any(toast.region.overlaps(field) for toast in sitting.screen.query("Toast"))


async def test_the_curtain_falls_over_a_question_too_and_nothing_typed_is_lost(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("a")
        await sitting.on(AgreementDialog)
        await sitting.type("call home")
        await sitting.press("f8")
        await sitting.on(Curtain)
        await sitting.press("x", "f8")
        await sitting.on(AgreementDialog)
        await sitting.type(" today")
        assert sitting.screen.query_one("#what", Input).value == "call home today"
        await sitting.press("escape", "v")
        await sitting.on(TurnDialog)
        await sitting.press("f8")
        await sitting.on(Curtain)
        await sitting.press("enter")
        await sitting.on(TurnDialog)


async def test_letters_are_text_while_writing(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await write(sitting, desk, "n p v a k + t r 1 2 3 [/] [@click=app.quit]x[/]")
        assert case_on_the_table(desk).entries[-1].text == "n p v a k + t r 1 2 3 [/] [@click=app.quit]x[/]"
        visit = running(desk).visit
        assert visit
        assert visit.phase == "clarify"


async def test_a_new_start_goes_on_where_the_meeting_was(desk: Desk, tmp_path: Path) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("enter")
        await sitting.type("not kept yet")
        await sitting.until(lambda: desk.store.heartbeat() is not None, "a sign of life")
        desk.drafting.flush()
    later = Desk(
        open_store(tmp_path / "team", session="two"), Words(Language.EN), "two", now=a_while_later, place=desk.place
    )
    async with seated(later) as sitting:
        await sitting.on(MeetingMode)
        assert "not finished" in sitting.screen.query_one(LineList).lines[0].said
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        visit = running(later).visit
        assert visit
        assert visit.phase == "clarify"
        await sitting.until(lambda: typed(sitting) == "not kept yet", "what was being typed")


def a_while_later() -> datetime:
    return now_utc() + timedelta(minutes=10)


async def test_a_second_screen_follows_and_is_given_the_lead(desk: Desk, tmp_path: Path) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        leading = sitting.screen
        assert isinstance(leading, MeetingScreen)
        await sitting.until(lambda: desk.store.heartbeat() is not None, "a sign of life")
        second = Desk(open_store(tmp_path / "team", session="two"), Words(Language.EN), "two", place=desk.place)
        following = MeetingScreen(second, running(desk).id)
        await sitting.app.push_screen(following)
        await sitting.until(lambda: following.drawn_place == running(desk).place, "the phase on the second screen")
        assert not following.composer.display
        await sitting.press("n")
        assert running(desk).place == following.drawn_place
        assert not await following.room.lead.take(running(desk))
        asked = desk.store.heartbeat()
        assert asked
        assert asked.asked_by == "two"
        await leading.room.lead.hand_over(running(desk), "two")
        await sitting.until(lambda: following.room.lead.leads, "the lead on the second screen")
        await sitting.until(lambda: following.composer.display, "the field on the second screen")
        assert not leading.room.lead.leads


@pytest.mark.parametrize(("size", "most"), [((64, 20), 4), ((80, 24), 6)])
async def test_the_head_folds_while_somebody_writes_and_unfolds_after(
    desk: Desk, size: tuple[int, int], most: int
) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, "clarify")
        board = sitting.screen.query_one(MeetingBoard)
        tall = board.size.height
        await sitting.press("enter")
        await sitting.until(lambda: board.size.height <= most, "a folded head")
        await sitting.press("escape")
        await sitting.until(lambda: board.size.height == tall, "the whole head")


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
async def test_a_question_rises_from_below_and_leaves_the_head_in_sight(desk: Desk, size: tuple[int, int]) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, "plan-and-agreements")
        for key, kind in (("a", AgreementDialog), ("enter", RatingDialog), ("x", ConfirmDialog)):
            await sitting.press(key)
            await sitting.on(kind)
            box = sitting.screen.query_one("#box").region
            assert box.bottom == size[1]
            assert box.y >= 4, "the bar, what is asked of the room, and its clock"
            assert not sitting.screen.query_one("#box").max_scroll_y, "all of it is seen at once"
            await sitting.until(lambda: "ends " in shown(sitting), "the head above it")
            await sitting.press("escape")
            await sitting.on(MeetingScreen)


async def test_the_gate_takes_the_screen_and_shows_its_numbers_at_once(desk: Desk) -> None:
    async with in_a_meeting(desk, (64, 20)) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("s")
        await sitting.on(SafetyDialog)
        assert sitting.screen.query_one("#box").region.height == 20
        await sitting.until(lambda: "112" in shown(sitting), "the number of the police")


@pytest.mark.parametrize(("size", "free"), [((64, 20), 0), ((80, 24), 2)])
async def test_the_last_ideas_are_seen_while_the_next_is_written(desk: Desk, size: tuple[int, int], free: int) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, "ideas")
        await sitting.press("enter")
        ideas = [f"idea {number}, which is so long that it takes up two rows of a small screen" for number in range(4)]
        for idea in ideas:
            await sitting.type(idea)
            await keep(sitting, desk, idea)
        await sitting.type("the next")
        await sitting.until(lambda: all(idea[:9] in shown(sitting) for idea in ideas), "the last four ideas")
        assert all(f" {number}  ····" in shown(sitting) for number in range(7 - free, 7))
        assert "●●●●○○ 4 of 6" in shown(sitting)
        assert "the next" in shown(sitting)


def asks_only(sitting: Sitting, prompts: tuple[str, ...], prompt: str) -> bool:
    return [each for each in prompts if is_asked(sitting, each)] == [prompt]


def is_asked(sitting: Sitting, prompt: str) -> bool:
    """Tell whether a question stands there, in letters of any size, or of two sentences the last so."""
    width, rows = sitting.app.size.width - 2, shown(sitting)
    said = (prompt, prompt[prompt.rfind(". ") + 1 :].strip())
    large = (letters(text, room) for text in said for room in (width, width - CLOCK_WIDTH))
    return prompt in " ".join(rows.replace("┃", " ").split()) or any(
        drawn and all(row.rstrip() in rows for row in drawn) for drawn in large
    )


async def test_the_questions_of_a_phase_follow_one_by_one(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        phase = running(desk).phase
        assert phase
        for prompt in (*phase.prompts, phase.prompts[0]):
            await sitting.until(partial(asks_only, sitting, phase.prompts, prompt), "the question")
            await sitting.press("f")
        await step(sitting, desk)
        phase = running(desk).phase
        assert phase
        await sitting.until(lambda: is_asked(sitting, phase.prompts[0]), "the first question of the next phase")


def shown(sitting: Sitting) -> str:
    return "\n".join(strip.text for strip in sitting.screen._compositor.render_strips())


async def test_the_end_asks_about_a_half_written_text_and_keeps_it(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("enter")
        await sitting.type("half a sentence")
        await sitting.press("escape", "x")
        await sitting.on(HalfWrittenDialog)
        await sitting.press("enter")
        await sitting.on(ConfirmDialog)
        assert case_on_the_table(desk).entries[-1].text == "half a sentence"
