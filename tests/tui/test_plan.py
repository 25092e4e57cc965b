from datetime import timedelta

import pytest
from textual.widgets import Static

from storage.content.plan_template import plan_file
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import Record
from storage.store import Change
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import (
    NOW,
    TODAY,
    ModeStage,
    desk_with,
    kinds,
    mark,
    read,
    settled,
    shown,
    text_of,
    texts,
    until,
)
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.presentation.lines import Row
from tui.screens.plan.practice import PracticeScreen
from tui.screens.plan.screen import PlanScreen
from tui.widgets.canvas import Canvas
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel

OURS = plan_file(Language.EN)
AREAS = tuple(Area(id=f"a{n}", key=f"area{n}", title=f"Area {n}", order=n) for n in range(1, 11))
AGREED = (Milestone(PracticeState.AGREED, TODAY - timedelta(days=90)),)


def practice(number: int, month: int = 9, **values: object) -> Practice:
    made = Practice(id=f"p{number:02}", area=f"area{number % 10 + 1}", title=f"P{number}", month=month)
    return made.but(milestones=AGREED, minimum=f"All do {number}.", room="May do more.").but(**values)


NOVEMBER = practice(4, 11, title="Now", owner="CD")
PRACTICES = (*(practice(number) for number in range(10, 40)), NOVEMBER)


def staged(*records: Record) -> tuple[MemoryStore, ModeStage]:
    store, desk = desk_with(*records)
    return store, ModeStage({"plan": lambda: PlanScreen(desk)}, "plan")


def screen_of(app: ModeStage) -> PlanScreen:
    assert isinstance(app.screen, PlanScreen)
    return app.screen


def marked(app: ModeStage) -> Row:
    row = screen_of(app).rows.key
    assert row
    return row


async def test_it_opens_at_this_months_practice_with_both_tiers_beside_it() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(140, 40)):
        assert marked(app) == Row("practice", "p04")
        detail = read(screen_of(app).detail)
        assert "■ Shared minimum: All do 4." in detail
        assert "□ Room for initiative: May do more." in detail
        assert kinds(app).count("group") == 10


async def test_enter_opens_another_area_and_closes_the_first() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("group", "area1"))
        await pilot.press("enter")
        await settled(pilot)
        assert [line.key for line in shown(app) if line.key and line.key.kind == "practice"] == [
            Row("practice", "p10"),
            Row("practice", "p20"),
            Row("practice", "p30"),
        ]
        await pilot.press("enter")
        await settled(pilot)
        assert "practice" not in kinds(app)


async def test_an_area_at_the_bottom_opens_into_view() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(64, 20)) as pilot:
        mark(app, Row("group", "area10"))
        await pilot.press("enter")
        await settled(pilot)
        rows = app.screen.query_one("#rows", LineList)
        last = [line.key for line in rows.lines].index(Row("practice", "p39"))
        assert rows.scroll_offset.y <= rows.cursor
        assert last < rows.scroll_offset.y + rows.size.height


async def test_where_all_fits_every_area_is_open() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(140, 60)):
        assert kinds(app).count("practice") == len(PRACTICES)


@pytest.mark.parametrize("size", [(80, 24), (64, 20)])
async def test_the_wheel_of_sixty_practices_stands_on_one_screen(size: tuple[int, int]) -> None:
    many = tuple(practice(number, (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 0)[number % 12]) for number in range(60))
    _, app = staged(*AREAS, *many)
    async with app.run_test(size=size) as pilot:
        await pilot.press("o")
        await settled(pilot)
        assert kinds(app).count("group") == 12
        rows = app.screen.query_one("#rows", LineList)
        assert len(rows.lines) <= rows.size.height
        await pilot.press("o")
        await settled(pilot)
        assert text_of(app.screen.query_one("#view", Static)).startswith("The plan · 0 of 60 done")


async def test_the_wheel_keeps_the_cursor_on_the_practice() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("group", "area1"))
        await pilot.press("enter")
        await settled(pilot)
        mark(app, Row("practice", "p20"))
        await pilot.press("o")
        await settled(pilot)
        assert marked(app) == Row("practice", "p20")
        assert "− September" in texts(app)


