"""A team between a folder and a database: nothing of it is lost, and it can be written in at one place at a time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.care import exporting
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.kinds import kind_of
from storage.domain.people import Language
from storage.domain.record import Record, line_of
from storage.postgres import migrations, moving
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, let_in, open_team, prepare
from storage.store import Change, Draft, TeamStore
from tests.postgres.server import Server
from tests.postgres.test_commands import run
from tests.store.conftest import NOW, TEAM
from tui.desk.opening import found_demo

TODAY = NOW.date()
FORM = b'[form]\nkey = "ours"\n'


def new_case(key: str, opened: date = TODAY) -> Case:
    return Case(id=key, title=key, opened=opened)


def work(store: TeamStore) -> None:
    """Open, write, correct, take back and delete, in two school years."""
    for key, day in (("first", NOW.date()), ("gone", NOW.date()), ("old", date(2025, 10, 1)), ("last", NOW.date())):
        store.save(Change(None, new_case(f"{key}-{uuid4().hex}", day)), by="AB", at=NOW)
    case = next(each for each in store.book().cases if each.id.startswith("first"))
    entry = Entry(id="e", step=Step.SITUATION, text="Gråter over leksene.", at=NOW)
    store.save(Change(case, with_entry(case, entry)), by="CD", at=NOW)
    case = next(each for each in store.book().cases if each.id == case.id)
    store.save(Change(case, case.but(title="Leksene om kvelden")), by="AB", at=NOW)
    store.undo(by="AB", at=NOW)
    gone = next(each for each in store.book().cases if each.id.startswith("gone"))
    store.delete_case(gone.id, by="AB", at=NOW)


def deeds(store: TeamStore) -> list[str]:
    return [str(deed) for deed in store.history()]


@pytest.fixture
def address(server: Server) -> Address:
    return address_in(server.made_database(f"d{uuid4().hex}"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo team, gone on with."""
    folder = tmp_path / "team"
    found_demo(folder, Language.EN)
    work(open_store(folder, session="one"))
    return folder


def into_database(folder: Path, address: Address) -> moving.Arrived:
    return moving.into_database(folder, address, session="mover", memory=None)


def into_folder(address: Address, folder: Path) -> moving.Arrived:
    return moving.into_folder(address, folder, session="mover")


def test_a_team_moves_in_and_back_with_every_byte(folder: Path, address: Address, tmp_path: Path) -> None:
    (folder / "forms").mkdir(mode=0o700)
    (folder / "forms" / "ours.toml").write_bytes(FORM)
    before, told = exporting.files_of(folder), deeds(open_store(folder, session="one"))
    into_database(folder, address)
    assert moving.files_in(address) == before
    there = open_team(address, session="two")
    assert deeds(there) == told
    assert (there.place.own_files / "forms" / "ours.toml").read_bytes() == FORM
    into_folder(address, tmp_path / "back")
    assert exporting.files_of(tmp_path / "back") == before
    assert deeds(open_store(tmp_path / "back", session="two")) == told


def test_what_is_done_in_the_database_comes_back_and_goes_on(folder: Path, address: Address) -> None:
    memory = folder.parent / "memory"
    open_store(folder, session="one", memory=memory)
    into_database(folder, address)
    store = open_team(address, session="two")
    work(store)
    book, told = store.book(), deeds(store)
    into_folder(address, folder)
    again = open_store(folder, session="three", memory=memory)
    assert (again.book().read_only, again.book().closed) == (None, ())
    assert sorted(again.book().records(), key=lambda each: each.id) == sorted(book.records(), key=lambda each: each.id)
    assert deeds(again) == told
    run("check", "--team", str(folder), "--language", "en")
    work(again)
    into_database(folder, address)
    assert moving.files_in(address) == exporting.files_of(folder)
    codes = [case.code for case in open_team(address, session="four").book().cases]
    assert len(codes) == len(set(codes))


