"""Copies of a team that go their own ways: random changes made by the rules of the domain, each on one copy alone."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.changing import Author, Change, apply, forget
from storage.domain.ids import new_id
from storage.domain.joining.copies import TeamCopy
from storage.domain.joining.trails import Stamp
from storage.domain.kinds import CASE, MEETING, TEAM, RecordKind
from storage.domain.meeting.meeting import Meeting, Note
from storage.domain.people import Member, Team
from storage.domain.record import AnyRecord, Record

START = datetime(2026, 9, 1, 8, tzinfo=UTC)
FIELDS = ("title", "owner", "first_step")


@dataclass
class Laptop:
    """One copy, as the rules know it: a change under way that is always the next one."""

    name: str
    chance: random.Random
    records: dict[str, Record] = field(default_factory=dict)
    deleted: dict[str, frozenset[str]] = field(default_factory=dict)
    touched: dict[str, Stamp] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    removed: list[dict[str, Record]] = field(default_factory=list)
    highest: int = 0
    minutes: int = 0
    brings_back: bool = True
    """Whether what was deleted is brought back now and then."""
    author: Author = field(default=Author("AB", START, "x"))

    def find(self, _kind: RecordKind[Any], key: str) -> Record | None:
        return self.records.get(key)

    def every(self, kind: RecordKind[AnyRecord]) -> Iterator[AnyRecord]:
        return iter([each for each in self.records.values() if isinstance(each, kind.record)])

    def put(self, record: Record, _old: Record | None) -> Record:
        self.records[record.id] = record
        self.touched[record.id] = self.author.at, self.author.change
        return record

    def remove(self, record: Record) -> None:
        del self.records[record.id]
        self.deleted[record.id] = self.deleted.get(record.id, frozenset()) | {self.author.change}
        if isinstance(record, Case):
            self.gone[record.id] = record.first_code or record.code

    def last_number(self, _year: SchoolYear) -> int:
        return self.highest

    def remember_number(self, _year: SchoolYear, number: int) -> None:
        self.highest = number

    @property
    def copy(self) -> TeamCopy:
        gone = {key: code for key, code in self.gone.items() if key not in self.records}
        return TeamCopy(dict(self.records), dict(self.deleted), dict(self.touched), gone)

    def twin(self, name: str, seed: int) -> "Laptop":
        """Return a copy of this one, which goes on by itself."""
        chance = random.Random(seed)  # noqa: S311 - what happens is no secret
        twin = Laptop(name, chance, brings_back=self.brings_back, removed=list(self.removed), minutes=self.minutes)
        twin.take_over(self.copy)
        twin.gone, twin.highest = dict(self.gone), self.highest
        return twin

    def take_over(self, copy: TeamCopy) -> None:
        """Go on from what several copies are as one."""
        self.records, self.deleted = dict(copy.records), dict(copy.deleted)
        self.touched, self.gone = dict(copy.touched), dict(copy.gone)
        numbers = (int(case.code.partition("-")[2]) for case in self.every(CASE))
        self.highest = max((self.highest, *numbers))

    def next_moment(self) -> None:
        """Let some minutes go by, none now and then; once in a while the clock is put back."""
        self.minutes += self.chance.choice((0, 1, 7, 40, -30 if self.chance.random() < 0.1 else 3))
        at = START + timedelta(minutes=self.minutes)
        self.author = Author(self.name, at, new_id(at, self.chance.randrange(1 << 30)))

    def new_id(self) -> str:
        return new_id(self.author.at, self.chance.randrange(1 << 30))

    def act(self) -> None:
        """Make one random change."""
        self.next_moment()
        deeds = (self.edit, self.edit, self.write, self.write, self.rewrite, self.open, self.agree, self.note)
        self.chance.choice((*deeds, *deeds, self.delete, self.bring_back, self.join_team))()

    def edit(self) -> None:
        for case in self.some(CASE):
            name = self.chance.choice(FIELDS)
            self.save(case, case.but(**{name: f"{name} {self.name} {self.author.change}"}))

    def write(self) -> None:
        for case in self.some(CASE):
            text = f"{self.name} {self.author.change}"
            entry = Entry(id=self.new_id(), step=Step.SITUATION, text=text, at=self.author.at)
            self.save(case, with_entry(case, entry))

    def rewrite(self) -> None:
        for case in self.some(CASE):
            if case.entries:
                entry = self.chance.choice(case.entries)
                self.save(case, with_entry(case, Entry(id=entry.id, step=entry.step, text="anders", at=entry.at)))

    def open(self) -> None:
        self.save(None, Case(id=self.new_id(), title=f"Sak {self.name}", opened=START.date()))

    def agree(self) -> None:
        for case in self.some(CASE):
            day = START.date()
            self.save(None, Agreement(id=self.new_id(), what="Ringe", owner="AB", made=day, due=day, case=case.code))

    def note(self) -> None:
        for meeting, case in zip(self.some(MEETING), self.some(CASE), strict=False):
            note = Note(id=self.new_id(), phase="round", text=f"Om {self.author.change}", case=case.code)
            self.save(meeting, meeting.but(notes=(*meeting.notes, note)))

    def join_team(self) -> None:
        for team in self.some(TEAM):
            hashes = (self.author.change,)
            self.save(team, team.but(members=(*team.members, Member(alias="CD")), names=hashes))

    def delete(self) -> None:
        for case in self.some(CASE):
            before = dict(self.records)
            forget(case.id, self)
            self.removed.append({key: each for key, each in before.items() if key not in self.records})

    def bring_back(self) -> None:
        if self.removed and self.brings_back:
            for record in self.removed.pop().values():
                self.put(record.but(rev=record.rev + 1), None)

    def some(self, kind: RecordKind[AnyRecord]) -> list[AnyRecord]:
        kept = sorted(self.every(kind), key=lambda each: each.id)
        return [self.chance.choice(kept)] if kept else []

    def save(self, before: Record | None, after: Record) -> None:
        apply(Change(before, after), self)


def laptops(seed: int, count: int, *, brings_back: bool = False, apart: int = 14) -> list[Laptop]:
    """Return copies that were one folder for some changes, and then went their own ways."""
    first = Laptop("A", random.Random(seed), brings_back=brings_back)  # noqa: S311 - what happens is no secret
    first.next_moment()
    first.save(None, Team(id=first.new_id(), name="6. trinn", members=(Member(alias="AB"),)))
    meeting = Meeting(id=first.new_id(), form="case", title="Møte", started=START, planned=45)
    first.save(None, meeting)
    for _ in range(12):
        first.act()
    all_of_them = [first, *(first.twin("BCDE"[place], seed * 31 + place) for place in range(count - 1))]
    for laptop in all_of_them:
        for _ in itertools.repeat(None, laptop.chance.randrange(apart)):
            laptop.act()
    return all_of_them
