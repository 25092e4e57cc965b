"""What does not fit goes through a pager, on a terminal only."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.walk.terminal import Terminal
from tui.cli.fredstid import COMMANDS
from tui.cli.output import READING, pager_of

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


@pytest.mark.parametrize(("rows", "is_paged"), [(2, True), (24, False)])
def test_on_a_terminal_what_does_not_fit_is_paged(folder: Path, tmp_path: Path, rows: int, is_paged: bool) -> None:
    read = tmp_path / "read"
    pager = {"FREDSTID_PAGER": f"cat > {read}"}
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONPATH": str(ROOT)} | pager
    with Terminal((sys.executable, "-m", "tui", "cases", "--team", str(folder)), env, rows=rows) as terminal:
        assert terminal.wait() == 0
        shown = terminal.sent.decode()
    assert read.exists() is is_paged
    assert "26-001" in (read.read_text("utf-8") if is_paged else shown)


def test_only_commands_that_print_are_paged(run: Callable[..., Result]) -> None:
    assert READING - set(COMMANDS) == {"year"}
    assert run("cases").stdout.startswith("26-002")
