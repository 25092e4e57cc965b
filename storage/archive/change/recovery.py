"""What whoever died in the middle of a change left behind: finished when it was certain, dropped when it was not."""

import contextlib

from storage.archive.change import intent, traces
from storage.archive.change.opened import OpenedFile
from storage.archive.change.snapshot import Snapshot
from storage.archive.disk.files import Token, names_in, remove
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.archive.format.layout import Sealed
from storage.domain.errors import Refused

UNDONE = frozenset({intent.INTENT_FILE, traces.DELETING_FILE})
"""The notes of what somebody had begun."""


def is_untidy(folder: Folder) -> bool:
    """Tell whether somebody died here in the middle of a change, or is in the middle of one."""
    return any(name in UNDONE or intent.LEFTOVER.fullmatch(name) for name in names_in(folder.path))


def tidy(folder: Folder) -> None:
    """Finish the change that was certain, and drop what was not; under the lock.

    Where an intent cannot be followed, nothing is dropped: what waits beside it may be what it meant.
    """
    if not is_untidy(folder):
        return
    if intent.can_be_followed(folder):
        if intent.INTENT_FILE in names_in(folder.path):
            intent.finish(folder)
        for name, _ in intent.leftovers(folder):
            remove(folder.file(name))
    traces.clear(folder)


class HistoryLedger:
    """Sees to it that every change that is in a file is in the history too, before the next one is made."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._settled: dict[str, Token | None] = {}
        """The changes that stand in the history, as it was then: one that was emptied since is looked at again."""

    def settle(self, snapshot: Snapshot) -> None:
        """Add the files' last changes to the history where they are missing; under the lock."""
        last = [file.header.last for file in snapshot.files.values() if file.header.last and speaks_true(file)]
        lines = {line.trace.change: line for line in last}
        tokens = {change: history.token(self._folder, line.trace) for change, line in lines.items()}
        doubtful = (line for change, line in lines.items() if self._settled.get(change) != tokens[change])
        for line in sorted(doubtful, key=lambda line: line.trace.at):
            if not (history.holds(self._folder, line.trace) or history.was_joined(self._folder, line.trace.change)):
                history.append(self._folder, line)
        self._settled = {change: history.token(self._folder, line.trace) for change, line in lines.items()}

    def enter(self, line: Sealed) -> None:
        """Add a change that was just kept; if that fails, the next change sees to it."""
        with contextlib.suppress(OSError, Refused):
            before = history.token(self._folder, line.trace)
            history.append(self._folder, line)
            after = history.token(self._folder, line.trace)
            here = (change for change, token in self._settled.items() if token == before)
            self._settled |= dict.fromkeys((*here, line.trace.change), after)


def speaks_true(file: OpenedFile) -> bool:
    """Tell whether a file's first line says what this folder's history should hold."""
    return file.obstacle is None or file.obstacle.code == "older-copy"
