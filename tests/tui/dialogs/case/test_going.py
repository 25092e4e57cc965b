"""How an agreement goes between meetings: one digit, and what would help."""

import pytest

from storage.domain.case.agreement import Done, Rating
from tests.tui.stage import NOT_ANSWERED, TODAY, asked, memory_desk
from tui.desk.desk import Desk
from tui.dialogs.case.follow_up import HowItGoesDialog


def dialog(desk: Desk) -> HowItGoesDialog:
    return HowItGoesDialog(desk, desk.store.book().agreements[0].but(ratings=(), buddy="CD", sign="a note"))


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        (("1",), Rating(on=TODAY, done=Done.AS_PLANNED)),
        (("2", "enter"), Rating(on=TODAY, done=Done.PARTLY)),
        (("3", "o", "k", "1", "enter"), Rating(on=TODAY, done=Done.NOT_STARTED, note="ok1")),
        (("down", "down", "enter"), Rating(on=TODAY, done=Done.PARTLY)),
        (("escape",), None),
    ],
)
async def test_one_digit_and_what_would_help(keys: tuple[str, ...], rating: Rating | None) -> None:
    async with asked(dialog(memory_desk())) as player:
        await player.press(*keys)
        assert player.stage.answer == rating


async def test_none_is_chosen_before_somebody_does() -> None:
    async with asked(dialog(memory_desk()), (64, 20)) as player:
        for shown in ("CD", "Shows that it was done: a note", "1 done", "2 partly", "3 not yet", "Esc cancel"):
            assert shown in player.text()
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "Say whether it was done" in player.text()
