"""Hints and the guard in every question one writes an answer to."""

from collections.abc import Callable
from typing import Any

import pytest

from storage.domain.case.case import Case, Route, Step
from storage.domain.errors import Refused
from tests.tui.stage import NOT_ANSWERED, asked, english_desk, store_of
from tui.desk import nudges
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.card import CardDialog
from tui.dialogs.case.case import CaseDialog, PressureDialog, ThreeQuestionsDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.case.safety import ToldDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.dialogs.writing import WritingDialog
from tui.widgets.composer import Composer

NUMBER = "01010750004"
REMINDER = "Write so that the parents could read it."


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudges, "PAUSE", 0)


def a_case(desk: Desk) -> Case:
    return desk.store.book().case("26-001")


Make = Callable[[Desk], WritingDialog[Any]]
DIALOGS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "entry": (lambda desk: EntryDialog(desk, a_case(desk), Step.WANTED), ()),
    "text": (lambda desk: TextDialog(desk, "Park", "Why?"), ()),
    "agreement": (lambda desk: AgreementDialog(desk, desk.store.book(), None), ()),
    "case": (lambda desk: CaseDialog(desk, desk.store.book(), None), ()),
    "card": (lambda desk: CardDialog(desk, desk.store.book(), None), ()),
    "pressure": (lambda desk: PressureDialog(desk, a_case(desk)), ()),
    "three questions": (lambda desk: ThreeQuestionsDialog(desk, a_case(desk)), ()),
    "told": (lambda desk: ToldDialog(desk, a_case(desk)), ()),
    "practice": (lambda desk: PracticeDialog(desk, desk.store.book(), None), ()),
    "rating": (lambda desk: RatingDialog(desk, desk.store.book().agreements[0]), ("tab", "tab")),
}


@pytest.mark.parametrize("name", DIALOGS)
async def test_an_identity_number_is_refused_and_stays_in_the_field(name: str) -> None:
    make, keys = DIALOGS[name]
    async with asked(make(english_desk())) as player:
        await player.press(*keys)
        await player.write(NUMBER)
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "never kept here" in " ".join(player.text().split())
        assert NUMBER in player.text()


@pytest.mark.parametrize("name", DIALOGS)
async def test_what_may_be_a_name_gets_a_quiet_mark(name: str) -> None:
    make, keys = DIALOGS[name]
    async with asked(make(english_desk())) as player:
        await player.press(*keys)
        await player.write("we told Kjersti")
        await player.sees("Is this a name?")


@pytest.mark.parametrize("name", ["entry", "text", "agreement", "pressure", "three questions"])
async def test_a_sigh_is_asked_about_and_taken_and_taken_back(name: str) -> None:
    make, keys = DIALOGS[name]
    async with asked(make(english_desk())) as player:
        assert REMINDER in player.text()
        await player.press(*keys)
        await player.write("They never answer")
        await player.sees("“never”")
        await player.press("f3")
        assert REMINDER in player.text()
        focused = player.screen.focused
        text = focused.text if isinstance(focused, Composer) else getattr(focused, "value", "")
        assert text.startswith("They never answer")
        assert "→" in text
        await player.press("f3")
        text = focused.text if isinstance(focused, Composer) else getattr(focused, "value", "")
        assert text == "They never answer"


async def test_leaving_a_field_shows_its_hint_and_f3_goes_back_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudges, "PAUSE", 3600)
    desk = english_desk()
    async with asked(PressureDialog(desk, a_case(desk))) as player:
        await player.write("They never answer")
        await player.press("tab")
        await player.sees("“never”")
        await player.press("f3")
        assert player.screen.focused is player.one("#fixed")
        await player.press("f4")


async def test_hidden_is_hidden() -> None:
    async with asked(TextDialog(english_desk(), "Park", "Why?")) as player:
        await player.write("They never answer")
        await player.sees("“never”")
        await player.press("f4")
        assert "“never”" not in player.text()
        await player.press("f4", "ctrl+t")


async def test_a_word_is_silenced_for_the_team_and_that_is_undone() -> None:
    desk = english_desk()
    async with asked(TextDialog(desk, "Park", "Why?")) as player:
        await player.write("They never answer")
        await player.sees("“never”")
        await player.press("ctrl+t")
        await player.until(lambda: desk.store.book().team.silenced == ("never",))
        await player.sees("is not asked about any more")
    desk.store.undo(by="AB", at=desk.now())
    assert not desk.store.book().team.silenced


async def test_what_cannot_be_silenced_because_nothing_can_be_saved_is_said() -> None:
    desk = english_desk()
    store_of(desk).refusal = Refused("read-only")
    async with asked(TextDialog(desk, "Park", "Why?")) as player:
        await player.write("They never answer")
        await player.sees("“never”")
        await player.press("f10")
        await player.until(lambda: player.stage._notifications)
        assert not desk.store.book().team.silenced


async def test_the_first_description_is_left_in_peace() -> None:
    desk = english_desk()
    fresh = desk.store.book().case("26-002")
    async with asked(EntryDialog(desk, fresh, Step.SITUATION)) as player:
        await player.write("They never answer. Then Kjersti said so.")
        await player.sees("Is this a name?")


async def test_where_the_home_must_not_hear_of_it_that_stands_where_one_writes() -> None:
    desk = english_desk()
    case = a_case(desk).but(alarm=Route.HOME)
    async with asked(EntryDialog(desk, case, Step.CLARIFICATION)) as player:
        assert "child welfare" in " ".join(player.text().split())


async def test_a_date_is_not_judged() -> None:
    desk = english_desk()
    async with asked(AgreementDialog(desk, desk.store.book(), None)) as player:
        await player.press("tab", "tab", "tab")
        await player.write("They never answer")
        dialog = player.screen
        assert isinstance(dialog, AgreementDialog)
        assert not dialog.nudgings
