"""The practice round: written in silence, hidden until the meeting moves on, then sorted into what several do."""

import msgspec

from storage.domain.meeting.meeting import Meeting, Note


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
