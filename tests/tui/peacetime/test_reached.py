"""Parent meetings, rounds and first contacts as they stand on Today and in the plan."""

from datetime import date, timedelta

import pytest
from textual.screen import Screen

from storage.domain.homes.contact import ClassContacts, Tick
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.plan.plan import Area
from storage.domain.record import Record
from storage.store import Draft
from tests.tui.mode_stage import NOW, TODAY, ModeStage, desk_with, mark, read, settled, shown, texts, until
from tui.desk.drafting import DraftPlace
from tui.presentation.lines import Row
from tui.screens.homes.contacts import ContactsScreen
from tui.screens.homes.parent_meetings import ParentMeetingScreen, ParentsScreen
from tui.screens.homes.rounds import RoundScreen, RoundsScreen
from tui.screens.plan.screen import PlanScreen
from tui.screens.today.screen import TodayScreen

MEETING = ParentMeeting(id="pm", title="About phones", on=TODAY + timedelta(days=5))
BEEN = ParentMeeting(id="been", title="The last one", on=TODAY - timedelta(days=5))
ROUND = ConversationRound(
    id="r",
    starts=date(2026, 10, 1),
    ends=date(2026, 10, 20),
    midpoint=TODAY,
    agreements=(ConversationAgreement(id="a", pupil="7", what="Reads", owner="AB", made=date(2026, 10, 1)),),
)
CLASS = ClassContacts(id="c", label="6A", homes=20, made=TODAY, ticks=(Tick(id="t", on=TODAY),))
FIRST = Area(id="area", key="first-contact", title="First contact")
MEETINGS = Area(id="area3", key="parent-meeting", title="The parent meeting", order=3)
TALKS = Area(id="area4", key="development-talk", title="The conversation", order=4)
OTHER = Area(id="area2", key="homework", title="Homework")


def staged(*records: Record, first: str = "today") -> ModeStage:
    _, desk = desk_with(*records)
    return ModeStage({"today": lambda: TodayScreen(desk), "plan": lambda: PlanScreen(desk)}, first)


async def test_today_shows_what_is_near_in_a_line_each() -> None:
    app = staged(MEETING, BEEN, ROUND, CLASS)
    async with app.run_test(size=(80, 40)):
        seen = texts(app)
        assert "! The last one: how did it go? | ↵ look back" in seen
        assert "  About phones | in 5 days · no agenda yet" in seen
        assert "▸ Mid-point check, the autumn round 2026: 0 of 1 followed up | today" in seen
        assert "First good contact" in seen
        assert "1 of 20 homes" in seen


async def test_today_is_silent_about_what_is_not_there() -> None:
    app = staged()
    async with app.run_test(size=(80, 40)):
        for word in ("look back", "Mid-point", "First good"):
            assert word not in texts(app)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (Row("parents", "pm"), ParentMeetingScreen),
        (Row("round", "r"), RoundScreen),
        (Row("contacts"), ContactsScreen),
    ],
)
async def test_enter_opens_what_is_marked(key: str, kind: type[Screen[None]]) -> None:
    app = staged(MEETING, ROUND, CLASS)
    async with app.run_test(size=(80, 40)) as pilot:
        mark(app, key)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, kind)


@pytest.mark.parametrize("first", ["today", "plan"])
@pytest.mark.parametrize(("key", "kind"), [("m", ParentsScreen), ("d", RoundsScreen), ("f", ContactsScreen)])
async def test_they_are_one_key_away_from_today_and_from_the_plan(
    first: str, key: str, kind: type[Screen[None]]
) -> None:
    app = staged(FIRST, first=first)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, kind)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, (TodayScreen, PlanScreen))


async def test_the_plans_areas_say_how_far_things_have_come() -> None:
    hidden = Area(id="area5", key="old", title="Old", order=5, hidden=True)
    app = staged(FIRST, OTHER, hidden, MEETINGS, TALKS, CLASS, MEETING, BEEN, ROUND, first="plan")
    async with app.run_test(size=(80, 24)) as pilot:
        assert {line.key: line.right for line in shown(app) if line.key and line.key.kind == "group"} == {
            Row("group", "first-contact"): "1 of 20 homes",
            Row("group", "homework"): "",
            Row("group", "old"): "hidden",
            Row("group", "parent-meeting"): "the next one 28 Nov",
            Row("group", "development-talk"): "0 of 1 followed up",
        }
        await pilot.press("o")
        await settled(pilot)
        assert "homes" not in texts(app)


async def test_without_classes_the_plan_says_nothing_of_them() -> None:
    app = staged(FIRST, first="plan")
    async with app.run_test(size=(80, 24)):
        assert "homes" not in texts(app)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("parents/pm/item/title", ParentMeetingScreen),
        ("parents/new/title", ParentsScreen),
        ("rounds/r/agreement", RoundScreen),
        ("rounds/r/a/note", RoundScreen),
    ],
)
async def test_a_text_that_was_begun_leads_back_to_its_place(place: str, kind: type[Screen[None]]) -> None:
    store, desk = desk_with(MEETING, ROUND)
    store.keep_draft(Draft(by="AB", place=place, text="begun", at=NOW))
    app = ModeStage({"today": lambda: TodayScreen(desk)}, "today")
    async with app.run_test(size=(80, 24)) as pilot:
        key = next(line.key for line in shown(app) if isinstance(line.key, DraftPlace))
        mark(app, key)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, kind)


async def test_a_wide_terminal_tells_more_of_the_marked_one_beside_it() -> None:
    app = staged(MEETING.but(note="Bring pens"), ROUND)
    async with app.run_test(size=(140, 40)) as pilot:
        assert isinstance(app.screen, TodayScreen)
        mark(app, Row("parents", "pm"))
        beside = app.screen.beside
        await until(pilot, lambda: read(beside).splitlines() == ["About phones · Sat 28 Nov · 18:00", "Bring pens"])
        mark(app, Row("round", "r"))
        await until(pilot, lambda: "0 of 1 agreement" in read(beside))
