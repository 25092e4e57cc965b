"""A team's folder as a store: opened, or made anew."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from storage.archive.beside.drafts import Journals
from storage.archive.beside.exports import EXPORT
from storage.archive.beside.presence import be_here, beat, last_beat, leave, present
from storage.archive.change import merging, traces
from storage.archive.change.reaching import own_pages_gone, reached, take_out
from storage.archive.change.session import Session
from storage.archive.disk.folder import TEAM_FILE, existing_folder
from storage.archive.disk.lock import sync_marker
from storage.archive.disk.mending import saying_unreadable
from storage.archive.earlier import backups, history
from storage.domain import changing
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.deeds import Deed, deeds_of
from storage.store import Draft, Heartbeat, JoinedCopy, Place, Presence, Unreached

if TYPE_CHECKING:
    from storage.domain.joining.copies import CopyAnswers, CopyReport
import contextlib
import os

from storage.archive.beside import exports, presence
from storage.archive.beside import presence as heartbeat
from storage.archive.change.session import is_untidy, tidy
from storage.archive.disk.folder import Folder, existing, new_folder
from storage.archive.disk.lock import locked, unshared_locks
from storage.archive.disk.mending import owner_of, to_work_in
from storage.archive.earlier.asides import refuse_remains
from storage.domain.people import Team

TAKEN_IN = frozenset({"changed-outside", "older-copy", "diverged"})


class FolderStore:
    """The store in a folder; its methods may be called from any thread."""

    def __init__(self, desk: Session) -> None:
        self._desk = desk
        self._journals = Journals(desk.folder, desk.session)
        self._last_good: Book | None = None
        self._undoable = changing.Undoable()

    @property
    def folder(self) -> Path:
        """Where the team's files lie."""
        return self._desk.folder.path

    @property
    def place(self) -> Place:
        """The folder, as what a team has beside its store."""
        return Place(self.folder, self.folder, self)

    def book(self) -> Book:
        """Return everything as it stands on disk now, the same object while nothing has changed.

        When a file is damaged meanwhile, the last good state is returned, and `read_only` says why.
        """
        try:
            self._last_good = self._desk.look().book
        except Refused as why:
            if self._last_good is None:
                raise
            if self._last_good.read_only is None and self._desk.last:
                self._last_good = self._desk.last.book  # what this session itself has saved since
            if why.code != "busy" and not _says(self._last_good.read_only, why):
                self._last_good = replace(self._last_good, read_only=why)
        return self._last_good

    def save(self, *changes: changing.Change, by: str, at: datetime) -> tuple[Record, ...]:
        """Keep all changes or none."""
        changing.refuse_identity_numbers(changes)
        with self._desk.change(by, at) as to:
            kept = [changing.apply(change, to) for change in changes]
        if to.touched:
            self._undoable.remember(to.trace.made, changes)
        return tuple(record for record in kept if record)

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        """Yield what was done, newest first; only to the records with these ids, when some are given."""
        with saying_unreadable(self.folder):
            yield from deeds_of(history.changes_of(self._desk.folder), self.book(), about)

    def history_gaps(self) -> tuple[Refused, ...]:
        """Return why there is more in the history than is told."""
        with saying_unreadable(self.folder):
            return tuple(history.gaps(self._desk.folder))

    @property
    def last_own_change(self) -> str:
        """This session's last change that is not taken back; empty where there is none."""
        return self._undoable.last_own

    def undo(self, *, by: str, at: datetime, earlier: bool = False) -> tuple[Record, ...]:
        """Take back the last change that this session made, or else, once, the last that `by` made earlier.

        Raises `undo-reaches-back` with that change instead, unless somebody wants `earlier` ones taken back.
        """
        made, removed = self._undoable.last(by, self._desk.user, self._earlier_changes)
        with self._desk.change(by, at, undoes=made.change) as to:
            kept = changing.take_back(made, removed, to)
            if not earlier:
                self._undoable.refuse_reaching_back(made)
        self._undoable.undone(by)
        return kept

    def _earlier_changes(self) -> Iterator[changing.MadeChange]:
        with saying_unreadable(self.folder):
            yield from (made for made in history.changes_of(self._desk.folder) if not _only_exports(made))

    def delete_case(self, key: str, *, by: str, at: datetime) -> tuple[Unreached, ...]:
        """Delete a case with its agreements, earlier values and traces in backups, drafts and exports.

        The change comes first: a deletion that is refused has touched nothing. Returns what it may still lie in.
        """
        return self.clear_after(self.forget_case(key, by, at), by, at)

    def clear_after(self, case: Case, by: str, at: datetime) -> tuple[Unreached, ...]:
        """Clear what a case that is gone left in backups, drafts and exports; returns what it may still lie in."""
        folder = self._desk.folder
        left = [] if traces.cleared(folder, by) else [Unreached(path=str(folder.path), at=at, reason="traces-left")]
        team = self.book().team.id
        if not own_pages_gone(folder, team, case.code):
            left.append(Unreached(path=str(folder.path), at=at, reason="pages-left", case=case.code))
        out = take_out(folder, team, case, at, lambda place: self._forget_in(place, case.id, by, at))
        return (*left, *out)

    def exports(self) -> tuple[Path, ...]:
        """Return the exports that deleting reaches."""
        return reached(self._desk.folder, self.book().team.id)

    def copies(self) -> tuple[tuple[Path, str], ...]:
        """Return the copies of the team's files that lie beside them."""
        with saying_unreadable(self.folder):
            return self._desk.folder.copies()

    def compare(self, source: Path, answers: "CopyAnswers") -> "CopyReport":
        """Return what joining another copy would do."""
        return merging.compared(self._desk, source, answers)

    def join(self, source: Path, answers: "CopyAnswers", *, by: str, at: datetime) -> JoinedCopy:
        """Join another copy to this one, and clear what is left of the cases that were deleted there."""
        joined = merging.joined_by(self._desk, source, answers, by=by, at=at)
        report = joined.report
        self._undoable.forget({record.id for record in (*report.changed, *report.gone)})
        cases = [record for record in report.gone if isinstance(record, Case)]
        unreached = ((case.code, each) for case in cases for each in self.clear_after(case, by, at))
        return msgspec.structs.replace(joined, unreached=tuple(unreached))

    def sync_marker(self, home: Path) -> Path | None:
        """Return what shows that other programs copy the folder between machines."""
        return sync_marker(self.folder, home)

    def _forget_in(self, place: Path, key: str, by: str, at: datetime) -> None:
        export = FolderStore(Session(existing_folder(place), self._desk.session))
        export.forget_case(key, by, at)
        if not traces.cleared(export._desk.folder, by):
            raise Refused("not-saved", reason="disk-error")

    def forget_case(self, key: str, by: str, at: datetime) -> Case:
        """Delete a case from the files of this folder alone; where the disk is full, its backups make room."""
        try:
            return self._forgotten(key, by, at)
        except Refused as why:
            if why.params.get("reason") != "disk-full":
                raise
        with backups.lifted(self._desk.folder, self._desk.file_with(key)):
            return self._forgotten(key, by, at)

    def _forgotten(self, key: str, by: str, at: datetime) -> Case:
        folder = self._desk.folder
        try:
            with self._desk.change(by, at, keep_backups=False) as to:
                case = changing.forget(key, to)
                traces.refuse_out_of_reach(folder)
                changed = (staged.file.name for staged in to.changed)
                traces.note(folder, [case], tuple(name for name in changed if name != TEAM_FILE))
        except Refused:
            traces.drop_note(folder)
            raise
        self._undoable.forget({key for _, key in to.touched})
        return case

    def take_in(self, *, by: str, at: datetime) -> None:
        """Take in what was changed outside the program, or an older copy that was put back; backups keep the rest."""
        with self._desk.change(by, at, despite=TAKEN_IN) as to:
            for name, file in to.snapshot.files.items():
                if file.obstacle and not file.is_closed:
                    to.take_in(name)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed; an empty text drops it, and so does one with an identity number in it."""
        try:
            changing.refuse_identity_number(draft.text)
        except Refused:
            if self._is_here():
                self._journals.drop(draft.by, draft.place)
            raise
        self._desk.refuse_elsewhere()
        self._journals.keep(draft)

    def edit_draft(self, draft: Draft) -> Path:
        """Return a private file with a draft, for an editor; raises `identity-number` or `not-saved`."""
        changing.refuse_identity_number(draft.text)
        self._desk.refuse_elsewhere()
        return self._journals.edit(draft)

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:
        """Return somebody's unsaved texts, by place; `others` tells whose sessions' are not to be offered."""
        with saying_unreadable(self.folder):
            return self._journals.of(by, others) if self._is_here() else {}

    def beat(self, heartbeat: Heartbeat) -> None:
        """Write the running meeting's sign of life."""
        self._desk.refuse_elsewhere()
        beat(self._desk.folder, heartbeat)

    def heartbeat(self) -> Heartbeat | None:
        """Return the running meeting's last sign of life."""
        return last_beat(self._desk.folder) if self._is_here() else None

    def be_here(self, presence: Presence) -> None:
        """Say which case a session has open."""
        self._desk.refuse_elsewhere()
        be_here(self._desk.folder, presence)

    def leave(self, session: str) -> None:
        """Take a session's sign away."""
        if self._is_here():
            leave(self._desk.folder, session)

    def present(self) -> tuple[Presence, ...]:
        """Return every session's sign, those of the dead included."""
        with saying_unreadable(self.folder):
            return present(self._desk.folder) if self._is_here() else ()

    def _is_here(self) -> bool:
        """Tell whether the folder is still this team's: nothing is told, left or taken away in another's."""
        try:
            self._desk.refuse_elsewhere()
        except Refused:
            return False
        return True


