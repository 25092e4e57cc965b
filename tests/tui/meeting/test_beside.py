"""What stands beside a meeting's talk, from 120 columns: the path, what is wished, what helped, what was agreed."""

import pytest

from storage.domain.case.case import Route
from storage.domain.case.standing import alarmed
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import moved, parked
from storage.store import Change
from tests.tui.meeting.play import Play
from tests.tui.meeting.sitting import in_a_meeting, on_to
from tui.desk.desk import Desk
from tui.screens.meeting.beside import Pane, beside
from tui.widgets.panel import Panel


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
