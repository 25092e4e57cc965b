"""An export: all of a team, whole or not at all, and within reach of a deletion."""

import io
import os
import shutil
import stat
import sys
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from storage.archive import FolderStore, open_store
from storage.archive.beside import exports
from storage.archive.care.exporting import export_file, export_folder, files_of, sealed, write_file, write_folder
from storage.archive.disk.folder import Folder
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.store import Change
from tests.archive.test_faults import Failing

SECRET = "hemmelig"  # noqa: S105 - a word to look for
RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


@pytest.fixture
def written(store: FolderStore, case: Case, entry: Callable[..., Entry], now: datetime) -> Case:
    (kept,) = store.save(Change(None, with_entry(case, entry("e1", SECRET))), by="AB", at=now)
    assert isinstance(kept, Case)
    return kept


def exported(store: FolderStore, target: Path, now: datetime) -> Path:
    pages = {"cases/26-001.md": f"26-001 {SECRET}".encode(), "minutes/m.md": b"26-0010", "plan.md": b"26-001"}
    assert export_folder(
        Folder(store.folder), target, files_of(store.folder) | pages, team=store.book().team.id, by="AB", at=now
    )
    return target


def test_an_export_is_a_team_by_itself(store: FolderStore, written: Case, tmp_path: Path, now: datetime) -> None:
    (store.folder / "forms").mkdir()
    (store.folder / "forms" / "own.toml").write_text("x")
    (store.folder / "forms" / "..bad name").write_text("x")
    (store.folder / "drafts").mkdir(exist_ok=True)
    target = exported(store, tmp_path / "deep" / "export", now)
    assert open_store(target, session="later").book() == store.book()
    assert (target / "2026-27.json").read_bytes() == (store.folder / "2026-27.json").read_bytes()
    assert (target / "forms" / "own.toml").read_text() == "x"
    names = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert {name for name in names if "bad" in name or "draft" in name or "lock" in name} == set()
    assert written.code in target.joinpath("cases/26-001.md").read_text()


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_only_its_owner_reads_it(store: FolderStore, tmp_path: Path, now: datetime, umask: int) -> None:
    before = os.umask(umask)
    try:
        target = exported(store, tmp_path / "export", now)
    finally:
        os.umask(before)
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in (target, *target.rglob("*"))}
    assert modes == {True: 0o700, False: 0o600}


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_nothing_is_written_over(store: FolderStore, tmp_path: Path, there: str) -> None:
    target = tmp_path / "export"
    if there == "file":
        target.write_text("mine")
    elif there == "folder":
        target.mkdir()
        (target / "mine").write_text("mine")
    else:
        target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused) as raised:
        write_folder(target, files_of(store.folder))
    assert raised.value.code == {"file": "file-exists", "folder": "folder-not-empty", "link": "not-written"}[there]
    assert not (tmp_path / "nowhere").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"team", "export"}


