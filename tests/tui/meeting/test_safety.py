"""The safety gate on the screens: at once and plainly where it is sure, one question where it is in doubt."""

from storage.domain.case import CaseState, Route
from tests.tui.meeting.sitting import Sitting
from tests.tui.meeting.test_meeting import case_on_the_table, in_a_meeting, on_to, saved, typed
from tui.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.safety import SafetyDialog
from tui.dialogs.text import TextDialog
from tui.dialogs.told import ToldDialog
from tui.screens.meeting.screen import MeetingScreen


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
        await sitting.press("tab", *"the head", "enter")
        await sitting.on(ChooseDialog)
        await sitting.press("enter")
        await sitting.on(MeetingScreen)
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).told), "who was told")
        case = case_on_the_table(desk)
        assert (case.told[0].route, case.told[0].who) == (Route.ADULT, "the head")
        assert case.state is CaseState.HANDED_OVER


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
        await sitting.press("down", "enter")
        await sitting.on(MeetingScreen)
        assert not case_on_the_table(desk).told
