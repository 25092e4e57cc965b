"""One key gives what is open to the terminal's clipboard, and never nothing at all."""

import pytest

from storage.documents.pages.case import case_page
from storage.documents.pages.school import lift_page
from tests.tui.meeting.sitting import Sitting, in_a_meeting, seated
from tests.tui.stage import english_desk, memory_desk
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.dialogs.dialog import ReadingDialog
from tui.i18n.labels import page_labels
from tui.screens.case.screen import CaseScreen
from tui.screens.today.screen import TodayScreen
from tui.widgets.lists import LineList


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to the terminal's clipboard."""
    texts = list[str]()
    monkeypatch.setattr("textual.app.App.copy_to_clipboard", lambda _, text: texts.append(text))
    return texts


async def gone_to(sitting: Sitting, *keys: str) -> None:
    await sitting.on(TodayScreen)
    for key in keys:
        await sitting.press(key)


def says(app: FredstidApp) -> str:
    return " ".join(each.message for each in app._notifications)


async def copied(desk: Desk, sent: list[str], *keys: str) -> str:
    async with seated(desk) as sitting:
        await gone_to(sitting, *keys)
        await sitting.press("ctrl+r")
        await sitting.until(lambda: len(sent) == 1, "a text")
        assert "Sent to your clipboard" in says(sitting.app)
    return sent[0]


async def test_a_case_is_copied_with_its_path(sent: list[str]) -> None:
    desk = english_desk()
    book = desk.store.book()
    async with seated(desk) as sitting:
        await gone_to(sitting, "3", "enter")
        await sitting.on(CaseScreen)
        assert isinstance(sitting.screen, CaseScreen)
        code = sitting.screen.code
        await sitting.press("ctrl+r")
        await sitting.until(lambda: bool(sent), "the case")
        assert f"Sent to your clipboard: {code} " in says(sitting.app)
    assert sent == [case_page(book.case(code), book, page_labels(desk.words.language)).strip()]


async def test_a_page_is_copied_as_markdown(sent: list[str]) -> None:
    desk = english_desk()
    page = lift_page(desk.store.book(), desk.today, page_labels(desk.words.language))
    assert await copied(desk, sent, "t") == page.strip()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("3",), "26-001  Homework every afternoon"),
        (("slash", *"tears", "down", "up"), "26-001 Homework every afternoon · open\n\nIt ends in tears."),
        (("slash", *"twenty"), "Stop after twenty minutes"),
        (("slash", *"half an", "enter"), "At most half an hour."),
        (("question_mark", *"curtain"), "Curtain: blank the shared screen  F8"),
        (("3", "enter", "b"), "The head"),
    ],
    ids=str,
)
async def test_what_is_marked_or_read_is_copied(keys: tuple[str, ...], text: str, sent: list[str]) -> None:
    assert text in await copied(memory_desk(), sent, *keys)


async def test_a_text_found_outside_the_cases_is_copied_from_where_it_is_read(sent: list[str]) -> None:
    desk = memory_desk()
    async with seated(desk) as sitting:
        await gone_to(sitting, "slash", *"write stop")
        await sitting.until(lambda: "Stop in time" in str(sitting.screen.query_one(LineList).lines), "the card")
        await sitting.press("enter")
        await sitting.on(ReadingDialog)
        await sitting.press("ctrl+r")
        await sitting.until(lambda: "The home may write stop." in "".join(sent), "the card")


async def test_all_that_was_said_in_a_phase_is_copied_while_one_writes_on(sent: list[str]) -> None:
    desk = memory_desk()
    async with in_a_meeting(desk) as sitting:
        await sitting.press("n", "enter")
        await sitting.type("First")
        await sitting.press("enter")
        await sitting.type("Second")
        await sitting.press("enter")
        await sitting.type("half")
        await sitting.press("ctrl+r")
        await sitting.until(lambda: bool(sent), "the phase")
        assert "First" in sent[0]
        assert "Second" in sent[0]
        await sitting.type(" done")
        await sitting.press("enter")
        await sitting.until(lambda: "half done" in str(sitting.screen.query_one(LineList).lines), "the writing")


@pytest.mark.parametrize("keys", [("slash",), ("ctrl+c",), ("slash", "ctrl+c"), ("n", "ctrl+c"), ("n", "ctrl+x")])
async def test_the_clipboard_is_never_emptied(keys: tuple[str, ...], sent: list[str]) -> None:
    async with seated(memory_desk()) as sitting:
        await gone_to(sitting, *keys)
        if keys == ("slash",):
            await sitting.press("ctrl+r")
            assert "There is nothing to copy here" in says(sitting.app)
    assert sent == []
