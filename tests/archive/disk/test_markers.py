"""A folder that a sync program or git looks after is known by what those leave there."""

from pathlib import Path

import pytest

from storage.archive.disk.lock import sync_marker


@pytest.mark.parametrize(
    "name",
    [".stfolder", ".git", "desktop.ini", ".sync_0123456789ab.db", "._sync_0123456789ab.db", ".nextcloudsync.log"],
)
@pytest.mark.parametrize("depth", ["", "6a", "6a/team"])
def test_it_is_seen_in_the_folder_or_above_it(tmp_path: Path, name: str, depth: str) -> None:
    shared = tmp_path / "home" / "shared"
    (shared / depth).mkdir(parents=True)
    (shared / name).write_bytes(b"")
    assert sync_marker(shared / depth, tmp_path / "home") == shared / name


def test_what_lies_at_home_says_nothing_of_the_folders_in_it(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "team" / "notes.ini").write_bytes(b"")
    assert sync_marker(tmp_path / "team", tmp_path) is None
