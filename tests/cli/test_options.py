"""Which team, in which language, as whom: said before or after the command's name, or by the surroundings."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store
from storage.domain.people import Language, Member, Team, without_member
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tests.cli.conftest import NOW
from tui.cli.asked import Asked, option_in
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
        (("--language", "nn", "today", "--language=en"), "en"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(arguments: tuple[str, ...], language: str | None) -> None:
    assert option_in(arguments, "--language") == language


TEXT_THAT_A_NYNORSK_TEAM_HEARS = "Dei slår han kvar dag og trugar han."


@pytest.fixture
def nynorsk(tmp_path: Path) -> Path:
    team = Team(id="team", name="6. trinn", language=Language.NN, members=(Member(alias="AB"),))
    create_store(tmp_path / "nynorsk", team, now=NOW)
    return tmp_path / "nynorsk"


@pytest.mark.parametrize("place", ["option", "surroundings", "settings", "usual"])
def test_what_opens_no_team_speaks_the_teams_language(
    run_anywhere: Run, nynorsk: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (nynorsk, *nynorsk.rglob("*"))}
    named = ("--team", str(nynorsk)) if place == "option" else ()
    match place:
        case "surroundings":
            monkeypatch.setenv("FREDSTID_TEAM", str(nynorsk))
        case "settings":
            save_settings(Settings(team=str(nynorsk)))
        case "usual":
            monkeypatch.setattr("tui.cli.teams.team_folder", lambda _: nynorsk)
    title = gate_file("nn").routes["not-safe"].title
    assert run_anywhere("nudge", TEXT_THAT_A_NYNORSK_TEAM_HEARS, *named).stdout.startswith(f"! {title}")
    assert run_anywhere("safety", *named).stdout.startswith(f"# {title}")
    assert run_anywhere("nudge", "--help", *named).stdout.startswith("Bruk: ")
    assert "Døme:" in run_anywhere("--help", *named).stdout
    wrongly = run_anywhere("nudge", "--bogus", *named)
    assert (wrongly.exit_code, "Valet «--bogus» finst ikkje her" in wrongly.stderr) == (2, True)
    assert run_anywhere("nudge", "They never answer.", "--language", "en", *named).stdout.startswith("“never”")
    assert {path: path.stat().st_mtime_ns for path in (nynorsk, *nynorsk.rglob("*"))} == before


def no_team(place: Path) -> None:
    """Lay nothing there."""


def a_pipe(place: Path) -> None:
    place.mkdir()
    os.mkfifo(place / "team.json")


def a_folder(place: Path) -> None:
    (place / "team.json").mkdir(parents=True)


def of_no_form(place: Path) -> None:
    place.mkdir()
    (place / "team.json").write_bytes(b'{"team":{"t":{"language":"sv"}}}')


def too_deep(place: Path) -> None:
    place.mkdir()
    (place / "team.json").write_bytes(b'{"team":' + b"[" * 100_000)


@pytest.mark.parametrize("laid", [no_team, a_pipe, a_folder, of_no_form, too_deep])
def test_a_team_that_cannot_be_read_stands_in_the_way_of_no_help_and_no_nudge(
    run_anywhere: Run, tmp_path: Path, laid: Callable[[Path], None]
) -> None:
    place = tmp_path / "broken"
    laid(place)
    for arguments in (("--help",), ("nudge", "They never answer."), ("safety",)):
        shown = run_anywhere(*arguments, "--team", str(place))
        assert (shown.exit_code, shown.stderr) == (0, "")
    assert run_anywhere("nudge", "They never answer.", "--team", "a\0b").exit_code == 0
    assert place.exists() == (laid is not no_team)


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
