"""A change over several files is seen whole, at every moment and by everybody."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, intent, open_store
from storage.archive.folder import Folder
from storage.domain.case import Case
from storage.domain.errors import Refused
from storage.domain.plan import Practice
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


def test_an_intent_that_cannot_be_read_is_damage(store: FolderStore, folder: Path) -> None:
    store.book()
    (folder / ".intent").write_bytes(b'{"files":')
    with pytest.raises(Refused) as raised:
        open_store(folder, session="later")
    assert raised.value.params["file"] == ".intent"
