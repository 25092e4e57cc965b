"""A whole peacetime meeting: the wheel, one area, where it stands, the silent round, both tiers, an owner."""

from dataclasses import replace
from pathlib import Path

from textual.screen import Screen

from storage.archive import open_store
from storage.domain.meeting.meeting import DecisionKind, MeetingState
from storage.domain.plan.plan import Area, Depth, Practice
from storage.store import Change
from tests.tui.meeting.sitting import Sitting, on_to, running, saved, seated
from tests.tui.meeting.test_meeting import keep
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import OwnerDialog
from tui.presentation.lines import Row
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.room import MeetingRoom
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.pages import MinutesScreen
from tui.widgets.edges import KeyLine
from tui.widgets.lists import LineList


def area(desk: Desk, key: str) -> Area:
    return next(each for each in desk.store.book().areas if each.key == key)


def practice(desk: Desk) -> Practice:
    return next(each for each in desk.store.book().practices if each.id == running(desk).practice)


async def mark(sitting: Sitting, key: str | Row) -> None:
    rows = sitting.screen.query_one(LineList)
    rows.show(rows.lines, key)
    await sitting.pilot.pause()


async def begin(sitting: Sitting) -> None:
    await sitting.press("4")
    await sitting.on(MeetingMode)
    await mark(sitting, Row("form"))
    await sitting.press("enter")
    await sitting.on(ChooseDialog)
    await sitting.press("p", "enter")
    await sitting.on(MeetingMode)
    await mark(sitting, Row("begin"))
    await sitting.press("enter")
    await sitting.on(MeetingScreen)


async def write(sitting: Sitting, desk: Desk, text: str) -> None:
    await sitting.press("enter")
    await sitting.type(text)
    await keep(sitting, desk, text)
    await sitting.press("escape")


async def test_a_team_agrees_on_one_area(desk: Desk) -> None:
    async with seated(desk) as sitting:
        await begin(sitting)
        await on_to(sitting, desk, "area")
        await sitting.press("n")
        await sitting.pilot.pause(0.1)
        assert running(desk).phase is not None
        assert not running(desk).area
        await mark(sitting, area(desk, "parent-meeting").id)
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: running(desk).area == "parent-meeting", "the area")
        await where_it_stands(sitting, desk)
        await on_to(sitting, desk, "silent")
        await write(sitting, desk, "I tell them the plan for the year")
        assert running(desk).notes[-1].text == "I tell them the plan for the year"
        await both_tiers(sitting, desk)
        await an_owner(sitting, desk)
        await on_to(sitting, desk, "check-out")
        await sitting.press("n")
        await sitting.on(ConfirmDialog)
        await sitting.press("home", "enter")
        await sitting.on(MinutesScreen)
        assert desk.store.book().meetings[0].state is MeetingState.HELD


async def where_it_stands(sitting: Sitting, desk: Desk) -> None:
    await on_to(sitting, desk, "now")
    await write(sitting, desk, "7")
    reading = area(desk, "parent-meeting").readings[-1]
    assert (reading.scale, reading.on) == (7, desk.today)
    await mark(sitting, Depth.CO_DECISION.value)
    await sitting.press("enter")
    depth = Depth.CO_DECISION
    await saved(sitting, desk, lambda _: area(desk, "parent-meeting").readings[-1].depth is depth, "the depth")


async def both_tiers(sitting: Sitting, desk: Desk) -> None:
    await on_to(sitting, desk, "minimum")
    await sitting.press("down", "enter")
    await saved(sitting, desk, lambda _: bool(running(desk).practice), "the practice")
    await reword(sitting, desk, "minimum", " The class contacts have half the time.")
    await on_to(sitting, desk, "room")
    await reword(sitting, desk, "room", " Meet outdoors.")
    assert running(desk).decisions[-1].kind is DecisionKind.CHANGE


async def reword(sitting: Sitting, desk: Desk, tier: str, addition: str) -> None:
    before = getattr(practice(desk), tier)
    await sitting.press("enter")
    await sitting.on(TextDialog)
    await sitting.type(addition)
    await sitting.press("enter")
    await saved(sitting, desk, lambda _: getattr(practice(desk), tier) == before + addition, tier)
    await sitting.on(MeetingScreen)


async def an_owner(sitting: Sitting, desk: Desk) -> None:
    await on_to(sitting, desk, "owners")
    await mark(sitting, running(desk).practice)
    await sitting.press("enter")
    await sitting.on(OwnerDialog)
    decided = len(running(desk).decisions)
    await sitting.press("enter")
    await sitting.on(MeetingScreen)
    await saved(sitting, desk, lambda _: len(running(desk).decisions) == decided + 1, "the owner")


async def test_another_screen_writes_in_the_silent_round_into_its_own_draft(desk: Desk, tmp_path: Path) -> None:
    async with seated(desk) as sitting:
        await begin(sitting)
        await on_to(sitting, desk, "area")
        await mark(sitting, area(desk, "parent-meeting").id)
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: bool(running(desk).area), "the area")
        await on_to(sitting, desk, "silent")
        second = replace(desk, store=open_store(tmp_path / "team", session="two"), session="two", me="CD")
        following = MeetingScreen(second, running(desk).id)
        await sitting.app.push_screen(following)
        await sitting.until(lambda: following.composer.display, "the field on the second screen")
        named = following.query_one(KeyLine).render().plain
        assert "take the lead" in named
        assert "write" in named
        assert "next" not in named
        await sitting.press("enter")
        await sitting.type("I ask the pupil first")
        assert following.nudged_field.draft.by == "CD"
        await keep(sitting, desk, "I ask the pupil first")
        note = running(desk).notes[-1]
        assert (note.text, note.phase, note.by) == ("I ask the pupil first", "silent", "")
        await sitting.until(lambda: "1 written" in told(following), "the count on the second screen")
        assert "pupil first" not in told(following)


async def test_on_a_shared_machine_a_following_screen_keeps_its_half_sentences_to_itself(desk: Desk) -> None:
    assert MeetingRoom(desk, "m").place_to_write(3).place.name == "meeting/m/3/one"
    assert MeetingRoom(desk, "m", leads=True).place_to_write(3).place.name == "meeting/m/3"


async def test_a_plan_of_ideas_is_met_with_the_form_for_starting(desk: Desk) -> None:
    async with seated(desk) as sitting:
        await sitting.press("4")
        await sitting.on(MeetingMode)
        assert "Case round" in "\n".join(line.said for line in sitting.screen.query_one(LineList).lines)
        ideas = (Change(each, each.but(milestones=())) for each in desk.store.book().practices)
        desk.store.save(*ideas, by="", at=desk.now())
        await sitting.press("1", "4")
        fresh = MeetingMode(desk)
        await sitting.app.push_screen(fresh)
        await sitting.until(lambda: "two meetings" in told(fresh), "the form for starting")


def told(screen: Screen[None]) -> str:
    return "\n".join(f"{line.said} {line.right}" for line in screen.query_one(LineList).lines)
