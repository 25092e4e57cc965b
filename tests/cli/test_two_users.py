"""Two system users on one folder, the second of whom means harm: nothing of the first one's own is touched."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import create_store, open_store
from storage.archive.care.exporting import export_folder, files_of
from storage.archive.disk.folder import Folder
from storage.domain.people import Language, Member, Team
from tests.archive.programs.outside import everything_in
from tests.cli.conftest import NOW, RECORDS
from tests.cli.test_outside import run

ONE, TWO, TOGETHER = 61001, 61002, 62000
pytestmark = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can be two users")


@pytest.fixture
def place() -> Iterator[Path]:
    """A place that both users reach, with a home for each and a folder that they share."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        place = Path(name)
        place.chmod(0o755)
        for user, home in ((ONE, "one"), (TWO, "two")):
            (place / home).mkdir(mode=0o700)
            os.chown(place / home, user, TOGETHER)
        (place / "team").mkdir()
        os.chown(place / "team", ONE, TOGETHER)
        (place / "team").chmod(0o2770)
        team = Team(id="team", name="Year 6", language=Language.EN, members=(Member(alias="AB"), Member(alias="CD")))
        create_store(place / "team", team, *RECORDS, now=NOW)
        for path in (place / "team").rglob("*"):
            os.chown(path, ONE, TOGETHER)
        yield place


def fredstid_as(place: Path, user: int, *words: str, team: Path | None = None) -> tuple[int, str]:
    """Run a command as one of the two, in a child that has everything loaded already; return its status and words."""
    warm = place / "warm"
    if not warm.exists():
        shutil.copytree(place / "team", warm, ignore=shutil.ignore_patterns("exports.jsonl", ".intent"))
        for line in (*LINES, words):
            run(warm, *line)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _become(place, user)
        try:
            status, said = run(team or place / "team", *words)
            os.write(writing, f"{status} {said}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as answer:  # noqa: PTH123 - what is opened is a number
        ended, _, heard = answer.read().decode().partition(" ")
    os.waitpid(child, 0)
    return int(ended or 99), heard


def _become(place: Path, user: int) -> None:
    home = str(place / ("one" if user == ONE else "two"))
    os.environ.update(dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), home))
    os.chdir("/")
    os.umask(0o002)
    os.setgroups([])
    os.setgid(TOGETHER)
    os.setuid(user)


def shell(place: Path, user: int, line: str) -> None:
    """Let one of the two do something in the folder by hand."""
    drop = ("setpriv", f"--reuid={user}", f"--regid={TOGETHER}", "--clear-groups")
    subprocess.run((*drop, "sh", "-c", f"umask 002; cd '{place}/team'; {line}"), check=True)


def private(place: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return everything of the first user's own."""
    return everything_in(place / "one" / "own")


@pytest.fixture
def own(place: Path) -> Path:
    """What the first user keeps: a profile, and a team of their own with old signs of life."""
    own = place / "one" / "own"
    (own / "present").mkdir(parents=True)
    (own / ".profile").write_text("mine")
    for name in ("0123456789abcdef.json", "team.json", "2026-27.00000001.json", "AB.case.0123456789abcdef.jsonl"):
        (own / "present" / name).write_text("mine")
        os.utime(own / "present" / name, (1, 1))
    for path in (own, *own.rglob("*")):
        os.chown(path, ONE, TOGETHER)
    return own


ATTACKS = {
    "a note to move a file over a profile": 'echo evil > x; printf \'{"files":{"OWN/.profile":"x"}}\' > .intent',
    "the same, upwards": 'echo evil > x; printf \'{"files":{"../one/own/.profile":"x"}}\' > .intent',
    "the same, the other way": 'printf \'{"files":{"x":"../one/own/.profile"}}\' > .intent',
    **{f"{name} is a link": f"rm -rf {name}; ln -s OWN/present {name}" for name in ("present", "drafts", "backups")},
    "the history is a link": "rm -rf history; ln -s OWN/present history",
    "a history file is a link": "rm -f history/2026-27.jsonl; ln -s OWN/.profile history/2026-27.jsonl",
    "the list of exports": 'printf \'{"path":"OWN","machine":"%s","at":"2026-09-01T12:00:00Z","by":"AB","id":"k",\''
    '\'"waiting":"present"}\\n\' "$(uname -n)" > exports.jsonl',
}


LINES = (("today",), ("log", "26-001", "Calmer."), ("check", "--repair", "--yes"), ("delete", "25-001", "--yes"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_the_other_is_touched(place: Path, own: Path, attack: str) -> None:
    shell(place, TWO, ATTACKS[attack].replace("OWN", str(own)))
    before = private(place)
    for words in LINES:
        status, said = fredstid_as(place, ONE, *words)
        assert private(place) == before, words
        assert status in {0, 1, 2}, said
    assert fredstid_as(place, ONE, "today")[0] == 0


def test_a_colleagues_export_that_cannot_be_seen_is_named_and_stops_nothing(place: Path) -> None:
    store = open_store(place / "team", session="s")
    target = place / "two" / "export"
    assert export_folder(Folder(store.folder, group=True), target, files_of(store.folder), team="team", by="CD", at=NOW)
    for path in (target, *target.rglob("*")):
        os.chown(path, TWO, TOGETHER)
    for path in (place / "team").rglob("*"):
        os.chown(path, ONE, TOGETHER)
    assert stat.S_IMODE((place / "two").stat().st_mode) == 0o700
    status, said = fredstid_as(place, ONE, "delete", "25-001", "--yes")
    assert (status, f"belongs to {TWO}" in said) == (0, True), said
    key = open_store(target, session="s").book().case("25-001").id
    assert f"“fredstid --team {target} delete {key}”" in said
    assert open_store(place / "team", session="s").book().find_case("25-001") is None
    status, said = fredstid_as(place, TWO, "delete", key, "--yes", team=target)
    assert status == 0, said
    assert open_store(target, session="s").book().find_case("25-001") is None
