"""What is drawn when a screen opens is what is drawn there ever after, however wide the terminal is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from itertools import count

import pytest

from storage.content.demo.demo import demo_team
from storage.domain.ids import new_id
from storage.domain.people import Language
from tests.tui.meeting.sitting import Sitting, seated
from tests.tui.memory_store import MemoryStore
from tui.desk.desk import Desk
from tui.i18n.words import Words
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.today.screen import TodayScreen

NOW = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
SIZES = ((64, 20), (80, 24), (100, 30), (120, 36), (140, 40), (160, 45), (200, 50))
TELLING_SIZES = {(64, 20), (120, 36), (200, 50)}
"""Those where no room is left, where frames begin, and where the text is centred."""
NARROW, WIDE = 90, 130
"""Columns on either side of where frames begin."""
PLACES = (
    ("1",), ("2",), ("3",), ("4",), ("5",), ("3", "enter"), ("3", "enter", "h"), ("3", "enter", "a"),
    ("3", "enter", "v"), ("2", "o"), ("2", "enter"), ("2", "t"), ("2", "y"), ("1", "slash", "b", "o", "o", "k"),
    ("1", "question_mark"), ("1", "h"), ("1", "d"), ("1", "f"), ("1", "m"), ("1", "t"), ("4", "enter"),
)  # fmt: skip


def demo_desk(language: Language = Language.EN) -> Desk:
    """A desk on the demo team, where it is always the same minute."""
    ids = (new_id(NOW, number) for number in count(1))
    team, records = demo_team(language, TODAY, NOW, lambda: next(ids))
    store = MemoryStore(team, *records, today=TODAY)
    return Desk(store, Words(language), "one", "KL", lambda: NOW, place=store.place)


def drawn(sitting: Sitting) -> tuple[str, ...]:
    return tuple(strip.text.rstrip() for strip in sitting.screen._compositor.render_strips())


def differing(first: tuple[str, ...], second: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{one}\n{other}" for one, other in zip(first, second, strict=True) if one != other)


async def at_rest(sitting: Sitting) -> None:
    """Wait until everything that was begun is drawn."""
    await sitting.until(
        lambda: all(each.is_finished for each in sitting.app.workers) or sitting.screen.is_modal, "rest"
    )
    for _ in range(3):
        await sitting.pilot.pause()


async def drawn_twice(sitting: Sitting, size: tuple[int, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is drawn now, and what is after the terminal has been narrower or wider for a while."""
    first = drawn(sitting)
    await sitting.pilot.resize_terminal(NARROW if size[0] > NARROW else WIDE, size[1])
    await at_rest(sitting)
    await sitting.pilot.resize_terminal(*size)
    await at_rest(sitting)
    return first, drawn(sitting)


async def left(sitting: Sitting) -> None:
    """Go back until nothing stands in front of a mode."""
    while len(sitting.app.screen_stack) > 1:
        deep = len(sitting.app.screen_stack)
        await sitting.press("escape")
        await sitting.until(partial(is_less_deep, sitting, deep), "what lay behind")


def is_less_deep(sitting: Sitting, deep: int) -> bool:
    return len(sitting.app.screen_stack) < deep


def sizes() -> Iterator[object]:
    """Yield the sizes at which frames and panes come and go, and those between them as the long form."""
    for size in SIZES:
        marks = () if size in TELLING_SIZES else pytest.mark.slow
        yield pytest.param(size, marks=marks, id="x".join(map(str, size)))


@pytest.mark.parametrize("size", [*sizes()])
async def test_the_first_drawing_of_a_screen_is_the_second(size: tuple[int, int]) -> None:
    other = {}
    async with seated(demo_desk(), size) as sitting:
        await sitting.on(TodayScreen)
        for place in PLACES:
            await sitting.press(*place)
            await at_rest(sitting)
            if lines := list(differing(*await drawn_twice(sitting, size))):
                other[" ".join(place)] = lines
            if not isinstance(sitting.screen, MeetingScreen):
                await left(sitting)
    assert not other, "\n\n".join(f"{place}:\n" + "\n".join(lines) for place, lines in other.items())
