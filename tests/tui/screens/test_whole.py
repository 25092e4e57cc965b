"""Nothing is cut without a sign of it, and no frame has a hole: on every screen, question and sheet."""

from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from textual.screen import Screen
from textual.widgets import Static

from storage.domain.people import Language
from tests.tui.meeting.sitting import Sitting, in_a_meeting, on_to, seated
from tests.tui.screens.test_first_drawing import PLACES, at_rest, demo_desk, drawn, left
from tui.dialogs.dialog import Dialog
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.today.screen import TodayScreen

SIZES = ((64, 20), (80, 24), (140, 40))
QUESTIONS = (
    ("1", "n"), ("1", "g"), ("2", "n"), ("2", "s"), ("3", "enter", "t"), ("3", "s"), ("1", "m", "enter"),
    ("1", "m", "n"), ("1", "d", "enter"), ("1", "d", "n"), ("1", "comma"), ("1", "f", "enter"),
)  # fmt: skip
SHEETS = (("plan-and-agreements", "enter"), ("the-case", "f6"))
UPPER_LEFT, UPPER_RIGHT, LOWER_LEFT, LOWER_RIGHT, UPRIGHT = "╭┏", "╮┓", "╰┗", "╯┛", "│┃├┤"


def holes(rows: Sequence[str]) -> Iterator[str]:
    """Yield the sides of frames that do not go down to their corner; what stands behind a question may be covered."""
    width = max(map(len, rows))
    rows = [row.ljust(width) for row in rows]
    for y, row in enumerate(rows):
        for x in (place for place, sign in enumerate(row) if sign in UPPER_LEFT):
            right = next((place for place in range(x + 1, width) if row[place] in UPPER_RIGHT), None)
            sides = ((x, LOWER_LEFT), (right, LOWER_RIGHT)) if right else ()
            if not sides:
                yield f"row {y}: {row[x:]}"
            for column, corners in sides:
                below = (each[column] for each in rows[y + 1 :] if each[column] not in UPRIGHT)
                if next(below, " ") not in corners:
                    yield f"row {y}, column {column}: {row[x : x + 40]}"


def cut(screen: Screen[object]) -> Iterator[str]:
    """Yield the texts that have less room than they need and do not say so."""
    for widget in screen.query(Static):
        wraps, room = widget.styles.text_wrap != "nowrap", widget.size
        if not widget.is_on_screen or not room:
            continue
        too_wide = (
            widget.get_content_width(room, screen.size) > room.width and widget.styles.text_overflow != "ellipsis"
        )
        too_high = widget.get_content_height(room, screen.size, room.width) > room.height
        if too_high if wraps else too_wide:
            yield f"{widget.id}: {widget.visual}"


def wrong(sitting: Sitting) -> list[str]:
    screen = sitting.screen
    seen = [f"cut: {each}" for each in cut(screen)]
    if not isinstance(screen, Dialog):
        seen += [f"hole: {each}" for each in holes(drawn(sitting))]
    elif screen.query_one("#heading").region.y < screen.query_one("#box").region.y:
        seen.append("the heading is scrolled away")
    return seen


def cases() -> Iterator[object]:
    """Yield every size in every language; what differs least from another as the long form."""
    for size in SIZES:
        for language in Language:
            is_short = size == (64, 20) or (size, language) == ((140, 40), Language.NB)
            yield pytest.param(size, language, marks=() if is_short else pytest.mark.slow)


@pytest.mark.parametrize(("size", "language"), [*cases()])
async def test_every_screen_and_question_is_whole(size: tuple[int, int], language: Language) -> None:
    bad = {}
    async with seated(demo_desk(language), size) as sitting:
        await sitting.on(TodayScreen)
        for place in (*PLACES[:-1], *QUESTIONS):
            await sitting.press(*place)
            await at_rest(sitting)
            if seen := wrong(sitting):
                bad[" ".join(place)] = seen
            await left(sitting)
    assert not bad


@pytest.mark.parametrize(("size", "language"), [*cases()])
async def test_a_sheet_shows_all_that_it_asks_and_whose_it_is(size: tuple[int, int], language: Language) -> None:
    desk = demo_desk(language)
    async with in_a_meeting(desk, size) as sitting:
        for phase, key in SHEETS:
            await on_to(sitting, desk, phase)
            await sitting.press(key)
            await sitting.until(partial(is_sheet, sitting), f"a sheet in {phase}")
            await at_rest(sitting)
            box = sitting.screen.query_one("#box")
            assert not box.max_scroll_y, f"{phase}: something lies below the sheet"
            assert box.region.y >= 3, "the head of the meeting stays in sight"
            assert not wrong(sitting)
            await sitting.press("escape")
            await sitting.on(MeetingScreen)


def is_sheet(sitting: Sitting) -> bool:
    return sitting.screen.has_class("-sheet")
