from storage.domain.errors import Refused
from storage.domain.plan.plan import Area
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import ModeStage, desk_with, mark, read, settled, shown, texts
from tests.tui.test_plan import AREAS, PRACTICES, screen_of, staged
from tui.dialogs.plan.practice import AreaDialog
from tui.presentation.lines import Row
from tui.screens.plan.screen import PlanScreen
from tui.widgets.composer import Composer


def areas_of(store: MemoryStore) -> dict[str, Area]:
    return {area.key: area for area in store.book().areas}


async def test_c_renames_describes_and_keeps_notes_with_the_area_of_the_marked_row() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(140, 40)) as pilot:
        mark(app, Row("group", "area2"))
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("end", "!", "tab", *"Why", "tab", *"Kept")
        await pilot.press("enter")
        await settled(pilot)
        area = areas_of(store)["area2"]
        assert (area.title, area.about, area.notes) == ("Area 2!", "Why", "Kept")
        assert "Notes: Kept" in read(screen_of(app).detail)


async def test_an_area_needs_a_title() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AreaDialog)
        await pilot.press("escape")
        await settled(pilot)
        assert len(store.book().areas) == len(AREAS)


async def test_a_makes_an_area_in_an_empty_plan_and_n_a_practice_in_it() -> None:
    store, desk = desk_with()
    app = ModeStage({"plan": lambda: PlanScreen(desk)}, "plan")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"Ours", "enter")
        await settled(pilot)
        (area,) = store.book().areas
        assert screen_of(app).rows.key == Row("group", area.key)
        await pilot.press("n")
        await settled(pilot)
        await pilot.press(*"First", "enter")
        await settled(pilot)
        assert [each.area for each in store.book().practices] == [area.key]


async def test_h_hides_an_area_and_its_practices_from_the_wheel_and_shows_it_again() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("practice", "p04"))
        await pilot.press("h")
        await settled(pilot)
        assert areas_of(store)["area5"].hidden
        last = [line for line in shown(app) if line.key and line.key.kind == "group"][-1]
        assert (last.key, last.right.split()[0]) == (Row("group", "area5"), "hidden")
        await pilot.press("o")
        await settled(pilot)
        assert "Now" not in texts(app)
        await pilot.press("o")
        await settled(pilot)
        mark(app, Row("group", "area5"))
        await pilot.press("h")
        await settled(pilot)
        assert not areas_of(store)["area5"].hidden


async def test_j_and_k_move_an_area_down_and_up() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("group", "area2"))
        await pilot.press("j", "j", "k")
        await settled(pilot)
        assert [area.key for area in store.book().areas][:4] == ["area1", "area3", "area2", "area4"]
        assert screen_of(app).rows.key == Row("group", "area2")


async def test_without_an_area_under_the_cursor_nothing_happens() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await settled(pilot)
        mark(app, Row("group", "9"))
        before = store.book()
        await pilot.press("c", "h", "j", "k")
        await settled(pilot)
        assert (store.book(), app.screen) == (before, screen_of(app))


async def test_what_cannot_be_saved_is_said_and_left_as_it_was() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        store.refusal = Refused("read-only")
        mark(app, Row("group", "area2"))
        await pilot.press("h", "j", "a")
        await settled(pilot)
        await pilot.press(*"Ours", "enter")
        await settled(pilot)
        assert store.book().areas == AREAS


async def test_notes_of_a_practice_are_written_and_shown() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        app.screen.query_one("#notes", Composer).focus()
        await pilot.press(*"Kept", "enter")
        await settled(pilot)
        assert [each.notes for each in store.book().practices if each.id == "p04"] == ["Kept"]
        assert "Notes: Kept" in read(screen_of(app).detail)


async def test_an_area_that_is_left_or_stands_first_stays_as_it_was() -> None:
    store, app = staged(*AREAS, *PRACTICES)
    async with app.run_test(size=(80, 24)) as pilot:
        mark(app, Row("group", "area1"))
        await pilot.press("k", "c")
        await settled(pilot)
        assert isinstance(app.screen, AreaDialog)
        await pilot.press("!", "escape")
        await settled(pilot)
        assert store.book().areas == AREAS
