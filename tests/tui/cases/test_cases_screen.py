"""The case list: its order, its filters, and what it does not show."""

from datetime import date
from time import process_time

import pytest

from storage.domain.case.case import Case, CaseState, Entry, Standing, Step
from storage.store import Change
from tests.tui.stage import NOW, Player, memory_desk, shown, store_of
from tui.desk.desk import Desk
from tui.dialogs.case.case import CaseDialog
from tui.dialogs.choose import ChooseDialog
from tui.screens.case.log import CasesScreen
from tui.screens.case.screen import CaseScreen
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList

THOUSANDS = 3000


def rows(player: Player) -> LineList[str]:
    return player.screen.query_one("#rows", LineList)


def codes(player: Player) -> list[str]:
    return [line.key for line in rows(player).lines if line.key]


def many(count: int = THOUSANDS) -> Desk:
    closed = Standing(state=CaseState.CLOSED, on=date(2026, 6, 1))
    return memory_desk(
        *(
            Case(id=f"m{number}", code=f"{16 + number % 10}-{5000 + number}", title=f"Case {number}",
                 opened=date(2016 + number % 10, 9, 1), standing=closed if number % 10 < 9 else None)
            for number in range(count)
        )
    )  # fmt: skip


async def test_open_cases_come_first_with_mark_theme_and_days() -> None:
    async with shown(CasesScreen(memory_desk())) as player:
        assert codes(player) == ["26-001", "26-002", "25-001"]
        text = player.text()
        assert "  26-001  Homework every afternoon" in text
        assert "homework · open 53 days" in text
        assert "✓ 25-001  The way home" in text
        assert "closed" in text
        assert "3 cases" in text


@pytest.mark.parametrize("width", [80, 140])
async def test_nothing_of_what_a_case_says_is_shown_before_it_is_opened(width: int) -> None:
    async with shown(CasesScreen(memory_desk()), (width, 40)) as player:
        assert "tears" not in player.text()
        assert "Call the home" not in player.text()
        await player.press("enter")
        await player.on(CaseScreen)
        assert "It ends in tears." in player.text()


async def test_beside_the_list_stands_how_far_the_marked_case_has_come() -> None:
    async with shown(CasesScreen(memory_desk()), (140, 40)) as player:
        await player.sees("● The situation")
        await player.press("down")
        await player.until(lambda: "26-002 A quiet parent" in player.text("#steps"))
        assert "Nothing agreed yet." in player.text("#agreed")


async def test_words_narrow_while_they_are_typed_and_escape_shows_all() -> None:
    async with shown(CasesScreen(memory_desk())) as player:
        await player.press("f")
        await player.write("quiet par")
        assert codes(player) == ["26-002"]
        assert "Only “quiet par”: 1 of 3 · Esc shows all" in player.text("#sought")
        await player.press("enter")
        assert rows(player).has_focus
        await player.press("escape")
        assert len(codes(player)) == 3
        assert not player.one("#words").display


async def test_words_that_nothing_holds_show_the_way_on() -> None:
    async with shown(CasesScreen(memory_desk())) as player:
        await player.press("f")
        await player.write("xyz")
        assert "Nothing fits. Press Esc to see all" in player.text()


@pytest.mark.parametrize(
    ("key", "letter", "found", "said"),
    [
        ("s", "c", ["25-001"], "Only closed: 1 of 3"),
        ("t", "h", ["26-001"], "Only homework: 1 of 3"),
        ("j", "2", ["26-001", "26-002"], "Only 2026–27: 2 of 3"),
    ],
)
async def test_filters_by_state_theme_and_year(key: str, letter: str, found: list[str], said: str) -> None:
    async with shown(CasesScreen(memory_desk())) as player:
        await player.press(key)
        await player.on(ChooseDialog)
        await player.press(letter, "enter")
        await player.on(CasesScreen)
        await player.until(lambda: codes(player) == found)
        assert said in player.text("#sought")


async def test_filters_add_up_and_one_can_be_taken_off_again() -> None:
    async with shown(CasesScreen(memory_desk())) as player:
        for key, letter in (("s", "o"), ("t", "a")):
            await player.press(key)
            await player.on(ChooseDialog)
            await player.press(letter, "enter")
            await player.on(CasesScreen)
        await player.sees("Only open · absence: 1 of 3")
        await player.press("t")
        await player.on(ChooseDialog)
        await player.press("home", "enter")
        await player.on(CasesScreen)
        await player.sees("Only open: 2 of 3")


