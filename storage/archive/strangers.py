"""What lies in a folder and should not: copies that sync clients made, leftovers, traps."""

import re
import stat
from collections.abc import Iterator

from storage.archive.files import names_in
from storage.archive.findings import Finding, Mend
from storage.archive.folder import TEAM_FILE, YEAR_FILE, Folder
from storage.archive.intent import INTENT_FILE
from storage.archive.recovery import LEFTOVER

STEM = r"(team|\d{4}-\d{2})"
CONFLICT_COPY = re.compile(
    rf"{STEM}(.*(conflict|konflikt).*| ?\(\d+\)| \d+|-[^/]+|[- ]+(copy|kopi).*|_(backup|base|local|remote)_\d+)\.json"
    rf"|{STEM}\.json[.~].*",
    re.IGNORECASE,
)
"""Dropbox, Nextcloud, OneDrive, Syncthing, git, editors, and two clicks in a file manager."""


def strangers(folder: Folder) -> Iterator[Finding]:
    """Yield the names in a folder that somebody should look at."""
    for name in names_in(folder.path):
        if LEFTOVER.fullmatch(name) or name == INTENT_FILE:
            yield Finding(code="leftover", path=name, mend=Mend.TIDY)
        elif CONFLICT_COPY.fullmatch(name):
            yield Finding(code="conflict-copy", path=name)
        elif _is_ours(name) and not stat.S_ISREG(folder.file(name).lstat().st_mode):
            yield Finding(code="not-a-file", path=name)


def _is_ours(name: str) -> bool:
    return name == TEAM_FILE or bool(YEAR_FILE.fullmatch(name))
