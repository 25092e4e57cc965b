"""Writing in a case."""

from pathlib import Path

import pytest

from storage.domain.case.case import Entry, Step, View
from storage.domain.text import LONGEST_TEXT
from tests.tui.stage import NOT_ANSWERED, Player, asked, memory_desk
from tui.desk.desk import Desk
from tui.dialogs.case.entry import EntryDialog
from tui.widgets.composer import Composer

HOSTILE = "[/] [@click=app.quit]x[/] \x1b]0;owned\x07 \u202egnp.exe"


def dialog(desk: Desk, step: Step = Step.SITUATION, entry: Entry | None = None) -> EntryDialog:
    return EntryDialog(desk, desk.store.book().cases[-2], step, entry, "m1")


def answer(player: Player) -> Entry:
    assert isinstance(player.stage.answer, Entry)
    return player.stage.answer


async def test_a_text_its_step_and_whose_view_it_is() -> None:
    desk = memory_desk()
    async with asked(dialog(desk)) as player:
        await player.write("Two calm days.")
        await player.press("tab", "right", "tab", "right", "enter")
        entry = answer(player)
        assert (entry.text, entry.step, entry.view) == ("Two calm days.", Step.CLARIFICATION, View.PUPIL)
        assert (entry.by, entry.at, entry.meeting, entry.scale) == ("AB", desk.now(), "m1", None)


async def test_a_scale_is_asked_for_only_where_it_belongs() -> None:
    async with asked(dialog(memory_desk(), Step.WANTED)) as player:
        await player.write("Calm afternoons")
        await player.press("tab", "tab", "tab", "5", "enter")
        assert answer(player).scale == 5
    async with asked(dialog(memory_desk(), Step.WANTED)) as player:
        await player.write("Calm afternoons")
        await player.press("tab", "tab", "tab", "5", "shift+tab", "shift+tab", "left")
        assert not player.one("#scale").region
        await player.press("enter")
        assert answer(player).scale is None


async def test_nothing_written_is_said_beside_the_field() -> None:
    async with asked(dialog(memory_desk())) as player:
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "There is nothing written yet." in player.text("#text-field")
        await player.write("Now")
        assert "There is nothing written yet." not in player.text("#text-field")


async def test_what_is_pasted_is_cleaned_before_it_is_kept() -> None:
    async with asked(dialog(memory_desk())) as player:
        player.screen.query_one(Composer).insert(HOSTILE)
        await player.press("enter")
        text = answer(player).text
        assert text.startswith("[/] [@click=app.quit]x[/]")
        assert not {"\x1b", "\x07", "\u202e"} & set(text)


async def test_more_than_a_text_may_hold_is_said_and_stays_in_the_field() -> None:
    async with asked(dialog(memory_desk())) as player:
        composer = player.screen.query_one(Composer)
        composer.insert("a" * (LONGEST_TEXT + 1))
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "more than" in player.text("#text-field")
        assert len(composer.text) == LONGEST_TEXT + 1


async def test_what_is_typed_survives_the_dialog() -> None:
    desk = memory_desk()
    async with asked(dialog(desk)) as player:
        await player.write("Half a sent")
        await player.press("escape")
    async with asked(dialog(desk, Step.LESSON)) as player:
        assert player.screen.query_one(Composer).text == "Half a sent"


async def test_changing_an_entry_keeps_its_identity_and_has_a_draft_of_its_own() -> None:
    desk = memory_desk()
    was = desk.store.book().case("26-001").entries[0]
    async with asked(dialog(desk, was.step, was)) as player:
        await player.write(" Every day.")
        await player.press("escape")
    async with asked(dialog(desk)) as player:
        assert not player.screen.query_one(Composer).text
    async with asked(dialog(desk, was.step, was)) as player:
        await player.press("enter")
        entry = answer(player)
        assert (entry.id, entry.text, entry.at, entry.by) == ("e1", "It ends in tears. Every day.", was.at, was.by)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "editor"
    monkeypatch.setenv("EDITOR", str(program))
    monkeypatch.delenv("VISUAL", raising=False)
    return program


async def test_without_a_terminal_of_its_own_the_editor_says_so_and_the_text_stays(editor: Path) -> None:
    async with asked(dialog(memory_desk())) as player:
        await player.write("Two calm days.")
        await player.press("ctrl+e")
        assert editor.name in player.text("#text-field").replace("\n", "").replace(" ", "")
        assert player.screen.query_one(Composer).text == "Two calm days."


async def test_more_than_a_text_may_hold_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def written(_app: object, _desk: object, _place: str, text: str) -> str:
        opened.append(text)
        return "a" * (LONGEST_TEXT + 1) if len(opened) == 1 else "short"

    monkeypatch.setattr("tui.dialogs.case.entry.written_in_editor", written)
    async with asked(dialog(memory_desk())) as player:
        await player.press("ctrl+e")
        assert "more than" in player.text("#text-field")
        await player.press("ctrl+e")
        assert len(opened[1]) == LONGEST_TEXT + 1
        await player.press("enter")
        assert answer(player).text == "short"
