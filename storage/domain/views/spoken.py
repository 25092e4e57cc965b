"""What people have said in a record, and which of it is new."""

from collections.abc import Iterable, Iterator

from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Meeting
from storage.domain.record import Record


def spoken(record: Record | None) -> tuple[str, ...]:
    """Return the texts in which something is told; why an alarm was put away and who was told are none."""
    return tuple(text for text in _texts(record) if text.strip())


def newly_spoken(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the texts that a change brings."""
    known = set(spoken(before))
    return tuple(text for text in spoken(after) if text not in known)


def _texts(record: Record | None) -> Iterable[str]:
    match record:
        case Case():
            return _of_case(record)
        case Agreement():
            return (record.what, *(rating.note for rating in record.ratings))
        case Meeting():
            return (note.text for note in (*record.notes, *record.parking))
        case ExperienceCard():
            return (record.title, record.when, record.worked, record.start, record.watch)
    return _in_peacetime(record)


def _in_peacetime(record: Record | None) -> Iterable[str]:
    match record:
        case ConversationRound():
            return (text for each in record.agreements for text in (each.what, *(said.note for said in each.ratings)))
        case ParentMeeting():
            return (record.note, record.after.keep if record.after else "", *(item.note for item in record.items))
    return ()


def _of_case(case: Case) -> Iterator[str]:
    yield case.title
    yield from (entry.text for entry in case.entries)
    yield from (idea.text for idea in case.ideas)
    yield from (learned.text for learned in case.learned)
    yield case.first_step
    if case.standing:
        yield case.standing.reason
    if case.pressure:
        yield from (case.pressure.fixed, case.pressure.entitled, case.pressure.we_can, case.pressure.decides)
