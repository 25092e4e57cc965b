"""What comes in from an export or another team's folder: looked at first, cleaned, then all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from storage.archive.change.session import Session
from storage.archive.change.snapshot import Snapshot, opened_source, refuse_given_twice
from storage.archive.disk.folder import existing
from storage.archive.format.layout import cleaned_record
from storage.archive.store import obstacle_in
from storage.domain.changing import Change, apply, refuse_identity_number
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, TEAM, Sharing, kind_of, what_it_is_called
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record, fields_of, texts_of
from storage.domain.search import folded
from storage.domain.views.book import Book
from storage.steering.guard import Severity, TraceKind, identify


class Doubt(msgspec.Struct, frozen=True):
    """Something in a text that could tell who somebody is."""

    record: str
    """What the record is called."""
    kind: TraceKind


@dataclass(frozen=True)
class Incoming:
    """What would come in."""

    records: tuple[Record, ...]
    """The new ones, as they will be kept."""
    here: int
    """How many are here already, and stay as they are."""
    doubts: tuple[Doubt, ...] = ()
    given: Mapping[str, int] = field(default_factory=dict)
    """The highest number of a code that each year's file has given."""
    team: Team | None = None
    """The team as it will be, where all of it comes in."""


def looked_at(source: Path, book: Book, *, whole: bool) -> Incoming:
    """Return what a source would bring: cards and practices, or the whole team into an empty one.

    Raises `not-an-export`, `damaged-file`, `year-closed`, `newer-schema`, `file-missing`, `given-twice`, `long-text`,
    `identity-number-there` or `team-not-empty`.
    """
    snapshot = opened_source(source)
    refuse_given_twice(snapshot.book)
    if whole:
        return _whole(snapshot, book)
    wanted = tuple(_shared(snapshot.book))
    fresh = [_as_ours(record, how) for record, how in wanted if not _is_here(record, how, book)]
    needed = {record.area for record in fresh if isinstance(record, Practice)}
    coming = tuple(each for each in fresh if not isinstance(each, Area) or each.key in needed)
    _refuse_identity_numbers(coming)
    asked = sum(not isinstance(record, Area) for record, _ in wanted)
    new = sum(not isinstance(each, Area) for each in coming)
    return Incoming(coming, asked - new, tuple(_doubts(coming, book.team)))


def _as_ours(record: Record, how: Sharing[Any]) -> Record:
    """Return a record as another team begins with it: cleaned, and without what only its own team means by it."""
    return cleaned_record(record.but(rev=0, before=(), **how.without))


def _shared(book: Book) -> Iterator[tuple[Record, Sharing[Any]]]:
    """Yield what another team can take over, and how."""
    for kind in KINDS:
        if kind.sharing:
            yield from ((record, kind.sharing) for record in book.shelf(kind) if kind.sharing.is_offered(record))


def _is_here(record: Record, how: Sharing[Any], book: Book) -> bool:
    """Tell whether the team has a record already: the same, or one that says the same under another id."""
    alike = (_said_in(each, how) for each in book.shelf(kind_of(record)))
    return bool(book.record(record.id)) or _said_in(record, how) in alike


def _said_in(record: Record, how: Sharing[Any]) -> tuple[str, ...]:
    return tuple(folded(getattr(record, field)) for field in how.alike_by)


def _whole(snapshot: Snapshot, book: Book) -> Incoming:
    """Return everything; raises `team-not-empty` where something of the team's own is kept."""
    theirs = [record for record in snapshot.book.records() if not isinstance(record, Team)]
    known = {record.id for record in book.records()}
    if known - {book.team.id} - {record.id for record in theirs}:
        raise Refused("team-not-empty")
    coming = tuple(cleaned_record(record) for record in theirs if record.id not in known)
    team = cleaned_record(_merged_team(book.team, snapshot.book.team))
    _refuse_identity_numbers((team, *coming))
    given = {name: file.given for name, file in snapshot.files.items() if file.given}
    return Incoming(coming, len(theirs) - len(coming), given=given, team=team)


def _merged_team(ours: Team, theirs: Team) -> Team:
    """Return their team under our id, with those of ours who are not in it."""
    there = {member.alias for member in theirs.members}
    here = tuple(member for member in ours.members if member.alias not in there)
    taken_over = {name: getattr(theirs, name) for name in fields_of(theirs)}
    return ours.but(**{**taken_over, "members": (*theirs.members, *here)})


def _refuse_identity_numbers(records: Iterable[Record]) -> None:
    for record in records:
        for text in texts_of(record):
            try:
                refuse_identity_number(text)
            except Refused:
                raise Refused("identity-number-there", record=what_it_is_called(record)) from None


def _doubts(records: Iterable[Record], team: Team) -> Iterator[Doubt]:
    for record in records:
        found = (identify(text, language=team.language, members=team.aliases) for text in sorted(texts_of(record)))
        kinds = {each.kind for identities in found for each in identities if each.severity is Severity.WARN}
        yield from (Doubt(what_it_is_called(record), kind) for kind in sorted(kinds))


def bring_in(team: Path, incoming: Incoming, *, by: str, at: datetime, insist: bool = False) -> tuple[Record, ...]:
    """Keep what comes in as one change, and return it; what somebody has brought in meanwhile stays as it is.

    Raises what saving raises; then nothing of it is kept.
    """
    desk = Session(existing(team), "", obstacle_in(team, insist=insist))
    with desk.change(by, at) as to:
        for now in to.every(TEAM):
            if incoming.team:
                apply(Change(now, incoming.team.but(rev=now.rev, before=now.before)), to)
        fresh = [record for record in incoming.records if not to.holds(record)]
        kept = [apply(Change(None, record), to) for record in fresh]
        for name, number in incoming.given.items():
            to.stage(name).count_on("cases", number)
    return tuple(record for record in kept if record)
