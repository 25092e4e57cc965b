"""What other programs lay into a folder that is shared by an access list is as usable as what this one does."""

import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.users.people import Person
from tests.users.test_sharing import log, said, shown

HERE, BELOW = "system.posix_acl_access", "system.posix_acl_default"
NOBODY = 0xFFFFFFFF
OWNER, USER, GROUP, MASK, OTHERS = 0x01, 0x02, 0x04, 0x10, 0x20


def give(place: Path, name: str, people: Iterable[int], *, may: int, owner: int) -> None:
    """Write an access list as the system keeps it, so that it needs no program of its own."""
    named = [(USER, may, who) for who in sorted(people)]
    entries = [(OWNER, owner, NOBODY), *named, (GROUP, 0, NOBODY), (MASK, may, NOBODY), (OTHERS, 0, NOBODY)]
    os.setxattr(place, name, struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries))


@pytest.fixture
def team(place: Path, one: Person, two: Person) -> Path:
    """A team's folder that two people are named on, and that hands this down."""
    folder = place / "team"
    folder.mkdir(mode=0o700)
    os.chown(folder, one.number, one.number)
    try:
        for name in (HERE, BELOW):
            give(folder, name, (one.number, two.number), may=7, owner=7)
    except OSError:
        pytest.skip("no access lists here")
    done = one.run("new", str(folder), "--demo")
    assert done.returncode == 0, said(done)
    return folder


def written_by_another_program(writer: Person, file: Path) -> None:
    """Put the same bytes in a file's place, as an editor or a synchronising program does."""
    as_editors_do = "import pathlib, sys; a = pathlib.Path(sys.argv[1]); b = a.with_name('n'); "
    done = writer.python_run("-c", f"{as_editors_do} b.write_bytes(a.read_bytes()); b.replace(a)", str(file))
    assert done.returncode == 0, said(done)


def test_a_file_that_another_program_wrote_stays_right_when_it_is_written_anew(
    team: Path, one: Person, two: Person
) -> None:
    year = max(team.glob("20*.json"))
    written_by_another_program(two, year)
    for writer in (one, two, one):
        assert log(writer, team, "Quiet today").returncode == 0
        assert stat.S_IMODE(year.stat().st_mode) == 0o660
        assert {each.run("--team", str(team), "check").returncode for each in (one, two)} == {0}


def test_a_repair_puts_right_what_a_file_names_somebody_for(team: Path, one: Person, two: Person) -> None:
    year = max(team.glob("20*.json"))
    give(year, HERE, (two.number,), may=7, owner=6)
    done = one.run("--team", str(team), "check", "--repair", "--yes")
    assert done.returncode == 0, said(done)
    give(year, HERE, (two.number,), may=4, owner=6)
    year.chmod(0o660)
    done = one.run("--team", str(team), "check", "--repair", "--yes")
    assert done.returncode == 0, said(done)
    assert log(two, team, "I may too").returncode == 0
    assert "I may too" in shown(one, team)
