"""Themes that keep coming back without a practice: said in the plan and at check-out, each a key from a practice."""

import msgspec
import pytest

from storage.domain.case.case import Case
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.plan.plan import Practice, PracticeState
from storage.domain.record import Record
from storage.store import Change
from tests.tui.meeting.conftest import desk, still, store
from tests.tui.meeting.play import LEFT, Play, gives
from tests.tui.mode_stage import TODAY, ModeStage, desk_with, mark, settled, shown, texts
from tests.tui.test_plan import AREAS, NOVEMBER
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.presentation.lines import Row
from tui.screens.plan.screen import PlanScreen

__all__ = ["desk", "still", "store"]
CASES = tuple(
    Case(id=f"g{number}", code=f"26-10{number}", title=f"Phones {number}", opened=TODAY, themes=("phones",))
    for number in range(3)
)


def staged(*records: Record) -> ModeStage:
    _, at = desk_with(*AREAS, NOVEMBER, *CASES, *records)
    return ModeStage({"plan": lambda: PlanScreen(at)}, "plan")


async def test_the_plan_says_it_first_and_enter_makes_a_practice_of_it() -> None:
    app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        assert shown(app)[0].key == Row("gap", "phones")
        mark(app, Row("gap", "phones"))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PracticeDialog)
        await pilot.press(*"Phones away", "enter")
        await settled(pilot)
        assert "Phones away" in texts(app)
        assert isinstance(app.screen, PlanScreen)
        made = next(each for each in app.screen.current.practices if each.title == "Phones away")
        assert "phones" in made.themes


async def test_a_theme_that_is_gone_meanwhile_asks_nothing() -> None:
    app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, PlanScreen)
        screen.fill("homework")
        await settled(pilot)
        assert app.screen is screen


@pytest.fixture
def play(still: Desk) -> Play:
    playing = Play(still, "case-round").at(Writes.CHECK_OUT)
    cases = [case for case in playing.book.cases if case.code.startswith("26")][:3]
    playing.save(*(Change(case, case.but(themes=("phones",))) for case in cases))
    covered = (each for each in playing.book.practices if "phones" in each.themes)
    playing.save(*(Change(each, each.but(themes=())) for each in covered))
    return playing


async def test_at_check_out_a_practice_is_made_and_is_a_decision(play: Play) -> None:
    assert Row("gap", "phones") in [line.key for line in play.lines]
    assert play.stage.offers(play.scene, Row("gap", "phones"))
    made = Practice(id="new", area="contact", title="Phones away", milestones=())
    agreed = msgspec.structs.replace(made, themes=("phones",))
    await play.choose(Row("gap", "phones"), (PracticeDialog, gives(agreed)))
    assert play.meeting.decisions[-1].kind is DecisionKind.PRACTICE
    assert play.meeting.decisions[-1].ref == "new"


async def test_at_check_out_an_idea_is_agreed_on_or_left(play: Play) -> None:
    idea = Practice(id="idea", area="contact", title="Phones away", themes=("phones",))
    play.save(Change(None, idea))
    await play.choose(Row("gap", "phones"), (ChooseDialog, LEFT))
    assert not play.meeting.decisions or play.meeting.decisions[-1].ref != "idea"
    await play.choose(Row("gap", "phones"), (ChooseDialog, gives("idea")))
    agreed = next(each for each in play.book.practices if each.id == "idea")
    assert agreed.state is PracticeState.AGREED
    assert not any(line.key == Row("gap", "phones") for line in play.lines)
    assert not await play.choose(Row("gap", "phones"))
