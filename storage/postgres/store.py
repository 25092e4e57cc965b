"""A team in a database as a store: a row a record, a transaction a change, and a history that only grows."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp, mkstemp
from typing import TypeVar
from weakref import finalize

import msgspec
import psycopg
from psycopg import Cursor

from storage.domain.changing import (
    Author,
    Change,
    MadeChange,
    Undoable,
    apply,
    forget,
    refuse_identity_number,
    refuse_identity_numbers,
    take_back,
)
from storage.domain.errors import Refused
from storage.domain.ids import id_at
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.kinds import kind_named
from storage.domain.record import Record
from storage.domain.views.book import Book, book_of
from storage.domain.views.deeds import Deed, deeds_of
from storage.postgres.address import NO_FILES
from storage.postgres.connection import TRIED_AGAIN, TeamDatabase
from storage.postgres.rows import MADE, PendingRows, RevisedMeanwhile, Rows, rows_of, writable
from storage.school import SCHOOL_FOLDERS
from storage.store import Draft, Drafts, Heartbeat, JoinedCopy, Place, Presence, Unreached

STANDS = "select case when moved_to is null then changes else -1 end from team where id = %s"
PAUSES = (*(0.0,) * 8, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2)
"""Seconds after which a change is begun anew that the database, or the line to it, did not carry through."""
Result = TypeVar("Result")
_draft = msgspec.json.Decoder(Draft).decode
_heartbeat = msgspec.json.Decoder(Heartbeat).decode
_presence = msgspec.json.Decoder(Presence).decode


class NoFolder:
    """What there is to care for where a team lies in no folder: texts in somebody's own editor."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def exports(self) -> tuple[Path, ...]:
        """Return the exports that deleting reaches: none is noted."""
        return ()

    def edit_draft(self, draft: Draft) -> Path:
        """Return a private file that holds a draft."""
        self._drafts.keep_draft(draft)
        number, name = mkstemp(suffix=".md")
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(draft.text)
        return Path(name)

    def copies(self) -> tuple[tuple[Path, str], ...]:
        """Return the copies of a database's files: it has none."""
        return ()

    def compare(self, source: Path, answers: CopyAnswers) -> CopyReport:  # noqa: ARG002 - the protocol's
        """Raise `in-a-database`: of a database there are no copies that could go their own ways."""
        raise Refused("in-a-database")

    def join(self, source: Path, answers: CopyAnswers, *, by: str, at: datetime) -> JoinedCopy:  # noqa: ARG002 - as above
        """Raise `in-a-database`."""
        raise Refused("in-a-database")

    def sync_marker(self, home: Path) -> Path | None:  # noqa: ARG002 - the protocol's
        """Return nothing: a database is copied by nobody's programs."""
        return None


