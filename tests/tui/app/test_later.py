"""A start reads what Today shows, and everything else when it is first opened."""

import subprocess
import sys
from importlib.util import find_spec

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
UNREAD = {
    "markdown_it", "tui.screens.meeting.room", "tui.screens.case.closing", "tui.screens.homes.rounds",
    "tui.screens.plan.files", "tui.dialogs.case.agreement", "tui.dialogs.form", "tui.dialogs.plan.practice",
}  # fmt: skip
"""What only screens, questions and pages need that are not open yet."""


def test_what_today_does_not_show_waits_and_comes_when_it_is_needed() -> None:
    ran = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    read, first_used = ran.stdout.splitlines()
    assert not UNREAD & set(read.split())
    assert {"tui.screens.today.screen", "tui.screens.plan.screen"} <= set(read.split())
    assert first_used == "plan"


def test_what_several_threads_first_use_at_once_is_read_once() -> None:
    ran = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, check=True)
    assert ran.stdout == "1\n"


@pytest.mark.parametrize("name", sorted(LATER))
def test_what_waits_is_there(name: str) -> None:
    assert find_spec(name)
