"""Every field for a day: what lies beyond any calendar is said beside it; nothing typed ends the program."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input

from storage.domain.homes.conversation_round import proposed_round
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.plan.plan import Practice
from tests.tui.stage import NOT_ANSWERED, TODAY, asked, memory_desk
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.safety import ToldDialog
from tui.dialogs.form import FormDialog
from tui.dialogs.homes.parent_meeting import ParentMeetingDialog
from tui.dialogs.homes.rounds import RoundDialog
from tui.dialogs.plan.practice import OwnerDialog, PracticeDialog

PRACTICE = Practice(id="practice", area="homework", title="Half an hour", minimum="At most half an hour.", owner="AB")
FORMS: dict[str, tuple[Callable[[Desk], FormDialog[Any]], tuple[str, ...]]] = {
    "agreement": (
        lambda desk: AgreementDialog(desk, desk.store.book(), None, case="26-001", what="Call"),
        ("due", "review"),
    ),
    "round": (lambda desk: RoundDialog(desk, proposed_round("r", TODAY), new=True), ("starts", "ends", "midpoint")),
    "parent meeting": (
        lambda desk: ParentMeetingDialog(desk, ParentMeeting(id="m", title="Phones", on=TODAY), new=True),
        ("on",),
    ),
    "told": (lambda desk: ToldDialog(desk, desk.store.book().case("26-001")), ("on",)),
    "owner": (lambda desk: OwnerDialog(desk, desk.store.book(), PRACTICE), ("review",)),
    "practice": (lambda desk: PracticeDialog(desk, desk.store.book(), PRACTICE), ("review",)),
}
FIELDS = [(name, field) for name, (_, fields) in FORMS.items() for field in fields]


@pytest.mark.parametrize(("name", "field"), FIELDS)
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.12.9999", "Choose an earlier day"),
        ("1.1.0001", "Choose a later day"),
        ("02013299997", "identity number"),
    ],
)
async def test_a_day_beyond_the_calendar_is_said_beside_its_field(name: str, field: str, typed: str, said: str) -> None:
    dialog = FORMS[name][0](memory_desk())
    async with asked(dialog) as player:
        day = dialog.query_one(f"#{field}", Input)
        day.focus()
        day.value = ""
        await player.write(typed)
        assert "?" in player.text(f"#{field}-field")
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert said in player.text(f"#{field}-field")
        assert day.has_focus
        assert day.value == typed
