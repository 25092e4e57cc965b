import stat
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.store import Heartbeat


@pytest.fixture
def heartbeat(now: datetime) -> Heartbeat:
    return Heartbeat(meeting="meeting", leader="one", place=2, spent=61.5, at=now)


def test_everybody_sees_the_last_sign_of_life(store: FolderStore, again: FolderStore, heartbeat: Heartbeat) -> None:
    assert again.heartbeat() is None
    store.beat(heartbeat)
    store.beat(Heartbeat(meeting="meeting", leader="one", place=3, spent=0, at=heartbeat.at, asked_by="two"))
    seen = again.heartbeat()
    assert seen is not None
    assert (seen.place, seen.asked_by) == (3, "two")


def test_it_has_the_rights_of_the_folder_and_leaves_nothing(
    store: FolderStore, heartbeat: Heartbeat, folder: Path
) -> None:
    store.beat(heartbeat)
    (path,) = (folder / "drafts").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b'{"meeting":1}', b"\xff"])
def test_what_cannot_be_read_is_no_sign(store: FolderStore, heartbeat: Heartbeat, folder: Path, content: bytes) -> None:
    store.beat(heartbeat)
    (folder / "drafts" / "heartbeat.json").write_bytes(content)
    assert store.heartbeat() is None


def test_one_that_was_never_finished_is_gone_after_the_next_start(
    store: FolderStore, heartbeat: Heartbeat, folder: Path
) -> None:
    store.beat(heartbeat)
    (folder / "drafts" / ".heartbeat.json.0123456789ab.tmp").write_bytes(b"{")
    open_store(folder, session="later")
    assert [path.name for path in (folder / "drafts").iterdir()] == ["heartbeat.json"]
    assert store.heartbeat() == heartbeat
