"""A folder inside a team's that is shut to somebody stops no reader, and is named with what opens it."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.users.people import TEACHERS, Person
from tests.users.test_sharing import log, said, shared, shown


@pytest.mark.parametrize("inner", ["backups", "history"])
def test_reading_goes_on_and_a_check_names_it_with_what_opens_it(
    place: Path, one: Person, two: Person, inner: str
) -> None:
    team = shared(place, "setgid", one)
    (team / inner).chmod(0o700)
    for command in ("today", "cases"):
        done = two.run("--team", str(team), command)
        assert (done.returncode, said(done)) == (0, "")
    command = f"sudo chmod 2770 {team}/{inner}"
    for arguments in (("check",), ("check", "--repair", "--yes")):
        (line,) = two.run("--team", str(team), *arguments).stdout.decode().splitlines()
        assert line.startswith(f"{inner} has other rights than it should have")
        assert line.endswith(command)
    asked = two.run("--team", str(team), "restore" if inner == "backups" else "history")
    assert said(asked).startswith(f"{team}/{inner} belongs to 1001 and cannot be read.")
    assert said(asked).endswith(command)
    subprocess.run(command.removeprefix("sudo ").split(), check=True)
    assert log(two, team, "I am in again").returncode == 0


def test_a_schools_own_folder_that_is_shut_is_named_too(place: Path, one: Person, two: Person) -> None:
    team = shared(place, "setgid", one)
    (team / "forms").mkdir(mode=0o700)
    os.chown(team / "forms", 1001, TEACHERS)
    (line,) = two.run("--team", str(team), "check").stdout.decode().splitlines()
    assert line.startswith("forms cannot be read: access is denied")
    assert line.endswith(f"sudo chmod 2770 {team}/forms")


def test_where_backups_are_shut_none_are_promised_or_denied(place: Path, one: Person, two: Person) -> None:
    team = shared(place, "setgid", one)
    max(team.glob("20*.json")).write_bytes(b"")
    (team / "backups").chmod(0o700)
    damaged = two.run("--team", str(team), "check").stdout.decode().splitlines()[0]
    assert damaged.endswith("what the backups hold cannot be seen from here; open that folder first.")


def test_a_reader_is_advised_nothing_that_is_his_already(place: Path, one: Person, two: Person) -> None:
    team = shared(place, "setgid", one)
    team.chmod(0o750)
    for file in team.glob("*.json"):
        os.chown(file, 1001, TEACHERS)
        file.chmod(0o640)
    for inner in ("backups", "history"):
        os.chown(team / inner, 1001, 1001)
        (team / inner).chmod(0o700)
    assert two.run("--team", str(team), "today").returncode == 0
    for command, inner in (("restore", "backups"), ("history", "history")):
        done = two.run("--team", str(team), command)
        advised = said(done).partition("run: ")[2]
        assert advised == f"sudo chgrp {TEACHERS} {team}/{inner} && sudo chmod 750 {team}/{inner}"
        subprocess.run(advised.replace("sudo ", ""), shell=True, check=True)  # noqa: S602 - what it advises is tried
    listed = two.run("--team", str(team), "check")
    assert "chown" not in listed.stdout.decode()
    assert two.run("--team", str(team), "history").returncode == 0


def test_a_folder_where_only_owners_replace_files_is_named_and_mended(place: Path, one: Person, two: Person) -> None:
    team = shared(place, "setgid", one)
    team.chmod(0o3770)
    (line,) = two.run("--team", str(team), "check").stdout.decode().splitlines()
    assert line.endswith(f"sudo chmod 2770 {team}")
    assert one.run("--team", str(team), "check", "--repair", "--yes").returncode == 0
    assert stat.S_IMODE(team.stat().st_mode) == 0o2770
    assert log(two, team, "I may").returncode == 0
    assert "I may" in shown(one, team)


@pytest.mark.parametrize("inside", ["", "team"])
def test_a_new_team_in_such_a_folder_is_shared(place: Path, one: Person, two: Person, inside: str) -> None:
    parent = place / "school"
    parent.mkdir()
    os.chown(parent, 1001, TEACHERS)
    parent.chmod(0o3770)
    done = one.run("new", str(parent / inside), "--demo")
    assert f"{TEACHERS} can read and change it." in said(done)
    assert stat.S_IMODE((parent / inside).stat().st_mode) == 0o2770
    assert log(two, parent / inside, "Me too").returncode == 0
