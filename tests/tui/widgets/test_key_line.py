"""The bottom line: which keys it names when not all have room."""

import pytest
from textual.app import ComposeResult
from textual.events import Key

from storage.domain.people import Language
from tui.app.themes import DressedApp
from tui.commands import COMMANDS, Command, key_name, of
from tui.i18n.words import Words
from tui.screens.meeting.lead import LEADERS
from tui.screens.plan.screen import NEEDS_A_PLAN
from tui.widgets.edges import KeyLine, pressed


class LineApp(DressedApp[None]):
    """Nothing but a bottom line."""

    def __init__(self, language: Language, *, writing: bool) -> None:
        super().__init__()
        self.line = KeyLine(Words(language), "meeting")
        self.line.writing = writing
        self.pressed: list[str] = []

    def on_key(self, event: Key) -> None:
        self.pressed.append(event.key)

    def compose(self) -> ComposeResult:
        yield self.line


async def keys(language: Language, *, writing: bool, width: int) -> list[str]:
    app = LineApp(language, writing=writing)
    async with app.run_test(size=(width, 24)):
        shown = app.line.render()
        assert shown.cell_length <= width
        return shown.plain.split()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [80, 64])
async def test_while_writing_keep_done_turn_next_and_help_have_room(language: Language, width: int) -> None:
    shown = await keys(language, writing=True, width=width)
    assert {"↵", "Esc", "F7", "F12"} <= set(shown)
    named = [int(word[1:]) for word in shown if word.startswith("F") and word[1:].isdecimal()]
    assert named == sorted(named)


async def test_a_key_is_named_once_and_by_the_nearest_place() -> None:
    app = LineApp(Language.EN, writing=False)
    app.line.wheres = ("minutes",)
    async with app.run_test(size=(80, 24)):
        assert "q quit" not in app.line.render().plain
        assert "Esc back" in app.line.render().plain


async def test_enter_is_called_what_it_does_at_the_marked_line() -> None:
    app = LineApp(Language.EN, writing=False)
    async with app.run_test(size=(80, 24)):
        assert "↵ write" in app.line.render().plain
        app.line.entering = "choose"
        assert "↵ choose" in app.line.render().plain


async def test_a_wide_line_names_every_function_key_of_the_meeting() -> None:
    shown = await keys(Language.EN, writing=True, width=160)
    assert [word for word in shown if word.startswith("F")] == ["F2", "F5", "F6", "F7", "F8", "F9", "F12"]


@pytest.mark.parametrize("language", list(Language))
async def test_while_steering_next_write_and_help_have_room(language: Language) -> None:
    shown = await keys(language, writing=False, width=80)
    assert {"n", "↵", "v", "a", "?"} <= set(shown)


async def test_keys_that_do_nothing_are_not_named() -> None:
    app = LineApp(Language.EN, writing=False)
    async with app.run_test(size=(80, 24)):
        app.line.without = frozenset({"next_phase", "take_lead"})
        steering = app.line.render().plain.split()
        app.line.writing = True
        writing = app.line.render().plain.split()
    assert {"n", "l", "F7"}.isdisjoint({*steering, *writing})
    assert "v" in steering


@pytest.mark.parametrize(("where", "left_out"), [("meeting", LEADERS | {"take_lead", "write"}), ("plan", NEEDS_A_PLAN)])
def test_what_is_left_out_of_the_line_is_what_the_place_can_do(where: str, left_out: frozenset[str]) -> None:
    assert left_out <= {command.action for command in of(where)}


@pytest.mark.parametrize("writing", [True, False])
async def test_a_click_on_a_key_presses_it_once(*, writing: bool) -> None:
    app = LineApp(Language.EN, writing=writing)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = app.line.render().plain
        for said in ("next", "help"):
            await pilot.double_click(KeyLine, offset=(shown.index(f" {said} ") + 2, 0))
            await pilot.pause()
        await pilot.click(KeyLine, offset=(79, 0))
        assert app.pressed == (["f7", "f12"] if writing else ["n", "question_mark"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where}-{command.key}")
def test_every_key_that_is_shown_can_be_pressed_by_a_click(command: Command) -> None:
    if command.key:
        first = command.key.split(",")[0]
        assert pressed(key_name(command)).key == first


def test_no_key_does_two_things_in_one_place() -> None:
    keys = [(command.where, key) for command in COMMANDS for key in command.key.split(",")]
    assert not {each for each in keys if keys.count(each) > 1}
