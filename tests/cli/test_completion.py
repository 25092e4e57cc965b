"""What the shell completes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from click.testing import Result

from storage.domain.people import Language
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


NORWEGIAN = ("--language", "nb")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("cases", "--theme", "home"), ["homework"]),
        (("cases", "--theme", "ho"), ["homework"]),
        (("cases", *NORWEGIAN, "--theme", "to"), ["to-hjem"]),
        (("cases", "--state", ""), ["open", "parked", "lifted", "handed-over", "closed"]),
        (("cases", *NORWEGIAN, "--state", "o"), ["overlevert"]),
        (("cases", "--year", ""), ["2026-27", "2025-26"]),
        (("log", "26-001", *NORWEGIAN, "--step", "f"), ["første-steg"]),
        (("log", "26-001", *NORWEGIAN, "--view", "e"), ["elev"]),
        (("safety", *NORWEGIAN, "--route", "sk"), ["skolemiljø"]),
        (("agree", "26-001", "x", "--owner", ""), ["AB", "CD"]),
        (("agree", "26-001", "x", "--buddy", "c"), ["CD"]),
        (("plan", "--month", "nov"), ["November"]),
        (("plan", *NORWEGIAN, "--month", "des"), ["desember"]),
        (("plan", "--area", "co"), ["conversation", "contact"]),
        (("plan", "--year", "2026"), ["2026-27"]),
        (("minutes", ""), ["2026-11-16"]),
        (("today", "--as", "a"), ["AB"]),
        (("today", "--language", "n"), ["nb", "nn"]),
    ],
)
def test_values_of_options_are_completed(folder: Path, words: tuple[str, ...], offered: list[str]) -> None:
    assert completed("--team", str(folder), *words) == offered


@pytest.mark.parametrize("command", [("show", "26-001", "--to"), ("minutes", "--to"), ("plan", "export")])
def test_names_of_files_are_left_to_the_shell(folder: Path, command: tuple[str, ...]) -> None:
    asked = Asked.by((), lambda _: None)
    shell = BashComplete(fredstid, {"obj": asked}, "fredstid", "_FREDSTID_COMPLETE")
    items = shell.get_completions(["--team", str(folder), *command], "x")
    assert [item.type for item in items] == ["file"]


def test_choices_are_completed_where_no_team_can_be_opened() -> None:
    assert completed("--team", "/nowhere", "log", "x", "--view", "p") == ["pupil"]
    assert completed("--team", "/nowhere", "agree", "x", "y", "--owner", "") == []


@pytest.mark.parametrize("language", Language)
def test_what_is_offered_is_understood(run_anywhere: Run, language: Language) -> None:
    everywhere = ("--team", "demo", "--language", language.value)
    run_anywhere("today", *everywhere)
    for option in ("--theme", "--state", "--year"):
        offered = completed(*everywhere, "cases", option, "")
        assert offered
        for each in offered:
            assert run_anywhere("cases", option, each, *everywhere).exit_code == 0, each
            assert " " not in each


@pytest.mark.parametrize("file", ["~/.bashrc", "~/.zshrc", "~/.config/fish/config.fish"])
def test_the_help_says_where_the_line_is_put(run_anywhere: Run, file: str) -> None:
    shown = run_anywhere("completion", "--help").stdout
    assert file in shown
    assert "at the end of the file named beside it" in " ".join(shown.split())


def test_the_line_is_put_into_the_shell_s_own_file_once(
    run_anywhere: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", "/bin/bash")
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'", "utf-8")
    for said in ("now", "already"):
        assert said in run_anywhere("completion", "--install").stderr
    assert (tmp_path / ".bashrc").read_text("utf-8") == "alias ll='ls -l'\neval \"$(fredstid completion bash)\"\n"
    assert run_anywhere("completion", "fish", "--install").exit_code == 0
    assert (tmp_path / ".config/fish/config.fish").exists()
    assert run_anywhere("completion").exit_code == 2
    monkeypatch.setenv("SHELL", "/bin/dash")
    assert run_anywhere("completion", "--install").exit_code == 2
