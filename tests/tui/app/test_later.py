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


@pytest.mark.parametrize("name", sorted(LATER))
def test_what_waits_is_there(name: str) -> None:
    assert find_spec(name)
