"""The plan written out from the screen, changed, and taken in again."""

import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import Record
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import TODAY, ModeStage, desk_with, settled, text_of
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import FileNameDialog
from tui.dialogs.ticks import TicksDialog
from tui.screens.plan.screen import PlanScreen
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

AREA = Area(id="a1", key="talks", title="The talk", order=1)
OTHER = Area(id="a2", key="contact", title="First contact", order=2)
AGREED = (Milestone(PracticeState.AGREED, TODAY),)
TALK = Practice(id="p1", area="talks", title="Ask first", minimum="We ask.", month=11, milestones=AGREED)
CALL = Practice(id="p2", area="contact", title="Call first", minimum="We call.", month=8, milestones=AGREED)


def staged(*records: Record) -> tuple[MemoryStore, ModeStage]:
    store, desk = desk_with(*records)
    return store, ModeStage({"plan": lambda: PlanScreen(desk)}, "plan")


async def name(pilot: Pilot[object], file: Path) -> None:
    """Type a file's name where one is asked for."""
    await settled(pilot)
    assert isinstance(pilot.app.screen, FileNameDialog)
    pilot.app.screen.query_one("#file", Input).value = str(file)
    await pilot.press("enter")
    await settled(pilot)


def problem(pilot: Pilot[object]) -> str:
    return "\n".join(text_of(each) for each in pilot.app.screen.query(Static))


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """Return a document with this plan, changed."""
    text = (folder / "plan.md").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "changed.md").write_text(text, "utf-8")
    return folder / "changed.md"


async def ask_to_write(pilot: Pilot[object], down: int = 0) -> None:
    """Choose which page of the plan is to be written."""
    await pilot.press("p")
    await settled(pilot)
    assert isinstance(pilot.app.screen, ChooseDialog)
    await pilot.press(*["down"] * down, "enter")


async def write_out(pilot: Pilot[object], file: Path, down: int = 0) -> None:
    await ask_to_write(pilot, down)
    await name(pilot, file)
    assert not isinstance(pilot.app.screen, ModalScreen)


async def test_p_writes_the_plan_where_only_its_owner_reads_it(tmp_path: Path) -> None:
    _, app = staged(AREA, TALK)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_out(pilot, tmp_path / "plan.md")
        assert stat.S_IMODE((tmp_path / "plan.md").stat().st_mode) == 0o600
        assert "### Ask first" in (tmp_path / "plan.md").read_text("utf-8")
        await write_out(pilot, tmp_path / "plan.html")
        assert (tmp_path / "plan.html").read_text("utf-8").startswith("<!DOCTYPE html>")


async def test_a_parents_council_and_a_wall_get_pages_of_their_own(tmp_path: Path) -> None:
    _, app = staged(AREA, TALK)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_out(pilot, tmp_path / "parents.md", down=1)
        await write_out(pilot, tmp_path / "wheel.html", down=2)
    assert (tmp_path / "parents.md").read_text("utf-8").startswith("# What you can count on: ")
    assert "The year wheel 20" in (tmp_path / "wheel.html").read_text("utf-8")


