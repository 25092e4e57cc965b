"""Whether a folder lies where a sync program or git moves files behind everybody's back."""

import re
from pathlib import Path

from storage.archive.disk.files import names_in

MARKER = re.compile(
    r"\.stfolder|\.git|desktop\.ini|\._?sync_[0-9a-z]+\.db|\.(owncloud|nextcloud)sync\.log", re.IGNORECASE
)
"""What Syncthing, git, OneDrive and Nextcloud leave at the top of what they look after."""


def sync_marker(folder: Path, home: Path) -> Path | None:
    """Return what shows that a folder, or one above it, is kept in step elsewhere; `home` itself is not asked."""
    real = folder.resolve()
    for place in (real, *real.parents):
        if place in {home, Path(place.anchor)}:
            return None
        try:
            found = next((name for name in names_in(place) if MARKER.fullmatch(name)), None)
        except OSError:
            continue
        if found:
            return place / found
    return None
