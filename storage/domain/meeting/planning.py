"""The plan in a meeting: ideas sorted into agreed on, later or not for us, and the practice round."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.meeting.meeting import Decision, Meeting, Note
from storage.domain.plan.plan import Practice, PracticeState, reached


class Verdict(StrEnum):
    """What a team says to an idea."""

    YES = "yes"
    LATER = "later"
    NOT_US = "not-us"


STATES = {Verdict.YES: PracticeState.AGREED, Verdict.LATER: PracticeState.IDEA, Verdict.NOT_US: PracticeState.RETIRED}


def on_the_table(practices: Iterable[Practice], meeting: Meeting) -> tuple[Practice, ...]:
    """Return the ideas, and what this meeting has already said something about."""
    said = {decision.ref for decision in meeting.decisions}
    return tuple(each for each in practices if each.state is PracticeState.IDEA or each.id in said)


def is_open(practice: Practice, meeting: Meeting) -> bool:
    """Tell whether the meeting has not said anything about a practice yet."""
    return all(decision.ref != practice.id for decision in meeting.decisions)


def judged(practice: Practice, verdict: Verdict, on: date) -> Practice:
    """Return the practice as the team wants it."""
    return reached(practice, STATES[verdict], on)


def with_verdict(meeting: Meeting, decision: Decision) -> Meeting:
    """Return the meeting with what was decided about a practice, in place of what was decided before."""
    others = (each for each in meeting.decisions if each.ref != decision.ref)
    return meeting.but(decisions=(*others, decision))


def open_notes(meeting: Meeting) -> tuple[Note, ...]:
    """Return the notes that may be seen now: what is written in a hidden phase waits until the meeting moves on."""
    here = meeting.phase
    if here is None or not here.hidden:
        return meeting.notes
    return tuple(note for note in meeting.notes if note.phase != here.key)


def hidden_count(meeting: Meeting) -> int:
    """Return how many notes are hidden."""
    return len(meeting.notes) - len(open_notes(meeting))


def common_or_not(meeting: Meeting, key: str) -> Meeting:
    """Return the meeting with a note marked as what several do, or no longer."""
    notes = (msgspec.structs.replace(note, common=note.common ^ (note.id == key)) for note in meeting.notes)
    return meeting.but(notes=tuple(notes))
