"""First positive contacts: one key a tick, never a name."""

from datetime import date, timedelta

import pytest

from storage.domain.homes.contact import ClassContacts, Reached, Tick, of_year, ticks_of
from storage.domain.people import Language
from tests.tui.stage import TODAY, memory_desk, shown
from tui.desk.desk import Desk
from tui.dialogs.form import TextDialog
from tui.dialogs.homes.rounds import ClassDialog
from tui.i18n.words import Words
from tui.look.letters import letters
from tui.look.signs import Mark
from tui.presentation.lines import Row
from tui.presentation.rounds import contact_lines, drawn, term_name
from tui.screens.homes.contacts import ContactsScreen

SMALL = ClassContacts(id="c", label="6A", homes=7, made=date(2026, 8, 20), ticks=(Tick(id="t", on=TODAY),))


def classes(desk: Desk) -> list[tuple[str, int, int]]:
    ours = of_year(desk.store.book().classes, TODAY)
    return [(each.label, len(ticks_of(each, TODAY)), each.homes) for each in ours]


async def test_a_key_adds_a_tick_and_another_takes_it_away() -> None:
    desk = memory_desk(SMALL)
    async with shown(ContactsScreen(desk)) as player:
        await player.sees("✓···· ··")
        await player.press("space", "plus")
        await player.hears("6A: 3 of 7 homes.")
        assert classes(desk) == [("6A", 3, 7)]
        await player.sees("✓✓✓·· ··")
        await player.press("minus")
        assert classes(desk) == [("6A", 2, 7)]
        desk.store.undo(by="AB", at=desk.now())
        assert classes(desk) == [("6A", 3, 7)]


@pytest.mark.parametrize("count", [0, 1, 40])
async def test_the_bottom_line_stands_at_the_bottom_and_what_a_tick_is_above_it(count: int) -> None:
    many = (SMALL.but(id=f"c{number:02}", label=f"{number}") for number in range(count))
    screen = ContactsScreen(memory_desk(*many))
    async with shown(screen) as player:
        await player.sees("Tick a home once")
        assert screen.key_line.region.y == screen.size.height - 1
        assert screen.query_one("#about").region.bottom == screen.key_line.region.y
        assert screen.query_one("#about").region.height >= 4


async def test_when_every_home_is_reached_it_says_so() -> None:
    desk = memory_desk(SMALL.but(homes=2))
    async with shown(ContactsScreen(desk)) as player:
        await player.press("space")
        await player.hears("every home has heard something good")
        await player.press("space")
        await player.hears("Every home in 6A has had a first good contact")
        assert classes(desk) == [("6A", 2, 2)]


async def test_a_class_is_added_changed_and_taken_away() -> None:
    desk = memory_desk()
    async with shown(ContactsScreen(desk)) as player:
        await player.sees("No class here yet.")
        await player.press("space", "minus", "x", "enter")
        await player.on(ClassDialog)
        await player.write("6B")
        await player.press("enter")
        await player.sees("Write a whole number here")
        await player.write("some")
        await player.press("enter")
        await player.sees("is no number")
        await player.press(*["backspace"] * 4)
        await player.write("23")
        await player.press("enter")
        await player.until(lambda: classes(desk) == [("6B", 0, 23)])
        await player.press("enter")
        await player.on(ClassDialog)
        await player.press("tab", "2", "4", "enter")
        await player.until(lambda: classes(desk) == [("6B", 0, 24)])
        await player.press("n")
        await player.on(ClassDialog)
        await player.press("escape")
        await player.on(ContactsScreen)
        await player.press("enter")
        await player.on(ClassDialog)
        await player.press("escape")
        await player.on(ContactsScreen)
        await player.press("x")
        assert classes(desk) == []


async def test_last_years_classes_are_taken_along() -> None:
    last = SMALL.but(id="old", label="5A", made=TODAY - timedelta(days=365))
    older = SMALL.but(id="older", label="4A", made=TODAY - timedelta(days=730))
    desk = memory_desk(last, older)
    async with shown(ContactsScreen(desk)) as player:
        await player.sees("take along into this year")
        assert "4A" not in player.text()
        await player.press("space")
        assert desk.store.book().record("old") == last
        await player.press("enter")
        await player.until(lambda: classes(desk) == [("5A", 0, 7)])


async def test_good_news_is_one_key_away() -> None:
    desk = memory_desk(SMALL)
    async with shown(ContactsScreen(desk)) as player:
        await player.press("g")
        await player.on(TextDialog)
        await player.write("A calm call")
        await player.press("enter")
        await player.hears("Kept as a success.")
        assert desk.store.book().cases[0].title == "A calm call"
        await player.press("escape")


def test_ticks_stand_in_fives() -> None:
    assert drawn(6, 12) == "✓✓✓✓✓ ✓···· ··"
    assert drawn(0, 1) == "·"


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 8, 1), "autumn 2026"), (date(2027, 1, 1), "spring 2027"), (TODAY, "autumn 2026")]
)
def test_the_term_has_a_name(day: date, name: str) -> None:
    assert term_name(Words(Language.EN), day) == name


def test_on_today_it_is_one_short_line_where_there_are_classes() -> None:
    words = Words(Language.EN)
    assert list(contact_lines(words, Reached(0, 0))) == []
    (line,) = contact_lines(words, Reached(3, 7))
    assert (line.key, line.said, line.look) == (
        Row("contacts"),
        "  First good contact ▇▇▇▇▇▇░░░░░░░░  3 of 7 homes",
        "plain",
    )
    (line,) = contact_lines(words, Reached(7, 7))
    assert line.mark is Mark.DONE


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
async def test_how_many_homes_have_heard_something_good_stands_there_large(size: tuple[int, int]) -> None:
    desk = memory_desk(SMALL.but(homes=20))
    async with shown(ContactsScreen(desk), size) as player:
        await player.sees("of 20 homes have heard something good from us")
        large = letters("1", 20)
        rows = player.text("#reached").splitlines()
        assert [row.strip().startswith(part.strip()) for row, part in zip(rows[-3:], large, strict=True)] == [True] * 3
        assert max(map(len, rows)) <= size[0]


async def test_without_a_class_no_number_stands_there() -> None:
    async with shown(ContactsScreen(memory_desk())) as player:
        await player.sees("No class here yet.")
        assert not player.one("#reached").display
