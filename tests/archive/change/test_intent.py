"""A change over several files is seen whole, at every moment and by everybody."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from stat import S_IMODE

import msgspec
import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.care.findings import Mend
from storage.archive.change import intent
from storage.archive.disk.folder import Folder
from storage.domain.case.case import Case
from storage.domain.plan.plan import Practice
from storage.store import Change


def test_a_reader_sees_it_whole_once_it_is_certain(
    store: FolderStore,
    again: FolderStore,
    case: Case,
    practice: Practice,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[int, int]] = []
    real_declare, real_replace = intent.declare, Path.replace

    def look() -> None:
        book = again.book()
        seen.append((len(book.cases), len(book.practices)))

    def declare(folder: Folder, waiting: Mapping[str, str]) -> None:
        look()
        real_declare(folder, waiting)
        look()

    def replace(path: Path, target: Path) -> Path:
        moved = real_replace(path, target)
        if Path(target).parent == store.folder:
            look()
        return moved

    monkeypatch.setattr(intent, "declare", declare)
    monkeypatch.setattr(Path, "replace", replace)
    store.save(Change(None, case), Change(None, practice), by="AB", at=now)
    assert set(seen) == {(0, 0), (1, 1)}
    assert seen == sorted(seen)
    assert len(seen) == 5


def test_what_was_certain_is_finished_by_whoever_comes_next(
    store: FolderStore, case: Case, practice: Practice, now: datetime, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Folder) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(intent, "finish", fail)
        store.save(Change(None, case), Change(None, practice), by="AB", at=now)
    assert (folder / ".intent").exists()
    assert not (folder / "2026-27.json").exists()
    assert len(store.book().cases) == 1
    later = open_store(folder, session="later")
    assert not (folder / ".intent").exists()
    assert len(later.book().cases) == len(later.book().practices) == 1
    assert later.book().read_only is None


HALF = b'{"files":{"team.json":'


@pytest.mark.parametrize("content", [b"", HALF, b"\xff", b"[" * 100_000, b'{"files":{"team.json":1e400}}', b"\0" * 64])
def test_an_intent_that_cannot_be_read_stops_nobody_and_is_set_aside(
    store: FolderStore, case: Case, practice: Practice, folder: Path, now: datetime, content: bytes
) -> None:
    waiting = folder / ".2026-27.json.0123456789ab.tmp"
    waiting.write_bytes(b"the only copy")
    waiting.chmod(0o600)
    (folder / ".intent").write_bytes(content)
    (folder / ".intent").chmod(0o600)
    later = open_store(folder, session="later")
    assert later.book().read_only is None
    later.save(Change(None, case), by="AB", at=now)
    assert ((folder / ".intent").read_bytes(), waiting.read_bytes()) == (content, b"the only copy")
    found = findings_in(folder)
    assert [(each.code, each.path) for each in found if each.mend is Mend.SET_ASIDE] == [("intent-unusable", ".intent")]
    repair(folder, found, by="AB", at=now)
    assert findings_in(folder) == ()
    kept = {path.name.partition(".aside")[0]: path.read_bytes() for path in (folder / "backups").glob("*.aside-*")}
    assert kept == {"intent": content, "2026-27": b"the only copy"}
    store.save(Change(None, case.but(id="other")), Change(None, practice), by="AB", at=now)
    assert len(store.book().cases) == 2


def test_what_is_set_aside_has_the_folders_rights_and_whoever_planted_it_changes_it_no_more(
    store: FolderStore, now: datetime
) -> None:
    folder = store.folder
    waiting = folder / ".2026-27.json.0123456789ab.tmp"
    for path, content in ((waiting, b"the only copy"), (folder / ".intent", HALF)):
        path.write_bytes(content)
        path.chmod(0o666)
    with waiting.open("ab") as planter, (folder / ".intent").open("ab") as other:
        repair(folder, findings_in(folder), by="AB", at=now)
        for held in (planter, other):
            held.write(b"later")
    kept = sorted((folder / "backups").glob("*.aside-*"))
    assert [path.read_bytes() for path in kept] == [b"the only copy", HALF]
    assert [S_IMODE(path.stat().st_mode) for path in kept] == [Folder(folder).file_mode] * 2


def test_a_change_over_several_files_keeps_an_intent_that_lies_in_its_way(
    store: FolderStore, case: Case, practice: Practice, folder: Path, now: datetime
) -> None:
    (folder / ".intent").write_bytes(HALF)
    store.save(Change(None, case), Change(None, practice), by="AB", at=now)
    assert not (folder / ".intent").exists()
    assert [path.read_bytes() for path in (folder / "backups").glob("intent.*")] == [HALF]


@pytest.mark.parametrize("kind", ["target", "absolute", "upwards", "source", "link", "pipe", "not-whole", "other-file"])
def test_an_intent_of_somebody_else_moves_nothing(
    store: FolderStore, folder: Path, tmp_path: Path, now: datetime, kind: str
) -> None:
    mine, evil = tmp_path / "profile", folder / ".team.json.0123456789ab.tmp"
    mine.write_text("mine")
    evil.write_bytes((folder / "team.json").read_bytes())
    waiting = {"team.json": evil.name}
    match kind:
        case "target":
            waiting = {"history": evil.name}
        case "absolute":
            waiting = {str(mine): evil.name}
        case "upwards":
            waiting = {"../profile": evil.name}
        case "source":
            waiting = {"team.json": "../profile"}
        case "link":
            evil.unlink()
            evil.symlink_to(mine)
        case "pipe":
            evil.unlink()
            os.mkfifo(evil)
        case "not-whole":
            evil.write_bytes(b"{}")
        case _:
            waiting = {"2026-27.json": evil.name}
    (folder / ".intent").write_bytes(msgspec.json.encode({"files": waiting}))
    team = (folder / "team.json").read_bytes()
    assert open_store(folder, session="later").book().team == store.book().team
    assert "intent-unusable" in {each.code for each in findings_in(folder)}
    assert (mine.read_text(), (folder / "team.json").read_bytes()) == ("mine", team)
    assert os.path.lexists(evil)
    repair(folder, findings_in(folder), by="AB", at=now)
    assert (mine.read_text(), (folder / "team.json").read_bytes()) == ("mine", team)
    assert not (folder / ".intent").exists()
