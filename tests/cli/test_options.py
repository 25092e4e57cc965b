"""Which team, in which language, as whom: said before or after the command's name, or by the surroundings."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.people import Language, without_member
from storage.store import Change
from tui.cli.asked import Asked, language_in
from tui.desk.settings import Settings, locale_language, save_settings, team_folder

Run = Callable[..., Result]


@pytest.mark.parametrize("place", ["before", "after", "with-equals"])
def test_the_team_is_named_before_or_after_the_command(run_anywhere: Run, folder: Path, place: str) -> None:
    team = str(folder)
    arguments = {
        "before": ("--team", team, "cases"),
        "after": ("cases", "--team", team),
        "with-equals": ("cases", f"--team={team}"),
    }
    shown = run_anywhere(*arguments[place])
    assert shown.exit_code == 0
    assert "26-001" in shown.stdout


def test_what_is_said_last_counts(run_anywhere: Run, folder: Path) -> None:
    assert run_anywhere("--team", "/nowhere", "cases", "--team", str(folder)).exit_code == 0
    assert run_anywhere("--team", str(folder), "cases", "--team", "/nowhere").exit_code == 1


def test_the_team_can_be_set_by_the_surroundings(
    run_anywhere: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FREDSTID_TEAM", str(folder))
    assert "26-001" in run_anywhere("cases").stdout


def test_an_option_outweighs_the_surroundings(run_anywhere: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FREDSTID_TEAM", "/nowhere")
    assert "26-001" in run_anywhere("--team", str(folder), "cases").stdout


def test_the_demo_team_is_made_when_it_is_asked_for(run_anywhere: Run, own_user: Path) -> None:
    shown = run_anywhere("--team", "demo", "cases", "--json")
    assert len(msgspec.json.decode(shown.stdout)) > 10
    assert (own_user / "fredstid" / "demo" / "team.json").exists()


def test_a_demo_that_was_never_finished_is_made_again(run_anywhere: Run) -> None:
    team_folder("demo").mkdir(parents=True)
    assert run_anywhere("--team", "demo", "cases").exit_code == 0


def test_the_demo_never_becomes_ones_own_team(run_anywhere: Run) -> None:
    run_anywhere("--team", "demo", "cases")
    assert run_anywhere("cases").exit_code == 1


@pytest.mark.parametrize("place", ["before", "after"])
def test_who_one_is_decides_what_comes_first(run_anywhere: Run, folder: Path, place: str) -> None:
    who = ("--as", "cd")
    arguments = (*who, "today") if place == "before" else ("today", *who)
    found = run_anywhere(*arguments, "--json", "--team", str(folder)).stdout
    assert [each["owner"] for each in msgspec.json.decode(found)["agreements"]] == ["CD", "AB"]


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (("--language", "nn", "today"), "nn"),
        (("today", "--language=en"), "en"),
        (("today", "--language"), None),
        (("today",), None),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(arguments: tuple[str, ...], language: str | None) -> None:
    assert language_in(arguments) == language


def test_ones_own_language_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(language=Language.EN))
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    assert Asked.by((), lambda _: None).words.language is Language.EN


@pytest.mark.parametrize("name", ["C", "C.UTF-8", "C.utf8", "POSIX", "c", ""])
def test_a_machine_that_was_told_no_language_speaks_bokmaal(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for variable in ("LANG", "LC_ALL"):
        monkeypatch.setenv(variable, name)
        assert locale_language() is Language.NB
    monkeypatch.setenv("LC_ALL", "nn_NO.UTF-8")
    assert locale_language() is Language.NN
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert locale_language() is Language.EN


def test_without_a_command_the_screens_open(run_anywhere: Run, folder: Path, opened: list[Asked]) -> None:
    assert run_anywhere("--team", str(folder)).exit_code == 0
    assert [asked.folder for asked in opened] == [folder]


def test_commands_open_no_screens(run: Run, opened: list[Asked]) -> None:
    run("today")
    assert not opened


@pytest.fixture
def left(store: FolderStore, folder: Path, now: datetime) -> None:
    """CD has left, and this user was CD."""
    team = store.book().team
    store.save(Change(team, without_member(team, "CD", now.date())), by="AB", at=now)
    save_settings(Settings().with_me(folder, "CD"))


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("name", ["today", "cases", "show", "search", "history", "export"])
def test_one_who_has_left_is_told_whom_to_ask_and_shown_nothing(run: Run, folder: Path, name: str) -> None:
    more = {"show": ("26-001",), "search": ("home",), "export": (str(folder / "out"),)}
    ended = run(name, *more.get(name, ()))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.startswith("CD has left the team, so nothing is shown. Ask AB.")
    assert f"Whoever may read the folder {folder} can still read its files" in ended.stderr


@pytest.mark.usefixtures("left")
def test_somebody_else_on_that_machine_says_who(run: Run) -> None:
    assert run("cases", "--as", "AB").exit_code == 0
    assert run("cases", "--as", "CD").exit_code == 2
