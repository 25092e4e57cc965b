"""Old minutes taken in from the page of cases: the same lines as by command, each with a tick."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.mode_stage import ModeStage, desk_with, settled
from tui.dialogs.form import FileNameDialog
from tui.dialogs.ticks import TicksDialog
from tui.screens.case.log import CasesScreen
from tui.widgets.lists import LineList

TOLD = (
    "# Team meeting 12.10.2026\n\n- Agreed: AB calls the home\n- The coffee is gone.\n\n## Case 3: The bus\n\nLate.\n"
)


async def come_to(pilot: Pilot[object], file: Path) -> None:
    """Name a file where one is asked for."""
    await settled(pilot)
    await pilot.press("i")
    await settled(pilot)
    assert isinstance(pilot.app.screen, FileNameDialog)
    pilot.app.screen.query_one("#file", Input).value = str(file)
    await pilot.press("enter")
    await settled(pilot)


@pytest.mark.parametrize(("keys", "noted"), [(("enter",), 1), (("space", "enter"), 0)])
async def test_each_line_has_a_tick_and_what_is_ticked_comes_in(
    tmp_path: Path, keys: tuple[str, ...], noted: int
) -> None:
    (tmp_path / "minutes.md").write_text(TOLD, "utf-8")
    store, desk = desk_with()
    app = ModeStage({"today": lambda: CasesScreen(desk)}, "today")
    async with app.run_test(size=(80, 24)) as pilot:
        await come_to(pilot, tmp_path / "minutes.md")
        assert isinstance(app.screen, TicksDialog)
        rows = [line.said for line in app.screen.query_one(LineList).lines]
        assert rows[0] == "✓ note: The coffee is gone."
        assert rows[-1] == "✓ Case: Case 3: The bus"
        await pilot.press(*keys)
        await settled(pilot)
    book = store.book()
    assert [case.title for case in book.cases] == ["Case 3: The bus"]
    assert [len(meeting.notes) for meeting in book.meetings] == [noted]


async def test_esc_keeps_nothing_and_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "minutes.md").write_text(TOLD, "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    store, desk = desk_with()
    app = ModeStage({"today": lambda: CasesScreen(desk)}, "today")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await come_to(pilot, tmp_path / "minutes.md")
        await pilot.press("escape")
        await come_to(pilot, tmp_path / "picture.png")
        assert any(".png" in each.message for each in app._notifications)
    assert (store.book().cases, store.book().meetings) == ((), ())
