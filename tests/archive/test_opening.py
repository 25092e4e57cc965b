import os
import socket
import stat
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive import store as folder_store
from storage.archive.disk.lock import unshared_locks
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.store import Change, Draft, Heartbeat


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: None, "no-folder"),
        (lambda path: path.write_text(""), "not-a-folder"),
        (lambda path: path.mkdir(), "no-team"),
    ],
)
def test_what_is_no_team_folder_is_named(folder: Path, make: object, code: str) -> None:
    assert callable(make)
    make(folder)
    with pytest.raises(Refused, match=code):
        open_store(folder, session="one")


def test_a_folder_that_may_not_be_read_is_named(
    folder: Path, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Refused, match="folder-unreadable"):
        open_store(folder, session="one")
    assert store.book().read_only is not None


def test_a_file_in_the_way_of_a_new_team_is_named(folder: Path, team: Team, now: datetime) -> None:
    folder.write_text("")
    with pytest.raises(Refused, match="not-a-folder"):
        create_store(folder, team, now=now)
    with pytest.raises(Refused, match="not-a-folder"):
        create_store(folder / "inner", team, now=now)


@pytest.fixture
def odd_umask(request: pytest.FixtureRequest) -> object:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.parametrize("odd_umask", [0o000, 0o077, 0o277], indirect=True)
@pytest.mark.usefixtures("odd_umask")
def test_only_the_owner_reads_it_whatever_the_umask(folder: Path, team: Team, case: Case, now: datetime) -> None:
    everything_written(create_store(folder, team, now=now), case, now)
    assert mode_of(folder) == 0o700
    assert {mode_of(path) for path in folder.rglob("*") if path.is_dir()} == {0o700}
    assert {mode_of(path) for path in folder.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.parametrize("odd_umask", [0o022, 0o077], indirect=True)
@pytest.mark.usefixtures("odd_umask")
def test_in_a_group_folder_the_group_writes_and_drafts_stay_private(
    folder: Path, team: Team, case: Case, now: datetime
) -> None:
    folder.mkdir()
    folder.chmod(0o2770)
    everything_written(create_store(folder, team, now=now), case, now)
    assert mode_of(folder) == 0o2770
    assert {mode_of(path) for path in folder.rglob("*") if path.is_dir()} == {0o2770}
    modes = {path.relative_to(folder).parts[0]: mode_of(path) for path in folder.rglob("*") if path.is_file()}
    assert modes.pop("drafts") in {0o600, 0o660}
    assert set(modes.values()) == {0o660}
    (journal,) = (folder / "drafts").glob("AB.*")
    assert mode_of(journal) == 0o600


def everything_written(store: FolderStore, case: Case, now: datetime) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    store.keep_draft(Draft(by="AB", place="x", text="y", at=now))
    store.beat(Heartbeat(meeting="m", leader="one", place=0, spent=0, at=now))


@pytest.mark.parametrize("name", ["team.json", "2026-27.json"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "socket", "device"])
def test_a_trap_in_a_files_place_is_refused_at_once(
    store: FolderStore, case: Case, now: datetime, folder: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(Change(None, case), by="AB", at=now)
    set_trap(folder / name, kind, monkeypatch)
    with pytest.raises(Refused) as raised:
        open_store(folder, session="two")
    assert (raised.value.code, raised.value.params["file"]) == ("not-a-file", name)


def set_trap(path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = path.with_suffix(".real")
    path.replace(real)
    if kind == "link":
        path.symlink_to(real)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        set_device(path)
    else:
        monkeypatch.chdir(path.parent)  # a socket's whole path may not be long
        with socket.socket(socket.AF_UNIX) as ear:
            ear.bind(path.name)


def set_device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the system's owner can make a device")


@pytest.mark.parametrize("name", [".lock", "history/2026-27.jsonl"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_trap_where_we_write_is_refused_and_nothing_is_written(
    store: FolderStore, case: Case, now: datetime, folder: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_trap(folder / name, kind, monkeypatch)
    with pytest.raises(Refused):
        store.save(Change(None, case), by="AB", at=now)
    assert store.book().cases == ()


def test_a_folder_that_may_not_be_written_opens_for_reading(
    store: FolderStore, case: Case, now: datetime, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = open_store(folder, session="two")
    why = reader.book().read_only
    assert why is not None
    assert why.code == "read-only"
    assert reader.book().team == store.book().team
    with pytest.raises(Refused, match="read-only"):
        reader.save(Change(None, case), by="AB", at=now)


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:41 / /srv/my\\040teams rw - nfs4 server:/teams rw
31 22 0:42 / /srv/my\\040teams/local rw - ext4 /dev/vdb rw
32 22 0:43 / /mnt/share rw - fuse.sshfs host: rw
33 22 0:44 / /mnt/windows rw - fuseblk /dev/sdb rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/my teams/six", "nfs4"),
        ("/srv/my teams", "nfs4"),
        ("/srv/my teams/local/six", None),
        ("/srv/my teams2", None),
        ("/mnt/share/x", "fuse.sshfs"),
        ("/mnt/windows/x", None),
        ("/home/ab", None),
    ],
)
def test_locks_that_other_machines_do_not_see_are_known(tmp_path: Path, path: str, kind: str | None) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    why = unshared_locks(Path(path), mounts)
    assert (why.params["kind"] if why else None) == kind


def test_elsewhere_nothing_is_known(tmp_path: Path) -> None:
    assert unshared_locks(Path("/"), tmp_path / "none") is None


@pytest.mark.usefixtures("store")
def test_where_locks_are_not_shared_the_owner_can_insist(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        folder_store, "unshared_locks", lambda path: Refused("locks-not-shared", path=str(path), kind="nfs")
    )
    why = open_store(folder, session="two").book().read_only
    assert why is not None
    assert why.code == "locks-not-shared"
    assert open_store(folder, session="two", insist=True).book().read_only is None


def test_where_locks_are_not_shared_no_team_is_made(
    folder: Path, team: Team, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        folder_store, "unshared_locks", lambda path: Refused("locks-not-shared", path=str(path), kind="nfs")
    )
    with pytest.raises(Refused, match="locks-not-shared"):
        create_store(folder, team, now=now)
    assert create_store(folder, team, now=now, insist=True).book().team.name == team.name


@pytest.mark.parametrize("mode", [0o775, 0o755, 0o777])
def test_a_lax_folder_lets_nobody_into_files_that_were_private(
    store: FolderStore, case: Case, now: datetime, folder: Path, mode: int
) -> None:
    folder.chmod(mode)
    open_store(folder, session="two").save(Change(None, case), by="AB", at=now)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*.json")} == {0o600}
    assert store.book().cases


@pytest.mark.parametrize("mode", [0o775, 0o755])
def test_an_empty_lax_folder_becomes_its_makers_alone(team: Team, now: datetime, tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "lax"
    folder.mkdir()
    folder.chmod(mode)
    create_store(folder, team, now=now)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
