"""Where a case stands over time, as a small line."""

import msgspec

from storage.domain.case.agreement import Done, Rating
from storage.domain.case.case import Entry, Step
from storage.store import Change
from tests.tui.stage import NOW, TODAY, english_desk, shown
from tui.desk.desk import Desk
from tui.screens.case.screen import CaseScreen


def desk(*values: int) -> Desk:
    at = english_desk()
    book = at.store.book()
    case, agreement = book.case("26-001"), book.agreements[0]
    entry = Entry(id="s", step=Step.WANTED, text="Calm", at=NOW, scale=values[0])
    ratings = tuple(
        Rating(on=TODAY.replace(day=24 + place), done=Done.PARTLY, scale=value)
        for place, value in enumerate(values[1:])
    )
    at.store.save(
        Change(case, case.but(entries=(*case.entries, entry))),
        Change(agreement, msgspec.structs.replace(agreement, ratings=ratings)),
        by="AB",
        at=NOW,
    )
    return at


async def test_several_numbers_are_a_line() -> None:
    async with shown(CaseScreen(desk(3, 2, 5), "26-001")) as player:
        await player.sees("0 to 10: 3 → 2 → 5  ▂▂▄  since 23 Nov")


async def test_one_number_alone_is_none() -> None:
    async with shown(CaseScreen(desk(3), "26-001")) as player:
        assert "0 to 10" not in player.text()
