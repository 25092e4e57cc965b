"""No command is ever advised that opens what must stay closed, nor one that changes what is no team's."""

import os
import stat
from pathlib import Path

import pytest

from tests.users.people import TEACHERS, Person
from tests.users.test_sharing import said, shared


@pytest.mark.parametrize("command", ["today", "check", "cases"])
def test_a_home_is_said_to_be_its_owners_and_no_command_opens_it(
    place: Path, one: Person, two: Person, command: str
) -> None:
    home = Path("/root") if stat.S_IMODE(Path("/root").stat().st_mode) == 0o700 else one.home
    for closed, owner in ((home, home.owner() if home != one.home else "1001"), (one.home, "1001")):
        done = two.run("--team", str(closed), command)
        assert said(done) == f"{closed} belongs to {owner} and cannot be read. Only {owner} can share it with you."
    done = two.run("new", str(one.home / "team"))
    assert "sudo" not in said(done)
    assert "belongs to 1001" in said(done)
    assert place.is_dir()


@pytest.mark.parametrize("group", [0, 42, 1001])
def test_nobody_is_added_to_a_group_that_is_the_machines_or_one_persons(place: Path, two: Person, group: int) -> None:
    team = place / "team"
    team.mkdir()
    os.chown(team, 1001, group)
    team.chmod(0o2770)
    done = two.run("--team", str(team), "today")
    assert said(done) == f"{team} belongs to 1001 and cannot be read. Only 1001 can share it with you."


def test_an_outsider_of_a_shared_folder_is_still_told_how_to_come_in(
    place: Path, one: Person, outsider: Person
) -> None:
    done = outsider.run("--team", str(shared(place, "setgid", one)), "today")
    assert f"sudo usermod -aG {TEACHERS} 1003" in said(done)


@pytest.mark.parametrize("arguments", [("check",), ("check", "--repair", "--yes")])
@pytest.mark.parametrize("mode", [0o1777, 0o755, 0o2775])
def test_a_folder_without_a_team_is_said_to_be_one_and_left_as_it_is(
    place: Path, mode: int, arguments: tuple[str, ...]
) -> None:
    there = place / "there"
    there.mkdir()
    there.chmod(mode)
    (there / "notes.json").write_text("{}", "utf-8")
    done = Person(0, place).run("--team", str(there), *arguments)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said(done) == f"No team lies in {there}, so there is nothing to check."
    assert stat.S_IMODE(there.stat().st_mode) == mode
    assert [each.name for each in there.iterdir()] == ["notes.json"]


def test_a_repair_never_closes_a_folder_where_everybody_lays_things(place: Path) -> None:
    there = place / "there"
    Person(0, place).run("new", str(there))
    there.chmod(0o1777)
    done = Person(0, place).run("--team", str(there), "check", "--repair", "--yes")
    assert b"chmod" not in done.stdout
    assert stat.S_IMODE(there.stat().st_mode) == 0o1777
