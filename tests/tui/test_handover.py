from datetime import UTC, date, datetime

import pytest

from storage.domain.errors import Refused
from storage.domain.plan import Area, Choice, Milestone, Practice, PracticeState
from storage.domain.record import Record
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import ENGLISH, TEAM, CountingDesk, ModeStage, mark, read, settled, shown, texts
from tui.dialogs.handover import HandoverDialog
from tui.screens.past_plan import PastPlanScreen
from tui.screens.plan import PlanScreen
from tui.screens.today import TodayScreen

JUNE = datetime(2027, 6, 14, 9, tzinfo=UTC)
AREA = Area(id="a", key="talk", title="The conversation", order=1)
IN_USE = (Milestone(PracticeState.IN_USE, date(2025, 9, 1)),)
FIRST = Practice(
    id="1", area="talk", title="First", minimum="All do.", month=8, milestones=IN_USE, done=(2026,), owner="AB"
)
SECOND = Practice(id="2", area="talk", title="Second", month=9, milestones=IN_USE)
BORN = Milestone(PracticeState.IDEA, date(2025, 9, 1))
IDEA = Practice(id="3", area="talk", title="Only an idea", month=9, milestones=(BORN,))


def staged(*records: Record, now: datetime = JUNE, first: str = "plan") -> tuple[MemoryStore, ModeStage]:
    store = MemoryStore(TEAM, *records, today=now.date())
    desk = CountingDesk(store, ENGLISH, "session", "AB", lambda: now)
    makers = {"plan": lambda: PlanScreen(desk), "today": lambda: TodayScreen(desk)}
    return store, ModeStage({first: makers[first]}, first)


def choices(store: MemoryStore) -> dict[str, list[Choice]]:
    return {each.id: [handed.choice for handed in each.handed] for each in store.book().practices}


def dialog(app: ModeStage) -> HandoverDialog:
    assert isinstance(app.screen, HandoverDialog)
    return app.screen


async def test_one_practice_after_the_other_goes_on_is_looked_at_again_or_stops() -> None:
    store, app = staged(AREA, FIRST, SECOND, IDEA)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        assert dialog(app).heading == "From 2026-27 to 2027-28: 1 of 2"
        assert dialog(app).about == "The conversation · in use · done this year"
        await pilot.press("tab", "c", "tab", "o", "enter")
        await settled(pilot)
        assert dialog(app).heading == "From 2026-27 to 2027-28: 2 of 2"
        assert "not ticked off this year" in dialog(app).about
        await pilot.press("right", "right", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)
        first, second, _ = store.book().practices
        assert (first.owner, first.month, first.state) == ("CD", 10, PracticeState.IN_USE)
        assert second.state is PracticeState.RETIRED
        assert choices(store) == {"1": [Choice.GOES_ON], "2": [Choice.RETIRE], "3": []}
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_it_can_be_left_and_goes_on_where_it_was() -> None:
    store, app = staged(AREA, FIRST, SECOND)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        await pilot.press("right", "enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert choices(store) == {"1": [Choice.REVIEW], "2": []}
        assert store.book().practices[0].review == date(2027, 9, 15)
        await pilot.press("r")
        await settled(pilot)
        assert dialog(app).practice.id == "2"


async def test_what_asks_to_be_looked_at_again_is_proposed_for_that() -> None:
    store, app = staged(AREA, FIRST.but(review=date(2027, 5, 1)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        assert dialog(app).about.endswith("asks to be looked at again")
        await pilot.press("enter")
        await settled(pilot)
        assert choices(store) == {"1": [Choice.REVIEW]}


async def test_a_day_that_is_none_keeps_the_question() -> None:
    store, app = staged(AREA, FIRST)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        await pilot.press("tab", "tab", "tab", *"someday", "enter")
        await settled(pilot)
        assert dialog(app).practice.id == "1"
        assert choices(store) == {"1": []}


async def test_what_cannot_be_saved_ends_the_round() -> None:
    store, app = staged(AREA, FIRST)
    async with app.run_test(size=(80, 24)) as pilot:
        store.refusal = Refused("read-only")
        await pilot.press("r")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)
        assert choices(store) == {"1": []}


async def test_in_winter_there_is_nothing_to_hand_over() -> None:
    _, app = staged(AREA, FIRST, now=datetime(2027, 1, 14, 9, tzinfo=UTC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_today_offers_it_from_june_until_all_is_gone_through() -> None:
    store, app = staged(AREA, FIRST, first="today")
    async with app.run_test(size=(80, 24)) as pilot:
        row = next(line for line in shown(app) if line.key == "handover")
        assert (row.left, row.right) == ("▸ The plan goes over to 2027-28", "1 practice left · ↵ go through them")
        mark(app, "handover")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert choices(store) == {"1": [Choice.GOES_ON]}
        assert "handover" not in [line.key for line in shown(app)]
        assert "The plan goes over" not in texts(app)


@pytest.mark.parametrize(("keys", "year"), [((), "2025-26"), (("p",), "2024-25"), (("p", "p", "n"), "2025-26")])
async def test_earlier_years_plans_are_read_and_left_as_they_were(keys: tuple[str, ...], year: str) -> None:
    old = FIRST.but(milestones=(Milestone(PracticeState.AGREED, date(2024, 9, 1)), *IN_USE), done=(2025,))
    _, app = staged(AREA, old, SECOND, now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", *keys)
        await settled(pilot)
        assert isinstance(app.screen, PastPlanScreen)
        told = read(app.screen.page)
        assert f"The plan of {year}, as it was handed over" in told
        assert ("✓ First" in told) == (year == "2025-26")
        assert ("Second" in told) == (year == "2025-26")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_a_plan_in_its_first_year_has_none_before_it() -> None:
    _, app = staged(AREA, FIRST, now=datetime(2025, 11, 23, 9, tzinfo=UTC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "p", "n")
        await settled(pilot)
        assert isinstance(app.screen, PastPlanScreen)
        assert read(app.screen.page) == "This is the plan's first school year. Esc goes back."
