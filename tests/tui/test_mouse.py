"""Drags, clicks and the wheel on every row of the screens and questions: nothing ends, nothing changes."""

import pytest
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.widget import Widget

from tests.tui.meeting.sitting import Sitting, in_a_meeting, seated
from tests.tui.stage import memory_desk, store_of
from tui.screens.plan.screen import PlanScreen
from tui.screens.today.screen import TodayScreen
from tui.widgets.clicks import MARK
from tui.widgets.composer import Composer

PLACES = (
    (), ("2",), ("2", "down", "enter"), ("2", "o"), ("2", "c"), ("2", "l"), ("2", "t"), ("3",), ("3", "enter"),
    ("3", "enter", "a"), ("3", "enter", "enter"), ("3", "enter", "v"), ("3", "enter", "x"), ("3", "enter", "b"),
    ("3", "enter", "o"), ("3", "enter", "d"), ("3", "enter", "m"), ("3", "enter", "l"), ("3", "enter", "h"),
    ("3", "f"), ("4",), ("5",), ("slash",), ("h",), ("question_mark",), ("comma",), ("w",), ("f8",), ("n",), ("g",),
    ("r",), ("m",), ("m", "n"), ("d",), ("d", "n"), ("f",), ("f", "n"), ("t",),
)  # fmt: skip
WHEELS = (MouseScrollDown, MouseScrollUp)
ROWS = range(24)
LITTLE_ROOM = (64, 16)


def at(kind: type[MouseDown | MouseMove | MouseUp], x: int, y: int) -> MouseDown | MouseMove | MouseUp:
    return kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)


async def handled(sitting: Sitting, row: int) -> None:
    """Drag from a row to below and back, and turn the wheel there."""
    for kind, x, y in ((MouseDown, 3, row), (MouseMove, 30, row), (MouseMove, 70, row + 2), (MouseUp, 70, row)):
        sitting.app.post_message(at(kind, x, min(y, ROWS[-1])))
    for wheel in WHEELS:
        turned(sitting, wheel, 9, row)


def turned(sitting: Sitting, wheel: type[MouseScrollDown | MouseScrollUp], x: int, y: int) -> None:
    sitting.app.post_message(wheel(None, x, y, 0, 1, 0, False, False, False, screen_x=x, screen_y=y))


def scrolling(sitting: Sitting) -> list[Widget]:
    """What is longer than there is room for, and has a bar that says so."""
    return [each for each in sitting.screen.query(Widget) if each.show_vertical_scrollbar and each.max_scroll_y > 0]


async def clicked(sitting: Sitting, row: int) -> None:
    """Click twice at the left and once at the right, but on no key that is named there: that one is pressed by it."""
    for x in (12, 12, 60):
        if MARK in sitting.screen.get_style_at(x, row).meta:
            continue
        sitting.app.post_message(at(MouseDown, x, row))
        sitting.app.post_message(at(MouseUp, x, row))
    await sitting.pilot.pause()


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
async def test_what_a_mouse_does_anywhere_changes_nothing_and_the_wheel_scrolls(place: tuple[str, ...]) -> None:
    desk = memory_desk()
    async with seated(desk) as sitting:
        await sitting.on(TodayScreen)
        for key in place:
            await sitting.press(key)
        before, here = store_of(desk).book(), sitting.screen
        for row in ROWS:
            await handled(sitting, row)
        await sitting.pilot.pause()
        assert sitting.screen is here
        for row in ROWS[1:-1]:
            await clicked(sitting, row)
        assert sitting.screen is here
        assert store_of(desk).book() == before
        await sitting.pilot.resize_terminal(*LITTLE_ROOM)
        await sitting.pilot.pause()
        await wheels_reach_all_of(sitting)


async def wheels_reach_all_of(sitting: Sitting) -> None:
    """Wherever the pointer stands in what is too long, the wheel brings what is hidden into view, and back."""

    def at_top() -> bool:
        return not any(each.scroll_y for each in scrolling(sitting))

    for each in scrolling(sitting):
        seen = each.region.intersection(sitting.screen.region)
        for row in {seen.y, seen.y + seen.height // 2, seen.bottom - 1}:
            for other in scrolling(sitting):
                other.scroll_to(y=0, animate=False, immediate=True)
            turned(sitting, MouseScrollDown, each.region.x + 3, row)
            await sitting.until(lambda: not at_top(), f"what lies below {each} at {row}")
            turned(sitting, MouseScrollUp, each.region.x + 3, row)
            await sitting.until(at_top, f"the top of {each} at {row}")


async def test_a_drag_over_a_meeting_leaves_it_where_it_is_and_the_writing_with_it() -> None:
    desk = memory_desk()
    async with in_a_meeting(desk) as sitting:
        await sitting.press("n", "enter")
        await sitting.type("half a sen")
        before, here = store_of(desk).book(), sitting.screen
        for row in ROWS:
            await handled(sitting, row)
        for row in ROWS[1:-1]:
            await clicked(sitting, row)
        await sitting.type("tence")
        assert sitting.screen is here
        assert store_of(desk).book() == before
        assert sitting.screen.query_one(Composer).text.replace("\n", "") == "half a sentence"


async def test_a_tab_is_gone_to_by_a_click_and_the_key_line_presses_its_keys() -> None:
    async with seated(memory_desk()) as sitting:
        await sitting.on(TodayScreen)
        await sitting.pilot.click("ModeLine", offset=(11, 0))
        await sitting.on(PlanScreen)
        await sitting.pilot.click("ModeLine", offset=(3, 0))
        await sitting.on(TodayScreen)
        line = sitting.screen.query_one("KeyLine").render()
        place = str(line).index("new case")
        await sitting.pilot.click("KeyLine", offset=(place, 0))
        await sitting.until(lambda: type(sitting.screen).__name__ == "CaseDialog", "the form")
