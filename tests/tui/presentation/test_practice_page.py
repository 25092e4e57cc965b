from datetime import date

import pytest

from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import Record
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import TODAY, ModeStage, desk_with, read, settled
from tests.tui.test_practice_text import CARD, CASE, PRACTICE
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.look.signs import text_of
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.practice import PracticeScreen
from tui.widgets.canvas import Rail
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader

AREA = Area(id="a", key="talk", title="The conversation")
SECOND = Practice(id="q", area="talk", title="Second")


def staged(*records: Record, key: str = "p", keys: tuple[str, ...] = ("p", "q")) -> tuple[MemoryStore, ModeStage]:
    store, desk = desk_with(AREA, *records)
    return store, ModeStage({"plan": lambda: PracticeScreen(desk, key, keys)}, "plan")


def screen_of(app: ModeStage) -> PracticeScreen:
    assert isinstance(app.screen, PracticeScreen)
    return app.screen


def page(app: ModeStage) -> str:
    return read(screen_of(app).page)


async def test_both_tiers_stand_on_top_and_everything_else_below_within_the_width() -> None:
    _, app = staged(PRACTICE.but(done=(2025,), notes="Ask again."), CASE, CARD)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        told = page(app)
        order = [
            "Two agreements at most",
            "The conversation · law · co-decision · in use",
            "■ Shared minimum – all of us keep it",
            "One or two, with a day.",
            "□ Room for initiative – allowed, expected of nobody",
            "The pupil may write them.",
            "Both know what to do.",
            "owner AB · November · review Fri 27 Nov",
            "idea 20 Aug 2026 → agreed 1 Sept 2026 → in use 1 Oct 2026",
            "Done in 2025–26",
            "not ours to change",
            "last checked 23 Nov 2026",
            "26-001 Nice talk",
            "deleted case",
            "card “Midway”",
            "Ask again.",
        ]
        assert [told.index(part) for part in order] == sorted(told.index(part) for part in order)
        assert all(len(text_of(row)) <= 76 for row in screen_of(app).page.rows)


async def test_what_asks_to_be_looked_at_again_says_so_and_why() -> None:
    cases = tuple(
        Case(id=f"c{n}", code=f"26-00{n}", title="Tears", opened=date(2026, 10, 9), themes=("homework",))
        for n in (2, 3)
    )
    _, app = staged(PRACTICE.but(review=TODAY, themes=("homework",)), CASE, *cases)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "? Look at it again: Monday 23 Nov has come." in page(app)
        assert "? 2 cases about the same since: 26-003, 26-002" in page(app)
        await pilot.press("g")
        await settled(pilot)
        assert isinstance(app.screen, ChooseDialog)
        assert [key for key, _ in app.screen.options] == ["26-001", "26-003", "26-002"]
        await pilot.press("escape", "g")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        assert app.screen.code == "26-003"
        await pilot.press("escape")
        await settled(pilot)
        assert screen_of(app).key == "p"


async def test_g_goes_straight_to_the_only_case_and_says_when_there_is_none() -> None:
    _, app = staged(PRACTICE, SECOND, CASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "g")
        await settled(pilot)
        assert screen_of(app).key == "q"
        await pilot.press("p", "g")
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)


async def test_n_and_p_page_through_and_stop_at_the_ends() -> None:
    _, app = staged(PRACTICE, SECOND)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "n")
        assert page(app).startswith("Second")
        await pilot.press("p", "p")
        assert page(app).startswith("Two agreements")


async def test_the_page_takes_the_same_keys_as_the_plan() -> None:
    store, app = staged(PRACTICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "space", "x")
        await settled(pilot)
        (kept,) = store.book().practices
        assert [each.state.value for each in kept.milestones[-2:]] == ["reviewed", "retired"]
        assert kept.done == (2026,)
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(app.screen, PracticeDialog)
        await pilot.press("end", "!", "enter")
        await settled(pilot)
        assert page(app).startswith("Two agreements at most!")


@pytest.mark.parametrize("key", ["c", "s", "space", "x", "g"])
async def test_a_practice_that_is_gone_takes_no_keys(key: str) -> None:
    store, app = staged(key="gone", keys=())
    async with app.run_test(size=(80, 24)) as pilot:
        store.refusal = Refused("read-only")
        await pilot.press(key)
        await settled(pilot)
        assert page(app) == "This practice is gone. Press Esc to go back."
    assert store.book().practices == ()


def test_a_new_practice_is_born_an_idea_today() -> None:
    _, desk = desk_with(AREA)
    dialog = PracticeDialog(desk, desk.store.book(), None)
    assert dialog.practice.milestones == (Milestone(PracticeState.IDEA, TODAY),)


async def test_where_it_is_wide_both_tiers_stand_beside_each_other_and_all_of_it_is_copied() -> None:
    _, app = staged(PRACTICE.but(notes="Ask again."), CASE, CARD)
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        screen = screen_of(app)
        left, right, goes, rests = screen.query(Panel)
        assert [read(panel.query_one(Reader)) for panel in (left, right)] == [
            "One or two, with a day.",
            "The pupil may write them.",
        ]
        assert left.region.y == right.region.y < goes.region.y == rests.region.y
        assert left.region.right == right.region.x
        assert "Both know what to do." in read(goes.query_one(Reader))
        assert "Ask again." in read(rests.query_one(Reader))
        copied = screen.text_to_copy()
        assert all(part in copied for part in ("Two agreements at most", "The pupil may write them.", "Ask again."))
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "The pupil may write them." in page(app)


async def test_the_way_of_a_practice_is_drawn_as_far_as_it_has_come() -> None:
    _, app = staged(PRACTICE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        stops = screen_of(app).query_one(Rail).stops
        assert [(stop.name, bool(stop.held), stop.next) for stop in stops] == [
            ("idea", True, False),
            ("agreed", True, False),
            ("in use", True, False),
            ("reviewed", False, True),
        ]
