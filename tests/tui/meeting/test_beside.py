"""What stands beside a meeting's talk, from 120 columns: the path, what is wished, what helped, what was agreed."""

import pytest

from storage.domain.case.case import Route
from storage.domain.case.standing import alarmed
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import moved, parked
from storage.store import Change
from tests.tui.meeting.play import Play
from tests.tui.meeting.sitting import Sitting, in_a_meeting, on_to, step
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.look.signs import text_of
from tui.screens.meeting.beside import Pane, beside
from tui.screens.meeting.screen import MeetingScreen
from tui.widgets.composer import Composer
from tui.widgets.panel import Panel
from tui.widgets.places import Places


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


def panes(play: Play) -> dict[str, Pane]:
    """Return what stands beside the phase, by its title."""
    case = play.scene.case if play.meeting.phase else None
    left, right = beside(play.desk, play.book, play.meeting, case)
    return {pane.title: pane for pane in (left, *right) if pane}


def said(pane: Pane) -> str:
    return "\n".join(paragraph.said for paragraph in pane.paragraphs)


def test_the_opening_stands_alone(play: Play) -> None:
    assert panes(play) == {}


def test_where_no_case_is_heard_the_roles_and_the_months_plan_stand_there(play: Play) -> None:
    play.change(lambda meeting: moved(meeting, 1))
    shown = panes(play)
    assert list(shown) == ["Who does what", "This month in our plan"]
    assert all(alias in said(shown["Who does what"]) for alias in play.meeting.present)
    month = [each for each in play.book.practices if each.month == play.desk.today.month]
    assert all(each.minimum in said(shown["This month in our plan"]) for each in month)


def test_beside_the_talk_stand_the_path_what_was_agreed_and_what_was_parked(play: Play) -> None:
    play.at(Writes.ENTRY)
    assert list(panes(play)) == ["The path", "Agreed"]
    play.change(lambda meeting: parked(meeting, "p", "Homework limits for all"))
    assert said(panes(play)["Parking lot"]) == "= Homework limits for all"


async def test_beside_the_ideas_stand_the_wish_and_what_has_worked(play: Play) -> None:
    play.at(Writes.ENTRY)
    while play.scene.phase.key != "wanted":
        play.change(lambda meeting: moved(meeting, 1))
    await play.write("home: a child who has time to play")
    play.at(Writes.IDEAS)
    shown = panes(play)
    assert list(shown) == ["The path", "What is wanted", "Worked before"]
    assert "The home\n  a child who has time to play" in "\n".join(
        f"{' ' * each.indent}{each.text}" for each in shown["What is wanted"].paragraphs
    )
    cards = [each for each in play.book.cards if each.title in said(shown["Worked before"])]
    assert cards
    play.save(Change(play.case, alarmed(play.case, Route.HOME)))
    kept = said(panes(play)["Worked before"])
    assert not any(each.title in kept for each in cards)


@pytest.mark.parametrize(("size", "wide"), [((80, 24), False), ((120, 32), True), ((140, 40), True)])
async def test_the_panes_stand_there_where_there_is_room_and_the_talk_keeps_the_keys(
    desk: Desk, size: tuple[int, int], *, wide: bool
) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, "the-case")
        await sitting.pilot.pause()
        titles = [panel.title for panel in sitting.screen.query(Panel) if panel.region.area]
        assert titles[1 if wide else 0].startswith("26-0")
        assert ("The path" in titles, "Agreed" in titles) == (wide, wide)
        assert sitting.screen.focused is sitting.screen.query_one("#written")
        talk = sitting.screen.query_one("#talk")
        assert talk.region.width >= (50 if wide else size[0])


def shown(sitting: Sitting) -> str:
    """Return what stands on the meeting's screen above its field and its keys."""
    screen = sitting.screen
    assert isinstance(screen, MeetingScreen)
    panes = (line.said + line.right for line in screen.written.lines)
    return "\n".join((*map(text_of, screen.board.rows), *panes))


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
@pytest.mark.parametrize(("phase", "keys"), [("check-in", "t next"), ("ideas", "f next"), ("into-plan", "↵ chooses")])
async def test_keys_are_told_of_where_they_steer_and_not_while_somebody_writes_or_is_asked(
    desk: Desk, size: tuple[int, int], phase: str, keys: str
) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, phase)
        await sitting.until(lambda: keys in shown(sitting), "the keys")
        sitting.screen.set_focus(sitting.screen.query_one(Composer))
        await sitting.until(lambda: keys not in shown(sitting), "no keys while somebody writes")
        await sitting.press("escape")
        await sitting.until(lambda: keys in shown(sitting), "the keys again")


async def test_no_key_is_told_of_behind_a_question(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await step(sitting, desk)
        meeting = sitting.screen
        assert isinstance(meeting, MeetingScreen)
        await sitting.press("r")
        await sitting.on(ChooseDialog)
        await sitting.until(lambda: "question 1 of 2" in "\n".join(map(text_of, meeting.board.rows)), "the head")
        await sitting.until(lambda: "f next" not in "\n".join(map(text_of, meeting.board.rows)), "no key")
        assert not any(line.keys for line in meeting.written.lines)


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
async def test_all_eight_places_are_seen_before_the_first_idea(desk: Desk, size: tuple[int, int]) -> None:
    async with in_a_meeting(desk, size) as sitting:
        await on_to(sitting, desk, "ideas")
        places = sitting.screen.query_one(Places)
        await sitting.until(lambda: bool(places.rows) and places.size.height == len(places.rows), "all the places")
        assert places.scroll_offset.y == 0
