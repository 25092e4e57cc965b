"""How the screens end when they fail or are told to: at once, nothing shown, nothing lost."""

import os
import signal
import sys
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.widgets import TextArea

from storage.archive import create_store, open_store
from storage.archive.disk.folder import Folder
from storage.archive.disk.lock import locked
from storage.domain.case.case import Case
from storage.domain.people import SHARED, Language, Member, Team
from storage.store import Change
from tests.tui.meeting.sitting import in_a_meeting, seated, step
from tests.tui.stage import memory_desk
from tests.walk.terminal import Terminal
from tui.desk.settings import state_folder
from tui.dialogs.choose import ConfirmDialog
from tui.dialogs.commands import CommandsDialog
from tui.screens.today.screen import TodayScreen

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = "Leksene ender i gråt"
FAILS = f"""
from tui.__main__ import main
from tui.screens.case.log import CasesScreen
def fail(self, *_, **__):
    secret = {WRITTEN!r}
    raise ValueError(secret)
CasesScreen.action_new_case = fail
main()
"""
LONGEST = 1.5
"""Seconds: half a one, and what a busy machine adds."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = Case(id="c1", code="26-001", title=WRITTEN, opened=date(2026, 11, 2))
    team = Team(id="team", name="6. trinn", language=Language.EN, members=(Member(alias="AB"),))
    create_store(tmp_path / "team", team, case, now=datetime(2026, 11, 23, 13, tzinfo=UTC))
    return tmp_path / "team"


@pytest.fixture
def env(folder: Path) -> Mapping[str, str]:
    return os.environ | {"FREDSTID_TEAM": str(folder), "PYTHONPATH": str(ROOT)}


def begun(env: Mapping[str, str], *program: str) -> Terminal:
    return Terminal((sys.executable, *program, "--language", "en", "--as", "AB"), env)


def go_to_the_cases(terminal: Terminal) -> None:
    terminal.see("Today")
    terminal.press("3")
    terminal.see("^ *1 case$")


def write_in_the_case(terminal: Terminal) -> None:
    """Type an entry, and let it stand."""
    go_to_the_cases(terminal)
    terminal.press("enter")
    terminal.see("nothing yet")
    terminal.press("enter")
    terminal.see("Esc cancel")
    terminal.type("It ended in tears")
    terminal.see("It ended in tears")


def kept_drafts(folder: Path) -> set[str]:
    return {draft.text for draft in open_store(folder, session="later").drafts("AB").values()}


def test_a_screen_that_fails_leaves_one_sentence_and_no_contents(env: Mapping[str, str]) -> None:
    with begun(env, "-c", FAILS) as terminal:
        go_to_the_cases(terminal)
        terminal.press("n")
        assert terminal.wait() == 1
        picture = " ".join(terminal.see("lies in").split())
    assert "fredstid failed and had to stop; what was saved is safe" in picture
    assert WRITTEN not in picture
    assert "Traceback" not in picture


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_at_once_and_what_is_typed_is_kept(
    env: Mapping[str, str], folder: Path, how: signal.Signals
) -> None:
    with begun(env, "-m", "tui") as terminal:
        write_in_the_case(terminal)
        sent = time.monotonic()
        os.kill(terminal.pid, how)
        terminal.wait()
        assert time.monotonic() - sent < LONGEST
        assert "Traceback" not in terminal.picture
    assert "It ended in tears" in kept_drafts(folder)


async def test_the_last_letter_that_is_seen_is_kept_though_its_news_is_still_on_the_way() -> None:
    desk = memory_desk()
    async with in_a_meeting(desk) as sitting:
        await step(sitting, desk)
        await sitting.press("enter")
        await sitting.until(lambda: isinstance(sitting.app.focused, TextArea), "a field")
        field = sitting.app.focused
        assert isinstance(field, TextArea)
        field.insert("Halve setn")
        sitting.app.leave()
        assert desk.store.drafts(SHARED) == {}
        await sitting.until(lambda: not sitting.app.is_running, "the end")
        assert [draft.text for draft in desk.store.drafts(SHARED).values()] == ["Halve setn"]


def test_a_terminal_that_stands_still_holds_nobody_up(env: Mapping[str, str], folder: Path) -> None:
    store = open_store(folder, session="another")
    with begun(env, "-m", "tui") as terminal:
        write_in_the_case(terminal)
        os.kill(terminal.pid, signal.SIGSTOP)
        case = store.book().cases[0]
        store.save(Change(case, case.but(owner="AB")), by="CD", at=datetime(2026, 11, 23, 14, tzinfo=UTC))
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.type(" again")
        terminal.until(lambda: any("tears again" in text for text in kept_drafts(folder)), "what was typed afterwards")


def test_a_save_that_waits_for_somebody_else_does_not_hold_up_the_end(env: Mapping[str, str], folder: Path) -> None:
    with begun(env, "-m", "tui") as terminal:
        write_in_the_case(terminal)
        with locked(Folder(folder), "somebody"):
            terminal.press("enter")
            terminal.see("Unsaved draft")
            sent = time.monotonic()
            os.kill(terminal.pid, signal.SIGTERM)
            terminal.wait()
            assert time.monotonic() - sent < LONGEST
    assert "It ended in tears" in kept_drafts(folder)


def test_a_dropped_line_is_no_crash_and_leaves_no_log(env: Mapping[str, str], folder: Path) -> None:
    with begun(env, "-m", "tui") as terminal:
        write_in_the_case(terminal)
        terminal.hang_up()
        terminal.wait()
    assert list(state_folder().glob("failed-*.log")) == []
    assert "It ended in tears" in kept_drafts(folder)


async def test_quitting_from_the_list_of_help_is_asked_about_and_no_comes_first() -> None:
    async with seated(memory_desk()) as sitting:
        await sitting.on(TodayScreen)
        await sitting.press("question_mark")
        await sitting.on(CommandsDialog)
        await sitting.press("end", "enter")
        await sitting.on(ConfirmDialog)
        await sitting.press("enter")
        await sitting.on(TodayScreen)
