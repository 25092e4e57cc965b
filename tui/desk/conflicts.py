"""Two people, or two copies, changed the same: what meets in each field, and what is kept once somebody has chosen."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from storage.domain.case.agreement import Agreement
from storage.domain.errors import Conflict, Refused
from storage.domain.joining.copies import CopyReport
from storage.domain.joining.trails import Fork
from storage.domain.kinds import kind_of, what_it_is_called
from storage.domain.meeting.meeting import Meeting
from storage.domain.merge import Clash, clashes, merged
from storage.domain.record import AnyRecord, Before, Record
from storage.domain.views.book import Book
from storage.store import Change, JoinedCopy
from tui.desk.desk import Desk
from tui.desk.keeping import Kept, keep
from tui.i18n.changes import LINES, counted, record_line
from tui.i18n.deeds import ONE_LINE, field_name, is_prose, last_of, value_text
from tui.i18n.labels import unreached_lines
from tui.i18n.words import N_, Words

ALL_HERE = N_("There is nothing to join: everything in it is here.")
STEERED = frozenset({"ended", "paused", "place", "present", "roles", "state", "turn", "visits", "waiting"})
"""How a meeting goes: whoever leads it has decided already, and nothing written is lost."""


@dataclass(frozen=True)
class TwoVersions:
    """What meets in one field: both values, and how they read."""

    about: str
    """Which record and which field, in words."""
    record: str
    """The record's id."""
    field: str
    mine: object
    theirs: object
    my_text: str
    their_text: str
    whose: str
    """Who wrote theirs, and when, in words."""
    prose: bool
    """Whether the two can be joined and written over."""

    @property
    def joined(self) -> str:
        """Both texts, theirs first: it was there first."""
        between = " / " if last_of(self.field) in ONE_LINE else "\n\n"
        return between.join(filter(None, (str(self.theirs), str(self.mine))))


@dataclass(frozen=True)
class Resolved:
    """What is kept of a field."""

    value: object


AskWhich = Callable[[TwoVersions], Awaitable[Resolved | None]]
"""Shows both versions and waits for what is kept, None when the question was left."""


async def settle(
    ask: AskWhich, desk: Desk, changes: Sequence[Change], *, by: str | None = None, quiet: bool = False
) -> Kept | None:
    """Ask what is kept of what clashes, as often as somebody else is quicker, and keep it.

    Returns None when somebody left the question: then their texts wait as drafts, as they do when it raises what `keep`
    and `settled` raise.
    """
    wanted = changes
    try:
        while chosen := await settled(ask, desk, wanted):
            wanted = chosen
            try:
                return await asyncio.to_thread(keep, desk, *wanted, by=by, quiet=quiet, meant=changes)
            except Conflict:
                continue
    except Refused:
        desk.drafting.refused(desk.store)
        raise
    desk.drafting.refused(desk.store)
    return None


async def settled(ask: AskWhich, desk: Desk, changes: Sequence[Change]) -> tuple[Change, ...] | None:
    """Return the changes as they can be saved now; None when somebody left the question.

    Raises `record-gone`.
    """
    book = desk.store.book()
    after = []
    for change in changes:
        theirs = book.record(change.before.id) if change.before else None
        if change.before is None or change.after is None:
            after.append(change)
            continue
        if theirs is None:
            raise Refused("record-gone", record=change.before.id)
        together = await _one(ask, desk, book, (change.before, change.after, theirs))
        if together is None:
            return None
        after.append(Change(theirs, together))
    return tuple(after)


async def _one(
    ask: AskWhich, desk: Desk, book: Book, sides: tuple[AnyRecord, AnyRecord, AnyRecord]
) -> AnyRecord | None:
    """Ask about one record's clashes, one after the other."""
    base, mine, theirs = sides
    chosen: dict[str, object] = {}
    found = clashes(base, mine, theirs)
    for number, clash in enumerate(found, 1):
        if isinstance(theirs, Meeting) and clash.field in STEERED:
            chosen[clash.field] = clash.theirs
            continue
        about = " · ".join(_about(desk, theirs, clash, number, len(found)))
        kept = await ask(_versions(desk, book, theirs, clash, about))
        if kept is None:
            return None
        chosen[clash.field] = kept.value
    return merged(base, mine, theirs, chosen)


