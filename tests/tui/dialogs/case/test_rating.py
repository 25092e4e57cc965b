"""Done and effect by one digit each."""

import pytest

from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import Route, View
from storage.domain.case.standing import alarmed
from storage.store import Change
from tests.tui.stage import TODAY, asked, memory_desk
from tui.desk.desk import Desk
from tui.dialogs.case.follow_up import RatingDialog


def unrated(desk: Desk) -> Agreement:
    return desk.store.book().agreements[0].but(ratings=())


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        (("3", "3", "enter"), Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, meeting="m")),
        (("1", "0", "enter"), Rating(on=TODAY, done=Done.NOT_STARTED, meeting="m")),
        (
            ("enter", "enter", "3", "3", "enter"),
            Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, meeting="m"),
        ),
        (
            ("down", "down", "tab", "down", "enter"),
            Rating(on=TODAY, done=Done.PARTLY, effect=Effect.WORSE, meeting="m"),
        ),
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
        assert player.stage.answer == ((rating,) if rating else None)


async def test_what_was_said_last_is_proposed() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, desk.store.book().agreements[0])) as player:
        await player.press("enter")
        assert player.stage.answer == (Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER),)


async def test_it_fits_the_smallest_screen() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk)), (64, 20)) as player:
        assert "too early to tell" in player.text()
        assert "Esc cancel" in player.text()


async def test_where_it_is_about_a_case_it_asks_how_near_things_are() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk))) as player:
        await player.press("3", "3", *["tab"] * 5, "6", "enter")
        assert player.stage.answer == (Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, scale=6),)
    async with asked(RatingDialog(desk, unrated(desk).but(case=""))) as player:
        assert "0 to 10" not in player.text()
        await player.press("3", "3", "enter")
        assert player.stage.answer == (Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER),)


async def test_where_nobody_owns_the_agreement_the_day_stands_first() -> None:
    desk = memory_desk()
    agreement = unrated(desk)
    async with asked(RatingDialog(desk, agreement.but(owner=""))) as player:
        assert "· due" not in player.text()
        assert "due" in player.text()


async def test_home_and_pupil_are_asked_each_with_their_own_digits() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk), "m"), (64, 20)) as player:
        await player.press("3", "3", "tab", "2", "1", "0", "4", "enter")
        assert player.stage.answer == (
            Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, meeting="m"),
            Rating(on=TODAY, done=Done.PARTLY, effect=Effect.WORSE, by=View.HOME, meeting="m"),
            Rating(on=TODAY, effect=Effect.REACHED, by=View.PUPIL, meeting="m"),
        )


async def test_only_the_home_may_be_asked_and_nobody_at_all_is_refused() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk))) as player:
        await player.press("0", "0", "enter")
        await player.until(lambda: "Say whether it was done" in player.text(), "why nothing is kept")
        await player.press("tab", "1", "enter")
        assert player.stage.answer == (Rating(on=TODAY, done=Done.NOT_STARTED, by=View.HOME),)


async def test_a_home_that_must_not_hear_of_the_case_is_not_asked() -> None:
    desk = memory_desk()
    case = desk.store.book().case("26-001")
    desk.store.save(Change(case, alarmed(case, Route.HOME)), by="AB", at=desk.now())
    async with asked(RatingDialog(desk, unrated(desk).but(case="26-001"))) as player:
        assert "The pupil" in player.text()
        assert "The home" not in player.text()


async def test_what_will_show_it_stands_above_the_question() -> None:
    desk = memory_desk()
    async with asked(RatingDialog(desk, unrated(desk).but(sign="a note in the case"))) as player:
        assert "Shows that it was done: a note in the case" in " ".join(player.text().split())
