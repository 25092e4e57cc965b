"""Letters typed fast where nobody writes: text in the field where there is one, and nothing that they would do."""

import pytest

from storage.domain.homes.conversation_round import proposed_round
from storage.domain.text import LONGEST_TEXT
from tests.tui.meeting.sitting import Sitting, case_on_the_table, in_a_meeting, on_to, running, saved, seated
from tests.tui.meeting.sitting import typed as letters_typed
from tests.tui.stage import TODAY, memory_desk
from tui.desk.desk import Desk
from tui.dialogs.curtain import TurnDialog
from tui.dialogs.form import TextDialog
from tui.screens.homes.rounds import RoundScreen
from tui.screens.meeting.screen import MeetingScreen
from tui.terminal.orderly import PAUSE
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList


async def typed(sitting: Sitting, text: str, gap: float = 0.1) -> None:
    """Type a text by hand, at an even pace however busy the machine is."""
    letters_typed(sitting.app, text, gap)
    await sitting.pilot.pause()


def field(sitting: Sitting) -> str:
    return sitting.screen.query_one(Composer).text


@pytest.mark.parametrize("text", ["Ett bilde i uka", "Uten å spørre", "Kort: vi ringer", "Øve på ro", "PPT er med"])
async def test_a_sentence_opens_writing_and_does_nothing(desk: Desk, text: str) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        before = desk.store.book()
        await typed(sitting, text)
        await sitting.until(lambda: field(sitting) == text, "the text in the field")
        assert isinstance(sitting.screen, MeetingScreen)
        assert sitting.screen.composer.has_focus
        assert sitting.app.current_mode == "meeting"
        assert desk.store.book() == before


async def test_a_day_that_is_typed_leads_nowhere(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("down")
        await typed(sitting, "7.12")
        await sitting.until(lambda: field(sitting) == "7.12", "the day in the field")
        assert sitting.app.current_mode == "meeting"


async def test_what_stood_in_the_field_stays_before_it(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("enter")
        await sitting.type("They say ")
        await sitting.press("escape")
        await typed(sitting, "Ett bilde")
        await sitting.until(lambda: field(sitting) == "They say Ett bilde", "both")


async def test_letters_of_one_who_steers_are_commands(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        place = running(desk).place
        await typed(sitting, "nn")
        await sitting.until(lambda: running(desk).place == place + 2, "two phases on")
        await typed(sitting, "pk")
        await sitting.on(TextDialog)
        assert running(desk).place == place + 1
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        await typed(sitting, "Ev", gap=PAUSE * 2)
        await sitting.on(TurnDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        assert field(sitting) == ""


async def test_a_key_that_is_no_letter_ends_the_row(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        await typed(sitting, "Ek")
        await sitting.press("down")
        await sitting.on(TextDialog)


async def test_numbers_sort_ideas_however_fast(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "ideas")
        await sitting.press("enter")
        await sitting.type("call")
        await sitting.press("enter", "escape")
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).ideas), "the idea")
        await on_to(sitting, desk, "first-step")
        screen = sitting.screen
        assert isinstance(screen, MeetingScreen)
        assert screen.room.sorts
        await typed(sitting, "123", gap=0.01)
        await saved(sitting, desk, lambda _: case_on_the_table(desk).ideas[0].pick is not None, "an idea sorted")
        assert field(sitting) == ""


async def test_where_nothing_can_be_written_letters_are_commands(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        assert not sitting.screen.query_one(Composer).display
        await typed(sitting, "Eh?")
        await sitting.until(lambda: not isinstance(sitting.screen, MeetingScreen), "the help")


async def test_a_text_that_is_too_long_is_refused_with_a_sentence(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        screen = sitting.screen
        assert isinstance(screen, MeetingScreen)
        screen.take_text("word " * LONGEST_TEXT)
        assert field(sitting) == ""
        await sitting.until(lambda: any("more than" in each.message for each in sitting.app._notifications), "why")


async def test_a_round_takes_a_sentence_too() -> None:
    desk = memory_desk(proposed_round("r", TODAY))
    async with seated(desk) as sitting:
        await sitting.app.push_screen(RoundScreen(desk, "r"))
        await sitting.on(RoundScreen)
        await sitting.until(lambda: sitting.screen.query_one("#rows", LineList).has_focus, "the rows")
        await typed(sitting, "Extra reading")
        await sitting.until(lambda: field(sitting) == "Extra reading", "the text")
