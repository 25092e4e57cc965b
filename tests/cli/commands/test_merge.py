"""`fredstid merge`: shown first, asked field by field, then joined as one change."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.case import Case
from storage.domain.people import Language, Member, Team
from storage.domain.record import Record
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]


@pytest.fixture
def other(folder: Path, tmp_path: Path) -> Path:
    """A copy of the folder that went its own way."""
    shutil.copytree(folder, tmp_path / "laptop")
    return tmp_path / "laptop"


def save(folder: Path, *changes: Change, hours: int = 1, by: str = "CD") -> None:
    open_store(folder, session=folder.name).save(*changes, by=by, at=NOW + timedelta(hours=hours))


def edit(folder: Path, key: str, *, hours: int = 1, by: str = "CD", **values: object) -> None:
    record = open_store(folder, session=folder.name).book().record(key)
    assert record
    save(folder, Change(record, record.but(**values)), hours=hours, by=by)


def new(key: str, title: str) -> Record:
    return Case(id=key, title=title, opened=date(2026, 11, 25))


def test_it_shows_what_changes_and_asks(run: Run, other: Path, store: FolderStore) -> None:
    save(other, Change(None, new("x1", "The bus")))
    edit(other, "c2", title="Rules with the coach")
    ended = run("merge", str(other), input="n\n")
    assert ended.stdout.splitlines() == ["+ case 26-003 The bus: new", "~ case 26-002 Rules with the coach: changed"]
    assert ended.stderr.splitlines() == ["Join the two? [y/N]", "Nothing was changed."]
    assert (ended.exit_code, len(store.book().cases)) == (1, 3)


def test_a_yes_joins_them_once(run: Run, other: Path, store: FolderStore) -> None:
    save(other, Change(None, new("x1", "The bus")))
    assert run("merge", str(other), input="y\n").stderr.splitlines()[-1] == "Joined: 1 case."
    assert [case.title for case in store.book().cases if case.code == "26-003"] == ["The bus"]
    ended = run("merge", str(other))
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr == "There is nothing to join: everything in it is here.\n"


def test_what_both_changed_is_asked_with_who_and_when(run: Run, folder: Path, other: Path, store: FolderStore) -> None:
    edit(folder, "c2", title="Coach and rules", by="AB")
    edit(other, "c2", title="Rules with the coach", hours=2)
    ended = run("merge", str(other), input="x\n1\ny\n")
    assert ended.stdout.splitlines() == [
        "~ case 26-002 Rules with the coach: changed",
        "? case 26-002 Rules with the coach · title: “Coach and rules” | “Rules with the coach”",
    ]
    first, here, there, *rest = ended.stderr.splitlines()
    assert first == "Both changed this: case 26-002 Rules with the coach · title"
    assert (here[:9], here[-17:]) == ("1 here AB", "“Coach and rules”")
    assert (there[:10], there[-22:]) == ("2 there CD", "“Rules with the coach”")
    assert rest == ["Which one stands? [1/2]", "Which one stands? [1/2]", "Join the two? [y/N]", "Joined: 1 case."]
    assert store.book().case("26-002").title == "Coach and rules"


def test_yes_asks_nobody_and_keeps_the_other_as_an_earlier_value(
    run: Run, folder: Path, other: Path, store: FolderStore
) -> None:
    edit(folder, "c2", title="Coach and rules", by="AB")
    edit(other, "c2", title="Rules with the coach", hours=2)
    assert run("merge", str(other), "--yes").exit_code == 0
    case = store.book().case("26-002")
    assert (case.title, case.before[-1].value) == ("Rules with the coach", "Coach and rules")


@pytest.mark.parametrize(("typed", "left"), [("n\ny\n", []), ("y\ny\n", ["The bus stop"])])
def test_a_case_deleted_here_and_changed_there_is_asked_about(
    run: Run, folder: Path, store: FolderStore, tmp_path: Path, typed: str, left: list[str]
) -> None:
    save(folder, Change(None, new("x1", "The bus")))
    shutil.copytree(folder, tmp_path / "laptop")
    edit(tmp_path / "laptop", "x1", title="The bus stop", hours=2)
    store.delete_case("x1", by="AB", at=NOW + timedelta(hours=3))
    ended = run("merge", str(tmp_path / "laptop"), input=typed)
    assert ended.stdout.endswith("? case 26-003 The bus stop: deleted on one side, changed on the other\n")
    assert [case.title for case in store.book().cases if case.id == "x1"] == left


def test_the_same_new_number_on_both_is_told_and_show_names_both(run: Run, folder: Path, other: Path) -> None:
    save(folder, Change(None, new("x2", "The bus")))
    save(other, Change(None, new("x1", "The playground")))
    ended = run("merge", str(other), "--yes")
    assert ended.stdout.splitlines() == [
        "+ case 26-003 The playground: new",
        "~ case 26-004 The bus: changed",
        "26-003 becomes 26-004, as an older case has that number: The bus",
    ]
    assert run("show", "26-003").stderr == "26-004 was also called 26-003, in another copy: The bus\n"
    assert run("show", "26-004").stderr == "26-004 was called 26-003 first, in another copy.\n"
    assert "joined another copy" in run("history").stdout


def test_a_dry_run_only_shows(run: Run, folder: Path, other: Path, store: FolderStore) -> None:
    edit(folder, "c2", title="Coach and rules", by="AB")
    edit(other, "c2", title="Rules with the coach", hours=2)
    ended = run("merge", str(other), "--dry-run", "--json")
    facts = msgspec.json.decode(ended.stdout)
    assert [(each["id"], each["field"], each["stands"]) for each in facts["both_changed"]] == [
        ("c2", "title", "Rules with the coach")
    ]
    assert (ended.exit_code, ended.stderr, store.book().case("26-002").title) == (0, "", "Coach and rules")


def test_a_copy_that_a_sync_program_made_is_named_and_joined(run: Run, folder: Path, other: Path) -> None:
    edit(other, "c2", title="Rules with the coach")
    shutil.copy(other / "2026-27.json", folder / "2026-27-LAPTOP-7QK2.json")
    assert "“fredstid merge '2026-27-LAPTOP-7QK2.json'”" in run("check").stdout
    held = (folder / "2026-27-LAPTOP-7QK2.json").read_bytes()
    joined, aside = run("merge", "2026-27-LAPTOP-7QK2.json", "--yes").stderr.splitlines()
    assert joined == "Joined: 1 case."
    assert (folder / aside.split(" as ")[1].removesuffix(".")).read_bytes() == held
    assert run("check").exit_code == 0


def test_a_copy_that_holds_a_deleted_case_is_not_kept_for_longer(run: Run, folder: Path, store: FolderStore) -> None:
    copy = folder / "2026-27 (1).json"
    shutil.copy(folder / "2026-27.json", copy)
    store.delete_case("c2", by="AB", at=NOW + timedelta(hours=1))
    ended = run("merge", "--yes")
    assert ended.stderr.splitlines()[-1].startswith("The copy still holds a case that was deleted")
    assert copy.exists()


def test_another_teams_folder_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    team = Team(id="o", name="Year 7", language=Language.EN, members=(Member(alias="EF"),))
    create_store(tmp_path / "year-7", team, now=NOW)
    ended = run("merge", str(tmp_path / "year-7"), "--yes")
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.endswith("only copies of one team can be joined. Nothing was changed.\n")


def test_nobody_there_to_answer_changes_nothing(run: Run, other: Path, store: FolderStore) -> None:
    edit(other, "c2", title="Rules with the coach")
    ended = run("merge", str(other))
    assert (ended.exit_code, store.book().case("26-002").title) == (2, "Shared rules with the coach")


def test_where_no_copy_lies_none_is_advised_to_be_made(run: Run) -> None:
    nowhere = run("merge", "/nowhere")
    assert (nowhere.exit_code, "fredstid new" in nowhere.stderr) == (1, False)
    assert nowhere.stderr.startswith("No copy of the team lies in /nowhere.")


def of_another_team(place: Path) -> None:
    shutil.rmtree(place)
    create_store(place, Team(id="o", name="Year 7", members=(Member(alias="EF"),)), now=NOW)


def newer(place: Path) -> None:
    file = place / "2026-27.json"
    file.write_bytes(file.read_bytes().replace(b'"schema":4', b'"schema":9'))


def damaged(place: Path) -> None:
    (place / "2026-27.json").write_bytes((place / "2026-27.json").read_bytes()[:-40])


def without_a_team(place: Path) -> None:
    (place / "team.json").unlink()


def gone(place: Path) -> None:
    shutil.rmtree(place)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("spoil", [of_another_team, newer, damaged, without_a_team, gone])
def test_what_cannot_be_joined_is_one_sentence_in_each_language_and_changes_nothing(
    run: Run, folder: Path, other: Path, spoil: Callable[[Path], None], language: str
) -> None:
    spoil(other)
    before = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    ended = run("merge", str(other), "--yes", "--language", language)
    assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (1, "", 1), ended.stderr
    assert {path.name: path.read_bytes() for path in folder.glob("*.json")} == before


def test_a_copy_of_a_copy_brings_nothing_and_all_that_lie_there_are_named(run: Run, folder: Path) -> None:
    for name in ("2026-27 (1) (1).json", "team - Kopi (2).json"):
        shutil.copy(folder / f"{name.split()[0].removesuffix('-')}.json", folder / name)
    ended = run("merge")
    nothing = "There is nothing to join: everything in it is here."
    first, why, put, second, *rest = ended.stderr.splitlines()
    assert (first, why, second, rest[0]) == ("2026-27 (1) (1).json", nothing, "team - Kopi (2).json", nothing)
    assert put.startswith("The copy is put aside now, as backups/2026-27.aside-")
    assert (ended.exit_code, ended.stdout, run("check").stdout) == (0, "", "")


def test_where_no_copy_lies_beside_the_files_one_has_to_be_named(run: Run) -> None:
    ended = run("merge")
    assert (ended.exit_code, ended.stderr.count("\n")) == (2, 1)
