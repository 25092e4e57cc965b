"""Opening the screens: a terminal that can show them, and a team, or what makes one."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from storage.archive import open_store
from storage.domain.errors import Refused
from storage.domain.people import Language
from tests.walk.terminal import Terminal
from tui.app.first_app import FirstApp, make_team
from tui.app.start import desk_or_first_run
from tui.cli.asked import Asked
from tui.desk.settings import Settings, load_settings, team_folder
from tui.i18n.words import Words
from tui.screens.first_run import FirstAnswers

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = (sys.executable, "-m", "tui")


@pytest.fixture
def env() -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def asked() -> Asked:
    return Asked(Words(Language.EN), Settings(), lambda _: None)


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (30, 24)])
def test_a_terminal_that_is_too_small_is_told_what_is_needed(env: Mapping[str, str], columns: int, rows: int) -> None:
    with Terminal((*PROGRAM, "demo"), env, columns=columns, rows=rows) as terminal:
        assert terminal.wait() == 2
        assert "64×20" in terminal.picture.replace("\n", "")


def test_a_plain_terminal_is_told_what_works(env: Mapping[str, str]) -> None:
    command = ("/usr/bin/env", "TERM=dumb", *PROGRAM)
    with Terminal(command, env) as terminal:
        assert terminal.wait() == 2
        assert "TERM=dumb" in terminal.picture


def test_without_a_team_the_first_question_is_asked_and_leaving_makes_nothing(
    env: Mapping[str, str], own_user: Path
) -> None:
    with Terminal(PROGRAM, env) as terminal:
        terminal.see("Which language")
        terminal.press("esc")
        assert terminal.wait() == 0
    assert not (own_user / "fredstid").exists()


def test_a_team_that_was_asked_for_by_name_is_not_made_by_mistake(asked: Asked, tmp_path: Path) -> None:
    asked.team = str(tmp_path / "typo")
    with pytest.raises(Refused, match="no-folder"):
        desk_or_first_run(asked)


@pytest.mark.parametrize("me", ["AB", ""])
def test_the_answers_make_a_team_and_remember_who_sits_here(asked: Asked, me: str) -> None:
    make_team(asked, FirstAnswers(Language.NN, name="6. trinn", aliases=("AB", "CD"), me=me))
    team = open_store(team_folder(None), session="looking").book().team
    assert (team.name, team.language, team.aliases) == ("6. trinn", Language.NN, ("AB", "CD"))
    assert load_settings().me_in(team_folder(None)) == me
    assert asked.desk.me == me


async def test_the_first_start_ends_with_the_answers(own_user: Path) -> None:
    app = FirstApp(Words(Language.EN), str(own_user))
    async with app.run_test() as pilot:
        await pilot.press("d")
    assert app.return_value is not None
    assert app.return_value.demo


async def test_the_first_start_can_be_left(own_user: Path) -> None:
    app = FirstApp(Words(Language.EN), str(own_user))
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.return_value is None


def test_asking_for_the_demo_opens_it(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FirstApp, "run", lambda _, **__: FirstAnswers(Language.NB, demo=True))
    desk = desk_or_first_run(asked)
    assert desk is not None
    assert desk.place.path == team_folder("demo")
    assert desk.store.book().team.language is Language.NB


def test_somebody_new_at_a_team_is_asked_once_who_they_are(env: Mapping[str, str], own_user: Path) -> None:
    folder = str(own_user / "team")
    subprocess.run([*PROGRAM, "new", folder, "--member", "AB", "--member", "CD"], env=env, check=True)
    with Terminal((*PROGRAM, "--team", folder), env) as terminal:
        terminal.see("Who are you")
        terminal.press("c")
        terminal.press("enter")
        terminal.until(lambda: load_settings().me_in(Path(folder)) == "CD", "who sits here")
    with Terminal((*PROGRAM, "--team", folder), env) as terminal:
        assert "Who are you" not in terminal.see(r"· CD")


def test_a_browser_is_refused(env: Mapping[str, str]) -> None:
    served = {**env, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    with Terminal((*PROGRAM, "demo"), served) as terminal:
        assert terminal.wait() == 2
        assert "not for a browser" in " ".join(terminal.picture.split())


def test_nothing_of_textuals_own_logs_what_stands_on_the_screen(env: Mapping[str, str], tmp_path: Path) -> None:
    watched = {**env, "TEXTUAL": "devtools,debug", "TEXTUAL_LOG": str(tmp_path / "log")}
    with Terminal((*PROGRAM, "demo", "--language", "en", "--as", "AB"), watched) as terminal:
        terminal.see("1 Today")
        terminal.press("q")
        assert terminal.wait() == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("odd", [{"LC_ALL": "C"}, {"NO_COLOR": "1"}], ids=str)
def test_an_odd_terminal_shows_the_screens_all_the_same(env: Mapping[str, str], odd: Mapping[str, str]) -> None:
    command = (*PROGRAM, "demo", "--language", "en", "--as", "AB")
    with Terminal(command, {**env, **odd}, columns=64, rows=20) as terminal:
        terminal.see("1 Today")
        terminal.press("3")
        terminal.see("26-001")
        terminal.press("q")
        assert terminal.wait() == 0


def test_the_smallest_terminal_runs(env: Mapping[str, str]) -> None:
    with Terminal((*PROGRAM, "demo", "--language", "en", "--as", "AB"), env, columns=40, rows=12) as terminal:
        terminal.see("1 Today")
        terminal.press("q")
        assert terminal.wait() == 0


def test_behind_the_curtain_no_key_shows_anything(env: Mapping[str, str]) -> None:
    with Terminal((*PROGRAM, "demo", "--language", "en", "--as", "AB"), env) as terminal:
        terminal.see("1 Today")
        terminal.press("f8")
        terminal.see("F8 or ↵ goes on")
        terminal.quiet()
        shown = terminal.picture
        for key in ("ctrl+p", "/", "u", "3", "?", ",", "f12"):
            terminal.press(key)
            terminal.quiet()
            assert terminal.picture == shown
        terminal.press("f8")
        terminal.see("1 Today")


def test_the_list_of_actions_names_no_case(env: Mapping[str, str]) -> None:
    with Terminal((*PROGRAM, "demo", "--language", "en", "--as", "AB"), env, columns=100, rows=50) as terminal:
        terminal.see("1 Today")
        terminal.press("5")
        terminal.see("more")
        terminal.press("ctrl+p")
        terminal.see("What can I do here")
        terminal.see("26-0|Homework", gone=True)
