"""A store that keeps nothing on disk, for quick tests of the screens."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import mkstemp
from typing import Any, TypeVar

import msgspec

from storage.domain.calendar import SchoolYear
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import case_code
from storage.domain.kinds import AREA, KINDS, RecordKind, kind_of
from storage.domain.merge import merged
from storage.domain.people import Team, delete_after
from storage.domain.record import Record, revised
from storage.domain.views.book import Book, YearBook, year_of
from storage.store import Change, Deed, Draft, Heartbeat, Presence, Unreached

Kept = TypeVar("Kept", bound=Record)


class MemoryStore:
    """Implements the `Store` protocol with a dictionary; `refusal` makes every save fail."""

    def __init__(self, team: Team, *records: Record, today: date) -> None:
        self.folder = Path("/nowhere/team")
        self.today = today
        self.records: dict[str, Record] = {record.id: record for record in (team, *records)}
        self.undoable: list[dict[str, Record]] = []
        self.kept_drafts: dict[tuple[str, str], Draft] = {}
        self.deeds: list[Deed] = []
        self.signs: dict[str, Presence] = {}
        self.last_beat: Heartbeat | None = None
        self.refusal: Refused | None = None
        self.read_only: Refused | None = None
        self.unreached: tuple[Unreached, ...] = ()
        self.exported: tuple[Path, ...] = ()
        self.taken_in: tuple[str, datetime] | None = None
        self._book: Book | None = None

    def book(self) -> Book:
        if self._book is None:
            self._book = self._bound()
        return self._book

    def _all(self, kind: type[Kept]) -> tuple[Kept, ...]:
        return tuple(record for record in self.records.values() if isinstance(record, kind))

    def _bound(self) -> Book:
        of_years = [record for record in self.records.values() if not kind_of(record).is_of_team]
        years = sorted({year_of(record, self.today) for record in of_years}, reverse=True)
        return Book(
            **_shelves(self.records.values(), of_team=True) | {"team": self._all(Team)[0]},
            years=tuple(self._year_book(year, of_years) for year in years),
            read_only=self.read_only,
        )

    def _year_book(self, year: SchoolYear, records: list[Record]) -> YearBook:
        kept = (record for record in records if year_of(record, self.today) == year)
        return YearBook(year, **_shelves(kept, of_team=False))

    def save(self, *changes: Change, by: str, at: datetime) -> tuple[Record, ...]:
        if self.refusal:
            raise self.refusal
        after = dict(self.records)
        kept = tuple(record for change in changes if (record := self._applied(change, after, by, at)))
        self.undoable.append(self.records)
        self.records, self._book = after, None
        return kept

    def _applied(self, change: Change, after: dict[str, Record], by: str, at: datetime) -> Record | None:
        if change.after is None:
            after.pop(change.before.id if change.before else "", None)
            return None
        if change.before is None:
            fresh = self._coded(change.after, after)
            after[fresh.id] = fresh
            return fresh
        if change.before.id not in after:
            raise Refused("record-gone")
        theirs = after[change.before.id]
        result = revised(theirs, merged(change.before, change.after, theirs), by=by, at=at, change="c")
        after[result.id] = result
        return result

    def _coded(self, record: Record, after: dict[str, Record]) -> Record:
        if not isinstance(record, Case) or record.code:
            return record
        start = year_of(record, self.today).start
        numbers = [int(case.code[3:]) for case in after.values() if isinstance(case, Case) and case.year.start == start]
        return record.but(code=case_code(start, max(numbers, default=0) + 1))

    def history(self, about: Collection[str] = ()) -> Iterator[Deed]:
        for deed in reversed(self.deeds):
            touched = tuple(each for each in deed.records if not about or each.id in about)
            if touched:
                yield msgspec.structs.replace(deed, records=touched)

    def undo(self, *, by: str, at: datetime, earlier: bool = False) -> tuple[Record, ...]:  # noqa: ARG002 - the protocol's
        if not self.undoable:
            raise Refused("nothing-to-undo", by=by, at=at)
        self.records, self._book = self.undoable.pop(), None
        return ()

    def delete_case(self, key: str, *, by: str, at: datetime) -> tuple[Unreached, ...]:
        case = next(case for case in self.book().cases if key in {case.id, case.code})
        gone = (case, *self.book().agreements_of(case.code))
        self.save(*(Change(each, None) for each in gone), by=by, at=at)
        return self.unreached

    def exports(self) -> tuple[Path, ...]:
        return self.exported

    def keep_draft(self, draft: Draft) -> None:
        if draft.text:
            self.kept_drafts[draft.by, draft.place] = draft
        else:
            self.kept_drafts.pop((draft.by, draft.place), None)

    def edit_draft(self, draft: Draft) -> Path:
        self.keep_draft(draft)
        number, name = mkstemp(suffix=".md")
        os.write(number, draft.text.encode())
        os.close(number)
        return Path(name)

    def drafts(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> Mapping[str, Draft]:  # noqa: ARG002 - the protocol's
        return {place: draft for (who, place), draft in self.kept_drafts.items() if who == by}

    def beat(self, heartbeat: Heartbeat) -> None:
        self.last_beat = heartbeat

    def heartbeat(self) -> Heartbeat | None:
        return self.last_beat

    def be_here(self, presence: Presence) -> None:
        self.signs[presence.session] = presence

    def leave(self, session: str) -> None:
        self.signs.pop(session, None)

    def present(self) -> tuple[Presence, ...]:
        return tuple(self.signs.values())

    def take_in(self, *, by: str, at: datetime) -> None:
        self.read_only, self._book = None, None
        self.taken_in = (by, at)

    def overdue_for_deletion(self, today: date) -> tuple[str, ...]:
        team = self.book().team
        closed = ((case.code, case.closed_on) for case in self.book().cases)
        return tuple(code for code, day in closed if day and delete_after(team.retention, day) <= today)


def _shelves(records: Iterable[Record], *, of_team: bool) -> dict[str, Any]:
    """Return records by kind, in the order in which they were kept; areas in their own."""
    kept = tuple(records)
    shelves: dict[RecordKind[Any], tuple[Any, ...]] = {
        kind: tuple(each for each in kept if kind_of(each) is kind) for kind in KINDS
    }
    shelves[AREA] = tuple(sorted(shelves[AREA], key=lambda area: area.order))
    return {kind.table: shelf for kind, shelf in shelves.items() if kind.is_of_team == of_team}
