"""Where changes are made: under the folder's lock, on what lies there now once it is tidy, all of it or nothing."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from storage.archive.change import intent, traces, transaction
from storage.archive.change.memory import Memory, team_at
from storage.archive.change.opened import OpenedFile
from storage.archive.change.snapshot import Snapshot, snapshot_of
from storage.archive.disk.files import Token, names_in, remove, sync_folder, token_at
from storage.archive.disk.folder import TEAM_FILE, Folder
from storage.archive.disk.lock import locked
from storage.archive.disk.mending import saying_not_saved, saying_unreadable, user_name
from storage.archive.earlier import history
from storage.archive.earlier.asides import is_kept, keep_aside
from storage.archive.format.layout import Sealed, sealed, with_user
from storage.domain.changing import Author
from storage.domain.errors import Refused
from storage.domain.ids import id_at
from storage.domain.kinds import CASE
from storage.inner import is_folder

Files = Mapping[str, OpenedFile]


def keep_lost(folder: Folder, before: Files, now: Files, at: datetime) -> None:
    """Put aside what was known of the files that were changed elsewhere, where it lies nowhere any more."""
    for name, known in before.items():
        replaced = now.get(name)
        if known.token and not known.obstacle and replaced and replaced.obstacle:
            with contextlib.suppress(OSError, Refused):
                _keep(folder, known, at)


def _keep(folder: Folder, known: OpenedFile, at: datetime) -> None:
    header, content = sealed(known.lines, known.header)
    if not is_kept(folder, known.name, header):
        keep_aside(folder, known.name, at, *content)


class Session:
    """One session's way into a folder; may be used from any thread."""

    def __init__(
        self, folder: Folder, session: str, obstacle: Refused | None = None, memory: Path | None = None
    ) -> None:
        self.folder = folder
        self.session = session
        self.user = user_name(os.geteuid())
        """Under which system user the session runs, whatever alias somebody takes."""
        self._obstacle = obstacle
        self._snapshot: Snapshot | None = None
        self._memory = Memory(memory, folder)
        self._ledger = HistoryLedger(folder)
        self._in_doubt = False
        """Whether the last write may have come through although it was said not to."""
        self._seen: Token | None = None
        """What was found to be this team's own file last."""
        self._secured = False
        """Whether this session has seen to it that every file has a copy."""

    @property
    def last(self) -> Snapshot | None:
        """The folder as this session last knew it."""
        return self._snapshot

    def look(self) -> Snapshot:
        """Return the folder as it stands now; the same object while nothing has changed.

        Raises `another-team`, `team-gone` or `file-missing` where this session's team is not there; what it knew stays.
        """
        before = self._snapshot
        with saying_unreadable(self.folder.path):
            now = snapshot_of(self.folder, before, self._obstacle, self._memory)
        if before and before.team_id and now.team_id != before.team_id:
            raise self._elsewhere(now.team_id, now.files.get(TEAM_FILE))
        if before and now.is_apart and not self._obstacle:
            keep_lost(self.folder, before.files, now.files, datetime.now(UTC))
        if now is not before:
            self._know(now)
        return now

    def _elsewhere(self, team: str, file: OpenedFile | None = None) -> Refused:
        """Return why a folder is not this session's any more."""
        missing = file.obstacle if file and not team else None
        return missing or Refused("another-team" if team else "team-gone", path=str(self.folder.path))

    def refuse_elsewhere(self) -> None:
        """Raise `another-team` or `team-gone` where another folder lies in the place of this session's.

        That costs a stat while the team's file is the one that was seen last. One that lost its file, or whose file
        cannot be read, is still ours.
        """
        team = self._snapshot.team_id if self._snapshot else ""
        with saying_unreadable(self.folder.path):
            token = token_at(self.folder.file(TEAM_FILE))
            if not team or (token and token in {self._seen, self._snapshot and self._snapshot.tokens.get(TEAM_FILE)}):
                return
            there = team_at(self.folder.path) if token else None
            if (there and there.id != team) or (not token and self._is_emptied()):
                raise self._elsewhere(there.id if there else "")
        self._seen = token

    def _is_emptied(self) -> bool:
        return self.folder.path.is_dir() and not is_folder(self.folder.file(history.HISTORY))

    def _know(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        known = {name: file.trusted for name, file in snapshot.files.items() if file.trusted}
        if snapshot.team_id:
            self._memory.keep(snapshot.team_id, known)

    @contextlib.contextmanager
    def change(
        self,
        by: str,
        at: datetime,
        *,
        undoes: str = "",
        keep_backups: bool = True,
        despite: frozenset[str] = frozenset(),
    ) -> Iterator["transaction.Transaction"]:
        """Hold the lock for one change, and put it on disk at the end of the block.

        Raises what stands in the way, unless `despite` names it: `read-only`, `damaged-file`, `locked`, `not-saved`...
        """
        if self._obstacle:
            raise self._obstacle
        self.refuse_elsewhere()
        with saying_not_saved(), locked(self.folder, by or self.session):
            self._settle_doubt()
            tidy(self.folder)
            snapshot = self._writable(despite)
            self._ledger.settle(snapshot)
            author = Author(by, at, id_at(at), with_user(self.user, self.session), undoes)
            changed = transaction.Transaction(self.folder, snapshot, author)
            yield changed
            if changed.touched:
                if keep_backups:
                    changed.bring_up()
                self._keep(changed, keep_backups=keep_backups)

    def file_with(self, key: str) -> str:
        """Return the name of the file that holds the case with an id or a code; empty where none does."""
        for name, file in self.look().files.items():
            if any(key in {case.id, case.code} for case in file.shelf(CASE)):
                return name
        return ""

    def _keep(self, changed: "transaction.Transaction", *, keep_backups: bool) -> None:
        line = history.seal(self.folder, changed.trace)
        self._in_doubt = True
        after = transaction.commit(changed, line, keep_backups=keep_backups)
        self._in_doubt = False
        self._know(after)
        self._ledger.enter(line)
        if not self._secured and keep_backups:
            transaction.secure(self.folder, after.files.values())
            self._secured = True

    def _settle_doubt(self) -> None:
        """Make what is there last before anybody is told that it is saved already."""
        if not self._in_doubt:
            return
        sync_folder(self.folder.path)
        self._in_doubt = False

    def _writable(self, despite: frozenset[str]) -> Snapshot:
        snapshot = self.look()
        obstacle = next((each for each in snapshot.obstacles if each.code not in despite), None)
        if obstacle:
            raise obstacle
        return snapshot


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
