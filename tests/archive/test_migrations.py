"""Folders that older programs left: read at once, written anew with the first change, on a backup, forwards only."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in
from storage.archive.care.exporting import files_of
from storage.archive.care.restoring import restore
from storage.archive.format.layout import MIGRATIONS, OLDEST, SCHEMA, brought_up, parsed
from storage.domain.case.case import Case, Route
from storage.domain.case.standing import alarmed
from storage.domain.errors import Refused
from storage.domain.text import UNWANTED
from storage.store import Change

OLD = Path(__file__).parent / "old"
FILES = ("team.json", "2026-27.json")


@pytest.fixture(params=sorted(MIGRATIONS))
def schema(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, schema: int) -> Path:
    """A folder as a program of that time left it."""
    place = tmp_path / "old"
    shutil.copytree(OLD / str(schema), place)
    for path in (place, *place.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return place


def schema_of(path: Path) -> int:
    return parsed(path.read_bytes())[0].schema


def renamed(store: FolderStore, now: datetime) -> None:
    team = store.book().team
    store.save(Change(team, team.but(name="Ny")), by="AB", at=now)


def test_every_step_leads_to_the_present() -> None:
    assert sorted(MIGRATIONS) == list(range(OLDEST, SCHEMA))
    assert all((OLD / str(schema) / name).is_file() for schema in MIGRATIONS for name in FILES)


def test_looking_writes_nothing_and_reads_all_of_it(old: Path, schema: int) -> None:
    before = {name: (old / name).read_bytes() for name in FILES}
    book = open_store(old, session="new").book()
    assert book.read_only is None
    assert [case.title for case in book.cases] == ["Lekser hver ettermiddag"]
    assert {name: (old / name).read_bytes() for name in FILES} == before
    assert {schema_of(old / name) for name in FILES} == {schema}
    assert findings_in(old) == ()


def test_the_first_change_writes_all_of_it_anew_on_a_backup(old: Path, schema: int, now: datetime) -> None:
    before = {name: (old / name).read_bytes() for name in FILES}
    store = open_store(old, session="new")
    seen = store.book()
    renamed(store, now)
    assert {schema_of(old / name) for name in FILES} == {SCHEMA}
    kept = {name: (old / "backups" / f"{Path(name).stem}.schema-{schema}.json").read_bytes() for name in FILES}
    assert kept == before
    assert open_store(old, session="later").book().years == seen.years
    for _ in range(12):
        renamed(store, now)
        store.undo(by="AB", at=now)
    assert (old / "backups" / f"team.schema-{schema}.json").read_bytes() == before["team.json"]


def test_fields_we_do_not_know_survive(old: Path, now: datetime) -> None:
    store = open_store(old, session="new")
    case = store.book().cases[0]
    store.save(Change(case, case.but(title="Ny")), by="AB", at=now)
    assert b'"colour":"red"' in (old / "2026-27.json").read_bytes()


def test_codes_of_deleted_cases_are_not_given_again(old: Path, now: datetime) -> None:
    store = open_store(old, session="new")
    (kept,) = store.save(Change(None, Case(id="n", title="Ny", opened=now.date())), by="AB", at=now)
    assert isinstance(kept, Case)
    assert kept.code == "26-003"


def test_nothing_acts_on_a_terminal_afterwards(old: Path, now: datetime) -> None:
    store = open_store(old, session="new")
    assert store.book().practices[0].minimum == "Høyst en halv time �hver dag"
    renamed(store, now)
    written = b"".join((old / name).read_bytes() for name in FILES)
    assert UNWANTED.sub("", written.decode().replace("\n", "")) == written.decode().replace("\n", "")
    assert b"\\u001b" not in written


def test_a_folder_only_for_reading_is_read_all_the_same(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.archive.store.os.access", lambda *_: False)
    book = open_store(old, session="new").book()
    assert book.read_only is not None
    assert book.read_only.code == "read-only"
    assert len(book.cases) == 1


def test_a_deletion_keeps_no_old_form_of_what_it_deletes(old: Path, now: datetime) -> None:
    store = open_store(old, session="new")
    renamed(store, now)
    store.delete_case("26-001", by="AB", at=now)
    held = [path.name for path in old.rglob("*") if path.is_file() and b"Lekser hver" in path.read_bytes()]
    assert held == []


def test_an_old_backup_comes_back_in_the_present_form(old: Path, schema: int, now: datetime) -> None:
    store = open_store(old, session="new")
    case, generation = store.book().cases[0], parsed((old / "2026-27.json").read_bytes())[0].generation
    store.save(Change(case, case.but(title="Ny")), by="AB", at=now)
    restore(old, "2026-27.json", generation, by="AB", at=now)
    assert schema_of(old / "2026-27.json") == SCHEMA
    assert open_store(old, session="later").book().cases[0].title == "Lekser hver ettermiddag"
    assert schema < SCHEMA


def test_an_export_is_of_the_present_form(old: Path) -> None:
    assert {parsed(content)[0].schema for name, content in files_of(old).items() if name in FILES} == {SCHEMA}


def test_there_is_no_way_back(old: Path, schema: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed(open_store(old, session="new"), now)
    monkeypatch.setattr("storage.archive.change.opened.SCHEMA", schema)
    with pytest.raises(Refused, match="newer-schema"):
        renamed(open_store(old, session="an older program"), now)


def test_a_case_that_may_be_in_danger_of_life_is_written_in_the_present_form(old: Path, now: datetime) -> None:
    store = open_store(old, session="new")
    case = store.book().cases[0]
    store.save(Change(case, alarmed(case, Route.DANGER)), by="AB", at=now)
    assert schema_of(old / "2026-27.json") == SCHEMA
    assert open_store(old, session="later").book().cases[0].alarm is Route.DANGER


def test_tables_that_are_none_of_ours_stay_as_they_are() -> None:
    lines = {"counters": {"cases": b'{"last":2}'}, "strange": {"a": b'{"text":"\\u001b[2J"}'}}
    assert brought_up(1, lines) == lines
