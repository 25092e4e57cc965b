"""What people have written in a record of each kind: what tells something, what can be found, what goes with a case."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import msgspec

from storage.domain.case.agreement import Rating
from storage.domain.case.case import Case, Step
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Decision, Meeting, Note
from storage.domain.meeting.planning import open_notes
from storage.domain.record import Before

Said = TypeVar("Said", Note, Decision)
BETWEEN = " · "
"""What stands between the fields of a record that is found as one text."""


class Telling(NamedTuple):
    """A text in which something is told, and the code of the case it is told about; empty where it is about none."""

    text: str
    case: str = ""
    promises: bool = False
    """Whether it says what somebody will do."""


def about(case: str, *texts: str) -> tuple[Telling, ...]:
    """Return texts as they are told about one case."""
    return tuple(Telling(text, case) for text in texts)


def notes_of(ratings: Iterable[Rating]) -> tuple[str, ...]:
    """Return what was said when somebody looked back."""
    return tuple(rating.note for rating in ratings)


def agreed(case: str, what: str, ratings: Iterable[Rating], *beside: str) -> tuple[Telling, ...]:
    """Return what was agreed, what stands beside it, and what was said when somebody looked back."""
    return (Telling(what, case, promises=True), *about(case, *beside, *notes_of(ratings)))


def told_in_case(case: Case) -> Iterator[Telling]:
    """Yield what is told in a case; why an alarm was put away and who was told are none of it."""
    yield from about(case.code, case.title)
    yield from (Telling(entry.text, case.code, entry.step is Step.FIRST_STEP) for entry in case.entries)
    yield from about(case.code, *(idea.text for idea in case.ideas), *(learned.text for learned in case.learned))
    yield Telling(case.first_step, case.code, promises=True)
    if case.standing:
        yield from about(case.code, case.standing.reason)
    if pressure := case.pressure:
        yield from about(case.code, pressure.fixed, pressure.entitled, pressure.we_can, pressure.decides)


class Found(NamedTuple):
    """One text of a record: what it is, itself, and the part of the record it stands in."""

    kind: str
    text: str
    part: str = ""


def found_in_case(case: Case) -> Iterator[Found]:
    """Yield every text of a case."""
    yield Found("case", f"{case.code} {case.title}")
    yield from (Found("entry", entry.text, entry.id) for entry in case.entries)
    yield from (Found("idea", idea.text, idea.id) for idea in case.ideas)
    yield from (Found("lesson", learned.text, learned.id) for learned in case.learned)
    yield Found("first-step", case.first_step)
    if case.pressure:
        pressure = case.pressure
        yield Found("pressure", joined(pressure.fixed, pressure.entitled, pressure.we_can, pressure.decides))
    if case.standing:
        yield Found("reason", case.standing.reason)
    yield Found("reason", case.false_alarm)
    yield from (Found("told", told.who) for told in case.told)
    yield from (Found("leader", joined(each.words, each.answer), each.id) for each in case.for_leader)


def found_in_meeting(meeting: Meeting) -> Iterator[Found]:
    """Yield the notes that may be seen, and the decisions that tell in words of their own."""
    notes = (*open_notes(meeting), *meeting.parking)
    yield from (Found("meeting", note.text, note.id) for note in notes)
    yield from (Found("decision", each.text, each.id) for each in meeting.decisions if not each.ref)


def found_in_parent_meeting(meeting: ParentMeeting) -> Iterator[Found]:
    """Yield a parent meeting's texts and its agenda's."""
    keep = meeting.after.keep if meeting.after else ""
    yield Found("parents", joined(meeting.title, meeting.venue, meeting.note, keep))
    yield from (Found("parents", joined(item.title, item.decides, item.note), item.id) for item in meeting.items)


def found_in_round(held: ConversationRound) -> Iterator[Found]:
    """Yield what conversations agreed on, and what was said about it later."""
    for each in held.agreements:
        yield Found("round", each.what, each.id)
        yield from (Found("round", note, each.id) for note in notes_of(each.ratings))


def joined(*texts: str) -> str:
    """Return the fields of a record that are found as one text."""
    return BETWEEN.join(filter(None, texts))


def meeting_without_case(meeting: Meeting, code: str) -> Meeting:
    """Return the meeting with the words of its notes and decisions about a case gone, earlier ones included."""
    about = {part.id for part in meeting.said_about(code)}
    before = tuple(memory for memory in meeting.before if not _remembers(memory, code, about))
    if not about and before == meeting.before:
        return meeting
    return meeting.but(
        decisions=_emptied(meeting.decisions, about),
        notes=_emptied(meeting.notes, about),
        parking=_emptied(meeting.parking, about),
        before=before,
        rev=meeting.rev + 1,
    )


def _remembers(memory: Before, code: str, about: set[str]) -> bool:
    mentions = isinstance(memory.value, dict) and memory.value.get("case") == code
    return mentions or memory.field.partition("/")[2] in about


def _emptied(parts: tuple[Said, ...], about: set[str]) -> tuple[Said, ...]:
    return tuple(msgspec.structs.replace(part, text="") if part.id in about else part for part in parts)


def round_without_case(held: ConversationRound, code: str) -> ConversationRound:
    """Return the round without what was agreed in conversations about a case, earlier wordings included."""
    about = {each.id for each in held.agreements if each.pupil == code}
    about |= {memory.field.removeprefix("agreements/") for memory in held.before if _names_pupil(memory, code)}
    kept = tuple(each for each in held.agreements if each.id not in about)
    before = tuple(memory for memory in held.before if memory.field.removeprefix("agreements/") not in about)
    if kept == held.agreements and before == held.before:
        return held
    return held.but(agreements=kept, before=before, rev=held.rev + 1)


def _names_pupil(memory: Before, code: str) -> bool:
    return isinstance(memory.value, dict) and memory.value.get("pupil") == code