async def test_s_takes_a_practice_from_state_to_state() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        for state in (PracticeState.IN_USE, PracticeState.REVIEWED, PracticeState.IN_USE):
            await pilot.press("s")
            await settled(pilot)
            assert [each.state for each in store.book().practices if each.id == "p04"] == [state]


async def test_space_ticks_and_x_retires_and_takes_back() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "x")
        await settled(pilot)
        (kept,) = (each for each in store.book().practices if each.id == "p04")
        assert (kept.done, kept.state) == ((2026,), PracticeState.RETIRED)
        assert "× Now" in texts(app)
        await pilot.press("x")
        await settled(pilot)
        (kept,) = (each for each in store.book().practices if each.id == "p04")
        assert kept.state is PracticeState.AGREED


async def test_keys_for_a_practice_do_nothing_on_an_area() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        before = store.book()
        mark(app, Row("group", "area1"))
        await pilot.press("space", "s", "x")
        await settled(pilot)
        assert store.book() == before


async def test_enter_shows_the_practice_whole_with_the_others_before_and_after() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, PracticeScreen)
        assert app.screen.key == "p04"
        assert len(app.screen.keys) == len(PRACTICES)
        await pilot.press("escape")
        await settled(pilot)
        assert marked(app) == Row("practice", "p04")


async def test_c_changes_the_practice() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(app.screen, PracticeDialog)
        await pilot.press("end", "!", "enter")
        await settled(pilot)
        assert "Now!" in [each.title for each in store.book().practices]


async def test_n_makes_a_practice_in_the_marked_area_and_goes_to_it() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("group", "area2"))
        await pilot.press("n")
        await settled(pilot)
        await pilot.press(*"Fresh", "enter")
        await settled(pilot)
        (made,) = (each for each in store.book().practices if each.title == "Fresh")
        assert made.area == "area2"
        assert marked(app) == Row("practice", made.id)


@pytest.mark.parametrize("key", ["t", "enter"])
async def test_an_empty_plan_takes_the_whole_template_with_one_key(key: str) -> None:
    store, app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        assert marked(app) == Row("template")
        await pilot.press(key)
        await settled(pilot)
        assert (len(store.book().areas), len(store.book().practices)) == (len(OURS.areas), len(OURS.practices))
        assert marked(app).kind == "practice"
        (said,) = app._notifications
        assert "Go through them in a meeting (4)" in said.message
        store.undo(by="", at=NOW)
        screen_of(app).follow()
        await pilot.pause()
        assert marked(app) == Row("template")


async def test_an_empty_plan_names_no_keys_that_need_practices() -> None:
    _, app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        named = screen_of(app).key_line.render().plain
        assert "template" in named
        assert "next state" not in named
        assert not str(screen_of(app).query_one("#legend", Static).render())
        await pilot.press("t")
        await settled(pilot)
        assert "next state" in screen_of(app).key_line.render().plain


async def test_n_on_an_empty_plan_points_at_the_template() -> None:
    _, app = staged()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_the_template_offers_what_is_left_and_nothing_twice() -> None:
    first = OURS.practices[0]
    taken = practice(1, template=first.key, title="Changed by us")
    store, app = staged(*AREAS, taken)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(app.screen, ChooseDialog)
        offered = [title for _, title in app.screen.options]
        assert not any(first.title in title for title in offered)
        assert len(offered) == len(OURS.practices)
        await pilot.press("enter")
        await settled(pilot)
        second = OURS.practices[1]
        assert [each.template for each in store.book().practices] == [first.key, second.key]
        assert second.area in [area.key for area in store.book().areas]
        assert second.title in texts(app)


async def test_when_everything_is_taken_the_template_says_so() -> None:
    taken = tuple(practice(number, template=each.key) for number, each in enumerate(OURS.practices))
    _, app = staged(*AREAS, *taken)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(app.screen, PlanScreen)


async def test_evidence_is_named_and_what_was_deleted_is_no_error() -> None:
    case = Case(id="c", title="Nice talk", opened=TODAY, code="26-001")
    _, app = staged(*AREAS, NOVEMBER.but(evidence=("26-001", "26-009")), case)
    async with app.run_test(size=(140, 40)):
        assert "It came from: 26-001 Nice talk · deleted case" in read(screen_of(app).detail)


