"""What lies on the table in every phase, by its keys: parking lot, roles, cross-pressure, safety, minutes, the lead."""

from functools import partial
from pathlib import Path
from stat import S_IMODE

import msgspec
import pytest
from textual.widgets import Input

from storage.archive import open_store
from storage.domain.calendar import local_day
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Meeting
from tests.tui.meeting.sitting import Sitting, case_on_the_table, in_a_meeting, on_to, running, saved
from tui.desk.desk import Desk
from tui.dialogs.case.case import PressureDialog
from tui.dialogs.case.safety import SafetyDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog, MarksDialog
from tui.dialogs.form import FileNameDialog, TextDialog
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.pages import MinutesScreen
from tui.widgets.composer import Composer


def meeting_screen(sitting: Sitting) -> MeetingScreen:
    assert isinstance(sitting.screen, MeetingScreen)
    return sitting.screen


async def test_the_parking_lot_keeps_what_is_put_there(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("k")
        await sitting.on(TextDialog)
        await sitting.type("phones")
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: bool(running(desk).parking), "the parking lot")
        assert [each.text for each in running(desk).parking] == ["phones"]
        await sitting.press("k")
        await sitting.on(TextDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        assert len(running(desk).parking) == 1


def is_here(desk: Desk, alias: str, expected: bool) -> bool:
    return (alias in running(desk).present) is expected


async def test_who_came_late_is_taken_in(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        screen = meeting_screen(sitting)
        first = running(desk).present[0]
        for expected in (False, True):
            await sitting.press("r")
            await sitting.on(ChooseDialog)
            await sitting.press("end", "enter")
            await sitting.on(MarksDialog)
            await sitting.press("home", "space", "enter")
            await sitting.until(lambda: sitting.screen is screen, "the meeting")
            await sitting.until(partial(is_here, desk, first, expected), "who is here")
        assert running(desk).present[-1] == first


async def test_roles_change_hands(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        before = running(desk).roles
        await sitting.press("r")
        await sitting.on(ChooseDialog)
        await sitting.press("end", "up", "enter")
        await sitting.until(
            lambda: (
                isinstance(sitting.screen, ChooseDialog) and sitting.screen.options[0][0] == running(desk).present[0]
            ),
            "who",
        )
        await sitting.press("end", "enter")
        await saved(sitting, desk, lambda _: running(desk).roles != before, "the role")
        changed = {role for role in MeetingRole if running(desk).roles.get(role) != before.get(role)}
        assert {running(desk).roles[role] for role in changed} == {running(desk).present[-1]}


def asks_who(sitting: Sitting, meeting: Meeting) -> bool:
    return isinstance(sitting.screen, ChooseDialog) and sitting.screen.options[0][0] == meeting.present[0]


async def test_no_role_and_nobody_change_nothing(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        before = running(desk).roles
        await sitting.press("r")
        await sitting.on(ChooseDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)
        assert running(desk).roles == before


async def test_cross_pressure_and_safety_belong_to_a_case(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        await sitting.press("d", "down", "s", "down")  # two letters, and no beginning of a word
        await sitting.pilot.pause()
        assert isinstance(sitting.screen, MeetingScreen)
        await on_to(sitting, desk, "clarify")
        await sitting.press("d")
        await sitting.on(PressureDialog)
        await sitting.type("the hours")
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: "the hours" in str(case_on_the_table(desk).pressure), "the card")
        await sitting.on(MeetingScreen)
        await sitting.press("s")
        await sitting.on(SafetyDialog)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)


async def test_the_minutes_so_far_are_one_key_away(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await sitting.press("m")
        await sitting.on(MinutesScreen)
        await sitting.press("escape")
        await sitting.on(MeetingScreen)


@pytest.mark.parametrize("keys", [("e",), ("m", "p")], ids=str)
@pytest.mark.parametrize(("suffix", "begins"), [("md", "# "), ("html", "<!DOCTYPE html>")])
async def test_the_minutes_so_far_are_written_to_a_file(
    desk: Desk, tmp_path: Path, keys: tuple[str, ...], suffix: str, begins: str
) -> None:
    file = tmp_path / f"minutes.{suffix}"
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        for key in keys:
            await sitting.press(key)
        await sitting.on(FileNameDialog)
        name = sitting.screen.query_one(Input)
        assert name.value.endswith(f"{local_day(running(desk).started).isoformat()}.md")
        name.value = str(file)
        await sitting.press("enter")
        await sitting.until(lambda: file.exists() and bool(file.read_text("utf-8")), "the file")
        title = running(desk).title
    assert file.read_text("utf-8").startswith(begins)
    assert title in file.read_text("utf-8")
    assert S_IMODE(file.stat().st_mode) == 0o600


async def test_the_clock_stops_goes_on_and_gets_a_minute(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        minutes = minutes_here(running(desk))
        await sitting.press("space")
        await saved(sitting, desk, lambda _: running(desk).paused, "the pause")
        assert meeting_screen(sitting).board.clock.reading.of == "paused"
        await sitting.press("space", "plus")
        await saved(sitting, desk, lambda _: minutes_here(running(desk)) == minutes + 1, "the minute")
        assert not running(desk).paused


def minutes_here(meeting: Meeting) -> int:
    assert meeting.visit
    return meeting.visit.minutes


async def test_the_turn_goes_round(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        first = running(desk).speaker
        await sitting.press("t")
        await saved(sitting, desk, lambda _: running(desk).speaker != first, "the next one's turn")


async def test_what_cannot_be_kept_goes_back_into_the_field(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "into-plan")
        await sitting.press("end", "enter")
        await sitting.on(TextDialog)
        await sitting.type("nothing new")
        await sitting.press("enter")
        await saved(sitting, desk, lambda _: bool(case_on_the_table(desk).learned), "the reason")
        await on_to(sitting, desk, "check-out")
        sitting.screen.query_one(Composer).focus()
        await sitting.type("7 99")
        await sitting.press("enter")
        await sitting.until(lambda: sitting.screen.query_one(Composer).text == "7 99", "the text again")
        assert running(desk).score is None


async def test_a_number_leads_to_its_mode_where_nothing_is_sorted(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        await sitting.press("3")
        await sitting.on(ConfirmDialog)
        await sitting.press("up", "enter")
        await sitting.until(lambda: sitting.app.current_mode == "cases", "the cases")


@pytest.mark.parametrize("key", ["1", "2", "3", "5", "q", "u"])
@pytest.mark.parametrize("no", [("enter",), ("escape",)])
async def test_nothing_leaves_a_meeting_or_takes_something_back_unasked(
    desk: Desk, key: str, no: tuple[str, ...]
) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        before = desk.store.book()
        await sitting.press(key)
        await sitting.on(ConfirmDialog)
        await sitting.press(*no)
        await sitting.on(MeetingScreen)
        assert sitting.app.is_running
        assert sitting.app.current_mode == "meeting"
        assert desk.store.book() == before


async def test_the_last_change_is_taken_back_when_that_was_meant(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        place = running(desk).place
        await sitting.press("u")
        await sitting.on(ConfirmDialog)
        await sitting.press("up", "enter")
        await saved(sitting, desk, lambda _: running(desk).place == place - 1, "the phase before")


async def test_four_in_a_meeting_asks_nothing(desk: Desk) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        await sitting.press("4")
        assert isinstance(sitting.screen, MeetingScreen)


async def test_a_screen_that_asks_is_let_lead_and_asks_for_it_back(desk: Desk, tmp_path: Path) -> None:
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "check-in")
        leading = meeting_screen(sitting)
        await sitting.press("l")
        assert leading.room.lead.leads
        await sitting.until(lambda: desk.store.heartbeat() is not None, "a sign of life")
        other = open_store(tmp_path / "team", session="two")
        heard = other.heartbeat()
        assert heard
        other.beat(msgspec.structs.replace(heard, asked_by="two"))
        await sitting.on(ConfirmDialog)
        await sitting.press("home", "enter")
        await sitting.until(lambda: not leading.room.lead.leads, "the lead elsewhere")
        await sitting.on(MeetingScreen)
        await sitting.press("n")
        await sitting.until(lambda: bool(sitting.app._notifications), "why not")
        assert running(desk).place == 0
        await sitting.press("l")
        await sitting.until(lambda: asked_by(desk) == "one", "a question")


def asked_by(desk: Desk) -> str:
    beat = desk.store.heartbeat()
    return beat.asked_by if beat else ""