class PostgresStore:
    """The store in a database; its methods may be called from any thread."""

    def __init__(self, database: TeamDatabase, team: str, session: str, read_only: Refused | None = None) -> None:
        self._database, self._team, self._session = database, team, session
        self._read_only = read_only
        self._rows: Rows | None = None
        self._book: Book | None = None
        self._undoable = Undoable()

    @property
    def place(self) -> Place:
        """The address, as what a team has beside its store."""
        return Place(self._database.address.path, self._own_files, NoFolder(self), self._database.listen)

    @cached_property
    def _own_files(self) -> Path:
        """The folder of the school's own forms, words and law: the named one, else what came along, laid out anew."""
        named, asked = self._database.address.own_files, "select name, content from paper where team = %s"
        rows = self._database.asked(lambda cursor: cursor.execute(asked, (self._team,)).fetchall())
        came_along = {name: content for name, content in rows if name.partition("/")[0] in SCHOOL_FOLDERS}
        if named != NO_FILES or not came_along:
            return named
        folder = Path(mkdtemp(prefix="fredstid-"))
        finalize(self, rmtree, folder, ignore_errors=True)
        for name, content in came_along.items():
            (folder / name).parent.mkdir(mode=0o700, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    def book(self) -> Book:
        """Return everything as it stands now; the last that was seen where the database cannot be reached."""
        try:
            rows = self._rows if self._is_unchanged() else self._database.asked(self._read)
        except Refused as why:
            if self._book is None:
                raise
            if self._book.read_only is None:
                self._book = self._book_of(why)
            return self._book
        if self._book is None or rows is not self._rows or self._book.read_only is not self._obstacle:
            self._rows = rows
            self._book = self._book_of(self._obstacle)
        return self._book

    @property
    def _obstacle(self) -> Refused | None:
        """Why nothing can be written here: the team has gone elsewhere, or this login only reads."""
        return (self._rows and self._rows.moved) or self._read_only

    def _is_unchanged(self) -> bool:
        """Tell, for one short question, whether what was read last still stands."""
        return bool(self._rows) and self._database.says(STANDS, (self._team,)) == getattr(self._rows, "changes", None)

    def _read(self, cursor: Cursor) -> Rows:
        return rows_of(cursor, self._team, self._rows)

    def _book_of(self, read_only: Refused | None) -> Book:
        assert self._rows is not None  # noqa: S101 - it was read before it is shown
        return book_of(self._rows.records.values(), date.max, read_only)

    def save(self, *changes: Change, by: str, at: datetime) -> tuple[Record, ...]:
        """Keep all changes or none."""
        refuse_identity_numbers(changes)
        made, kept = self._changed(by, at, lambda to: [apply(change, to) for change in changes])
        if made.records:
            self._undoable.remember(made, changes)
        return tuple(record for record in kept if record)

    def _changed(
        self, by: str, at: datetime, rules: Callable[[PendingRows], Result], undoes: str = ""
    ) -> tuple[MadeChange, Result]:
        """Do one change; where no answer came, it is looked up whether it stands.

        Raises `not-saved`, or `not-known` where nobody answers that any more; and what the rules refuse.
        """
        if self._read_only:
            raise self._read_only
        author = Author(by, at, id_at(at), self._session, undoes)
        tried: list[tuple[MadeChange, Result]] = []
        reason = Refused("not-saved", reason="database-busy")
        for pause in PAUSES:
            try:
                return self._done(author, rules, tried)
            except (*TRIED_AGAIN, RevisedMeanwhile, psycopg.OperationalError):
                pass
            except Refused as why:
                if why.code == "database-gone" and tried:
                    reason = Refused("not-known", host=self._database.address.host)
                elif why.code != "database-read-only" or pause or not self._database.hang_up():
                    raise
            time.sleep(pause)
        raise reason

    def _done(
        self, author: Author, rules: Callable[[PendingRows], Result], tried: list[tuple[MadeChange, Result]]
    ) -> tuple[MadeChange, Result]:
        """Do a change in one transaction, unless one that was tried before stands already."""
        with self._database.transaction() as cursor:
            cursor.execute("select 1 from team where id = %s for update", (self._team,))
            if tried and self._stands(cursor, author.change):
                return tried[-1]
            pending = PendingRows(author, cursor, self._team, writable(rows_of(cursor, self._team, self._rows)))
            kept = rules(pending)
            tried.append((pending.made, kept))
            if pending.touched:
                pending.write()
        if pending.touched:
            self._database.tell()
        return tried[-1]

    def _stands(self, cursor: Cursor, change: str) -> bool:
        asked = (self._team, change)
        return bool(cursor.execute("select 1 from change where team = %s and id = %s", asked).fetchone())

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        """Yield what was done, newest first."""
        yield from deeds_of(self._made(), self.book(), about)

    def _made(self) -> Iterator[MadeChange]:
        rows = self._database.asked(
            lambda cursor: cursor.execute(
                "select id, at, by, login, records, undoes from change where team = %s order by number desc",
                (self._team,),
            ).fetchall()
        )
        for change, at, by, login, records, undoes in rows:
            yield MadeChange(
                change=change, at=at.astimezone(UTC), by=by, user=login, records=MADE.decode(records), undoes=undoes
            )

    def _made_here(self) -> Iterator[MadeChange]:
        """Yield what can be taken back: an export that a folder's history tells of is no change of the team's."""
        yield from (made for made in self._made() if any(kind_named(kind) for kind, _, _ in made.records))

    def history_gaps(self) -> tuple[Refused, ...]:
        """Return nothing: what stands in a table can be read, or none of it."""
        return ()

    @property
    def last_own_change(self) -> str:
        """This session's last change that is not taken back; empty where there is none."""
        return self._undoable.last_own

    def undo(self, *, by: str, at: datetime, earlier: bool = False) -> tuple[Record, ...]:
        """Take back the last change that this session made, or else, once, the last that `by` made earlier."""
        made, removed = self._undoable.last(by, self._login, self._made_here)

        def taken_back(to: PendingRows) -> tuple[Record, ...]:
            kept = take_back(made, removed, to)
            if not earlier:
                self._undoable.refuse_reaching_back(made)
            return kept

        _, kept = self._changed(by, at, taken_back, undoes=made.change)
        self._undoable.undone(by)
        return kept

    @property
    def _login(self) -> str:
        return str(self._database.says("select session_user", ()))

    def delete_case(self, key: str, *, by: str, at: datetime) -> tuple[Unreached, ...]:
        """Delete a case with its agreements, earlier values and drafts."""
        made, case = self._changed(by, at, lambda to: forget(key, to))
        self._undoable.forget({each for _, each, _ in made.records})
        self._database.asked(
            lambda cursor: cursor.execute("select forget_drafts(%s, %s)", (self._team, [case.id, case.code]))
        )
        return ()

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed; an empty text drops it, another session's offer too."""
        try:
            refuse_identity_number(draft.text)
        except Refused:
            self._drop(draft, of_session=self._session)
            raise
        if not draft.text:
            self._drop(draft)
            return
        values = (self._team, self._session, draft.by, draft.place, msgspec.json.encode(draft).decode())
        self._database.asked(
            lambda cursor: cursor.execute(
                "insert into draft (team, session, by, place, body) values (%s, %s, %s, %s, %s)"
                " on conflict (team, login, session, by, place) do update set body = excluded.body",
                values,
            )
        )

    def _drop(self, draft: Draft, of_session: str | None = None) -> None:
        self._database.asked(
            lambda cursor: cursor.execute(
                "delete from draft where team = %s and login = session_user and by = %s and place = %s"
                " and session = coalesce(%s, session)",
                (self._team, draft.by, draft.place, of_session),
            )
        )

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:
        """Return somebody's unsaved texts, by place: this session's, else the newest that the same login left."""
        asked = "select session, body from draft where team = %s and login = session_user and by = %s"
        rows = self._database.asked(lambda cursor: cursor.execute(asked, (self._team, by)).fetchall())
        kept = sorted(((session == self._session, _draft(body), session) for session, body in rows), key=_own_last)
        return {
            draft.place: draft for own, draft, session in kept if own or others is None or not others(session, draft.at)
        }

    def beat(self, heartbeat: Heartbeat) -> None:
        """Give the running meeting's sign of life in the place of the last."""
        values = (self._team, msgspec.json.encode(heartbeat).decode())
        self._database.asked(
            lambda cursor: cursor.execute(
                "insert into heartbeat (team, body) values (%s, %s)"
                " on conflict (team) do update set body = excluded.body",
                values,
            )
        )

    def heartbeat(self) -> Heartbeat | None:
        """Return the running meeting's last sign of life."""
        body = self._database.says("select body from heartbeat where team = %s", (self._team,))
        return _heartbeat(str(body)) if body else None

    def be_here(self, presence: Presence) -> None:
        """Say which case a session has open, and no other any more."""
        values = (self._team, presence.session, msgspec.json.encode(presence).decode())
        self._database.asked(
            lambda cursor: cursor.execute(
                "insert into sign (team, session, body) values (%s, %s, %s)"
                " on conflict (team, session) do update set body = excluded.body",
                values,
            )
        )

    def leave(self, session: str) -> None:
        """Take a session's sign away."""
        asked = (self._team, session)
        self._database.asked(lambda cursor: cursor.execute("delete from sign where team = %s and session = %s", asked))

    def present(self) -> tuple[Presence, ...]:
        """Return every session's sign."""
        asked = "select body from sign where team = %s"
        rows = self._database.asked(lambda cursor: cursor.execute(asked, (self._team,)).fetchall())
        return tuple(_presence(body) for (body,) in rows)


def _own_last(each: tuple[bool, Draft, str]) -> tuple[bool, datetime]:
    own, draft, _ = each
    return own, draft.at
