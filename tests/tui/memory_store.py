"""A store that keeps nothing on disk: quick to test screens with, and held to the same contract as a folder."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import mkstemp
from typing import Any, Self

from storage.domain.calendar import SchoolYear
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
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.people import Team
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import Book, book_of
from storage.domain.views.deeds import Deed, deeds_of
from storage.store import Draft, Drafts, Heartbeat, JoinedCopy, Place, Presence, Unreached

USER = "somebody"


@dataclass
class MemoryTeam:
    """What all sessions of a team share."""

    records: Mapping[str, Record]
    numbers: Mapping[SchoolYear, int] = field(default_factory=dict)
    changes: list[MadeChange] = field(default_factory=list)
    drafts: dict[str, dict[tuple[str, str], Draft]] = field(default_factory=dict)
    """What each session is typing, by whose and where it is."""
    signs: dict[str, Presence] = field(default_factory=dict)
    last_beat: Heartbeat | None = None


class MemoryChange:
    """A change under way, on copies."""

    def __init__(self, team: MemoryTeam, author: Author) -> None:
        self.author = author
        self.records = dict(team.records)
        self.numbers = dict(team.numbers)
        self.touched: dict[tuple[str, str], str] = {}

    def find(self, kind: RecordKind[Any], key: str) -> Record | None:
        record = self.records.get(key)
        return record if isinstance(record, kind.record) else None

    def every(self, kind: RecordKind[AnyRecord]) -> Iterator[AnyRecord]:
        yield from (record for record in self.records.values() if isinstance(record, kind.record))

    def put(self, record: Record, old: Record | None) -> Record:
        self.records[record.id] = record
        self.touched[kind_of(record).name, record.id] = "changed" if old else "made"
        return record

    def remove(self, record: Record) -> None:
        del self.records[record.id]
        self.touched[kind_of(record).name, record.id] = "deleted"

    def last_number(self, year: SchoolYear) -> int:
        return self.numbers.get(year, 0)

    def remember_number(self, year: SchoolYear, number: int) -> None:
        self.numbers[year] = number

    @property
    def made(self) -> MadeChange:
        author = self.author
        return MadeChange(
            change=author.change,
            at=author.at,
            by=author.by,
            user=USER,
            records=tuple((kind, key, what) for (kind, key), what in self.touched.items()),
            undoes=author.undoes,
        )


class NoFolder:
    """What there is to care for where no folder is."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def exports(self) -> tuple[Path, ...]:
        return ()

    def edit_draft(self, draft: Draft) -> Path:
        self._drafts.keep_draft(draft)
        number, name = mkstemp(suffix=".md")
        os.write(number, draft.text.encode())
        os.close(number)
        return Path(name)

    def copies(self) -> tuple[tuple[Path, str], ...]:
        return ()

    def compare(self, source: Path, answers: CopyAnswers) -> CopyReport:  # noqa: ARG002 - the protocol's
        raise Refused("no-such-copy", path=str(source))

    def join(self, source: Path, answers: CopyAnswers, *, by: str, at: datetime) -> JoinedCopy:  # noqa: ARG002
        raise Refused("no-such-copy", path=str(source))

    def sync_marker(self, home: Path) -> Path | None:  # noqa: ARG002 - the protocol's
        return None


class MemoryStore:
    """Implements the store's protocols with dictionaries; `refusal` makes every save fail."""

    def __init__(self, team: Team, *records: Record, today: date, session: str = "one") -> None:
        self._sit_down(MemoryTeam({record.id: record for record in (team, *records)}), today, session)

    def _sit_down(self, team: MemoryTeam, today: date, session: str) -> None:
        self.place = Place(Path("/nowhere/team"), Path("/nowhere/team"), NoFolder(self))
        self.today = today
        self.session = session
        self.kept_drafts = team.drafts.setdefault(session, {})
        self.refusal: Refused | None = None
        self.read_only: Refused | None = None
        self.unreached: tuple[Unreached, ...] = ()
        self._team = team
        self._undoable = Undoable()
        self._book: Book | None = None
        self._bound: object = None

    def opened(self, session: str) -> Self:
        """Return the same team as another session has it."""
        other = object.__new__(type(self))
        other._sit_down(self._team, self.today, session)
        return other

    def book(self) -> Book:
        if self._book is None or self._bound != (id(self._team.records), self.read_only):
            self._book, self._bound = self._as_book(), (id(self._team.records), self.read_only)
        return self._book

    def _as_book(self) -> Book:
        return book_of(self._team.records.values(), self.today, self.read_only)

    def save(self, *changes: Change, by: str, at: datetime) -> tuple[Record, ...]:
        refuse_identity_numbers(changes)
        to = self._begun(by, at)
        kept = [apply(change, to) for change in changes]
        if self._keep(to):
            self._undoable.remember(to.made, changes)
        return tuple(record for record in kept if record)

    def _begun(self, by: str, at: datetime, undoes: str = "") -> MemoryChange:
        refusal = self.refusal or self.read_only
        if refusal:
            raise refusal
        return MemoryChange(self._team, Author(by, at, f"c{len(self._team.changes)}", self.session, undoes))

    def _keep(self, to: MemoryChange) -> bool:
        if to.touched:
            self._team.records, self._team.numbers = to.records, to.numbers
            self._team.changes.append(to.made)
        return bool(to.touched)

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        yield from deeds_of(reversed(self._team.changes), self.book(), about)

    def history_gaps(self) -> tuple[Refused, ...]:
        return ()

    @property
    def last_own_change(self) -> str:
        return self._undoable.last_own

    def undo(self, *, by: str, at: datetime, earlier: bool = False) -> tuple[Record, ...]:
        made, removed = self._undoable.last(by, USER, lambda: reversed(self._team.changes))
        to = self._begun(by, at, made.change)
        kept = take_back(made, removed, to)
        if not earlier:
            self._undoable.refuse_reaching_back(made)
        self._keep(to)
        self._undoable.undone(by)
        return kept

    def delete_case(self, key: str, *, by: str, at: datetime) -> tuple[Unreached, ...]:
        to = self._begun(by, at)
        case = forget(key, to)
        self._keep(to)
        self._undoable.forget({touched for _, touched in to.touched})
        for drafts in self._team.drafts.values():
            for by_, place in [each for each in drafts if {case.id, case.code} & set(each[1].split("/"))]:
                del drafts[by_, place]
        return self.unreached

    def keep_draft(self, draft: Draft) -> None:
        whose = draft.by, draft.place
        try:
            refuse_identity_number(draft.text)
        except Refused:
            self.kept_drafts.pop(whose, None)
            raise
        if draft.text:
            self.kept_drafts[whose] = draft
            return
        for drafts in self._team.drafts.values():
            drafts.pop(whose, None)

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:
        offered: dict[str, Draft] = {}
        for session, drafts in sorted(self._team.drafts.items(), key=lambda item: item[0] == self.session):
            for (who, place), draft in drafts.items():
                is_others = session != self.session and others is not None and others(session, draft.at)
                known = offered.get(place)
                is_newer = session == self.session or known is None or known.at <= draft.at
                if who == by and is_newer and not is_others:
                    offered[place] = draft
        return offered

    def beat(self, heartbeat: Heartbeat) -> None:
        self._team.last_beat = heartbeat

    def heartbeat(self) -> Heartbeat | None:
        return self._team.last_beat

    def be_here(self, presence: Presence) -> None:
        self._team.signs[presence.session] = presence

    def leave(self, session: str) -> None:
        self._team.signs.pop(session, None)

    def present(self) -> tuple[Presence, ...]:
        return tuple(self._team.signs.values())