async def test_a_change_made_elsewhere_shows_without_moving_the_cursor() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        store.save(Change(NOVEMBER, NOVEMBER.but(title="Renamed")), by="CD", at=NOW)
        screen_of(app).follow()
        await pilot.pause()
        assert "Renamed" in texts(app)
        assert marked(app) == Row("practice", "p04")


async def test_a_template_that_is_left_takes_nothing_and_all_of_it_takes_all() -> None:
    store, app = staged(*AREAS, practice(1))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert len(store.book().practices) == 1
        await pilot.press("t")
        await settled(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert len(store.book().practices) == 1 + len(OURS.practices)


async def test_what_cannot_be_saved_leaves_the_plan_as_it_was() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        store.refusal = Refused("read-only")
        await pilot.press("s", "x", "t")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert len(store.book().practices) == len(PRACTICES)
        assert "▸ Now" in texts(app)


async def test_in_the_wheel_a_new_practice_falls_to_the_first_area() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await settled(pilot)
        mark(app, Row("group", "2"))
        await pilot.press("n")
        await settled(pilot)
        await pilot.press("escape", "n")
        await settled(pilot)
        await pilot.press(*"Fresh", "enter")
        await settled(pilot)
        (made,) = (each for each in store.book().practices if each.title == "Fresh")
        assert made.area == "area1"
        assert marked(app) == Row("practice", made.id)


async def test_below_120_columns_nothing_follows_the_cursor() -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(119, 40)) as pilot:
        await pilot.press("up")
        assert not screen_of(app).detail.region
        assert not read(screen_of(app).detail)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert screen_of(app).detail.region
        assert read(screen_of(app).detail)


async def test_e_makes_a_practice_of_an_experience_card_with_the_card_and_its_cases_as_evidence() -> None:
    card = ExperienceCard(
        id="card", title="Midway", made=TODAY, worked="Ask.", themes=("conversation",), sources=("26-001",)
    )
    case = Case(id="c", title="Nice talk", opened=TODAY, code="26-001", themes=("homework", "conversation"))
    store, app = staged(*AREAS, *PRACTICES, card, case)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await settled(pilot)
        await pilot.press("escape", "e")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape", "e")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        (made,) = (each for each in store.book().practices if each.title == "Midway")
        assert (made.minimum, made.evidence) == ("Ask.", ("card", "26-001"))
        assert made.themes == ("conversation", "homework")
        assert marked(app) == Row("practice", made.id)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_year_wheel_is_drawn_and_a_click_on_a_month_opens_it(size: tuple[int, int]) -> None:
    _, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=size) as pilot:
        year = screen_of(app).query_one("#year", Canvas)
        assert bool(year.region) is (size == (140, 40))
        await pilot.press("o")
        await until(pilot, lambda: year.region.height >= 4)
        drawn = text_of(year).splitlines()
        assert any("NOVEMBER" in row or "NOV" in row for row in drawn)
        names = next(row for row in drawn if "Dec" in row)
        assert await pilot.click(year, offset=(1 + names.index("Dec"), drawn.index(names)))
        await until(pilot, lambda: marked(app) == Row("group", "12"))
        await pilot.press("left")
        await until(pilot, lambda: marked(app) == Row("practice", "p04"))
        await pilot.press("right", "right")
        await until(pilot, lambda: marked(app) == Row("group", "1"))
        await pilot.press("o")
        await until(pilot, lambda: bool(year.region) is (size == (140, 40)) and marked(app).kind == "practice")
        if year.region:
            drawn = text_of(year).splitlines()
            names = next(row for row in drawn if "December" in row)
            assert await pilot.click(year, offset=(2 + names.index("December"), drawn.index(names)))
            await until(pilot, lambda: marked(app) == Row("group", "12"))
            await pilot.press("o")
            await until(pilot, lambda: marked(app).kind == "practice")
        assert screen_of(app).query_one("#drawn", Panel).state == "0 of 31 done · 30 overdue"
