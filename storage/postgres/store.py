"""A team in a database as a store: a row a record, a transaction a change, and a history that only grows."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp, mkstemp
from time import monotonic
from typing import TypeVar
from weakref import finalize

import msgspec
import psycopg
from psycopg import Connection

from storage.domain import changing
from storage.domain.errors import Refused
from storage.domain.ids import id_at
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.kinds import kind_named
from storage.domain.record import Record
from storage.domain.views.book import Book, book_of
from storage.domain.views.deeds import Deed, deeds_of
from storage.postgres.address import NO_FILES
from storage.postgres.connection import TRIED_AGAIN, TeamDatabase
from storage.postgres.glance import Glance
from storage.postgres.rows import MADE, TOUCHED, PendingRows, RevisedMeanwhile, Rows, rows_of, standing, writable
from storage.school import SCHOOL_FOLDERS
from storage.store import Draft, Drafts, Heartbeat, JoinedCopy, Place, Presence, Unreached

STANDS = "select case when moved_to is null then changes else -1 end from team where id = %s"
KEEP_DRAFT = """
insert into draft (team, session, by, place, body) values (%s, %s, %s, %s, %s)
on conflict (team, login, session, by, place) do update set body = excluded.body
"""
DROP_DRAFT = """
delete from draft where team = %s and login = session_user and by = %s and place = %s
    and session = coalesce(%s, session)
