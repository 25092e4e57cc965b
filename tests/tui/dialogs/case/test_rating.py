"""Done and effect by one digit each."""

import pytest

from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from tests.tui.stage import TODAY, asked, memory_desk
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import RatingDialog


def unrated(desk: Desk) -> Agreement:
    return desk.store.book().agreements[0].but(ratings=())


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        (("3", "3", "enter"), Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, meeting="m")),
        (("1", "0", "enter"), Rating(on=TODAY, done=Done.NOT_STARTED, meeting="m")),
        (("down", "tab", "up", "enter"), Rating(on=TODAY, done=Done.STOPPED, effect=Effect.REACHED, meeting="m")),
        (
            ("2", "1", "o", "k", "enter"),
            Rating(on=TODAY, done=Done.PARTLY, effect=Effect.WORSE, note="ok", meeting="m"),
        ),
        (("2", "1", "4", "enter"), Rating(on=TODAY, done=Done.PARTLY, effect=Effect.WORSE, note="4", meeting="m")),
        (("escape",), None),
    ],
)
async def test_two_questions_and_a_note(keys: tuple[str, ...], rating: Rating | None) -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk), "m")) as player:
        await player.press(*keys)
        assert player.stage.answer == rating


async def test_what_was_said_last_is_proposed() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, desk.store.book().agreements[0])) as player:
        await player.press("enter")
        assert player.stage.answer == Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER)


async def test_it_fits_the_smallest_screen() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk)), (64, 20)) as player:
        assert "too early to tell" in player.text()
        assert "Esc cancel" in player.text()


async def test_where_it_is_about_a_case_it_asks_how_near_things_are() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk))) as player:
        await player.press("3", "3", "tab", "6", "enter")
        assert player.stage.answer == Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, scale=6)
    async with asked(RatingDialog(desk, unrated(desk).but(case=""))) as player:
        assert "0 to 10" not in player.text()
        await player.press("3", "3", "enter")
        assert player.stage.answer == Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER)


async def test_where_nobody_owns_the_agreement_the_day_stands_first() -> None:
    desk = memory_desk()
    agreement = unrated(desk)
    async with asked(RatingDialog(desk, agreement.but(owner=""))) as player:
        assert "· due" not in player.text()
        assert "due" in player.text()
