from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from storage.domain.errors import Refused
from storage.domain.plan.plan import Area, Choice, Milestone, Practice, PracticeState
from storage.domain.record import Record
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import ENGLISH, TEAM, CountingDesk, ModeStage, mark, read, settled, shown, texts
from tui.dialogs.plan.practice import HandoverDialog
from tui.presentation.lines import Row
from tui.screens.plan.screen import PlanScreen
from tui.screens.plan.years import HandoverScreen, PastPlanScreen
from tui.screens.today.screen import TodayScreen

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
    desk = CountingDesk(store, ENGLISH, "session", "AB", lambda: now, place=store.place)
    makers = {"plan": lambda: PlanScreen(desk), "today": lambda: TodayScreen(desk)}
    return store, ModeStage({first: makers[first]}, first)


def choices(store: MemoryStore) -> dict[str, list[Choice]]:
    return {each.id: [handed.choice for handed in each.handed] for each in store.book().practices}


def screen(app: ModeStage) -> HandoverScreen:
    assert isinstance(app.screen, HandoverScreen)
    return app.screen


def heading(app: ModeStage) -> str:
    return str(screen(app).query_one("#heading", Static).render())


def row(app: ModeStage, key: str) -> tuple[str, str]:
    return next((line.said.strip(), line.right) for line in screen(app).rows.lines if line.key == key)


@asynccontextmanager
async def handing_over(app: ModeStage) -> AsyncIterator[Pilot[object]]:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        yield pilot


async def test_a_digit_chooses_and_goes_on_and_all_stays_in_view() -> None:
    store, app = staged(AREA, FIRST, SECOND, IDEA)
    async with handing_over(app) as pilot:
        assert heading(app) == "From 2026–27 to 2027–28: 0 of 2 gone through"
        assert row(app, "1") == ("· First", "AB · done · goes on?")
        assert row(app, "2") == ("· Second", "not done yet · goes on?")
        await pilot.press("1", "3")
        await settled(pilot)
        assert heading(app) == "From 2026–27 to 2027–28: 2 of 2 gone through"
        assert row(app, "1") == ("✓ First", "AB · goes on")
        assert row(app, "2") == ("× Second", "we stop doing it")
        assert "handed over to 2027–28" in [*app._notifications][-1].message
        assert choices(store) == {"1": [Choice.GOES_ON], "2": [Choice.RETIRE], "3": []}
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_what_was_chosen_is_chosen_anew_and_nothing_of_the_first_choice_stays() -> None:
    store, app = staged(AREA, FIRST, SECOND)
    async with handing_over(app) as pilot:
        await pilot.press("3", "2", "up", "1")
        await settled(pilot)
        first, second = store.book().practices
        assert first.state is PracticeState.IN_USE
        assert second.review == date(2027, 9, 15)
        mark(app, "2")
        await pilot.press("1")
        await settled(pilot)
        assert store.book().practices[1].review is None
        assert choices(store) == {"1": [Choice.GOES_ON], "2": [Choice.GOES_ON]}


async def test_it_can_be_left_and_goes_on_where_it_was() -> None:
    store, app = staged(AREA, FIRST, SECOND)
    async with handing_over(app) as pilot:
        await pilot.press("2", "escape")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)
        assert [*app._notifications][-1].message == "1 practice waits for another day."
        assert choices(store) == {"1": [Choice.REVIEW], "2": []}
        await pilot.press("r")
        await settled(pilot)
        assert screen(app).rows.key == "2"
        assert row(app, "1") == ("? First", "AB · goes on, and we look at it again")


async def test_the_rest_becomes_what_is_proposed_and_one_undo_takes_it_back() -> None:
    store, app = staged(AREA, FIRST.but(review=date(2027, 5, 1)), SECOND)
    async with handing_over(app) as pilot:
        assert row(app, "1")[1].endswith("goes on, and we look at it again?")
        await pilot.press("a")
        await settled(pilot)
        assert choices(store) == {"1": [Choice.REVIEW], "2": [Choice.GOES_ON]}
        await pilot.press("a")
        store.undo(by="AB", at=JUNE)
        screen(app).follow()
        await settled(pilot)
        assert heading(app).endswith("0 of 2 gone through")