def _only_exports(made: changing.MadeChange) -> bool:
    return all(kind == EXPORT for kind, _, _ in made.records)


def _says(said: Refused | None, why: Refused) -> bool:
    return said is not None and (said.code, said.params) == (why.code, why.params)


def open_store(folder: Path, *, session: str, insist: bool = False, memory: Path | None = None) -> FolderStore:
    """Return the store of a team's folder; `insist` writes also where locks may not be shared.

    `memory` is where this system user's programs remember what they last knew of each folder.

    Raises `no-folder`, `not-a-folder`, `folder-unreadable`, `no-team`, `team-file-gone`, `not-a-file`,
    `file-unreadable` or `damaged-file`. What can be read but not written (`read-only`, `newer-schema`,
    `changed-outside`, `older-copy`, `diverged`, `file-missing`, `locks-not-shared`) opens all the same, and the book's
    `read_only` says so.
    """
    place = _with_team(folder)
    obstacle = obstacle_in(folder, insist=insist)
    if not obstacle:
        _tidy_if_free(place, session)
    store = FolderStore(Session(place, session, obstacle, memory))
    store.book()
    return store


def create_store(
    folder: Path, team: Team, *records: Record, now: datetime, session: str = "", insist: bool = False
) -> FolderStore:
    """Return the store of a folder that holds a new team and its first records.

    Raises `team-exists`, `team-file-gone`, `not-a-folder`, `not-saved`, `identity-number`, or `locks-not-shared` unless
    somebody insists.
    """
    changing.refuse_identity_numbers(tuple(changing.Change(None, record) for record in (team, *records)))
    place = new_folder(folder)
    refuse_remains(place)
    desk = Session(place, session, obstacle_in(folder, insist=insist))
    with desk.change("", now) as to:
        if TEAM_FILE in to.snapshot.files:
            raise Refused("team-exists", path=str(folder))
        for record in (team, *records):
            changing.apply(changing.Change(None, record), to)
    store = FolderStore(desk)
    store.book()
    return store


def _with_team(path: Path) -> Folder:
    try:
        return existing(path)
    except Refused as why:
        if why.code == "no-team":
            with saying_unreadable(path):
                refuse_remains(existing_folder(path))
        raise


def obstacle_in(folder: Path, *, insist: bool = False) -> Refused | None:
    """Return why nothing can be written in a folder, if nothing can."""
    if not os.access(folder, os.W_OK):
        return Refused("read-only", path=str(folder), owner=owner_of(folder), command=to_work_in(folder))
    return None if insist else unshared_locks(folder)


def _tidy_if_free(folder: Folder, session: str) -> None:
    """Tidy up after somebody who died here; readers do without, so whoever is at work is left in peace."""
    with contextlib.suppress(Refused, OSError):
        heartbeat.tidy_heartbeat(folder)
        presence.tidy_presence(folder)
        exports.tidy(folder)
        if is_untidy(folder):
            with locked(folder, session, patience=0):
                tidy(folder)
