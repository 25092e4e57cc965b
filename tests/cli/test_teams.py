"""Several teams a person: found by name, given to a group by whoever runs the machine, all of them at once."""

import grp
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import create_store
from storage.domain.people import Language, Member, Team
from storage.postgres.address import address_in
from tests.cli.conftest import NOW
from tui.cli.teams import SYSTEM_VARIABLE, system_settings
from tui.desk.settings import Settings, load_settings, save_settings

Run = Callable[..., Result]
GROUP = grp.getgrgid(os.getegid()).gr_name


def a_team(folder: Path, name: str, language: Language = Language.EN) -> Path:
    create_store(folder, Team(id=f"t-{name}", name=name, language=language, members=(Member(alias="AB"),)), now=NOW)
    return folder


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Write the system's file."""
    file = tmp_path / "fredstid.toml"
    monkeypatch.setenv(SYSTEM_VARIABLE, str(file))

    def write(text: str) -> Path:
        file.write_text(text, "utf-8")
        return file

    return write


def test_the_group_s_team_is_opened_without_being_named(
    run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = a_team(tmp_path / "eight", "Year 8")
    system(f'language = "nn"\nkeep = "twelve-months"\n[teams]\n{GROUP} = "{folder}"\nnobody-here = "/srv/other"\n')
    assert run_anywhere("today").stdout.startswith("Year 8 ·")
    assert run_anywhere("teams").stdout.split("  ")[0] == "Year 8"
    facts = json.loads(run_anywhere("teams", "--json").stdout)
    assert facts == [{"name": "Year 8", "folder": str(folder), "group": GROUP, "opened": True}]
    settled = system_settings()
    assert (settled.language, settled.keep) == (Language.NN, "twelve-months")


def test_a_name_a_folder_and_what_is_both(
    run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_team(tmp_path / "somewhere" / "eight", "Year 8")
    system(f'[teams]\n{GROUP} = "{folder}"\n')
    for typed in ("Year 8", "year 8", "yea", str(folder)):
        assert run_anywhere("today", "--team", typed).stdout.startswith("Year 8 ·"), typed
    monkeypatch.chdir(tmp_path)
    a_team(tmp_path / "Year 8", "Another one")
    both = run_anywhere("today", "--team", "Year 8")
    assert (both.exit_code, both.stderr.count("\n")) == (2, 1)
    assert f"Write ./Year 8 for the folder, or {folder} for the team." in both.stderr
    assert run_anywhere("today", "--team", "./Year 8").stdout.startswith("Another one ·")


def test_two_teams_of_one_name_and_several_without_a_word(
    run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path
) -> None:
    one, two = a_team(tmp_path / "one", "Year 8"), a_team(tmp_path / "two", "Year 8")
    system(f'[teams]\n{GROUP} = "{one}"\n')
    assert run_anywhere("teams", "--use", str(two)).exit_code == 0
    assert load_settings().team == str(two)
    twice = run_anywhere("today", "--team", "year 8")
    assert (twice.exit_code, str(one) in twice.stderr, str(two) in twice.stderr) == (1, True, True)
    assert run_anywhere("today").stdout.startswith("Year 8 ·")


def test_a_group_without_its_folder_says_who_can_help(
    run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path
) -> None:
    file = system(f'[teams]\n{GROUP} = "{tmp_path}/gone"\n')
    missing = run_anywhere("today")
    assert missing.exit_code == 1
    assert missing.stderr.startswith(f"{file} gives the group {GROUP} the folder {tmp_path}/gone")


def test_a_broken_system_file_is_named_with_its_line_and_the_rest_works(
    run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = a_team(tmp_path / "eight", "Year 8")
    system(f'language = "klingon"\nkeep = = 2\ncolour = "red"\n[teams]\n{GROUP} = "{folder}"\nx = "not/whole"\n')
    shown = run_anywhere("today")
    assert (shown.exit_code, shown.stdout.startswith("Year 8 ·")) == (0, True)
    lines = [said.partition("line ")[2][:1] for said in shown.stderr.splitlines()]
    assert sorted(lines) == ["1", "2", "3", "6"]


def test_a_database_has_a_name_and_no_password(run_anywhere: Run, system: Callable[[str], Path]) -> None:
    system('[databases]\nours = "postgresql://db/x"\nopen = "postgresql://a:secret@db/x"\nodd = "/srv/x"\n')
    settled = system_settings()
    assert settled.address_of("ours") == "postgresql://db/x"
    assert settled.address_of("ours?team=Year 8") == "postgresql://db/x?team=Year 8"
    assert settled.address_of("theirs") is None
    shown = run_anywhere("teams")
    assert [line.partition("line ")[2][:1] for line in shown.stderr.splitlines() if "line" in line] == ["3", "4"]
    assert "secret" not in shown.stderr


def test_the_database_of_ones_group_is_opened_without_a_name(system: Callable[[str], Path]) -> None:
    system(f'[databases]\n{GROUP} = "postgresql://db/x?team=a"\nnobody-here = "postgresql://db/y"\n')
    assert system_settings().address_of(None) == "postgresql://db/x?team=a"


def test_every_team_one_after_the_other(run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path) -> None:
    one, two = a_team(tmp_path / "one", "Year 8"), a_team(tmp_path / "two", "Year 9", Language.NB)
    system(f'[teams]\n{GROUP} = "{one}"\n')
    run_anywhere("teams", "--use", str(two))
    shown = run_anywhere("today", "--all-teams")
    assert [line for line in shown.stdout.splitlines() if " · " in line][:2] == [
        "Year 8 · Wednesday 25 Nov",
        "Year 9 · onsdag 25. nov.",
    ]
    assert [each["team"] for each in json.loads(run_anywhere("today", "--all-teams", "--json").stdout)] == [
        "Year 8",
        "Year 9",
    ]
    (two / "team.json").write_text("{", "utf-8")
    assert run_anywhere("today", "--all-teams").stdout.startswith("Year 8 ·")


def test_a_folder_that_is_no_team_is_not_used(run_anywhere: Run, tmp_path: Path) -> None:
    used = run_anywhere("teams", "--use", f"{tmp_path}/nothing")
    assert (used.exit_code, load_settings().team) == (1, "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('language = "nb"\n[teams\nfoo = "/x"\nbar = 3\n', ["2", "3", "4"]),
        ("language = [1]\nkeep = {}\n", ["1", "2"]),
        ("theme = 4\nlanguage = 2026-11-25\n", ["1", "2"]),
        ("teams = 3\n", ["1"]),
        ("[teams]\nsomebody = 7\n[[[\n= =\n", ["2", "3", "4"]),
        ("[teams]\nx = '/srv/x'\nx = '/srv/y'\n", ["3"]),
        ("a = 1\n" * 40, ["2"]),
        ("\x00", ["1"]),
    ],
)
def test_whatever_stands_in_a_system_file_is_named_by_lines_in_order(
    run_anywhere: Run, system: Callable[[str], Path], tmp_path: Path, text: str, lines: list[str]
) -> None:
    folder, file = a_team(tmp_path / "eight", "Year 8"), system(text)
    shown = run_anywhere("cases", "--team", str(folder))
    assert shown.exit_code == 0, shown.stderr
    said = [line for line in shown.stderr.splitlines() if line.startswith(str(file))]
    named = [line.removeprefix(f"{file}, line ").partition(":")[0] for line in said]
    assert named[: len(lines)] == lines
    assert named == sorted(named, key=int)


def test_a_system_file_that_cannot_be_read_is_named_where_no_team_is_there(
    run_anywhere: Run, system: Callable[[str], Path]
) -> None:
    file = system("")
    file.write_bytes(b"\xff\xfe")
    missing = run_anywhere("cases")
    assert missing.exit_code == 1
    assert f"{file}, " in missing.stderr
    assert "fredstid new" in missing.stderr


def test_the_only_team_somebody_knows_is_opened(run_anywhere: Run, tmp_path: Path) -> None:
    folder = tmp_path / "six"
    made = run_anywhere("new", str(folder), "--name", "Year 6", "--language", "en", "--member", "AB")
    assert f"fredstid --team {folder} open" in made.stderr
    assert run_anywhere("today").stdout.startswith("Year 6 ·")
    run_anywhere("new", str(tmp_path / "seven"), "--name", "Year 7")
    assert run_anywhere("today").exit_code != 0


def test_several_teams_of_which_none_is_chosen_are_named(run_anywhere: Run, tmp_path: Path) -> None:
    for name in ("Year 6", "Year 7"):
        run_anywhere("new", str(tmp_path / name), "--name", name, "--member", "AB", "--language", "en")
    result = run_anywhere("today", "--language", "en")
    assert (result.exit_code, "Year 6, Year 7" in result.stderr, "--use" in result.stderr) == (2, True, True)


def test_a_team_in_a_database_is_spoken_of_as_it_speaks_before_it_is_opened(
    run_anywhere: Run, system: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    system('language = "nb"\n[databases]\nours = "postgresql://db/x?team=a"\n')
    monkeypatch.setenv("FREDSTID_TEAM", "ours")
    place = address_in("postgresql://db/x?team=a").path
    assert "Kommandoer" in run_anywhere("--help").stdout
    save_settings(Settings().speaking(place, Language.NN))
    assert "Kommandoar" in run_anywhere("--help").stdout
    assert "Ikkje noko team" in run_anywhere("teams").stderr
    save_settings(Settings(language=Language.EN).speaking(place, Language.NN))
    assert "Commands" in run_anywhere("--help").stdout, "one's own choice comes first"


def test_who_one_is_in_a_database_is_known_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = address_in("postgresql://db/x?team=a").path
    settings = Settings().with_me(place, "AB")
    monkeypatch.chdir(tmp_path)
    assert settings.me_in(place) == "AB"