"""
BEAT = "insert into heartbeat (team, body) values (%s, %s) on conflict (team) do update set body = excluded.body"
BE_HERE = """
insert into sign (team, session, body) values (%s, %s, %s)
on conflict (team, session) do update set body = excluded.body
"""
PAUSES = (*(0.0,) * 8, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2)
"""Seconds after which a change is begun anew that the database, or the line to it, did not carry through."""
BUSY = Refused("not-saved", reason="database-busy")
LONGEST = 12.0
"""Seconds after which no more is begun: whoever saves has waited long enough to be told."""
Result = TypeVar("Result")
Rules = Callable[[PendingRows], Result]
Keys = Collection[str]
Came = tuple[changing.MadeChange, Result]
"""What a change came to, and what its rules returned."""
Tried = list[Came[Result]]
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
        self._rows = Glance(self._look)
        self._book: tuple[Rows, Refused | None, Book] | None = None
        self._heartbeat = Glance[Heartbeat | None](self._look_for_heartbeat, None)
        self._present = Glance[tuple[Presence, ...]](self._look_for_others, ())
        self._drafts = Glance[tuple[tuple[str, Draft], ...]](self._look_for_drafts, ())
        self._undoable = changing.Undoable()

    @property
    def place(self) -> Place:
        """The address, as what a team has beside its store."""
        return Place(self._database.address.path, self._own_files, NoFolder(self), self._database.listen)

    @cached_property
    def _own_files(self) -> Path:
        """The folder of the school's own forms, words and law: the named one, else what came along, laid out anew."""
        named = self._database.address.own_files
        rows = self._database.does("select name, content from paper where team = %s", self._team)
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
        rows = self._rows.now()
        obstacle = self._rows.why or rows.moved or self._read_only
        shown = self._book
        if shown is None or shown[0] is not rows or shown[1] is not obstacle:
            shown = self._book = (rows, obstacle, book_of(rows.records.values(), date.max, obstacle))
        return shown[2]

    def _look(self) -> Rows:
        """Return the rows as they stand; for one short question the same ones where nothing has changed."""
        known = self._rows.last
        if known and self._database.says(STANDS, (self._team,)) == known.changes:
            return known
        return self._database.asked(lambda cursor: rows_of(cursor.connection, self._team, known), at_once=True)

    def save(self, *changes: changing.Change, by: str, at: datetime) -> tuple[Record, ...]:
        """Keep all changes or none."""
        changing.refuse_identity_numbers(changes)
        keys = {record.id for change in changes for record in (change.before, change.after) if record}
        made, kept = self._changed(by, at, lambda to: [changing.apply(change, to) for change in changes], keys)
        if made.records:
            self._undoable.remember(made, changes)
        return tuple(record for record in kept if record)

    def _changed(self, by: str, at: datetime, rules: Rules[Result], keys: Keys = (), undoes: str = "") -> Came[Result]:
        """Do one change, to records of these `keys` most likely; where no answer came, look up whether it stands.

        Raises `not-saved`, or `not-known` where nobody answers that any more; and what the rules refuse.
        """
        if self._read_only:
            raise self._read_only
        author = changing.Author(by, at, id_at(at), self._session, undoes)
        tried: Tried[Result] = []
        reason, until, is_unanswered = BUSY, monotonic() + LONGEST, False
        for pause in PAUSES:
            try:
                return self._done(author, rules, keys, tried)
            except (*TRIED_AGAIN, RevisedMeanwhile):
                pass
            except psycopg.OperationalError:
                is_unanswered = bool(tried)
            except Refused as why:
                if not self._may_pass(why, at_once=not pause, is_unanswered=is_unanswered):
                    raise
                reason = why
            if monotonic() + pause > until:
                break
            time.sleep(pause)
        raise Refused("not-known", host=self._database.address.host) if is_unanswered else reason

    def _may_pass(self, why: Refused, *, at_once: bool, is_unanswered: bool) -> bool:
        """Tell whether what stands in the way may be gone soon: a new leader is found meanwhile."""
        is_led_elsewhere = why.code == "database-read-only" and at_once and self._database.hang_up()
        return is_led_elsewhere or (is_unanswered and (why.code == "database-gone" or why.params == BUSY.params))

    def _done(self, author: changing.Author, rules: Rules[Result], keys: Keys, tried: Tried[Result]) -> Came[Result]:
        """Do a change in one transaction, unless one that was tried before stands already."""
        with self._database.transaction(sends_on=True) as cursor:
            line = cursor.connection
            line.execute("select 1 from team where id = %s for update", (self._team,))
            if tried and self._stands(line, author.change):
                return tried[-1]
            touched = line.execute(TOUCHED, (self._team, [*keys]))  # its answer comes with that to the next question
            before = writable(rows_of(line, self._team, self._rows.last))
            pending = PendingRows(author, line, self._team, before, standing(touched, keys))
            kept = rules(pending)
            tried.append((pending.made, kept))
            after = pending.write() if pending.touched else before
        self._rows.saw(after)
        if pending.touched:
            self._database.tell()
        return tried[-1]

    def _stands(self, line: Connection, change: str) -> bool:
        asked = (self._team, change)
        return bool(line.execute("select 1 from change where team = %s and id = %s", asked).fetchone())

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        """Yield what was done, newest first."""
        yield from deeds_of(self._made(), self.book(), about)

    def _made(self) -> Iterator[changing.MadeChange]:
        asked = "select id, at, by, login, records, undoes from change where team = %s order by number desc"
        rows = self._database.does(asked, self._team)
        for change, at, by, login, records, undoes in rows:
            yield changing.MadeChange(
                change=change, at=at.astimezone(UTC), by=by, user=login, records=MADE.decode(records), undoes=undoes
            )

    def _made_here(self) -> Iterator[changing.MadeChange]:
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
            kept = changing.take_back(made, removed, to)
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
        made, case = self._changed(by, at, lambda to: changing.forget(key, to))
        self._undoable.forget({each for _, each, _ in made.records})
        self._database.does("select forget_drafts(%s, %s)", self._team, [case.id, case.code])
        return ()

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed; an empty text drops it, another session's offer too."""
        try:
            changing.refuse_identity_number(draft.text)
        except Refused:
            self._drop(draft, of_session=self._session)
            raise
        if not draft.text:
            self._drop(draft)
            return
        body = msgspec.json.encode(draft).decode()
        self._database.does(KEEP_DRAFT, self._team, self._session, draft.by, draft.place, body)

    def _drop(self, draft: Draft, of_session: str | None = None) -> None:
        self._database.does(DROP_DRAFT, self._team, draft.by, draft.place, of_session)

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:
        """Return somebody's unsaved texts, by place: this session's, else the newest that the same login left."""
        written = ((session == self._session, draft, session) for session, draft in self._drafts.now())
        kept = sorted((each for each in written if each[1].by == by), key=_own_last)
        return {
            draft.place: draft for own, draft, session in kept if own or others is None or not others(session, draft.at)
        }

    def _look_for_drafts(self) -> tuple[tuple[str, Draft], ...]:
        asked = "select session, body from draft where team = %s and login = session_user"
        rows = self._database.does(asked, self._team)
        return tuple((session, _draft(body)) for session, body in rows)

    def beat(self, heartbeat: Heartbeat) -> None:
        """Give the running meeting's sign of life in the place of the last."""
        self._database.does(BEAT, self._team, msgspec.json.encode(heartbeat).decode())

    def heartbeat(self) -> Heartbeat | None:
        """Return the running meeting's last sign of life; the last that was seen where the database is away."""
        return self._heartbeat.now()

    def _look_for_heartbeat(self) -> Heartbeat | None:
        body = self._database.says("select body from heartbeat where team = %s", (self._team,))
        return _heartbeat(str(body)) if body else None

    def be_here(self, presence: Presence) -> None:
        """Say which case a session has open, and no other any more."""
        self._database.does(BE_HERE, self._team, presence.session, msgspec.json.encode(presence).decode())

    def leave(self, session: str) -> None:
        """Take a session's sign away."""
        self._database.does("delete from sign where team = %s and session = %s", self._team, session)

    def present(self) -> tuple[Presence, ...]:
        """Return every session's sign; those that were seen last where the database is away."""
        return self._present.now()

    def _look_for_others(self) -> tuple[Presence, ...]:
        rows = self._database.does("select body from sign where team = %s", self._team)
        return tuple(_presence(body) for (body,) in rows)


def _own_last(each: tuple[bool, Draft, str]) -> tuple[bool, datetime]:
    own, draft, _ = each
    return own, draft.at
