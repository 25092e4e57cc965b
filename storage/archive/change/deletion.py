"""Deleting a case: afterwards no file in the folder holds its text."""

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from storage.archive.change.transaction import Transaction
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.meeting.meeting import Decision, Meeting, Note
from storage.domain.record import Before, Record

Said = TypeVar("Said", Note, Decision)


def forget(key: str, to: Transaction) -> Case:
    """Take a case, its agreements and what meetings decided about it off the stage; by its id, or its code.

    Raises `no-such-case`, or `code-twice` where another case bears its code: what is whose can only be guessed then.
    """
    case = _meant(key, to)
    code = case.code
    for record in list(_belonging(case, to)):
        to.remove(record)
    for meeting in list(to.every(Meeting)):
        emptied = without_case(meeting, code)
        if emptied != meeting:
            to.put(emptied, meeting)
    for held in list(to.every(ConversationRound)):
        without = without_pupil(held, code)
        if without != held:
            to.put(without, held)
    return case


def _meant(key: str, to: Transaction) -> Case:
    cases = list(to.every(Case))
    case = next((each for each in cases if each.id == key), None) or next((c for c in cases if c.code == key), None)
    if case is None:
        raise Refused("no-such-case", code=key)
    if sum(each.code == case.code for each in cases) > 1:
        raise Refused("code-twice", code=case.code)
    return case


def _belonging(case: Case, to: Transaction) -> Iterator[Record]:
    yield case
    yield from (agreement for agreement in to.every(Agreement) if agreement.case == case.code)


def without_case(meeting: Meeting, code: str) -> Meeting:
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


def without_pupil(held: ConversationRound, code: str) -> ConversationRound:
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