def test_an_empty_folder_is_filled(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    write_folder(tmp_path / "export", files_of(store.folder))
    assert open_store(tmp_path / "export", session="later").book() == store.book()


@pytest.mark.parametrize("call", ["mkdir", "write", "fsync", "rename"])
def test_what_fails_half_through_leaves_nothing(
    store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    files = files_of(store.folder)
    number = 2 if call == "mkdir" else 1
    with monkeypatch.context() as patch:
        patch.setattr(os, call, Failing(getattr(os, call), number, 28))
        with pytest.raises(Refused) as raised:
            write_folder(tmp_path / "export", files)
    assert (raised.value.code, raised.value.params["reason"]) == ("not-written", "disk-full")
    assert {path.name for path in tmp_path.iterdir()} == {"team"}


def test_one_file_is_never_written_over(tmp_path: Path) -> None:
    write_file(tmp_path / "one", b"x")
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    with pytest.raises(Refused, match="file-exists"):
        write_file(tmp_path / "one", b"y")
    with pytest.raises(Refused, match="not-written"):
        write_file(tmp_path / "no" / "one", b"y")


def test_deleting_a_case_takes_it_out_of_the_export(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    target = exported(store, tmp_path / "export", now)
    assert store.delete_case(written.code, by="AB", at=now) == ()
    held = [path for path in target.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert held == []
    assert (target / "minutes" / "m.md").exists()
    assert (target / "plan.md").exists()
    assert open_store(target, session="later").book().read_only is None


def test_a_case_that_came_after_the_export_is_no_trouble(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime
) -> None:
    exported(store, tmp_path / "export", now)
    (later,) = store.save(Change(None, Case(id="later", title="x", opened=written.opened)), by="AB", at=now)
    assert isinstance(later, Case)
    assert store.delete_case(later.code, by="AB", at=now) == ()


@pytest.mark.parametrize("what", ["moved", "sealed", "other-machine", "not-changed", "not-read"])
def test_what_deleting_does_not_reach_is_said(
    store: FolderStore, written: Case, tmp_path: Path, now: datetime, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = exported(store, tmp_path / "export", now)
    match what:
        case "moved":
            target.rename(tmp_path / "elsewhere")
        case "sealed":
            shutil.rmtree(target)
            export_file(Folder(store.folder), target, b"sealed", by="AB", at=now)
        case "other-machine":
            monkeypatch.setattr("storage.archive.beside.exports.platform.node", lambda: "another")
        case "not-changed":
            (target / "2026-27.json").write_bytes(b"")
        case _:
            (target / "cases" / "26-001.md").unlink()
            (target / "cases" / "26-001.md").mkdir()
    (unreached,) = store.delete_case(written.code, by="AB", at=now)
    assert (unreached.path, unreached.at) == (str(target), now)
    reason = {"not-changed": "lives-on", "not-read": "not-changed"}.get(what, what)
    assert unreached.reason == reason
    assert store.book().cases == ()


def test_a_list_of_exports_that_was_spoilt_keeps_what_can_be_read(
    store: FolderStore, tmp_path: Path, now: datetime
) -> None:
    exported(store, tmp_path / "export", now)
    noted = store.folder / exports.EXPORTS_FILE
    assert stat.S_IMODE(noted.stat().st_mode) == 0o600
    noted.write_bytes(b"\xff\n" + noted.read_bytes())
    assert [each.path for each in exports.known(Folder(store.folder))] == [str(tmp_path / "export")]
    noted.unlink()
    noted.mkdir()
    assert list(exports.known(Folder(store.folder))) == []


@pytest.mark.usefixtures("written")
def test_an_encrypted_export_opens_for_its_recipient_alone(store: FolderStore, now: datetime) -> None:
    age = pytest.importorskip("pyrage", reason="pyrage is an extra")
    key, other = age.x25519.Identity.generate(), age.x25519.Identity.generate()
    files = files_of(store.folder)
    content = sealed(files, [str(key.to_public())], "team", now)
    assert SECRET.encode() not in content
    with tarfile.open(fileobj=io.BytesIO(age.decrypt(content, [key]))) as tar:
        assert {member.name for member in tar} == {f"team/{name}" for name in files}
        assert {member.mode for member in tar} == {0o600}
        held = tar.extractfile("team/2026-27.json")
        assert held is not None
        assert held.read() == files["2026-27.json"]
    with pytest.raises(age.DecryptError):
        age.decrypt(content, [other])


@pytest.mark.parametrize("typed", ["age1nothing", "ssh-ed25519 AAAA", "", "-oProxyCommand=x"])
def test_a_recipient_that_is_none_is_named(typed: str, now: datetime) -> None:
    pytest.importorskip("pyrage", reason="pyrage is an extra")
    with pytest.raises(Refused) as raised:
        sealed({}, [RECIPIENT, typed], "team", now)
    assert (raised.value.code, raised.value.params["typed"]) == ("bad-recipient", typed)


def test_without_the_extra_it_says_so(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(Refused, match="no-age"):
        sealed({}, [RECIPIENT], "team", now)


def test_a_remembered_export_reads_back(now: datetime) -> None:
    export = exports.Export(path="/x", machine="here", at=now, by="AB")
    assert msgspec.json.decode(msgspec.json.encode(export), type=exports.Export) == export
