"""Searching in everything while one types."""

from datetime import date
from time import process_time

import pytest

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step
from storage.domain.meeting.meeting import Meeting, MeetingState, Note
from storage.store import Change
from tests.tui.stage import NOW, TODAY, Player, memory_desk, shown
from tui.dialogs.dialog import ReadingDialog
from tui.screens.case.screen import CaseScreen
from tui.screens.looking.search import SearchScreen
from tui.screens.plan.practice import PracticeScreen
from tui.widgets.lists import LineList

MEETING = Meeting(
    id="m",
    form="f",
    title="Case round",
    started=NOW,
    planned=45,
    state=MeetingState.HELD,
    notes=(Note(id="n", phase="p", text="Tables of four"),),
)
LOOSE = Agreement(id="loose", what="Order the tables", owner="CD", made=TODAY, due=TODAY)


def rows(player: Player) -> list[str]:
    return [line.said for line in player.screen.query_one(LineList).lines]


async def found(player: Player, text: str) -> None:
    await player.until(lambda: any(text in row for row in rows(player)), text)


async def test_nothing_typed_finds_nothing_and_says_what_can_be_typed() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        assert rows(player) == []
        assert "Search: cases" in player.text()


@pytest.mark.parametrize(
    ("typed", "row", "kind"),
    [
        ("tears", "It ends in tears.", "entry"),
        ("26-001", "26-001 Homework every afternoon · open", "case"),
        ("call home", "Call the home", "agreement"),
        ("half hour", "Half an hour · At most half an hour.", "practice"),
        ("write stop", "Stop in time · The home may write stop.", "experience card"),
        ("four", "23 Nov  Tables of four", "meeting"),
    ],
)
async def test_everything_is_searched_and_says_where_it_was_found(typed: str, row: str, kind: str) -> None:
    async with shown(SearchScreen(memory_desk(MEETING))) as player:
        await player.write(typed)
        await found(player, row)
        assert kind in player.text()


async def test_the_texts_of_a_case_stand_below_its_title() -> None:
    about = Case(id="x", code="26-009", title="Tables", opened=TODAY, entries=(entry("Long tables"), entry("A table")))
    async with shown(SearchScreen(memory_desk(about))) as player:
        await player.write("table")
        await found(player, "A table")
        below = rows(player)[rows(player).index("26-009 Tables · open") :][:3]
        assert [row.split() for row in below[1:]] == [["entry", "Long", "tables"], ["entry", "A", "table"]]


def marked(player: Player) -> set[str]:
    lines = player.screen.query_one(LineList).lines
    return {span.text for line in lines for span in line.spans if span.role == "found"} - {""}


@pytest.mark.parametrize(
    ("typed", "word"), [("lekser", "homework"), ("lek", "homework"), ("leksa", "hjemmelekser"), ("noons", "Noon")]
)
async def test_what_is_found_by_another_name_or_in_another_form_is_marked(typed: str, word: str) -> None:
    about = Case(
        id="x", code="26-009", title="Noon", opened=TODAY, themes=("homework",), entries=(entry("hjemmelekser"),)
    )
    async with shown(SearchScreen(memory_desk(about))) as player:
        await player.write(typed)
        await player.until(lambda: word in marked(player), word)


def entry(text: str) -> Entry:
    return Entry(id=text, step=Step.SITUATION, text=text, at=NOW)


async def test_accents_and_case_do_not_matter_and_exact_hits_come_first() -> None:
    cases = (
        Case(id="x", code="26-003", title="Gaar hjem", opened=TODAY),
        Case(id="y", code="26-004", title="Går hjem", opened=TODAY),
    )
    async with shown(SearchScreen(memory_desk(*cases))) as player:
        await player.write("GÅR")
        await found(player, "26-003")
        assert rows(player) == ["26-004 Går hjem · open", "26-003 Gaar hjem · open"]


async def test_what_is_not_there_is_said() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        await player.write("[/]xyz")
        await player.sees("Nothing holds “[/]xyz”.")


async def test_enter_opens_the_case_and_the_others_found_can_be_paged() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        await player.write("th")
        await found(player, "25-001")
        await player.press("enter")
        await player.on(CaseScreen)
        screen = player.screen
        assert isinstance(screen, CaseScreen)
        assert len(screen.codes) == len(set(screen.codes)) > 1
        await player.press("escape")
        await player.on(SearchScreen)
        assert rows(player)


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("write stop", "An experience card"),
        ("of four", "Said in “Case round”, Monday 23 Nov"),
        ("order", "An agreement of CD, due Monday 23 Nov"),
    ],
)
async def test_what_belongs_to_no_case_is_shown_with_where_it_stands(typed: str, where: str) -> None:
    async with shown(SearchScreen(memory_desk(MEETING, LOOSE))) as player:
        await player.write(typed)
        await player.until(lambda: rows(player))
        await player.press("enter")
        await player.on(ReadingDialog)
        assert where in player.text()
        await player.press("escape")
        await player.on(SearchScreen)