def _about(desk: Desk, record: Record, clash: Clash, number: int, count: int) -> Iterator[str]:
    yield from filter(None, (called(record),))
    yield field_name(desk.words, clash.field)
    if count > 1:
        yield desk.words("{number} of {count}", number=number, count=count)


def called(record: Record) -> str:
    """Return what people call a record; an agreement by its case, for what it says is what the two disagree on."""
    return record.case if isinstance(record, Agreement) else what_it_is_called(record)


def _versions(desk: Desk, book: Book, theirs: Record, clash: Clash, about: str) -> TwoVersions:
    def reads(value: object) -> str:
        return value_text(desk.words, book, clash.field, value)

    return TwoVersions(
        about=about,
        record=theirs.id,
        field=clash.field,
        mine=clash.mine,
        theirs=clash.theirs,
        my_text=reads(clash.mine),
        their_text=reads(clash.theirs),
        whose=_whose(desk, theirs, clash.field),
        prose=is_prose(clash.field, clash.mine, clash.theirs),
    )


def _whose(desk: Desk, record: Record, field: str) -> str:
    """Return who made a field what it is now, and when."""
    words = desk.words
    of_field = (each for each in reversed(record.before) if f"{field}/".startswith(f"{each.field}/"))
    last = next(of_field, None)
    if last is None:
        return words("Saved meanwhile")
    when = words.moment(last.at)
    return words("Saved by {alias}, {when}", alias=last.by, when=when) if last.by else words("Saved {when}", when=when)


def copy_lines(desk: Desk, report: CopyReport) -> Iterator[str]:
    """Yield what joining another copy would do, a line for each record, and for each thing that has to be chosen."""
    words = desk.words
    for what, records in (("made", report.new), ("changed", report.changed), ("deleted", report.gone)):
        yield from (words(LINES[what], record=record_line(words, record)) for record in records)
    for case, was in report.recoded:
        yield words(
            "{was} becomes {code}, as an older case has that number: {title}", was=was, code=case.code, title=case.title
        )
    for record, fork in report.forks:
        fork_of = versions_of_fork(desk, record, fork)
        yield f"? {fork_of.about}: {desk.words.quoted(fork_of.my_text)} | {desk.words.quoted(fork_of.their_text)}"
    for case in report.doubtful:
        yield words("? {record}: deleted on one side, changed on the other", record=record_line(words, case))


def joined_lines(words: Words, joined: JoinedCopy) -> Iterator[str]:
    """Yield what came of joining another copy."""
    report = joined.report
    records = (*report.new, *report.changed, *report.gone)
    of = counted(words, [kind_of(record).name for record in records]) or words("the history")
    yield words("Joined: {of}.", of=of) if report.differs else words(ALL_HERE)
    if joined.drafts:
        yield words.many("{count} draft came along.", "{count} drafts came along.", joined.drafts)
    if joined.drafts_of_others:
        yield words.many(
            "{count} draft of somebody else stays in the other copy.",
            "{count} drafts of others stay in the other copy.",
            joined.drafts_of_others,
        )
    if joined.aside:
        yield words("The copy is put aside now, as {file}.", file=joined.aside)
    if joined.holds_deleted:
        yield words("The copy still holds a case that was deleted: delete it once nobody needs it.")
    for code, left in joined.unreached:
        yield from unreached_lines(words, code, [left])


def asked_forks(report: CopyReport) -> Iterator[tuple[Record, Fork]]:
    """Yield the fields that people choose between; how a meeting went has been decided already."""
    yield from ((record, fork) for record, fork in report.forks if fork.field not in STEERED)


def versions_of_fork(desk: Desk, record: Record, fork: Fork) -> TwoVersions:
    """Return what meets in a field that two copies both changed: what is here as mine."""
    words, book = desk.words, desk.store.book()
    change = fork.their_change
    return TwoVersions(
        about=f"{record_line(words, record)} · {field_name(words, fork.field, kind_of(record).name)}",
        record=record.id,
        field=fork.field,
        mine=fork.ours,
        theirs=fork.theirs,
        my_text=value_text(words, book, fork.field, fork.ours),
        their_text=value_text(words, book, fork.field, fork.theirs),
        whose=side_line(words, words("In the other copy"), change),
        prose=is_prose(fork.field, fork.ours, fork.theirs),
    )


def side_line(words: Words, where: str, change: Before) -> str:
    """Return on which side something was changed, by whom and when."""
    return " ".join(filter(None, (where, change.by, words.moment(change.at) if change.change else "")))
