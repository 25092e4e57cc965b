"""A message stands where the one before it stood, however often something is said."""

import pytest
from textual.widgets._toast import Toast

from tests.tui.stage import memory_desk, shown
from tui.screens.today.screen import TodayScreen


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
async def test_what_is_said_again_and_again_is_seen_each_time(size: tuple[int, int]) -> None:
    async with shown(TodayScreen(memory_desk()), size) as player:
        assert isinstance(player.screen, TodayScreen)
        for number in range(size[1]):
            player.screen.say(f"Answer number {number} first")
            await player.sees(f"Answer number {number} first")
            assert len(player.screen.query(Toast)) == 1
