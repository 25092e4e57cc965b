from datetime import date

from storage.domain.plan.plan import Practice
from tests.tui.stage import NOT_ANSWERED, asked, memory_desk
from tui.dialogs.plan.practice import OwnerDialog

PRACTICE = Practice(id="p", area="contact", title="Call home", minimum="Once a term", month=9)


async def test_who_when_and_when_again_are_three_fields_under_what_all_keep() -> None:
    desk = memory_desk()
    async with asked(OwnerDialog(desk, desk.store.book(), PRACTICE)) as player:
        assert "Once a term" in player.text()
        await player.press("c", "tab", "o", "tab")
        await player.write("fri")
        assert "Friday" in player.text("#review-field")
        await player.press("enter")
        assert player.stage.answer == PRACTICE.but(owner="CD", month=10, review=date(2026, 11, 27))


async def test_a_day_that_is_none_is_said_beside_it_and_nobody_owns_it_alone() -> None:
    desk = memory_desk()
    async with asked(OwnerDialog(desk, desk.store.book(), PRACTICE.but(owner="GONE", minimum=""))) as player:
        assert "GONE" in player.text("#owner-field")
        await player.press("tab", "tab")
        await player.write("someday")
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert player.text("#review-field").count("\n") >= 1