async def test_one_pages_through_what_the_list_shows() -> None:
    async with shown(CasesScreen(memory_desk())) as player:
        await player.press("enter")
        await player.on(CaseScreen)
        await player.press("n", "n")
        assert "25-001" in player.text("#title")
        await player.press("escape")
        await player.on(CasesScreen)


async def test_a_new_case_is_kept_and_opened() -> None:
    desk = memory_desk()
    async with shown(CasesScreen(desk)) as player:
        await player.press("n")
        await player.on(CaseDialog)
        await player.write("Tears")
        await player.press("enter")
        await player.on(ChooseDialog)
        await player.sees("We ask in every case.")
        await player.press("home", "down", "enter")
        await player.on(CaseScreen)
        assert store_of(desk).book().case("26-003").safe
        assert "26-003  Tears" in player.text("#title")
        assert store_of(desk).book().case("26-003").owner == "AB"


async def test_what_a_new_case_says_is_read_once_more_as_the_parents_would() -> None:
    desk = memory_desk()
    async with shown(CasesScreen(desk)) as player:
        await player.press("n")
        await player.on(CaseDialog)
        await player.write("Tears")
        player.screen.query_one("#text", Composer).text = "Mor er helt håpløs"
        await player.press("enter")
        await player.on(ChooseDialog)
        await player.press("home", "down", "enter")
        await player.on(ChooseDialog)
        await player.press("end", "enter")
        await player.on(CaseScreen)
        assert not store_of(desk).book().case("26-003").entries


async def test_without_a_case_it_says_how_to_write_one() -> None:
    desk = memory_desk()
    for case in desk.store.book().cases:
        desk.store.delete_case(case.code, by="AB", at=NOW)
    async with shown(CasesScreen(desk)) as player:
        assert "No cases yet. Press n to write the first one." in player.text()


async def test_what_others_write_shows_and_the_cursor_stays_on_its_case() -> None:
    desk = memory_desk()
    async with shown(CasesScreen(desk)) as player:
        await player.press("down")
        was = desk.store.book().case("26-001")
        desk.store.save(Change(was, was.but(title="Homework, calmer")), by="CD", at=NOW)
        screen = player.screen
        assert isinstance(screen, CasesScreen)
        screen.follow()
        await player.sees("Homework, calmer")
        assert rows(player).key == "26-002"


async def test_a_title_that_looks_like_markup_is_text() -> None:
    hostile = Case(id="x", code="26-009", title="[/] [@click=app.quit]x[/]", opened=date(2026, 9, 9))
    async with shown(CasesScreen(memory_desk(hostile)), (140, 40)) as player:
        assert "[/] [@click=app.quit]x[/]" in player.text("#rows")


async def test_thousands_of_cases_open_and_move_quickly() -> None:
    desk = many()
    desk.store.book()
    started = process_time()
    async with shown(CasesScreen(desk)) as player:
        await player.sees("3003 cases")
        assert process_time() - started < 5
        await player.press("end")
        assert rows(player).cursor == len(rows(player).lines) - 1
        await player.press("f")
        await player.write("case 2999")
        assert len(codes(player)) == 1


async def test_below_the_wide_width_no_preview_follows_the_cursor() -> None:
    desk = memory_desk(
        Case(
            id="x",
            code="26-009",
            title="Long",
            opened=date(2026, 9, 9),
            entries=(Entry(id="e", step=Step.SITUATION, text="x", at=NOW),),
        )
    )
    async with shown(CasesScreen(desk), (119, 30)) as player:
        await player.press("down", "up")
        assert not player.one("CasePanes").display
        assert not player.one("#steps").region


async def test_the_state_stands_there_however_long_the_theme_is() -> None:
    lifted = Standing(state=CaseState.LIFTED, on=date(2026, 11, 1), reason="Hours")
    about = ("individual-support", "absence", "rules")
    case = Case(id="l", code="26-009", title="Hours", opened=date(2026, 9, 1), standing=lifted, themes=about)
    async with shown(CasesScreen(memory_desk(case)), (64, 20)) as player:
        assert "lifted to the leadership" in player.text()