async def test_a_practice_opens_on_a_page_of_its_own() -> None:
    async with shown(SearchScreen(memory_desk(MEETING))) as player:
        await player.write("half")
        await player.until(lambda: rows(player))
        await player.press("enter")
        await player.on(PracticeScreen)
        assert "Half an hour" in player.text()
        await player.press("escape")
        await player.on(SearchScreen)


async def test_arrows_move_in_what_was_found_while_one_types() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        await player.write("th")
        await player.until(lambda: len(rows(player)) > 2)
        listed = player.screen.query_one(LineList)
        choosable = [place for place, line in enumerate(listed.lines) if line.key]
        start = choosable.index(listed.cursor)
        await player.press("down", "down", "up")
        assert listed.cursor == choosable[start + 1]
        await player.press("pagedown")
        assert listed.cursor == len(listed.lines) - 1
        await player.press("pageup")
        assert listed.cursor == choosable[0]
        await player.write("e ")
        assert "the " in player.text()


async def test_what_is_written_meanwhile_is_found_too() -> None:
    desk = memory_desk()
    async with shown(SearchScreen(desk)) as player:
        await player.write("zebra")
        await player.sees("Nothing holds")
        desk.store.save(Change(None, Case(id="z", title="Zebra crossing", opened=TODAY)), by="CD", at=NOW)
        screen = player.screen
        assert isinstance(screen, SearchScreen)
        screen.follow()
        await found(player, "Zebra crossing")


async def test_a_case_deleted_since_it_was_found_is_no_error() -> None:
    desk = memory_desk()
    async with shown(SearchScreen(desk)) as player:
        await player.write("tears")
        await found(player, "tears")
        desk.store.delete_case("26-001", by="CD", at=NOW)
        await player.press("enter")
        await player.on(CaseScreen)
        screen = player.screen
        assert isinstance(screen, CaseScreen)
        assert "deleted case" in player.text()


async def test_escape_goes_back() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        await player.press("escape")
        await player.until(lambda: not isinstance(player.screen, SearchScreen))


async def test_the_case_opens_at_what_was_found_and_marks_it() -> None:
    long = tuple(
        Entry(id=f"e{number}", step=Step.SITUATION, text=f"Entry number {number} of many", at=NOW)
        for number in range(60)
    )
    asked = Entry(id="z", step=Step.SITUATION, text="The bus was late", at=NOW)
    case = Case(id="x", code="26-007", title="Long", opened=TODAY, entries=(*long, asked))
    async with shown(SearchScreen(memory_desk(case))) as player:
        await player.write("buses")
        await found(player, "The bus")
        await player.press("enter")
        await player.on(CaseScreen)
        await player.sees("The bus was late")
        screen = player.screen
        assert isinstance(screen, CaseScreen)
        assert [each.text for each in screen.path.paragraphs if each.look == "found"] == ["The bus was late"]


async def test_what_was_meant_is_shown_and_said() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        await player.write("tesrs")
        await player.sees("Nothing holds “tesrs”. Did you mean “tears”?")
        assert any("It ends in tears." in row for row in rows(player))


async def test_one_letter_is_too_little() -> None:
    async with shown(SearchScreen(memory_desk())) as player:
        await player.write("t")
        await player.sees("Write at least two letters.")


async def test_thousands_of_entries_are_searched_between_two_keys() -> None:
    cases = [
        Case(
            id=f"m{number}",
            code=f"{17 + number % 9}-{5000 + number}",
            title=f"Sak {number}",
            opened=date(2017 + number % 9, 9, 1),
            entries=tuple(
                Entry(id=f"{number}-{place}", step=Step.SITUATION, text=f"Går hjem {number} {place} " * 8, at=NOW)
                for place in range(6)
            ),
        )
        for number in range(3000)
    ]
    desk = memory_desk(*cases)
    index = desk.everything(desk.store.book())
    started = process_time()
    assert len(index.find("gar").passages) == 200
    assert process_time() - started < 0.5
    async with shown(SearchScreen(desk)) as player:
        await player.write("sak 2999")
        await found(player, "Sak 2999")
