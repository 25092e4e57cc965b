"""What the shell completes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from click.testing import Result

from tui.cli.asked import Asked
from tui.cli.fredstid import COMMANDS, fredstid

Run = Callable[..., Result]


def completed(*words: str) -> list[str]:
    *before, last = words
    asked = Asked.by(before, lambda _: None)
    shell = BashComplete(fredstid, {"obj": asked}, "fredstid", "_FREDSTID_COMPLETE")
    return [str(item.value) for item in shell.get_completions(before, last)]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(run_anywhere: Run, shell: str) -> None:
    result = run_anywhere("completion", shell)
    assert result.exit_code == 0
    assert f"_FREDSTID_COMPLETE={shell}_complete" in result.stdout


def test_commands_are_completed() -> None:
    assert completed("") == list(COMMANDS)
    assert completed("mi") == ["minutes"]


@pytest.mark.parametrize("command", ["show", "log", "agree"])
def test_case_codes_are_completed(folder: Path, command: str) -> None:
    assert completed("--team", str(folder), command, "26-") == ["26-002", "26-001"]
    assert completed(command, "--team", str(folder), "25") == ["25-001"]


def test_options_and_shells_are_completed() -> None:
    assert "--theme" in completed("cases", "--t")
    assert completed("completion", "z") == ["zsh"]


def test_without_a_team_nothing_is_completed_and_nothing_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert completed("--team", "/nowhere", "show", "") == []
    assert capfd.readouterr() == ("", "")
