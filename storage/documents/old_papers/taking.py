"""What is kept of an old document: one meeting with what was decided and said in it, its agreements and its cases."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from storage.documents.old_papers.sorting import OldAgreement, OldPaper
from storage.domain.calendar import beginning_of
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import LONGEST_TITLE, Case, Entry, Step
from storage.domain.ids import new_id
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting, MeetingState, Note
from storage.domain.record import Record
from storage.domain.text import LONGEST_TEXT

OLD_FORM = "imported"
MOST_CHANCE = 2**30


class _Ids:
    """Ids that the same document always gives again, so that twice is once."""

    def __init__(self, paper: OldPaper, day: datetime) -> None:
        told = "\n".join(
            (paper.title, *paper.notes, *(each.line for each in paper.agreements), *(t for t, _ in paper.cases))
        )
        self.of = sha256(told.encode()).hexdigest()
        self.day = day
        self.count = 0

    def next(self) -> str:
        """Return another one."""
        self.count += 1
        chance = int(sha256(f"{self.of}/{self.count}".encode()).hexdigest(), 16) % MOST_CHANCE
        return new_id(self.day + timedelta(milliseconds=self.count), chance)


def is_ahead(agreement: OldAgreement, today: date) -> bool:
    """Tell whether it can still be kept as an agreement: somebody of the team does it, by a day to come."""
    return bool(agreement.who and agreement.due and agreement.due >= today)


def records_of_paper(paper: OldPaper, today: date) -> tuple[Record, ...]:
    """Return what a document becomes; what was agreed and is past, or nobody's, stands as decided in its meeting."""
    day = paper.on or today
    begun = beginning_of(day) + timedelta(hours=12)
    ids = _Ids(paper, begun)
    meeting = Meeting(
        id=ids.next(),
        form=OLD_FORM,
        title=paper.title[:LONGEST_TITLE],
        started=begun,
        ended=begun,
        planned=0,
        state=MeetingState.HELD,
        notes=tuple(Note(id=ids.next(), phase="", text=text) for text in _in_pieces(paper)),
        decisions=tuple(
            Decision(id=ids.next(), kind=DecisionKind.OTHER, text=each.line)
            for each in paper.agreements
            if not is_ahead(each, today)
        ),
    )
    return (meeting, *_cases(paper, ids, begun, day), *_agreements(paper, ids, meeting, today))


def _in_pieces(paper: OldPaper) -> Iterator[str]:
    """Yield the notes, and a title that had to be shortened whole."""
    if len(paper.title) > LONGEST_TITLE:
        yield paper.title
    yield from (note[at : at + LONGEST_TEXT] for note in paper.notes for at in range(0, len(note), LONGEST_TEXT))


def _cases(paper: OldPaper, ids: _Ids, begun: datetime, day: date) -> Iterator[Case]:
    for title, told in paper.cases:
        lines = (*((title,) if len(title) > LONGEST_TITLE else ()), *told)
        entries = (Entry(id=ids.next(), step=Step.SITUATION, text=text, at=begun) for text in lines)
        yield Case(id=ids.next(), title=" ".join(title[:LONGEST_TITLE].split()), opened=day, entries=tuple(entries))


def _agreements(paper: OldPaper, ids: _Ids, meeting: Meeting, today: date) -> Iterator[Agreement]:
    made = min(paper.on or today, today)
    for each in paper.agreements:
        if each.due and is_ahead(each, today):
            yield Agreement(id=ids.next(), what=each.line, owner=each.who, made=made, due=each.due, meeting=meeting.id)
