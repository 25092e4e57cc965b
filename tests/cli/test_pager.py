"""What does not fit goes through a pager, on a terminal only."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.walk.terminal import Terminal
from tui.cli.fredstid import COMMANDS
from tui.cli.pager import READING, pager_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environment", "pager"),
    [
        ({"TERM": "xterm", "FREDSTID_PAGER": "most", "PAGER": "more"}, "most"),
        ({"TERM": "xterm", "PAGER": "more"}, "more"),
        ({"TERM": "xterm", "PAGER": "cat"}, ""),
        ({"TERM": "xterm", "FREDSTID_PAGER": "", "PAGER": "more"}, ""),
        ({"TERM": "dumb", "PAGER": "more"}, ""),
    ],
)
def test_which_pager(environment: dict[str, str], pager: str) -> None:
    assert pager_of(environment) == pager


def test_on_a_terminal_the_pager_gets_what_is_printed_and_a_pipe_does_not(folder: Path, tmp_path: Path) -> None:
    read = tmp_path / "read"
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "FREDSTID_PAGER": f"tee {read} > /dev/null; echo paged",
        "LANG": "C.UTF-8",
    }
    env.pop("COLUMNS", None)
    with Terminal((sys.executable, "-m", "tui", "cases", "--team", str(folder)), env) as terminal:
        terminal.see("paged")
        assert terminal.wait() == 0
    assert "26-001" in read.read_text("utf-8")


def test_only_commands_that_print_are_paged(run: Callable[..., Result]) -> None:
    assert READING - set(COMMANDS) == {"year"}
    assert run("cases").stdout.startswith("26-002")
