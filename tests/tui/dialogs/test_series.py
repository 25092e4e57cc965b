"""The year's meetings as a form, and free days as people type them."""

from datetime import date, time
from pathlib import Path

import pytest

from storage.domain.calendar import Series, Weeks
from storage.domain.errors import Refused
from tests.tui.stage import NOT_ANSWERED, asked, memory_desk
from tui.dialogs.team import SeriesDialog, with_typed_free_days
from tui.widgets.fields import ChoiceRow


async def test_the_form_says_its_days_while_it_is_filled_in() -> None:
    async with asked(SeriesDialog(memory_desk()), (64, 20)) as player:
        await player.until(lambda: "Next: 24 Nov, 1 Dec" in player.text("#days"), "the first days")
        player.screen.query_one("#weeks", ChoiceRow).value = Weeks.ODD.value
        await player.until(lambda: "Next: 1 Dec, 15 Dec" in player.text("#days"), "those of odd weeks")
        await player.press("tab", "ctrl+u")
        await player.write("13.15")
        await player.press("tab")
        await player.write("Room 2")
        await player.press("enter")
        assert player.stage.answer == Series(weekday=1, starts=time(13, 15), place="Room 2", weeks=Weeks.ODD)


async def test_an_hour_that_is_none_is_said_beside_its_field() -> None:
    async with asked(SeriesDialog(memory_desk())) as player:
        await player.press("tab", "ctrl+u")
        await player.write("late")
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "late" in player.text("#starts-field")


def test_free_days_are_typed_one_by_one_as_spans_or_as_a_file(tmp_path: Path) -> None:
    desk = memory_desk()
    team = desk.store.book().team.but(free_days=())
    typed = with_typed_free_days(desk, team, "4.12, 15.2–17.2")
    assert typed.free_days == (date(2026, 12, 4), *(date(2027, 2, day) for day in (15, 16, 17)))
    file = tmp_path / "days.csv"
    file.write_text("2026-11-27\n", "utf-8")
    assert with_typed_free_days(desk, typed, f" {file} ").free_days[0] == date(2026, 11, 27)
    with pytest.raises(Refused, match="free-days-too-long"):
        with_typed_free_days(desk, team, "17.2–15.2")
    with pytest.raises(Refused, match="unknown-date"):
        with_typed_free_days(desk, team, "someday")
