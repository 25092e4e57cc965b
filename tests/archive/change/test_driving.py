"""Real git joins two clones of a team's folder with our driver; nothing kept on either side is lost, no seal breaks."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import create_store, open_store
from storage.archive.care.check import findings_in
from storage.archive.change.driving import join_in_git
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Member, Team
from storage.store import Change

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ATTRIBUTES = "*.json merge=fredstid\nhistory/*.jsonl merge=fredstid\n"
IGNORED = "backups/\ndrafts/\npresent/\n*.lock\n.*\n!.gitattributes\n!.gitignore\n"


def git(place: Path, *arguments: str, fails: bool = False) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    ended = subprocess.run(["git", *arguments], cwd=place, capture_output=True, text=True, env=clean | who, check=False)
    assert (ended.returncode != 0) is fails, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def committed(place: Path) -> None:
    git(place, "add", "-A")
    git(place, "commit", "-qm", "kept")


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a team's folder, whose git knows our driver."""
    one, other = tmp_path / "one", tmp_path / "other"
    team = Team(id="team", name="6. trinn", members=(Member(alias="AB"),))
    case = Case(id="c1", code="26-001", title="Lekser", opened=date(2026, 9, 1))
    create_store(one, team, case, Case(id="c2", title="Mobil", opened=date(2026, 9, 1)), now=NOW)
    (one / ".gitattributes").write_text(ATTRIBUTES)
    (one / ".gitignore").write_text(IGNORED)
    git(one, "init", "-qb", "main")
    committed(one)
    git(tmp_path, "clone", "-q", str(one), str(other))
    root = Path(__file__).resolve().parents[3]
    driver = f'env PYTHONPATH="{root}" "{sys.executable}" -m tui merge --driver %O %A %B %P'
    for place in (one, other):
        git(place, "config", "merge.fredstid.driver", driver)
    return one, other


def save(place: Path, *changes: Change, hours: int) -> None:
    open_store(place, session=place.name).save(*changes, by="AB", at=NOW + timedelta(hours=hours))


def change(place: Path, key: str, *, hours: int, **values: object) -> None:
    record = open_store(place, session=place.name).book().record(key)
    assert record
    save(place, Change(record, record.but(**values)), hours=hours)


def test_two_laptops_are_joined_by_git_pull(clones: tuple[Path, Path]) -> None:
    one, other = clones
    save(one, Change(None, Case(id="n1", title="Bussen", opened=date(2026, 11, 2))), hours=1)
    change(one, "c1", hours=2, title="Lekser hver dag")
    change(one, "c2", hours=3, owner="AB")
    save(other, Change(None, Case(id="n2", title="Svømming", opened=date(2026, 11, 2))), hours=2)
    made = Agreement(id="g", what="Ring", owner="AB", made=NOW.date(), due=NOW.date(), case="26-003")
    save(other, Change(None, made), hours=3)
    change(other, "c1", hours=4, title="Lekser hver ettermiddag")
    change(other, "team", hours=5, name="7. trinn")
    open_store(other, session="x").delete_case("c2", by="AB", at=NOW + timedelta(hours=6))
    committed(one)
    committed(other)
    git(one, "pull", "-q", "--no-rebase", "--no-edit", str(other), "main")
    committed(one)
    book = open_store(one, session="again").book()
    assert {case.id: case.code for case in book.cases} == {"c1": "26-001", "n1": "26-003", "n2": "26-004"}
    assert (book.case("26-001").title, book.agreements[0].case) == ("Lekser hver ettermiddag", "26-004")
    assert book.team.name == "7. trinn"
    assert book.read_only is None
    assert not [finding.code for finding in findings_in(one) if "mode" not in finding.code]
    save(one, Change(None, Case(id="n3", title="Videre", opened=date(2026, 11, 3))), hours=7)
    committed(one)
    git(other, "pull", "-q", "--ff-only", str(one), "main")
    book = open_store(other, session="again").book()
    assert (book.read_only, book.case("26-005").title) == (None, "Videre")
    assert not [finding.code for finding in findings_in(other) if "mode" not in finding.code]
    said = str(list(open_store(other, session="again").history()))
    assert all(code in said for code in ("26-003", "26-004", "26-005"))


def test_a_file_that_is_damaged_on_one_side_stays_a_conflict(clones: tuple[Path, Path]) -> None:
    one, other = clones
    change(one, "c1", hours=1, title="Her")
    committed(one)
    (other / "2026-27.json").write_text("{")
    committed(other)
    before = (one / "2026-27.json").read_bytes()
    said = git(one, "pull", "-q", "--no-rebase", "--no-edit", str(other), "main", fails=True)
    assert "The file 2026-27.json is damaged" in said
    assert (one / "2026-27.json").read_bytes() == before


def test_the_same_on_both_sides_stays_as_it_is(clones: tuple[Path, Path], tmp_path: Path) -> None:
    one, _ = clones
    file = one / "2026-27.json"
    ours = tmp_path / "ours"
    ours.write_bytes(file.read_bytes())
    join_in_git(file, ours, file, Path("2026-27.json"), at=NOW, change="x")
    assert ours.read_bytes().splitlines()[1:] == file.read_bytes().splitlines()[1:]


def test_another_file_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(Refused, match="no-such-copy"):
        join_in_git(tmp_path / "a", tmp_path / "a", tmp_path / "a", Path("notes.json"), at=NOW, change="x")
