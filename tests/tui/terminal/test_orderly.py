"""What arrives together is carried out in the order it was typed, in every field."""

import asyncio
from collections.abc import Iterable

import pytest
from textual._types import CallbackType
from textual.app import ComposeResult
from textual.events import Key, MouseDown, MouseMove, MouseUp, Paste, Resize
from textual.geometry import Size
from textual.widgets import Input, Static, TextArea

from storage.domain.text import cleaned
from tests.tui.stage import NOT_ANSWERED, asked, memory_desk, store_of
from tui.app.terminal import LOWEST, NARROWEST, TerminalApp
from tui.dialogs.form import TextDialog
from tui.terminal.packets import Packet
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, LineInput

SIGNS = {"space": " ", "full_stop": "."}
OPTIONS = [(each, each) for each in ("apple", "banana", "cherry")]


class Fields(TerminalApp[None]):
    """One of every field."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("Four fields")
        yield Input(id="input")
        yield LineInput(id="line")
        yield Composer(id="composer")
        yield ChoiceRow(OPTIONS, id="choice")

    def take_text(self, text: str) -> None:
        self.taken.append(text)

    def text(self, field: str) -> str:
        found = self.query_one(f"#{field}")
        return found.text if isinstance(found, TextArea) else str(getattr(found, "value", ""))


def keys(typed: Iterable[str]) -> list[Key]:
    return [Key(each, SIGNS.get(each, each if len(each) == 1 else None)) for each in typed]


@pytest.mark.parametrize("field", ["input", "line", "composer"])
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ([*"abd", "backspace", "c"], "abc"),
        ([*"bc", "home", "a", "end", "d"], "abcd"),
        ([*"abx", "left", "delete", "c"], "abc"),
        ([*"one", "space", *"two", "ctrl+w", *"three"], "one three"),
        ([*"7.12", *["backspace"] * 4, *"9.11"], "9.11"),
        ([*"abc", "ctrl+u", *"x"], "x"),
        ([*"ac", "left", "b", "right", "d", "backspace"], "abc"),
    ],
)
async def test_keys_that_arrive_together_are_done_in_their_order(field: str, typed: list[str], text: str) -> None:
    async with Fields().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Fields)
        app.query_one(f"#{field}").focus()
        await pilot.pause()
        for key in keys(typed):
            app.post_message(key)
        for _ in range(20):
            await pilot.pause()
        assert app.text(field) == text


async def test_a_choice_takes_letters_and_arrows_in_their_order() -> None:
    async with Fields().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Fields)
        app.query_one("#choice").focus()
        await pilot.pause()
        for key in keys(["c", "left", "right", "right", "b", "left"]):
            app.post_message(key)
        for _ in range(20):
            await pilot.pause()
        assert app.text("choice") == "apple"


async def test_a_paste_comes_between_the_keys_around_it() -> None:
    async with Fields().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Fields)
        app.query_one("#composer").focus()
        await pilot.pause()
        for event in (*keys("ax"), *keys(["backspace"]), Paste("bcd"), *keys(["backspace", "e"])):
            app.post_message(event)
        for _ in range(20):
            await pilot.pause()
        assert app.text("composer") == "abce"


async def test_a_packet_is_typing_in_a_field_and_a_paste_is_nothing_elsewhere() -> None:
    async with Fields().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Fields)
        app.query_one("#line").focus()
        await pilot.pause()
        app.post_message(Packet(keys("quit")))
        for _ in range(10):
            await pilot.pause()
        assert app.text("line") == "quit"
        app.set_focus(None)
        app.post_message(Paste("qqq"))
        await pilot.pause()
        assert app.taken == ["qqq"]


async def test_enter_behind_an_editing_key_keeps_what_was_meant_and_leaves_no_draft() -> None:
    desk = memory_desk()
    async with asked(TextDialog(desk, "Why?", "A reason", draft=desk.draft_in("case", "26-001", "reason"))) as player:
        for key in keys([*"dagg", "backspace", "enter", "x"]):
            player.stage.post_message(key)
        await player.until(lambda: player.stage.answer is not NOT_ANSWERED, "the answer")
        assert player.stage.answer == "dag"
        desk.drafting.saved(desk.store, desk.store.book().cases, desk.now())
        desk.drafting.flush()
        assert {draft.text for draft in store_of(desk).kept_drafts.values()} == {"dag"}


async def test_nothing_is_copied_where_nothing_is_marked() -> None:
    async with Fields().run_test() as pilot:
        app = pilot.app
        app.copy_to_clipboard("what was copied before")
        for field in ("input", "composer"):
            app.query_one(f"#{field}").focus()
            await pilot.press("ctrl+c", "ctrl+x")
        assert app.clipboard == "what was copied before"


async def test_no_cursor_blinks() -> None:
    async with asked(TextDialog(memory_desk(), "Why?", "A reason")) as player:
        assert not any(field.cursor_blink for field in player.screen.query(TextArea))
    async with Fields().run_test() as pilot:
        assert not pilot.app.query_one(LineInput).cursor_blink


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (4, 24), (6, 24), (NARROWEST - 1, 24), (80, LOWEST - 1)])
async def test_nothing_is_done_until_there_is_room(size: tuple[int, int]) -> None:
    async with Fields().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Fields)
        app.query_one("#composer").focus()
        app.post_message(Resize(Size(*size), Size(*size)))
        await pilot.press(*"lost")
        assert app.size == (80, 24)
        assert app.text("composer") == ""
        app.post_message(Resize(Size(64, 20), Size(64, 20)))
        await pilot.press(*"kept")
        await pilot.pause(0.05)
        assert app.screen.size == (64, 20)
        assert app.text("composer") == "kept"


async def test_a_drag_marks_nothing_and_ends_nothing() -> None:
    async with Fields().run_test() as pilot:
        for kind, x, y in ((MouseDown, 2, 0), (MouseMove, 30, 3), (MouseUp, 30, 3)):
            pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        await pilot.pause()
        assert not pilot.app.screen.selections
        assert cleaned(pilot.app.screen.get_selected_text() or "") == ""


class Gone(Static, can_focus=True):
    """Is busy for ever and answers nobody while it is gone: what a place is that went away with a question."""

    is_gone = False

    @property
    def message_queue_size(self) -> int:
        return super().message_queue_size + self.is_gone

    def call_later(self, callback: CallbackType, *args: object, **kwargs: object) -> bool:
        return self.is_gone or super().call_later(callback, *args, **kwargs)


class WithGone(TerminalApp[None]):
    """Knows whether a key came through."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.has_come = asyncio.Event()
        """Whether the last one has."""

    def compose(self) -> ComposeResult:
        yield Gone("")

    def on_key(self, event: Key) -> None:
        if event.key == "b":
            self.has_come.set()


async def test_no_key_waits_for_ever_for_a_place_that_is_gone() -> None:
    app = WithGone()
    async with app.run_test():
        gone = app.query_one(Gone)
        gone.is_gone = True
        for key in "ab":
            app.post_message(Key(key, key))
        await asyncio.wait_for(app.has_come.wait(), 10)
        gone.is_gone = False
