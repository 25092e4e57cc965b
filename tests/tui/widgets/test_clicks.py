"""Clicks on what is named: keys in the foot of a question, arrows of a choice, options to tick."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.cells import cell_len
from textual.events import MouseDown, MouseUp
from textual.screen import ModalScreen
from textual.widgets import Input

from storage.domain.case.agreement import Agreement
from storage.domain.people import Language
from tests.tui.screens.test_first_run import first_run, said
from tests.tui.stage import NOT_ANSWERED, Player, Stage, asked, english_desk, memory_desk, shown
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.case import CaseDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.choose import ChooseDialog, MarksDialog
from tui.dialogs.curtain import Banner, Curtain, TurnDialog
from tui.dialogs.form import TextDialog
from tui.i18n.words import Words
from tui.screens.looking.search import SearchScreen
from tui.widgets.clicks import MARK, keyed
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Ticks


def marks(text: str) -> list[tuple[str, object]]:
    """Return the pieces of a line that can be clicked, each with the key that is pressed."""
    content = keyed(text)
    found = [(span.start, content.plain[span.start : span.end], span.style) for span in content.spans]
    return [
        (piece, getattr(style, "meta", {}).get(MARK)) for _, piece, style in sorted(found, key=lambda each: each[0])
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("↵ keep · Esc cancel", [("↵", "↵"), (" keep", "↵"), ("Esc", "Esc"), (" cancel", "Esc")]),
        ("↑↓ Tab move", [("↑", "↑"), ("↓", "↓"), ("Tab", "Tab"), (" move", "Tab")]),
        ("↑↓ scroll", [("↑", "↑"), ("↓", "↓")]),
        ("1–5 or ↵ choose", [("1", "1"), ("5", "5"), ("↵", "↵"), (" choose", "↵")]),
        ("1–4 others who must be told", [("1", "1"), ("4", "4")]),
        ("↵ i dag · a alle", [("↵", "↵"), (" i dag", "↵"), ("a", "a"), (" alle", "a")]),
        ("Ctrl+J new line\n␣ tick", [("Ctrl+J", "Ctrl+J"), (" new line", "Ctrl+J"), ("␣", "␣"), (" tick", "␣")]),
        ("One answer is enough · F8 or Enter goes on", [("F8", "F8"), ("Enter", "Enter"), (" goes on", "Enter")]),
        ("Dates as you say them: fri, tomorrow", []),
    ],
)
def test_a_key_and_what_it_does_can_be_clicked(text: str, marked: list[tuple[str, str]]) -> None:
    assert marks(text) == marked


@pytest.mark.parametrize("language", [Language.NB, Language.NN])
@pytest.mark.parametrize(
    "text",
    [
        "↑↓ move · ↵ choose · Esc not now",
        "↵ keep · Tab next field · ←→ move, change · ␣ tick · Esc cancel",
        "t somebody has been told · f false alarm · p print · 1–4 others who must be told · Esc not yet",
        "a the home can be talked to: child welfare or the police have advised",
        "␣ tick · a all or none · ↵ take what is ticked · Esc change nothing",
        "1–4 answer and go on · ↑↓ Tab move · ↵ keep · Esc cancel",
        "1–{count} or ↵ choose · Tab read on · Esc save nothing yet",
        "v the next one · ↵ write the answer · Esc back",
        "↑↓ choose · ↵ on · d look at a demo team first · Esc quit",
        "fredstid · pause · F8 or ↵ goes on",
        "↑↓ scroll · ↵ or Esc back",
    ],
)
def test_in_other_languages_the_same_keys_can_be_clicked(language: Language, text: str) -> None:
    said_there = Words(language)(text, count=3) if "{count}" in text else Words(language)(text)
    ours = marks(text.replace("{count}", "3"))
    assert [key for _, key in marks(said_there)] == [key for _, key in ours]


async def click_on(player: Player, text: str, *, into: int = 0) -> None:
    """Click on a text where it stands on the screen."""
    rows = player.text().split("\n")
    row = next((place for place, each in enumerate(rows) if text in each), None)
    assert row is not None, player.text()
    column = cell_len(rows[row][: rows[row].index(text)]) + into
    await player.pilot.click(offset=(column, row))
    await player.pilot.pause()


QUESTION = [("a", "Apple"), ("b", "Pear")]


async def test_the_foot_of_a_question_chooses_moves_and_leaves() -> None:
    async with asked(ChooseDialog(english_desk(), "Which?", QUESTION)) as player:
        await click_on(player, "↓")
        await click_on(player, "↵ choose", into=3)
        await player.until(lambda: player.stage.answer == "b")
    async with asked(ChooseDialog(english_desk(), "Which?", QUESTION)) as player:
        await click_on(player, "Esc")
        await player.until(lambda: player.stage.answer is None)


async def test_the_foot_of_a_form_goes_on_breaks_a_line_and_keeps() -> None:
    desk = memory_desk()
    case = desk.store.book().case("26-001")
    async with asked(EntryDialog(english_desk(), case, case.entries[0].step)) as player:
        await player.write("Calmer")
        await click_on(player, "Ctrl+J")
        await player.write("today")
        assert player.screen.query_one(Composer).text == "Calmer\ntoday"
        await click_on(player, "Tab")
        assert isinstance(player.screen.focused, ChoiceRow)
        before = player.screen.focused.value
        await click_on(player, "→")
        assert player.screen.query_one(ChoiceRow).value != before
        await click_on(player, "↵ keep")
        await player.until(lambda: player.stage.answer is not NOT_ANSWERED)
        assert getattr(player.stage.answer, "text", "") == "Calmer\ntoday"


async def test_a_drag_over_the_foot_and_a_second_click_press_nothing() -> None:
    async with asked(ChooseDialog(english_desk(), "Which?", QUESTION)) as player:
        row = next(place for place, each in enumerate(player.text().split("\n")) if "Esc" in each)
        line = player.text().split("\n")[row]
        from_, to = (cell_len(line[: line.index(key)]) for key in ("↵", "Esc"))
        for kind, x in ((MouseDown, from_), (MouseUp, to)):
            player.stage.post_message(kind(None, x, row, 0, 0, 1, False, False, False, screen_x=x, screen_y=row))
        await player.pilot.pause()
        assert player.stage.answer is NOT_ANSWERED
        await player.pilot.click(offset=(to, row), times=2)
        await player.until(lambda: player.stage.answer is None)


async def test_an_arrow_of_a_choice_turns_it_and_a_click_ticks_a_theme() -> None:
    desk = english_desk()
    async with asked(CaseDialog(desk, desk.store.book(), desk.store.book().case("26-001")), (100, 40)) as player:
        choice = player.screen.query(ChoiceRow).first()
        first = choice.value
        region = choice.content_region
        await player.pilot.click(choice, offset=(choice.render().cell_length - 1 + region.x - choice.region.x, 0))
        second = choice.value
        assert second != first
        await player.pilot.click(choice, offset=(region.x - choice.region.x, 0))
        assert choice.value == first
        ticks = player.screen.query_one(Ticks)
        (place,) = [
            each for each, key in enumerate(ticks.options) if key == next(iter(set(ticks.options) - ticks.ticked))
        ]
        key, text = list(ticks.options.items())[place]
        await click_on(player, f"· {text}")
        assert key in ticks.value
        await click_on(player, f"✓ {text}", into=2)
        assert key not in ticks.value


async def test_marks_are_set_from_the_foot() -> None:
    async with asked(MarksDialog(english_desk(), "Who?", QUESTION, ())) as player:
        await click_on(player, "␣")
        await click_on(player, "↵ done")
        await player.until(lambda: player.stage.answer == ("a",))


async def test_an_agreement_is_kept_by_a_click() -> None:
    desk = english_desk()
    async with asked(AgreementDialog(desk, desk.store.book(), None, case="26-001")) as player:
        await player.write("Call")
        await player.tab_to("#buddy")
        await click_on(player, "↵ keep")
        await player.until(lambda: isinstance(player.stage.answer, Agreement))


@asynccontextmanager
async def alone(question: ModalScreen[Any]) -> AsyncIterator[Player]:
    """Open what has nothing to go to."""
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.push_screen(question, stage.take)
        await pilot.pause()
        yield Player(pilot, stage)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (TurnDialog(english_desk(), ("One?", "Two?")), "Esc back"),
        (Curtain(Words(Language.EN)), "F8"),
        (TextDialog(english_desk(), "A text", "What?"), "Esc cancel"),
    ],
)
async def test_other_feet_leave_by_a_click_too(question: ModalScreen[Any], key: str) -> None:
    async with alone(question) as player:
        await click_on(player, key)
        await player.until(lambda: player.stage.answer is None)


async def test_the_next_turning_question_comes_by_a_click() -> None:
    async with alone(TurnDialog(english_desk(), ("One?", "Two?"))) as player:
        await click_on(player, "v the next one", into=4)
        await player.until(lambda: player.screen.query_one(Banner).text == "Two?", "the other question")


async def test_a_search_is_left_by_its_bottom_line() -> None:
    async with shown(SearchScreen(english_desk())) as player:
        await click_on(player, "Esc back")
        await player.until(lambda: not isinstance(player.screen, SearchScreen))


async def test_the_first_questions_are_answered_by_their_bottom_line() -> None:
    async with first_run() as (app, pilot):
        keys = app.screen.query_one("#keys")
        for piece in ("↵ on", "Esc back", "↑", "↵ on"):
            line = said(app, "keys")
            await pilot.click(keys, offset=(line.index(piece) + keys.content_region.x - keys.region.x, 0))
            await pilot.pause()
        assert isinstance(app.screen.focused, Input)
        assert said(app, "step").endswith("2 of 5")
