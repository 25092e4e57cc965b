"""The telling ends: what the parents could be hurt to read is looked at once more, and then stands back."""

import pytest

from storage.domain.case.case import Case, Route, Step
from storage.domain.case.standing import alarmed
from storage.store import Change
from tests.tui.meeting.play import Play
from tests.tui.meeting.sitting import Sitting, case_on_the_table, in_a_meeting, on_to, running, saved
from tests.tui.meeting.test_meeting import write
from tui.desk.desk import Desk
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import ReadingDialog
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.telling import marked_lines
from tui.widgets.composer import Composer

HURTS, FAIR = "The mother is hopeless", "She came ten minutes late on Monday"


async def told(sitting: Sitting, desk: Desk, *texts: str) -> None:
    """Tell a case and say that the pupil is safe; then the next key ends the telling."""
    await on_to(sitting, desk, "the-case")
    await write(sitting, desk, *texts)
    case = case_on_the_table(desk)
    desk.store.save(Change(case, case.but(safe=True)), by="", at=desk.now())
    await sitting.until(lambda: bool(seen_case(sitting).safe), "that the pupil is safe")
    await sitting.press("n")


def seen_case(sitting: Sitting) -> Case:
    assert isinstance(sitting.screen, MeetingScreen)
    case = sitting.screen.room.case
    assert case
    return case


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in case_on_the_table(desk).entries]


async def at_clarify(sitting: Sitting, desk: Desk) -> None:
    await sitting.until(lambda: (running(desk).visit or running(desk).visits[0]).phase == "clarify", "the next phase")


async def test_a_line_that_could_hurt_is_said_in_other_words(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await told(sitting, desk, HURTS, FAIR)
        await sitting.on(ChooseDialog)
        assert isinstance(sitting.screen, ChooseDialog)
        assert HURTS in sitting.screen.heading
        await sitting.press("home", "down", "enter")
        await sitting.on(EntryDialog)
        sitting.screen.query_one(Composer).text = "The mother has not answered for two weeks"
        await sitting.press("enter")
        await at_clarify(sitting, desk)
        assert "The mother has not answered for two weeks" in texts(desk)
        assert HURTS not in texts(desk)
        assert FAIR in texts(desk)


async def test_a_line_may_stay_and_is_not_asked_about_twice(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await told(sitting, desk, HURTS)
        await sitting.on(ChooseDialog)
        await sitting.press("home", "enter")
        await at_clarify(sitting, desk)
        assert HURTS in texts(desk)
        await sitting.press("p")
        await saved(sitting, desk, lambda _: running(desk).visits[running(desk).place].phase == "the-case", "back")
        await sitting.press("n")
        await at_clarify(sitting, desk)


async def test_a_line_is_taken_out(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await told(sitting, desk, HURTS, FAIR)
        await sitting.on(ChooseDialog)
        await sitting.press("end", "enter")
        await at_clarify(sitting, desk)
        assert HURTS not in texts(desk)
        assert FAIR in texts(desk)


async def test_left_unanswered_the_telling_goes_on(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await told(sitting, desk, HURTS)
        await sitting.on(ChooseDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        assert running(desk).visits[running(desk).place].phase == "the-case"
        assert HURTS in texts(desk)


async def test_what_hurts_nobody_is_not_asked_about(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await told(sitting, desk, FAIR)
        await at_clarify(sitting, desk)


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


async def test_where_the_home_must_not_hear_of_it_nothing_is_softened(play: Play) -> None:
    await play.at_phase("the-case").write(HURTS)
    assert [line.entry.text for line in marked_lines(play.desk, play.case)] == [HURTS]
    assert not list(marked_lines(play.desk, play.case, {play.case.entries[-1].id}))
    play.save(Change(play.case, alarmed(play.case, Route.HOME)))
    assert not list(marked_lines(play.desk, play.case))


async def test_from_what_is_wanted_on_the_telling_is_one_line_that_can_be_read_again(play: Play) -> None:
    await play.at_phase("the-case").write("Tears at the table")
    await play.at_phase("clarify").write("On Mondays")
    assert any("Tears" in line.said for line in play.lines)
    play.at_phase("wanted")
    told_lines = [entry for entry in play.case.entries if entry.step in {Step.SITUATION, Step.CLARIFICATION}]
    (folded,) = [line for line in play.lines if play.stage.offers(play.scene, line.key)]
    assert str(len(told_lines)) in folded.said
    assert not any("Tears" in line.said for line in play.lines)

    def read(dialog: ReadingDialog) -> None:
        assert [each.text for each in dialog.paragraphs] == [entry.text for entry in told_lines]

    await play.choose(folded.key, (ReadingDialog, read))
