"""Settling what clashes, field after field, until there is something that can be saved."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting as HeldMeeting
from storage.domain.merge import Clash, clashes, merged
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.desk import Desk
from tui.dialogs.conflict import ConflictDialog, Resolved, TwoVersions
from tui.i18n.fields import field_name, is_prose, value_text

STEERED = frozenset({"ended", "paused", "place", "present", "roles", "state", "turn", "visits", "waiting"})
"""How a meeting goes: whoever leads it has decided already, and nothing written is lost."""
AskWhich = Callable[[ConflictDialog], Awaitable[Resolved | None]]
"""Shows both sides of a clash and waits for what is kept, None when the question was left."""


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
        if isinstance(theirs, HeldMeeting) and clash.field in STEERED:
            chosen[clash.field] = clash.theirs
            continue
        title = " · ".join(_about(desk, book, theirs, clash, number, len(found)))
        kept = await ask(ConflictDialog(desk, title, _meeting(desk, book, theirs, clash)))
        if kept is None:
            return None
        chosen[clash.field] = kept.value
    return merged(base, mine, theirs, chosen)


def _about(desk: Desk, book: Book, record: Record, clash: Clash, number: int, count: int) -> Iterator[str]:
    yield from filter(None, (called(book, record),))
    yield field_name(desk.words, clash.field)
    if count > 1:
        yield desk.words("{number} of {count}", number=number, count=count)


def called(book: Book, record: Record) -> str:
    """Return what people call a record: a case by its code and title, an agreement by its case, others by title."""
    match record:
        case Case():
            return f"{record.code} {record.title}"
        case Agreement():
            return record.case
    return str(getattr(record, "title", "")) or (book.team.name if record.id == book.team.id else "")


def _meeting(desk: Desk, book: Book, theirs: Record, clash: Clash) -> TwoVersions:
    def reads(value: object) -> str:
        return value_text(desk.words, book, clash.field, value)

    return TwoVersions(
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
