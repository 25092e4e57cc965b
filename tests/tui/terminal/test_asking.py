"""Screens that ask take one answer, and every screen keeps what Textual gives a screen."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from textual.events import Key
from textual.screen import ModalScreen, Screen

import tui
from tests.tui.stage import NOT_ANSWERED, Player, asked, memory_desk
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.curtain import Curtain
from tui.dialogs.form import TextDialog
from tui.i18n.words import Words
from tui.terminal.asking import Asking
from tui.widgets.lists import LineList

OPTIONS = [("one", "One"), ("two", "Two")]


def all_screens(of: type[Screen[Any]] = Screen) -> Iterator[type[Screen[Any]]]:
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    yield from _below(of)


def _below(kind: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("tui."):
            yield each
        yield from _below(each)


async def burst(player: Player, *keys: str) -> None:
    """Press keys that arrive together."""
    for key in keys:
        player.stage.post_message(Key(key, "\r" if key == "enter" else key if len(key) == 1 else None))
    await player.pilot.pause()
    await player.pilot.pause()


def test_every_screen_has_all_parts_and_looks_of_a_screen() -> None:
    screens = list(all_screens())
    assert len(screens) > 40
    for screen in screens:
        assert screen._get_component_classes() >= Screen.COMPONENT_CLASSES, screen


def test_every_question_takes_one_answer() -> None:
    modal = [each for each in all_screens(ModalScreen) if each is not Asking]
    assert len(modal) > 30
    assert [each for each in modal if not issubclass(each, Asking)] == []


@pytest.mark.parametrize("keys", [("enter", "enter"), ("enter", "escape"), ("escape", "enter"), ("escape", "escape")])
async def test_a_second_key_of_the_same_moment_goes_nowhere(keys: tuple[str, ...]) -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS)) as player:
        await burst(player, *keys)
        assert player.stage.answer == ("one" if keys[0] == "enter" else None)
        assert len(player.stage.screen_stack) == 1
        assert player.stage._exception is None


async def test_what_has_answered_does_not_answer_again() -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS)) as player:
        dialog = player.screen
        await dialog.dismiss("two")
        await dialog.dismiss("one")
        await player.pilot.pause()
        assert player.stage.answer == "two"
        assert len(player.stage.screen_stack) == 1


async def test_what_stands_behind_another_question_waits_with_its_answer() -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS)) as player:
        dialog = player.screen
        await player.stage.push_screen(Curtain(memory_desk().words))
        await dialog.dismiss("two")
        assert isinstance(player.screen, Curtain)
        assert player.stage.answer is NOT_ANSWERED
        await player.press("f8", "enter")
        assert player.stage.answer == "one"


async def test_the_curtain_goes_up_once_and_what_was_meant_for_it_does_nothing_behind_it() -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS)) as player:
        await player.stage.push_screen(Curtain(Words(memory_desk().words.language)))
        await player.until(lambda: isinstance(player.screen, Curtain) and player.screen.seen_since, "the curtain")
        await burst(player, "f8", "enter", "enter")
        assert isinstance(player.screen, ChooseDialog)
        assert player.stage.answer is NOT_ANSWERED


async def test_no_key_pressed_before_a_grave_question_could_be_read_is_an_answer() -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS)) as player:
        early = Key("home", None), Key("enter", "\r")
        second = ConfirmDialog(memory_desk(), "Sure?", "Yes")
        await player.stage.push_screen(second, player.stage.take)
        await player.until(lambda: second.seen_since, "the second question")
        for key in early:
            player.stage.post_message(key)
        await player.pilot.pause()
        assert player.screen is second
        await player.press("enter")
        assert player.stage.answer is False


@pytest.mark.parametrize(
    ("opened_by", "keys", "answer"),
    [
        ("b", ("down", "enter"), "two"),
        ("b", ("b", "enter"), "one"),
        ("enter", ("enter", "enter"), NOT_ANSWERED),
        ("enter", ("enter", "down", "enter"), "two"),
    ],
)
async def test_what_is_typed_while_a_question_opens_reaches_it_in_order_but_not_the_key_again_that_opened_it(
    opened_by: str, keys: tuple[str, ...], answer: object
) -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS, None)) as player:
        await player.press(opened_by)
        early = [Key(key, "\r" if key == "enter" else key if len(key) == 1 else None) for key in keys]
        second = ChooseDialog(memory_desk(), "And then?", OPTIONS)
        await player.stage.push_screen(second, player.stage.take)
        await player.until(lambda: second.seen_since, "the second question")
        for key in early:
            player.stage.post_message(key)
            await player.pilot.pause()
        assert player.stage.answer == answer


async def test_letters_for_a_field_are_typed_ahead() -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS)) as player:
        early = Key("a", "a")
        dialog = TextDialog(memory_desk(), "Why?", "A reason")
        await player.stage.push_screen(dialog, player.stage.take)
        await player.until(lambda: dialog.focused and dialog.seen_since, "the field")
        player.stage.post_message(early)
        await player.press("b", "enter")
        assert player.stage.answer == "ab"


async def test_a_question_can_have_no_answer_marked() -> None:
    async with asked(ChooseDialog(memory_desk(), "Is it safe?", OPTIONS, None)) as player:
        assert player.screen.query_one(LineList).key == ""
        await player.press("enter", "enter")
        assert player.stage.answer is NOT_ANSWERED
        await player.press("t", "enter")
        assert player.stage.answer == "two"
