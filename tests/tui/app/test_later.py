"""A start reads what Today shows, and everything else when it is first opened."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tui.app.later import LATER

START = """
import sys
from tui.app.later import import_later
import_later()
import tui.app.app
print(*sorted(sys.modules))
from tui.screens.plan import screen
print(screen.PlanScreen.MODE)
"""
AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from tui.app.later import import_later
import_later()
import tui.screens.plan.screen as waits
sys.setswitchinterval(1e-6)
ready = Barrier(8)
def first_use(_):
    ready.wait()
    return waits.PlanScreen
with ThreadPoolExecutor(8) as threads:
    print(len(set(threads.map(first_use, range(8)))))
"""
AT_REST = """
import asyncio, sys
from types import ModuleType
from tui.app.later import import_later
import_later()
from tui.app.start import open_aloud, open_screens
from tui.cli.asked import Asked
from tui.app.app import FredstidApp
asked = Asked.by((), open_screens, open_aloud)
asked.team, asked.me = "demo", "AB"
async def rest():
    app = FredstidApp(asked.desk, asked.settings)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query("LineList:focus"):
            await pilot.pause(0.01)
        await app.workers.wait_for_complete()
        await pilot.pause()
    print(*sorted(name for name, module in sys.modules.items() if type(module) is ModuleType))
asyncio.run(rest())
"""
UNREAD = {
    "markdown_it", "tui.screens.meeting.room", "tui.screens.case.closing", "tui.screens.homes.rounds",
    "tui.screens.plan.files", "tui.dialogs.case.agreement", "tui.dialogs.form", "tui.dialogs.plan.practice",
}  # fmt: skip
"""What only screens, questions and pages need that are not open yet."""
UNREAD_AT_REST = UNREAD | {
    "storage.content.coach", "storage.content.rehearsal", "storage.documents.page", "storage.domain.joining.copies",
    "storage.domain.typed_dates", "storage.steering.gate", "storage.steering.guard", "storage.steering.lexicon",
    "tui.desk.conflicts", "tui.desk.keeping", "tui.desk.nudges", "tui.desk.pages", "tui.dialogs.dialog",
    "tui.presentation.balance", "tui.presentation.plan_outline", "tui.screens.page_acts", "tui.widgets.nudge_line",
}  # fmt: skip
"""What is not read either by drawing Today: what follows a change, what listens to a text, and what asks."""


def test_what_today_does_not_show_waits_and_comes_when_it_is_needed() -> None:
    ran = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    read, first_used = ran.stdout.splitlines()
    assert not UNREAD & set(read.split())
    assert {"tui.screens.today.screen", "tui.screens.plan.screen"} <= set(read.split())
    assert first_used == "plan"


def test_today_is_drawn_without_what_only_a_change_or_a_question_needs(tmp_path: Path) -> None:
    homes = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(tmp_path))
    for called in (
        ("-m", "tui", "--team", "demo", "today"),
        ("-c", AT_REST),
    ):  # the first makes the demo
        command = (sys.executable, *called)
        ran = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | homes)
    read = set(ran.stdout.split())
    assert "tui.screens.today.screen" in read
    assert not UNREAD_AT_REST & read


def test_what_several_threads_first_use_at_once_is_read_once() -> None:
    ran = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, check=True)
    assert ran.stdout == "1\n"


@pytest.mark.parametrize("name", sorted(LATER))
def test_what_waits_is_there(name: str) -> None:
    assert find_spec(name)
