import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from storage.archive import FolderStore, open_store
from storage.archive.beside import drafts
from storage.archive.care.check import findings_in
from storage.domain.errors import Refused
from storage.store import Draft, Heartbeat, Presence

DRAFT = Draft(by="AB", place="case/26-001/entry", text="Gråter", at=datetime(2026, 11, 25, tzinfo=UTC))


@pytest.fixture
def presence(now: datetime) -> Presence:
    return Presence(session="host:1:one", by="AB", case="26-001", at=now)


def signs(folder: Path) -> list[Path]:
    return list((folder / "present").iterdir())


def test_everybody_sees_who_is_where(store: FolderStore, again: FolderStore, presence: Presence) -> None:
    assert again.present() == ()
    other = Presence(session="host:2:two", by="CD", case="26-001", at=presence.at, writes=True, meeting=True, boot="b")
    store.be_here(presence)
    again.be_here(other)
    assert set(store.present()) == set(again.present()) == {presence, other}


def test_a_session_has_one_sign_and_takes_it_away(store: FolderStore, presence: Presence, folder: Path) -> None:
    for _ in range(3):
        store.be_here(presence)
    assert len(signs(folder)) == 1
    store.leave(presence.session)
    store.leave(presence.session)
    assert signs(folder) == []
    assert store.present() == ()


def test_whoever_never_gave_a_sign_can_leave(store: FolderStore, presence: Presence) -> None:
    store.leave(presence.session)


def test_it_has_the_rights_of_the_folder_and_is_no_stranger(
    store: FolderStore, presence: Presence, folder: Path
) -> None:
    store.be_here(presence)
    assert [stat.S_IMODE(path.stat().st_mode) for path in signs(folder)] == [0o600]
    assert findings_in(folder) == ()


@pytest.mark.parametrize("content", [b"", b"{", b'{"case":1}', b"\xff"])
def test_what_cannot_be_read_is_nobody(store: FolderStore, presence: Presence, folder: Path, content: bytes) -> None:
    store.be_here(presence)
    signs(folder)[0].write_bytes(content)
    assert store.present() == ()


def test_old_signs_and_unfinished_ones_are_gone_after_the_next_start(
    store: FolderStore, presence: Presence, folder: Path
) -> None:
    store.be_here(presence)
    (fresh,) = signs(folder)
    for name in ("deaddeaddeaddead.json", ".deaddeaddeaddead.json.0123456789ab.tmp"):
        left = folder / "present" / name
        left.write_bytes(b"{}")
        os.utime(left, (1, 1))
    open_store(folder, session="later")
    assert signs(folder) == [fresh]


def test_a_full_or_forbidden_folder_is_said(store: FolderStore, presence: Presence, folder: Path) -> None:
    (folder / "present").write_text("in the way")
    with pytest.raises(Refused, match="not-a-folder"):
        store.be_here(presence)
    assert store.present() == ()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-25T12:00:00"])
def test_a_moment_that_nobody_can_tell_is_passed_over_in_every_sign(
    store: FolderStore, again: FolderStore, presence: Presence, now: datetime, at: str
) -> None:
    store.be_here(presence)
    store.beat(Heartbeat(meeting="m", leader="l", place=0, spent=0, at=now))
    for path in (*signs(store.folder), store.folder / "drafts" / "heartbeat.json"):
        path.write_bytes(path.read_bytes().replace(b'"at":"2026-09-01T12:00:00Z"', f'"at":"{at}"'.encode()))
    assert (again.present(), again.heartbeat()) == ((), None)
    odd = msgspec.structs.replace(DRAFT, at=datetime.fromisoformat(at))
    journal = store.folder / "drafts" / drafts.name_of(odd.by, odd.place)
    journal.write_bytes(drafts.line_of(odd))
    assert again.drafts("AB") == {}
