"""`fredstid new` and `fredstid demo`."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import open_store
from storage.domain.people import Language
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.desk.settings import team_folder

Run = Callable[..., Result]


def book(folder: Path) -> Book:
    return open_store(folder, session="looking").book()


def test_a_team_is_made_with_its_name_language_and_members(run_anywhere: Run, tmp_path: Path) -> None:
    place = tmp_path / "a" / "team-6"
    result = run_anywhere(
        "new", str(place), "--name", "6. trinn", "--language", "nn", "--member", "ab", "--member", "CD"
    )
    assert result.exit_code == 0
    assert result.stdout == f"{place}\n"
    team = book(place).team
    assert (team.name, team.language, team.aliases) == ("6. trinn", Language.NN, ("AB", "CD"))
    assert book(place).practices == ()
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_team_without_a_name_is_called_like_its_folder(run_anywhere: Run, tmp_path: Path) -> None:
    run_anywhere("new", str(tmp_path / "team-6"))
    assert book(tmp_path / "team-6").team.name == "team-6"


def test_a_folder_can_begin_with_the_demo_team(run_anywhere: Run, tmp_path: Path) -> None:
    assert run_anywhere("new", str(tmp_path / "try"), "--demo", "--language", "nb").exit_code == 0
    assert len(book(tmp_path / "try").cases) >= 10
    assert book(tmp_path / "try").team.language is Language.NB


@pytest.mark.parametrize(
    ("arguments", "helps", "status"),
    [
        (("--name", " "), "needs a name", 2),
        (("--member", "A B"), "one to eight letters", 2),
        (("--member", "AB", "--member", "ab"), "is taken", 1),
        (("--language", "xx"), "nb, nn or en", 2),
    ],
)
def test_what_a_team_cannot_be_is_refused_and_nothing_is_made(
    run_anywhere: Run, tmp_path: Path, arguments: tuple[str, ...], helps: str, status: int
) -> None:
    result = run_anywhere("new", str(tmp_path / "team"), *arguments)
    assert helps in result.stderr
    assert result.exit_code == status
    assert not (tmp_path / "team").exists()


def test_a_team_is_never_made_over_another(run_anywhere: Run, folder: Path) -> None:
    before = (folder / "team.json").read_bytes()
    for more in ((), ("--demo",)):
        result = run_anywhere("new", str(folder), *more)
        assert result.exit_code == 1
        assert "already holds a team" in result.stderr
    assert (folder / "team.json").read_bytes() == before


@pytest.mark.parametrize("beneath", ["file", "file/team"])
def test_a_team_is_not_made_in_a_file(run_anywhere: Run, tmp_path: Path, beneath: str) -> None:
    (tmp_path / "file").write_text("mine")
    result = run_anywhere("new", str(tmp_path / beneath))
    assert result.exit_code == 1
    assert "is a file, not a folder" in result.stderr


def test_the_demo_opens_the_screens_on_the_demo_team(run_anywhere: Run, opened: list[Asked]) -> None:
    assert run_anywhere("demo").exit_code == 0
    assert [asked.folder for asked in opened] == [team_folder("demo")]


def test_a_fresh_demo_starts_over(run_anywhere: Run) -> None:
    run_anywhere("log", "26-001", "Mine.", "--team", "demo")
    run_anywhere("demo")
    assert run_anywhere("search", "Mine.", "--team", "demo").stdout
    assert run_anywhere("demo", "--fresh").exit_code == 0
    assert not run_anywhere("search", "Mine.", "--team", "demo").stdout
    assert [each.name for each in team_folder("demo").parent.glob("demo*")] == ["demo"]


def test_a_demo_team_can_have_another_name(run_anywhere: Run, tmp_path: Path) -> None:
    run_anywhere("new", str(tmp_path / "try"), "--demo", "--name", "  Kveldstrinnet ")
    assert book(tmp_path / "try").team.name == "Kveldstrinnet"


@pytest.mark.parametrize(
    ("arguments", "helps"), [(("--name", " "), "needs a name"), (("--member", "AB"), "Choose one of these")]
)
def test_what_a_demo_team_cannot_have_is_refused(
    run_anywhere: Run, tmp_path: Path, arguments: tuple[str, ...], helps: str
) -> None:
    result = run_anywhere("new", str(tmp_path / "try"), "--demo", *arguments)
    assert result.exit_code == 2
    assert helps in result.stderr
    assert not (tmp_path / "try").exists()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder here that the system fills itself")
def test_where_the_system_takes_no_folder_it_says_so(run_anywhere: Run) -> None:
    result = run_anywhere("new", "/proc/fredstid-team")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("/proc/fredstid-team ")
    assert len(result.stderr.splitlines()) == 1