async def test_enter_asks_who_sees_to_it_and_when_too() -> None:
    store, app = staged(AREA, FIRST)
    async with handing_over(app) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HandoverDialog)
        await pilot.press("tab", "c", "tab", "o", "tab", *"someday", "enter")
        await settled(pilot)
        assert isinstance(app.screen, HandoverDialog)
        assert choices(store) == {"1": []}
        await pilot.press(*["backspace"] * 7, "enter")
        await settled(pilot)
        first = store.book().practices[0]
        assert (first.owner, first.month, first.state) == ("CD", 10, PracticeState.IN_USE)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert choices(store) == {"1": [Choice.GOES_ON]}


async def test_what_cannot_be_saved_is_not_called_gone_through() -> None:
    store, app = staged(AREA, FIRST)
    async with handing_over(app) as pilot:
        store.refusal = Refused("read-only")
        await pilot.press("1")
        await settled(pilot)
        assert heading(app).endswith("0 of 1 gone through")
        assert choices(store) == {"1": []}


async def test_on_the_smallest_screen_the_three_choices_are_all_told() -> None:
    _, app = staged(AREA, FIRST)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        said = screen(app).query_one("#choices", Static)
        assert "3 we stop doing it" in str(said.render())
        assert said.size.height * said.size.width >= len(str(said.render()))
        assert said.size.height == 2


async def test_on_a_heading_a_digit_does_nothing() -> None:
    store, app = staged(AREA, FIRST)
    async with handing_over(app) as pilot:
        screen(app).rows.cursor = 0
        await pilot.press("1", "enter")
        await settled(pilot)
        assert choices(store) == {"1": []}


async def test_in_winter_there_is_nothing_to_hand_over() -> None:
    _, app = staged(AREA, FIRST, now=datetime(2027, 1, 14, 9, tzinfo=UTC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)
        assert "from June on" in [*app._notifications][-1].message


async def test_today_offers_it_from_june_until_all_is_gone_through() -> None:
    store, app = staged(AREA, FIRST, first="today")
    async with app.run_test(size=(80, 24)) as pilot:
        row = next(line for line in shown(app) if line.key == Row("handover"))
        assert (row.said, row.right) == ("▸ The plan goes over to 2027–28", "1 practice left · ↵ go through them")
        mark(app, Row("handover"))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("1", "escape")
        await settled(pilot)
        assert choices(store) == {"1": [Choice.GOES_ON]}
        assert "handover" not in [line.key for line in shown(app)]
        assert "The plan goes over" not in texts(app)


@pytest.mark.parametrize(("keys", "year"), [((), "2025–26"), (("p",), "2024–25"), (("p", "p", "n"), "2025–26")])
async def test_earlier_years_plans_are_read_and_left_as_they_were(keys: tuple[str, ...], year: str) -> None:
    old = FIRST.but(milestones=(Milestone(PracticeState.AGREED, date(2024, 9, 1)), *IN_USE), done=(2025,))
    _, app = staged(AREA, old, SECOND, now=datetime(2026, 11, 23, 9, tzinfo=UTC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", *keys)
        await settled(pilot)
        assert isinstance(app.screen, PastPlanScreen)
        told = read(app.screen.page)
        assert f"The plan of {year}, as it was handed over" in told
        assert ("✓ First" in told) == (year == "2025–26")
        assert ("Second" in told) == (year == "2025–26")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_a_plan_in_its_first_year_has_none_before_it() -> None:
    _, app = staged(AREA, FIRST, now=datetime(2025, 11, 23, 9, tzinfo=UTC))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "p", "n")
        await settled(pilot)
        assert isinstance(app.screen, PastPlanScreen)
        assert read(app.screen.page) == "This is the plan's first school year. Press Esc to go back."
