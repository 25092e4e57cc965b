"""Making a card passes somebody's eyes: the card and its source, the guard, and four points to tick."""

import pytest

from storage.domain.case.card import ExperienceCard
from tests.tui.stage import NOT_ANSWERED, Player, asked, english_desk
from tui.dialogs.case.card import CardDialog, DeidentifyDialog
from tui.i18n.labels import CHECKS


def dialog() -> CardDialog:
    desk = english_desk()
    return CardDialog(desk, desk.store.book(), None, source=desk.store.book().case("26-001"))


async def filled(player: Player) -> None:
    await player.write("Stop in time")
    await player.press("tab", "tab")
    await player.write("We told Kjersti")
    await player.press("enter")
    await player.on(DeidentifyDialog)


@pytest.mark.parametrize("size", [(80, 24), (64, 20), (140, 40)])
async def test_card_and_source_are_seen_together(size: tuple[int, int]) -> None:
    async with asked(dialog(), size) as player:
        await filled(player)
        await player.sees("Stop in time")
        await player.sees("It ends in tears.")
        await player.sees("Is this a name?")
        await player.sees("Esc back")
        card, source = player.one("#card").region, player.one("#source").region
        beside = source.x >= card.right
        assert beside == (size[0] >= 120)
        assert beside or source.y >= card.bottom


async def test_it_is_kept_once_everything_is_ticked() -> None:
    async with asked(dialog()) as player:
        await filled(player)
        await player.press("enter")
        await player.sees("Look for each of these first")
        await player.press("space", "up", "space", "enter")
        assert player.stage.answer is NOT_ANSWERED
        await player.press("up", *(["space"] * len(CHECKS)), "enter")
        await player.until(lambda: isinstance(player.stage.answer, ExperienceCard))


async def test_escape_goes_back_to_the_card_with_everything_in_it() -> None:
    async with asked(dialog()) as player:
        await filled(player)
        await player.press("escape")
        await player.on(CardDialog)
        await player.sees("We told Kjersti")
        assert player.stage.answer is NOT_ANSWERED
