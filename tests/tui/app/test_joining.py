"""One who comes by SSH is asked for the team's folder before a second team is founded."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.walk.terminal import Terminal
from tui.desk.settings import comes_by_ssh, load_settings

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (sys.executable, "-m", "tui")
QUESTION = "Does your team have a folder"


@pytest.fixture
def env() -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}


@pytest.fixture
def school_folder(env: Mapping[str, str], tmp_path: Path) -> Path:
    """A colleague has made it: none of one's own settings knows of it."""
    theirs = {name: str(tmp_path / "colleague") for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return founded({**env, **theirs}, tmp_path / "team 6", "Team 6")


def founded(env: Mapping[str, str], folder: Path, name: str) -> Path:
    subprocess.run([*PROGRAM, "new", str(folder), "--member", "AB", "--name", name], env=env, check=True)
    return folder


@pytest.mark.parametrize(
    ("environment", "by_ssh"),
    [({}, False), ({"SSH_TTY": ""}, False), ({"SSH_TTY": "/dev/pts/1"}, True), ({"SSH_CLIENT": "10.0.0.1 1 22"}, True)],
)
def test_who_comes_by_ssh(environment: dict[str, str], by_ssh: bool) -> None:
    assert comes_by_ssh(environment) is by_ssh


def test_the_folder_that_is_named_opens_and_is_remembered(env: Mapping[str, str], school_folder: Path) -> None:
    with Terminal(PROGRAM, env) as terminal:
        terminal.see(QUESTION)
        terminal.type(f"{school_folder}\r")
        terminal.see("Who are you")
    assert load_settings().team == str(school_folder)
    shown = subprocess.run([*PROGRAM, "today"], env=env, capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("Team 6 ·")
    with Terminal(PROGRAM, env) as terminal:
        assert QUESTION not in terminal.see("Who are you|1 Today")


def test_a_folder_without_a_team_is_said_and_asked_for_again(env: Mapping[str, str], school_folder: Path) -> None:
    with Terminal(PROGRAM, env) as terminal:
        terminal.see(QUESTION)
        terminal.type("/nowhere/at/all\r")
        terminal.see("no folder")
        assert load_settings().team == ""
        terminal.type(f"{school_folder}\r")
        terminal.see("Who are you")


def test_enter_alone_begins_a_new_team(env: Mapping[str, str]) -> None:
    with Terminal(PROGRAM, env) as terminal:
        terminal.see(QUESTION)
        terminal.press("enter")
        terminal.see("Which language")


def test_leaving_makes_nothing(env: Mapping[str, str], own_user: Path) -> None:
    with Terminal(PROGRAM, env) as terminal:
        terminal.see(QUESTION)
        terminal.type("\x04")
        assert terminal.wait() == 0
    assert not (own_user / "fredstid").exists()


def test_nobody_is_asked_whose_team_is_named(env: Mapping[str, str], school_folder: Path) -> None:
    with Terminal(PROGRAM, {**env, "FREDSTID_TEAM": str(school_folder)}) as terminal:
        assert QUESTION not in terminal.see("Who are you")


def test_nobody_is_asked_who_has_one_team(env: Mapping[str, str], tmp_path: Path) -> None:
    founded(env, tmp_path / "mine", "Mine")
    with Terminal(PROGRAM, env) as terminal:
        assert QUESTION not in terminal.see("Who are you")


def test_what_the_surroundings_say_outweighs_what_is_remembered(
    env: Mapping[str, str], school_folder: Path, tmp_path: Path
) -> None:
    with Terminal(PROGRAM, env) as terminal:
        terminal.see(QUESTION)
        terminal.type(f"{school_folder}\r")
        terminal.see("Who are you")
    named = {**env, "FREDSTID_TEAM": str(founded(env, tmp_path / "other", "Other"))}
    shown = subprocess.run([*PROGRAM, "today"], env=named, capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("Other ·")
