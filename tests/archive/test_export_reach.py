"""What a deletion reaches: exports of this team that are as they were written, by the case's id, and nothing else."""

import os
import platform
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.beside import exports
from storage.archive.beside.exports import MARK_FILE
from storage.archive.care.check import findings_in, repair
from storage.archive.care.exporting import export_folder, files_of, write_folder
from storage.archive.disk.folder import Folder
from storage.archive.format.layout import composed, parsed
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.store import Change
from tests.archive.programs.outside import everything_in

ROOT = Path(__file__).resolve().parents[2]
SECRET = "hemmelig"  # noqa: S105 - a word to look for
HALF_DONE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.archive.care import exporting
from storage.archive.disk.folder import Folder
folder, target = Path(sys.argv[1]), Path(sys.argv[2])
files = exporting.files_of(folder)
real = exporting.disk.write_new
def write_new(path, *content):
    token = real(path, *content)
    if path.name == "2026-27.json":
        print("there", flush=True)
        if sys.argv[3] == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        sys.stdin.read()
    return token
exporting.disk.write_new = write_new
exporting.export_folder(Folder(folder), target, files, team="team", by="AB", at=datetime.now(UTC))
"""


@pytest.fixture
def written(store: FolderStore, case: Case, entry: Callable[..., Entry], now: datetime) -> Case:
    (kept,) = store.save(Change(None, with_entry(case, entry("e1", SECRET))), by="AB", at=now)
    assert isinstance(kept, Case)
    return kept


def exported(store: FolderStore, target: Path, now: datetime) -> Path:
    assert export_folder(Folder(store.folder), target, files_of(store.folder), team="team", by="AB", at=now)
    return target


def planted(store: FolderStore, place: Path, now: datetime) -> None:
    line = exports.Export(path=str(place), machine=platform.node(), at=now, by="AB")
    (store.folder / exports.EXPORTS_FILE).write_bytes(msgspec.json.encode(line) + b"\n")


def test_a_line_that_somebody_planted_reaches_no_other_team(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    other = create_store(tmp_path / "other", Team(id="other", name="x"), written.but(title=SECRET), now=now)
    before = everything_in(other.folder)
    planted(store, other.folder, now)
    assert store.exports() == ()
    (unreached,) = store.delete_case(written.id, by="AB", at=now)
    assert (unreached.reason, everything_in(other.folder)) == ("moved", before)


@pytest.mark.parametrize(
    "changed",
    [{"id": "another"}, {"dropped": True}, {"path": "/somewhere/else"}, {"sealed": True}, {"id": "x", "sealed": True}],
    ids=str,
)
def test_a_line_that_somebody_planted_hides_no_export(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime, changed: dict[str, object]
) -> None:
    place = exported(store, tmp_path / "export", now)
    listed = store.folder / exports.EXPORTS_FILE
    last = msgspec.json.decode(listed.read_bytes().splitlines()[-1])
    listed.write_bytes(listed.read_bytes() + msgspec.json.encode(last | changed) + b"\n")
    assert place in store.exports()
    left = store.delete_case(written.id, by="AB", at=now)
    assert not [each for each in left if each.path == str(place)]
    assert not [name for name, content in everything_in(place).items() if SECRET.encode() in content]


def test_a_copy_without_a_mark_is_left_and_named(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    write_folder(tmp_path / "copy", files_of(store.folder))
    before = everything_in(tmp_path / "copy")
    planted(store, tmp_path / "copy", now)
    (unreached,) = store.delete_case(written.id, by="AB", at=now)
    assert (unreached.reason, everything_in(tmp_path / "copy")) == ("lives-on", before)


@pytest.mark.usefixtures("written")
def test_an_export_in_which_somebody_went_on_keeps_its_own_cases(
    store: FolderStore, tmp_path: Path, now: datetime
) -> None:
    target = exported(store, tmp_path / "export", now)
    assert store.exports() == (target,)
    theirs = open_store(target, session="there")
    (own,) = theirs.save(Change(None, Case(id="own", title="Deres", opened=now.date())), by="CD", at=now)
    (ours,) = store.save(Change(None, Case(id="ours", title="Vår", opened=now.date())), by="AB", at=now)
    assert isinstance(own, Case)
    assert isinstance(ours, Case)
    assert own.code == ours.code == "26-002"
    before = everything_in(target)
    assert store.exports() == ()
    assert store.delete_case(ours.id, by="AB", at=now) == ()
    assert everything_in(target) == before


def test_what_is_said_of_a_living_export_names_the_case_by_what_it_is_called_there(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    target = exported(store, tmp_path / "export", now)
    theirs = open_store(target, session="there")
    theirs.save(Change(None, Case(id="own", title="Deres", opened=now.date())), by="CD", at=now)
    year = target / "2026-27.json"
    header, lines = parsed(year.read_bytes())
    renamed = lines["cases"][written.id].replace(b"26-001", b"26-009")
    year.write_bytes(b"".join(composed({**lines, "cases": {**lines["cases"], written.id: renamed}}, header)))
    open_store(target, session="there").take_in(by="CD", at=now)
    (unreached,) = store.delete_case(written.id, by="AB", at=now)
    assert (unreached.reason, unreached.case) == ("lives-on", "26-009")


def test_pages_that_name_the_code_are_said_where_the_case_itself_is_gone(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    target = tmp_path / "export"
    files = files_of(store.folder) | {"cases/26-001.md": f"26-001 {SECRET}".encode()}
    assert export_folder(Folder(store.folder), target, files, team="team", by="AB", at=now)
    open_store(target, session="there").forget_case(written.id, "CD", now)  # as an older program deleted there
    (unreached,) = store.delete_case(written.id, by="AB", at=now)
    assert unreached.reason == "pages-left"


def test_an_export_whose_owner_deletes_there_keeps_no_page_and_nothing_is_said(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    target = tmp_path / "export"
    pages = {"cases/26-001.md": f"26-001 {SECRET}".encode(), "cases/26-0010.md": b"26-0010"}
    assert export_folder(Folder(store.folder), target, files_of(store.folder) | pages, team="team", by="AB", at=now)
    assert open_store(target, session="there").delete_case(written.id, by="CD", at=now) == ()
    assert [page.name for page in target.glob("cases/*")] == ["26-0010.md"]
    assert store.delete_case(written.id, by="AB", at=now) == ()


def test_an_export_that_was_whole_before_its_last_note_is_reached(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    target = exported(store, tmp_path / "export", now)
    noted = store.folder / exports.EXPORTS_FILE
    noted.write_bytes(noted.read_bytes().splitlines(keepends=True)[0])
    assert [bool(each.waiting) for each in exports.known(Folder(store.folder))] == [True]
    assert store.exports() == (target,)
    assert store.delete_case(written.id, by="AB", at=now) == ()
    assert SECRET.encode() not in (target / "2026-27.json").read_bytes()


@pytest.mark.usefixtures("written")
def test_only_who_wrote_an_export_says_what_became_of_it(store: FolderStore, tmp_path: Path, now: datetime) -> None:
    exported(store, tmp_path / "export", now)
    noted = store.folder / exports.EXPORTS_FILE
    begun = exports.known(Folder(store.folder))[0]
    waiting = msgspec.structs.replace(begun, waiting=".export.0123456789ab.tmp", user="somebody-else")
    noted.write_bytes(msgspec.json.encode(waiting) + b"\n")
    open_store(store.folder, session="later")
    assert exports.known(Folder(store.folder)) == (waiting,)
    (found,) = findings_in(store.folder)
    assert (found.code, found.mend, found.params["owner"]) == ("export-unsettled", "", "somebody-else")
    noted.write_bytes(msgspec.json.encode(msgspec.structs.replace(waiting, user=begun.user)) + b"\n")
    (own,) = found_now = findings_in(store.folder)
    assert own.mend == "tidy"
    repair(store.folder, found_now, by="AB", at=now)
    assert findings_in(store.folder) == ()
    assert exports.known(Folder(store.folder)) == (begun,)


def test_another_team_where_an_export_lay_is_left(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    target = exported(store, tmp_path / "export", now)
    target.rename(tmp_path / "kept")
    create_store(target, Team(id="new", name="x"), written.but(code="", rev=0), now=now)
    before = everything_in(target)
    (unreached,) = store.delete_case(written.id, by="AB", at=now)
    assert (unreached.reason, everything_in(target)) == ("moved", before)


def test_a_second_deletion_reaches_the_same_export(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    (other,) = store.save(Change(None, Case(id="other", title=f"{SECRET} 2", opened=now.date())), by="AB", at=now)
    target = exported(store, tmp_path / "export", now)
    for key in (written.id, other.id):
        assert store.delete_case(key, by="AB", at=now) == ()
    assert [path for path in target.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()] == []


@pytest.mark.usefixtures("written")
def test_an_export_whose_writer_was_killed_goes_with_the_next_command(store: FolderStore, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HALF_DONE, str(store.folder), str(tmp_path / "export"), "die"]
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    (left,) = tmp_path.glob(".export.*.tmp")
    assert SECRET.encode() in (left / "2026-27.json").read_bytes()
    open_store(store.folder, session="later")
    assert {path.name for path in tmp_path.iterdir()} == {"team"}
    assert exports.known(Folder(store.folder)) == ()
    assert findings_in(store.folder) == ()


def test_an_export_that_is_being_written_is_left_in_peace_and_named(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    command = [sys.executable, "-c", HALF_DONE, str(store.folder), str(tmp_path / "export"), "wait"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"there\n"
        (left,) = tmp_path.glob(".export.*.tmp")
        later = open_store(store.folder, session="later")
        (unreached,) = later.delete_case(written.id, by="AB", at=now)
        assert (unreached.reason, unreached.path, left.exists()) == ("unfinished", str(left), True)
        writer.communicate()
    assert writer.returncode == 0
    assert (tmp_path / "export" / MARK_FILE).exists()
    assert [each.waiting for each in exports.known(Folder(store.folder))] == [""]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "link"])
def test_a_deletion_that_is_refused_leaves_everything(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    target = exported(store, tmp_path / "export", now)
    store.save(Change(written, written.but(title="Ny")), by="AB", at=now)
    before, around = everything_in(store.folder), everything_in(target)
    real, folder = getattr(os, call), str(store.folder)

    def fail(*args: object, **options: object) -> object:
        writes = call != "open" or (len(args) > 1 and isinstance(args[1], int) and args[1] & os.O_CREAT)
        if writes and not (call == "open" and str(args[0]).endswith(".lock")):
            raise OSError(5, "Input/output error", folder)
        return real(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(Refused, match="not-saved"):
            store.delete_case(written.id, by="AB", at=now)
    left = {name: state for name, state in everything_in(store.folder).items() if name != ".lock"}
    assert left == {name: state for name, state in before.items() if name != ".lock"}
    assert everything_in(target) == around


def test_what_a_cut_short_deletion_left_goes_with_the_next_command(
    store: FolderStore, written: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(Change(written, written.but(title=SECRET)), by="AB", at=now)
    with monkeypatch.context() as patch:
        patch.setattr("storage.archive.change.traces.clear", lambda _: None)
        (left,) = store.delete_case(written.id, by="AB", at=now)
    assert left.reason == "traces-left"
    assert list(holding(store.folder))
    open_store(store.folder, session="later")
    assert list(holding(store.folder)) == []
    assert findings_in(store.folder) == ()


def holding(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


@pytest.mark.usefixtures("written")
def test_two_cases_with_one_code_are_named_and_the_later_gets_another(
    store: FolderStore, agreement: Agreement, now: datetime
) -> None:
    store.save(Change(None, agreement), by="AB", at=now)
    year = store.folder / "2026-27.json"
    header, lines = parsed(year.read_bytes())
    twin = lines["cases"]["the-case"].replace(b'"the-case"', b'"the-twin"')
    year.write_bytes(b"".join(composed({**lines, "cases": {**lines["cases"], "the-twin": twin}}, header)))
    later = open_store(store.folder, session="later")
    later.take_in(by="AB", at=now)
    for key in ("the-case", "the-twin", "26-001"):
        with pytest.raises(Refused, match="code-twice"):
            later.delete_case(key, by="AB", at=now)
    with pytest.raises(Refused, match="code-twice"):
        later.book().only_case("26-001")
    found = findings_in(store.folder)
    assert [(each.code, each.params["record"]) for each in found] == [("given-twice", "26-001")]
    repair(store.folder, found, by="AB", at=now)
    assert findings_in(store.folder) == ()
    assert {case.id: case.code for case in later.book().cases} == {"the-case": "26-001", "the-twin": "26-002"}
    later.delete_case("the-twin", by="AB", at=now)
    assert [(case.id, len(later.book().agreements)) for case in later.book().cases] == [("the-case", 1)]


@pytest.mark.parametrize(
    "odd",
    [
        {"path": "/", "waiting": ".a.0123456789ab.tmp"},
        {"path": "//"},
        {"path": "/x", "waiting": ".a/.0123456789ab.tmp"},
        {"path": "/x", "waiting": "/"},
        {"path": "/x", "waiting": "."},
        {"path": "/x", "at": "0001-01-01T00:00:00+14:00"},
        {"path": "/x", "at": "9999-12-31T23:59:59-12:00"},
        {"path": "/x", "at": "2026-11-25T12:00:00"},
        {"path": "/x", "at": 1},
        {"path": 7},
    ],
)
def test_a_line_that_no_export_could_be_hinders_nobody_and_is_named(
    store: FolderStore, written: Case, now: datetime, odd: dict[str, object]
) -> None:
    line = {"machine": platform.node(), "at": now, "by": "x", "id": "y"} | odd
    (store.folder / exports.EXPORTS_FILE).write_bytes(msgspec.json.encode(line) + b"\n")
    (store.folder / exports.EXPORTS_FILE).chmod(0o600)
    later = open_store(store.folder, session="later")
    assert (later.exports(), exports.known(Folder(store.folder))) == ((), ())
    assert later.delete_case(written.id, by="AB", at=now) == ()
    assert [(each.code, each.params["line"]) for each in findings_in(store.folder)] == [("line-unreadable", 1)]