def test_the_same_work_leaves_the_same_files_wherever_it_is_done(address: Address, tmp_path: Path) -> None:
    create_team(address, TEAM, now=NOW)
    work(open_team(address, session="two"))
    into_folder(address, tmp_path / "team")
    store = open_store(tmp_path / "team", session="three")
    assert store.book().read_only is None
    work(store)
    run("check", "--team", str(tmp_path / "team"), "--language", "en")


def test_what_was_moved_says_where_and_takes_no_more_writing(folder: Path, address: Address, tmp_path: Path) -> None:
    at_work = open_store(folder, session="one")
    to = into_database(folder, address).to
    for store in (at_work, open_store(folder, session="two")):
        why = store.book().read_only
        assert why is not None
        assert (why.code, why.params["to"]) == ("moved", to)
        with pytest.raises(Refused, match="moved"):
            store.save(Change(None, new_case("late")), by="AB", at=NOW)
    there = open_team(address_in(to.replace("//", "//owner@", 1)), session="three")
    there.save(Change(None, new_case("new")), by="AB", at=NOW)
    into_folder(address, tmp_path / "back")
    stores: tuple[TeamStore, ...] = there, open_team(address, session="four")
    for gone in stores:
        with pytest.raises(Refused, match="moved"):
            gone.save(Change(None, new_case("late")), by="AB", at=NOW)
        assert gone.book().read_only is not None
        assert "new" in {case.id for case in gone.book().cases}