async def test_a_file_that_exists_is_left_alone_and_the_name_asked_for_again(tmp_path: Path) -> None:
    _, app = staged(AREA, TALK)
    (tmp_path / "plan.md").write_text("mine")
    async with app.run_test(size=(80, 24)) as pilot:
        await ask_to_write(pilot)
        await name(pilot, tmp_path / "plan.md")
        assert "exists already" in problem(pilot)
        pilot.app.screen.query_one("#file", Input).value = " "
        await pilot.press("enter")
        await settled(pilot)
        assert "Write the name of a file" in problem(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert (tmp_path / "plan.md").read_text() == "mine"


async def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    _, app = staged(AREA, TALK)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ask_to_write(pilot)
        await name(pilot, tmp_path / "nowhere" / "plan.md")
        assert "could not be written" in problem(pilot)  # and the name can be mended where it was typed


async def test_a_changed_plan_is_taken_in_row_by_row(tmp_path: Path) -> None:
    store, app = staged(AREA, OTHER, TALK, CALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_out(pilot, tmp_path / "plan.md")
        changed = written(tmp_path, ("We ask.", "We ask twice."), ("We call.", "We call twice."))
        await pilot.press("i")
        await name(pilot, changed)
        dialog = app.screen
        assert isinstance(dialog, TicksDialog)
        rows = [line.said for line in dialog.query_one(LineList).lines]
        assert rows == [
            "✓ Ask first · Shared minimum: We ask. → We ask twice.",
            "✓ Call first · Shared minimum: We call. → We call twice.",
        ]
        await pilot.press("space", "down")
        assert [each.text for each in dialog.query_one(Reader).paragraphs] == ["We call.", "→ We call twice."]
        await pilot.press("enter")
        await settled(pilot)
        book = store.book()
        assert [practice.minimum for practice in book.practices] == ["We ask.", "We call twice."]
        await pilot.press("i")
        await name(pilot, changed)
        await pilot.press("escape")
        await settled(pilot)
        assert store.book() is book


async def test_what_could_tell_who_somebody_is_is_said_before_it_comes_in(tmp_path: Path) -> None:
    _, app = staged(AREA, TALK)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_out(pilot, tmp_path / "plan.md")
        await pilot.press("i")
        await name(pilot, written(tmp_path, ("We ask.", "Call 22 33 44 55.")))
        assert "who somebody is: 22 33 44 55" in problem(pilot)


async def test_what_was_taken_out_waits_for_its_tick(tmp_path: Path) -> None:
    store, app = staged(AREA, OTHER, TALK, CALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_out(pilot, tmp_path / "plan.md")
        text = (tmp_path / "plan.md").read_text("utf-8")
        (tmp_path / "less.md").write_text(text[: text.index("### Call first")], "utf-8")
        await pilot.press("i")
        await name(pilot, tmp_path / "less.md")
        assert [line.said[0] for line in app.screen.query_one(LineList).lines] == ["·"]
        await pilot.press("enter")
        await settled(pilot)
        assert store.book().practices[1].state is PracticeState.AGREED
        await pilot.press("i")
        await name(pilot, tmp_path / "less.md")
        await pilot.press("a", "a", "a", "enter")
        await settled(pilot)
        assert store.book().practices[1].state is PracticeState.RETIRED


async def test_an_unchanged_plan_asks_nothing(tmp_path: Path) -> None:
    store, app = staged(AREA, TALK)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_out(pilot, tmp_path / "plan.md")
        before = store.book()
        await pilot.press("i")
        await name(pilot, tmp_path / "plan.md")
        assert not isinstance(app.screen, ModalScreen)
        assert store.book() is before


@pytest.mark.parametrize(("key", "count"), [("enter", 2), ("escape", 0)])
async def test_a_plan_one_has_already_comes_into_an_empty_plan_after_a_look(
    tmp_path: Path, key: str, count: int
) -> None:
    store, app = staged()
    (tmp_path / "ours.txt").write_text("# August\n\n- Call home\n- Meet\n  - Responsible: AB\n", "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter")
        await name(pilot, tmp_path / "ours.txt")
        dialog = app.screen
        assert isinstance(dialog, ReadingDialog)
        assert [each.text for each in dialog.query_one(Reader).paragraphs] == [
            "Area: August",
            "Practice: Call home (When: August)",
            "Practice: Meet (Responsible: AB, When: August)",
        ]
        await pilot.press(key)
        await settled(pilot)
        assert len(store.book().practices) == count


async def test_what_is_no_plan_is_said_and_changes_nothing(tmp_path: Path) -> None:
    store, app = staged(AREA, TALK)
    before = store.book()
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("i")
        await name(pilot, tmp_path / "none.md")
        assert "There is no file" in problem(pilot)
        await name(pilot, tmp_path / "plan.docx")
        assert any("no plain text" in each.message for each in app._notifications)
        assert store.book() is before
        await pilot.press("i")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, ModalScreen)
