"""Help and palette."""

import pytest
from textual.widgets import Input

from storage.domain.people import Language
from tests.tui.stage import asked, memory_desk
from tui.commands import COMMANDS, answering, of
from tui.dialogs.commands import CommandsDialog
from tui.widgets.lists import LineList

LONGEST = "The team: who is in it, its meetings, free days, class list, keeping cases"


async def test_help_fits_the_smallest_screen_and_says_every_action_whole() -> None:
    async with asked(CommandsDialog(memory_desk(), of("app")), size=(64, 20)) as player:
        await player.sees("What can I do here?")
        await player.sees("Esc close")
        assert not player.one("#box").show_vertical_scrollbar
        said = " ".join(line.said.strip() for line in player.screen.query_one(LineList).lines)
        assert LONGEST in said


async def test_a_key_stands_only_beside_the_action_it_does() -> None:
    everywhere = {command.action: command.key for command in answering(("plan", "app"))}
    assert everywhere["hide"] == "h"
    assert everywhere["history"] == ""
    async with asked(CommandsDialog(memory_desk(), answering(("plan", "app")))) as player:
        await player.write("who did what when")
        await player.press("enter")
        assert getattr(player.stage.answer, "action", "") == "history"


async def test_typing_finds_an_action() -> None:
    async with asked(CommandsDialog(memory_desk(), of("app"))) as player:
        await player.write("curtain")
        await player.press("enter")
        assert getattr(player.stage.answer, "action", "") == "curtain"


@pytest.mark.parametrize(
    ("language", "typed", "action"),
    [
        (Language.EN, "colour", "look"),
        (Language.EN, "screen black", "curtain"),
        (Language.NB, "farge", "look"),
        (Language.NB, "skjerm svart", "curtain"),
        (Language.NN, "fargar", "look"),
    ],
)
async def test_everyday_words_find_an_action(language: Language, typed: str, action: str) -> None:
    async with asked(CommandsDialog(memory_desk(language=language), of("app"))) as player:
        await player.write(typed)
        await player.press("enter")
        assert getattr(player.stage.answer, "action", "") == action


async def test_what_can_be_done_here_stands_before_what_can_be_done_everywhere() -> None:
    async with asked(CommandsDialog(memory_desk(), answering(("case", "app")))) as player:
        lines = player.screen.query_one(LineList).lines
        headings = [place for place, line in enumerate(lines) if line.look == "heading"]
        assert [lines[place].left for place in headings] == ["Here", "Everywhere"]
        assert any(line.left == "Make an agreement" for line in lines[headings[0] : headings[1]])
        assert any(line.left == "Undo the last change" for line in lines[headings[1] :])


def test_no_action_stands_twice_in_a_place() -> None:
    assert [each for each in COMMANDS if COMMANDS.count(each) > 1] == []


async def test_the_list_is_leafed_through_while_the_field_keeps_the_focus() -> None:
    commands = of("app") + of("case")
    async with asked(CommandsDialog(memory_desk(), commands), size=(80, 24)) as player:
        rows = player.screen.query_one(LineList)
        seen = [rows.key]
        for key in ("pagedown", "end", "pageup", "home"):
            await player.press(key)
            seen.append(rows.key)
        first, page, last, back, top = map(int, seen)
        assert first == top == 0 < page < back < last == len(commands) - 1
        assert player.screen.query_one(Input).has_focus