def test_a_member_cannot_write_in_what_has_moved_whatever_she_sends(
    server: Server, folder: Path, address: Address, tmp_path: Path
) -> None:
    team = into_database(folder, address).team
    server.made_login(login := f"kari{uuid4().hex}")
    let_in(address.leading_to(team.id), login)
    with pytest.raises(Refused, match="database-not-yours"):
        into_folder(address_in(address.server.replace("owner@", f"{login}@")), tmp_path / "hers")
    assert not (tmp_path / "hers").exists()
    into_folder(address, tmp_path / "back")
    with psycopg.connect(address.server.replace("owner@", f"{login}@"), autocommit=True) as connection:
        connection.execute("set search_path to fredstid")
        for sent in ("update record set rev = rev + 1", "delete from record", "delete from number"):
            assert connection.execute(sent).rowcount == 0
        for sent in (
            "update team set moved_to = null",
            "delete from change",
            "insert into paper values ('a', 'b', 'c')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sent)


@pytest.mark.parametrize("at", ["mark_gone", "_arrived_there"])
def test_a_move_that_was_broken_off_goes_on(
    folder: Path, address: Address, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    before = exporting.files_of(folder)
    with monkeypatch.context() as patch:
        patch.setattr(moving, at, _dies)
        with pytest.raises(KeyboardInterrupt):
            into_database(folder, address)
    _refuse_two_living(open_store(folder, session="one"), lambda: open_team(address, session="one"))
    into_database(folder, address)
    assert moving.files_in(address) == before


def test_a_move_back_that_was_broken_off_goes_on(
    folder: Path, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    into_database(folder, address)
    before = moving.files_in(address)
    for at in ("_refuse_difference", "_bring_drafts"):
        with monkeypatch.context() as patch:
            patch.setattr(moving, at, _dies)
            with pytest.raises(KeyboardInterrupt):
                into_folder(address, folder)
        _refuse_two_living(open_store(folder, session="one"), lambda: open_team(address, session="one"))
    into_folder(address, folder)
    assert exporting.files_of(folder) == before
    assert open_store(folder, session="one").book().read_only is None


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def _refuse_two_living(store: FolderStore, there: Callable[[], TeamStore]) -> None:
    """See that the team can be written in at one place at most."""
    assert store.book().read_only or there().book().read_only


def test_what_one_was_typing_comes_along(folder: Path, address: Address, tmp_path: Path) -> None:
    draft = Draft(by="", place="note", text="ikke ferdig", at=NOW)
    open_store(folder, session="one").keep_draft(draft)
    into_database(folder, address)
    assert open_team(address, session="two").drafts("") == {"note": draft}
    into_folder(address, tmp_path / "back")
    assert open_store(tmp_path / "back", session="three").drafts("") == {"note": draft}


def test_what_is_left_is_deleted_and_what_is_not_ours_stays(folder: Path, address: Address, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not-moved"):
        moving.delete_left(folder, "")
    team = into_database(folder, address).team
    (folder / "theirs.txt").write_text("keep", encoding="utf-8")
    assert moving.delete_left(folder, team.id) == ("theirs.txt",)
    assert [path.name for path in folder.iterdir()] == ["theirs.txt"]
    with pytest.raises(Refused, match="not-moved"):
        moving.delete_left(address, team.id)
    into_folder(address, tmp_path / "back")
    moving.delete_left(address, team.id)
    assert moving.teams_in(address) == {}


def test_a_database_of_the_first_step_is_brought_up_and_moves_out(
    address: Address, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:1])
        prepare(address)
    case, rows = new_case("old").but(code="26-001", rev=1), list[Record]((TEAM.but(rev=1),))
    with psycopg.connect(address.server, autocommit=True) as connection:
        connection.execute("set search_path to fredstid")
        connection.execute("insert into team (id, name) values ('team', '6. trinn')")
        for record in (*rows, case):
            values = ("team", record.id, kind_of(record).name, 1, line_of(record).decode())
            connection.execute("insert into record (team, id, kind, rev, body) values (%s, %s, %s, %s, %s)", values)
    with pytest.raises(Refused, match="database-older"):
        open_team(address, session="one")
    prepare(address)
    work(open_team(address, session="one"))
    into_folder(address, tmp_path / "team")
    assert "old" in {each.id for each in open_store(tmp_path / "team", session="two").book().cases}


def test_nothing_is_moved_over_something_else(folder: Path, address: Address, tmp_path: Path) -> None:
    create_store(tmp_path / "other", TEAM, now=NOW)
    into_database(folder, address)
    with pytest.raises(Refused, match="folder-not-empty"):
        into_folder(address, tmp_path / "other")
    with pytest.raises(Refused, match="other-team-meant"):
        into_database(tmp_path / "other", Address(address.server, "7. trinn"))
    create_team(address, TEAM, now=NOW)
    with pytest.raises(Refused, match="team-exists"):
        into_database(tmp_path / "other", address)
    assert open_store(tmp_path / "other", session="one").book().read_only is None


def test_a_school_moves_in_and_out_and_is_deleted(address: Address, tmp_path: Path) -> None:
    before = {}
    for name in ("5", "6", "7"):
        create_store(tmp_path / "in" / name, TEAM.but(id=f"team-{name}", name=f"{name}. trinn"), now=NOW)
        work(open_store(tmp_path / "in" / name, session="one"))
        before[f"{name}. trinn"] = exporting.files_of(tmp_path / "in" / name)
    typed = address.server
    said = run("move", "--from", str(tmp_path / "in"), "--to", typed, "--yes", "--delete")
    assert "5. trinn" in said
    assert not any((tmp_path / "in").iterdir())
    run("move", "--from", typed, "--to", str(tmp_path / "out"), "--yes", "--delete")
    assert {place.name: exporting.files_of(place) for place in (tmp_path / "out").iterdir()} == before
    assert moving.teams_in(address) == {}


def test_between_two_folders_nothing_moves(tmp_path: Path) -> None:
    assert "a folder and a database" in run(
        "move", "--from", "demo", "--to", str(tmp_path), "--language", "en", status=2
    )


def test_an_export_is_the_same_from_both(folder: Path, address: Address, tmp_path: Path) -> None:
    into_database(folder, address)
    run("export", str(tmp_path / "there"), "--team", address.server)
    there = {str(path.relative_to(tmp_path / "there")): path for path in (tmp_path / "there").rglob("*.*")}
    for name, content in exporting.files_of(folder).items():
        assert there[name].read_bytes() == content
    assert there["plan.md"].stat().st_size
