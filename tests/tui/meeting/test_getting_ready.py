"""Getting ready on the screen: every row of what is proposed can be changed with the keys it names."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from storage.archive import open_store
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import MeetingState
from tests.tui.meeting.sitting import Sitting, in_a_meeting, running, saved, seated
from tui.desk.desk import Desk, now_utc
from tui.desk.preparation import Preparation
from tui.dialogs.case.case import CaseDialog
from tui.dialogs.choose import ChooseDialog, MarksDialog
from tui.dialogs.form import TextDialog
from tui.presentation.lines import Row
from tui.presentation.rows import laid_out, measure
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.meeting.start import start_lines
from tui.screens.pages import BriefScreen, CoachScreen, MinutesScreen, PageScreen, ReviewScreen
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList


async def getting_ready(sitting: Sitting) -> MeetingMode:
    await sitting.press("4")
    await sitting.on(MeetingMode)
    screen = sitting.screen
    assert isinstance(screen, MeetingMode)
    await sitting.until(lambda: bool(screen.rows.lines), "the rows")
    return screen


def chosen(screen: MeetingMode) -> Preparation:
    assert screen.ready
    return screen.ready


async def mark(sitting: Sitting, screen: MeetingMode, key: Row) -> None:
    await sitting.press("home")
    while screen.rows.key != key:
        await sitting.press("down")


async def test_another_form_brings_its_own_time(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        await mark(sitting, screen, Row("form"))
        await sitting.press("enter")
        await sitting.on(ChooseDialog)
        await sitting.press("s", "enter")
        await sitting.on(MeetingMode)
        await sitting.until(lambda: chosen(screen).form.key == "success", "the form")
        assert chosen(screen).minutes == chosen(screen).form.minutes == 25


async def test_the_bottom_line_says_what_enter_does_and_the_form_in_use_is_marked(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        assert screen.key_line.entering == ""
        await sitting.press("plus", "minus")
        screen.choose(chosen(screen).with_form(next(each for each in screen.shelf().forms if each.key == "success")))
        await mark(sitting, screen, Row("form"))
        await sitting.until(lambda: screen.key_line.entering == "choose", "what Enter does")
        await sitting.press("enter")
        await sitting.on(ChooseDialog)
        await sitting.press("enter")
        await sitting.on(MeetingMode)
        assert chosen(screen).form.key == "success"


async def test_the_time_is_typed_or_counted_up_and_down(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        await sitting.press("plus", "plus", "minus")
        assert chosen(screen).minutes == 50
        await mark(sitting, screen, Row("time"))
        await sitting.press("enter")
        await sitting.on(TextDialog)
        await sitting.type("90")
        await sitting.press("enter")
        await sitting.on(MeetingMode)
        await sitting.until(lambda: chosen(screen).minutes == 90, "the time")


async def test_minutes_that_are_no_number_are_said_to_be_none(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        await mark(sitting, screen, Row("time"))
        await sitting.press("enter")
        await sitting.on(TextDialog)
        await sitting.type("60 min")
        assert sitting.screen.query_one(Composer).text == "60 min"
        await sitting.press("enter")
        said = sitting.screen.query_one("#problem", Static)
        await sitting.until(lambda: "“60 min” is no number" in str(said.content), "why")
        assert isinstance(sitting.screen, TextDialog)
        await sitting.press(*["backspace"] * 4, "enter")
        await sitting.on(MeetingMode)
        await sitting.until(lambda: chosen(screen).minutes == 60, "what was put right")


async def test_the_time_stands_in_its_field_and_what_is_typed_takes_its_place(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        await mark(sitting, screen, Row("time"))
        await sitting.press("enter")
        await sitting.on(TextDialog)
        assert sitting.screen.query_one(Composer).text == "45"
        await sitting.press("enter")
        await sitting.on(MeetingMode)
        assert chosen(screen).minutes == 45


async def test_a_case_is_written_right_here_and_taken_in(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        screen.choose(chosen(screen).with_form(next(each for each in screen.shelf().forms if not each.takes_cases)))
        await sitting.press("n")
        await sitting.on(CaseDialog)
        await sitting.type("Bread and butter")
        await sitting.press("enter")
        await sitting.on(ChooseDialog)
        await sitting.press("home", "down", "enter")
        await sitting.on(MeetingMode)
        await sitting.until(lambda: bool(chosen(screen).cases), "the case")
        first = chosen(screen).cases[0]
        assert first.title == "Bread and butter"
        assert list(chosen(screen).shares) == [first.code]
        await sitting.press("home", "enter")
        await sitting.on(MeetingScreen)
        assert running(desk).cases == (first.code,)


async def test_two_cases_share_the_time_of_one(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        two = chosen(screen).pair
        await mark(sitting, screen, Row("both"))
        await sitting.press("space")
        await sitting.until(lambda: chosen(screen).shares == two, "both")
        await sitting.press("enter")
        await sitting.until(lambda: len(chosen(screen).shares) == 1, "one again")


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (120, 32), (140, 40), (200, 50)])
async def test_the_first_drawing_is_like_any_later_one(still: Desk, size: tuple[int, int]) -> None:
    async with seated(still, size) as sitting:
        screen = await getting_ready(sitting)
        await sitting.until(lambda: bool(screen.rows.lines) and bool(screen.start.border_title), "the agenda")
        first, phases = screen.rows.lines, screen.phases.display
        assert phases is (size[0] >= 120)
        await sitting.until(lambda: screen.rows.size.width == (62 if phases else size[0]), "its place")
        assert first == start_lines(still, chosen(screen), screen.rows.size.width, folded=not phases)
        assert max(len(laid_out(line, measure(screen.rows.size.width))) for line in first) <= 96
        await sitting.press("5", "4")
        await sitting.on(MeetingMode)
        assert screen.rows.lines == first


async def test_who_is_not_here_has_no_role(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        first = chosen(screen).present[0]
        await mark(sitting, screen, Row("here"))
        await sitting.press("enter")
        await sitting.on(MarksDialog)
        await sitting.press("space", "enter")
        await sitting.on(MeetingMode)
        await sitting.until(lambda: first not in chosen(screen).present, "one less")
        assert first not in chosen(screen).roles.values()


async def test_a_meeting_needs_somebody(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        before = chosen(screen).present
        await mark(sitting, screen, Row("here"))
        await sitting.press("enter")
        await sitting.on(MarksDialog)
        for _ in before:
            await sitting.press("space", "down")
        await sitting.press("enter")
        await sitting.on(MeetingMode)
        assert chosen(screen).present == before


async def test_a_role_goes_to_somebody_else(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        await mark(sitting, screen, Row("role", MeetingRole.FACILITATOR))
        await sitting.press("enter")
        await sitting.on(ChooseDialog)
        await sitting.press("home", "enter")
        await sitting.on(MeetingMode)
        await sitting.until(
            lambda: chosen(screen).roles[MeetingRole.FACILITATOR] == chosen(screen).present[0], "the role"
        )


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_case_is_left_out_and_taken_in(desk: Desk, key: str) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        case = chosen(screen).cases[0]
        await mark(sitting, screen, Row("case", case.code))
        await sitting.press(key)
        await sitting.until(lambda: case not in chosen(screen).cases, "one less")
        await sitting.press(key)
        await sitting.until(lambda: case in chosen(screen).cases, "all again")


async def test_the_minutes_of_the_last_meeting_are_one_key_away(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        await mark(sitting, screen, Row("minutes"))
        await sitting.press("enter")
        await sitting.on(MinutesScreen)
        await sitting.press("r")
        await sitting.on(ReviewScreen)
        assert isinstance(sitting.screen, PageScreen)
        assert "What the meeting can tell about itself" in sitting.screen.text_to_copy()
        await sitting.press("escape")
        await sitting.on(MinutesScreen)
        await sitting.press("escape")
        await sitting.on(MeetingMode)


async def test_what_to_know_and_what_to_say_are_one_key_away(desk: Desk) -> None:
    async with seated(desk) as sitting:
        await getting_ready(sitting)
        for key, kind, said in (("b", BriefScreen, "Cases to take up"), ("c", CoachScreen, "How you lead")):
            await sitting.press(key)
            await sitting.on(kind)
            assert isinstance(sitting.screen, PageScreen)
            assert said in sitting.screen.text_to_copy()
            await sitting.press("escape")
            await sitting.on(MeetingMode)


async def test_a_form_that_cannot_take_this_says_why_and_nothing_begins(desk: Desk) -> None:
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        for case in chosen(screen).proposals:
            screen.choose(chosen(screen).toggled(case.code))
        await sitting.press("home", "enter")
        await sitting.until(lambda: bool(sitting.app._notifications), "why")
        assert isinstance(sitting.screen, MeetingMode)
        assert desk.store.book().running is None


async def test_a_broken_form_of_the_school_is_named_with_its_line(desk: Desk, tmp_path: Path) -> None:
    forms = tmp_path / "team" / "forms"
    forms.mkdir()
    (forms / "ours.toml").write_text('key = "ours"\ntitle = \n', encoding="utf-8")
    async with seated(desk) as sitting:
        screen = await getting_ready(sitting)
        said = next(note.message for note in sitting.app._notifications)
        assert "ours.toml" in said
        assert "line 2" in said
        assert chosen(screen).form.key == "case-round"


async def test_an_interrupted_meeting_can_be_ended_as_it_is(desk: Desk, tmp_path: Path) -> None:
    async with in_a_meeting(desk) as sitting:
        await sitting.press("n")
        await saved(sitting, desk, lambda book: book.running is not None and book.running.place == 0, "the first phase")
        meeting = running(desk).id
    later = Desk(open_store(tmp_path / "team", session="two"), desk.words, "two", now=in_an_hour, place=desk.place)
    async with seated(later) as sitting:
        await sitting.on(MeetingMode)
        await sitting.press("end", "enter")
        await saved(sitting, later, lambda book: book.running is None, "the end")
        kept = next(each for each in later.store.book().meetings if each.id == meeting)
        assert kept.state is MeetingState.BROKEN_OFF
        rows = sitting.screen.query_one(LineList)
        await sitting.until(lambda: rows.lines[0].key == Row("begin"), "the next meeting's proposal")


def in_an_hour() -> datetime:
    return now_utc() + timedelta(hours=1)
