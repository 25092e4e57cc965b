"""What becomes of one teacher's export when another deletes: named with its owner and the way out, never lost."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.users.people import TEACHERS, Person

KILLED = """
import os, runpy, sys
from storage.archive.care import exporting
where, name = sys.argv.pop(1), sys.argv.pop(1)
home = exporting.disk if where == "write_new" else exporting
real = getattr(home, where)
def dying(*arguments, **options):
    result = real(*arguments, **options)
    if not name or arguments[0].name == name:
        os._exit(9)
    return result
setattr(home, where, dying)
runpy.run_module("tui", run_name="__main__")
"""


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode()


def team_of(place: Path, one: Person) -> Path:
    """Return a team's folder that a group shares, with a case that may be deleted."""
    team = place / "team"
    team.mkdir()
    shutil.chown(team, one.number, TEACHERS)
    team.chmod(0o2770)
    assert one.run("new", str(team), "--demo").returncode == 0
    return team


def closed_in(one: Person, team: Path) -> str:
    listed = one.run("--team", str(team), "cases", "--state", "closed").stdout.decode()
    return listed.split()[0]


def killed(person: Person, team: Path, target: Path, where: str, name: str = "") -> None:
    command = ("-c", KILLED, where, name, "--team", str(team), "export", str(target))
    assert person.python_run(*command).returncode == 9


def test_a_killed_export_in_a_private_home_stays_known_until_its_owner_comes(
    place: Path, one: Person, two: Person
) -> None:
    team = team_of(place, one)
    case = closed_in(one, team)
    killed(one, team, one.home / "out", "write_new", "team.json")
    assert two.run("--team", str(team), "today").returncode == 0
    ended = two.run("--team", str(team), "delete", case, "--yes")
    assert f"Ask {one.number} to open the team once" in said(ended)
    checked = two.run("--team", str(team), "check")
    assert (checked.returncode, f"only {one.number} can look" in checked.stdout.decode()) == (1, True)
    assert list(one.home.glob(".out.*.tmp"))
    assert one.run("--team", str(team), "today").returncode == 0
    assert not list(one.home.glob(".out.*.tmp"))
    assert two.run("--team", str(team), "check").returncode == 0


def test_an_export_that_was_finished_but_not_noted_stays_known_too(place: Path, one: Person, two: Person) -> None:
    team = team_of(place, one)
    case = closed_in(one, team)
    killed(one, team, one.home / "out", "write_folder")
    assert two.run("--team", str(team), "today").returncode == 0
    assert f"Ask {one.number} to open the team once" in said(two.run("--team", str(team), "delete", case, "--yes"))


def test_an_export_that_only_its_owner_may_change_is_never_promised(place: Path, one: Person, two: Person) -> None:
    team, out = team_of(place, one), place / "out"
    shutil.chown(place, one.number)
    case = closed_in(one, team)
    assert one.run("--team", str(team), "export", str(out)).returncode == 0
    for folder, _, names in os.walk(out):
        Path(folder).chmod(0o755)
        for name in names:
            (Path(folder) / name).chmod(0o644)
    ended = two.run("--team", str(team), "delete", case, "--yes")
    assert "It goes from this export too" not in said(ended)
    assert f"Ask {one.number} to run “fredstid --team {out} delete {case}”" in said(ended)
    assert one.run("--team", str(out), "delete", case, "--yes").returncode == 0


def test_the_command_that_an_exports_owner_is_asked_to_run_leaves_no_page_about_the_case(
    place: Path, one: Person, two: Person
) -> None:
    team, out = team_of(place, one), two.home / "out"
    case = closed_in(one, team)
    assert two.run("--team", str(team), "export", str(out)).returncode == 0
    assert (out / "cases" / f"{case}.md").exists()
    others = len(list(out.glob("cases/*.md"))) - 1
    ended = one.run("--team", str(team), "delete", case, "--yes")
    (key,) = re.findall(rf"Ask {two.number} to run “fredstid --team {re.escape(str(out))} delete (\w+)”", said(ended))
    done = two.run("--team", str(out), "delete", key, "--yes")
    assert (done.returncode, "may speak of it" in said(done)) == (0, False)
    assert not [page for name in ("cases", "minutes") for page in (out / name).glob("*.md") if case in page.read_text()]
    assert len(list(out.glob("cases/*.md"))) == others


def test_a_page_that_cannot_be_looked_into_is_not_called_gone(place: Path, one: Person) -> None:
    team, out = team_of(place, one), one.home / "out"
    case = closed_in(one, team)
    assert one.run("--team", str(team), "export", str(out)).returncode == 0
    (out / "cases" / f"{case}.md").chmod(0)
    done = one.run("--team", str(out), "delete", case, "--yes")
    assert f"may speak of it: {out}." in said(done)


def test_pages_in_a_team_that_is_no_export_are_its_own(place: Path, one: Person) -> None:
    team = team_of(place, one)
    case = closed_in(one, team)
    (team / "cases").mkdir()
    page = team / "cases" / "own.md"
    page.write_text(case)
    shutil.chown(page, one.number, TEACHERS)
    assert one.run("--team", str(team), "delete", case, "--yes").returncode == 0
    assert page.exists()


def test_where_a_colleague_keeps_the_backups_to_themselves_nothing_is_called_deleted(
    place: Path, one: Person, two: Person
) -> None:
    for inside in ("backups", "drafts"):
        shutil.rmtree(place / "team", ignore_errors=True)
        team = team_of(place, one)
        case = closed_in(one, team)
        assert one.run("--team", str(team), "log", case, "Something").returncode == 0
        (team / inside).mkdir(exist_ok=True)
        shutil.chown(team / inside, one.number, one.number)
        (team / inside).chmod(0o700)
        ended = two.run("--team", str(team), "delete", case, "--yes")
        assert (ended.returncode, "is deleted" in said(ended)) == (1, False)
        assert f"{inside} belongs to {one.number}" in said(ended)
        assert f"run: sudo chgrp {TEACHERS} {team / inside}" in said(ended)


def test_a_list_of_exports_that_is_a_colleagues_alone_is_said_to_be_unread(
    place: Path, one: Person, two: Person
) -> None:
    team, out = team_of(place, one), one.home / "out"
    case = closed_in(one, team)
    assert one.run("--team", str(team), "export", str(out)).returncode == 0
    shutil.chown(team / "exports.jsonl", one.number, one.number)
    (team / "exports.jsonl").chmod(0o600)
    ended = two.run("--team", str(team), "delete", case, "--yes")
    assert f"{team}/exports.jsonl cannot be read, so there may be exports that were passed over" in said(ended)
