"""What cannot be read in the files that lie beside a team's own: named, and never in anybody's way."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.archive.beside import drafts, exports
from storage.archive.care.findings import Finding, Mend
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.domain.errors import Refused
from storage.inner import plain_files


def side_files(folder: Folder) -> Iterator[Finding]:
    """Yield the lines that cannot be read, or do not follow from those before them, and the files that cannot."""
    for path in _seen(folder.file(history.HISTORY), history.NAMED):
        yield from _lines(folder, path, "history-broken", history.broken_lines)
    yield from _lines(folder, folder.file(exports.EXPORTS_FILE), "line-unreadable", exports.unreadable_lines)
    yield from _unsettled(folder)
    for path in _seen(folder.file(drafts.DRAFTS), drafts.JOURNAL):
        yield from _lines(folder, path, "line-unreadable", drafts.unreadable_lines)


def _seen(place: Path, named: re.Pattern[str]) -> list[Path]:
    """Return an inner folder's files, newest first, as far as whoever asks may look; its rights are named elsewhere."""
    try:
        return plain_files(place, named)[::-1]
    except PermissionError:
        return []


def _unsettled(folder: Folder) -> Iterator[Finding]:
    """Yield the exports of which nobody has said what became of them; who wrote one can."""
    for export in exports.unsettled(folder):
        params: dict[str, object] = {"owner": export.owner, "place": str(export.place)}
        mend = Mend.TIDY if exports.is_own(export) else Mend.NOTHING
        yield Finding(code="export-unsettled", path=exports.EXPORTS_FILE, mend=mend, params=params)


def _lines(folder: Folder, path: Path, code: str, wrong: Callable[[Path], Iterator[int]]) -> Iterator[Finding]:
    name = str(path.relative_to(folder.path))
    try:
        for line in wrong(path):
            yield Finding(code=code, path=name, params={"line": line})
    except FileNotFoundError:
        return
    except Refused as why:
        if why.code == "damaged-file":
            yield Finding(code="passed-over", path=name, params=dict(why.params))
