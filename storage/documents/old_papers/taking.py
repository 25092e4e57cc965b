"""What is kept of an old document: meetings with what was decided and said in them, agreements, cases, practices."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from storage.documents.old_papers.sorting import OldAgreement, OldPaper, leading_day
from storage.documents.plan_reading.vocabulary import meant_month, month_before, month_told
from storage.domain.calendar import beginning_of
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import LONGEST_TITLE, Case, Entry, Step
from storage.domain.ids import new_id
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting, MeetingState, Note
from storage.domain.plan.plan import ALL_YEAR, Area, Practice
from storage.domain.record import Record
from storage.domain.search import share_a_stem, sought_words
from storage.domain.text import LONGEST_TEXT

OLD_FORM = "imported"
MOST_CHANCE = 2**30
UNDATED = date(2000, 1, 1)
"""What ids of a document without a day are made from, so that they are the same tomorrow."""
LONG_WORD = 4
"""Letters from which a word tells what something is about."""


class Behind(StrEnum):
    """Why something that was agreed on stands as decided in its meeting, and is no agreement."""

    DONE = "done"
    PAST = "past"
    NOBODY = "nobody"
    NO_DAY = "no-day"


class _Ids:
    """Ids that the same document always gives again, whatever its file is called, so that twice is once."""

    def __init__(self, paper: OldPaper, day: datetime) -> None:
        agreed = (each.line for each in paper.agreements)
        title = "" if paper.is_named_by_file else paper.title
        told = "\n".join((title, *paper.notes, *agreed, *(t for t, _ in paper.cases), *paper.plan))
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
    return why_decided(agreement, today) is None


def why_decided(agreement: OldAgreement, today: date) -> Behind | None:
    """Return why it can no longer be kept as an agreement; None where it can."""
    reasons = {
        Behind.DONE: agreement.is_done,
        Behind.PAST: agreement.due is not None and agreement.due < today,
        Behind.NOBODY: not agreement.who,
        Behind.NO_DAY: agreement.due is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def records_of(papers: Iterable[OldPaper], today: date, areas: Sequence[Area]) -> tuple[Record, ...]:
    """Return what a document becomes; what was agreed and is past, or nobody's, stands as decided in its meeting."""
    every = (record for paper in papers for record in _records(paper, today, areas))
    return tuple({record.id: record for record in every}.values())


def _records(paper: OldPaper, today: date, areas: Sequence[Area]) -> tuple[Record, ...]:
    day = paper.on or today
    begun = _noon(day)
    ids = _Ids(paper, _noon(paper.told_on or UNDATED))
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
    practices = _practices(paper, ids, areas, today)
    return (meeting, *_cases(paper, ids, day, today), *_agreements(paper, ids, meeting, today), *practices)


def _noon(day: date) -> datetime:
    return beginning_of(day) + timedelta(hours=12)


def _in_pieces(paper: OldPaper) -> Iterator[str]:
    """Yield the notes, and a title that had to be shortened whole."""
    if len(paper.title) > LONGEST_TITLE:
        yield paper.title
    yield from (note[at : at + LONGEST_TEXT] for note in paper.notes for at in range(0, len(note), LONGEST_TEXT))


def _cases(paper: OldPaper, ids: _Ids, day: date, today: date) -> Iterator[Case]:
    for title, told in paper.cases:
        lines = (*((title,) if len(title) > LONGEST_TITLE else ()), *told)
        days = [leading_day(text, today) or day for text in lines]
        entries = (
            Entry(id=ids.next(), step=Step.SITUATION, text=text, at=_noon(on))
            for text, on in zip(lines, days, strict=True)
        )
        opened = min(days, default=day)
        yield Case(id=ids.next(), title=" ".join(title[:LONGEST_TITLE].split()), opened=opened, entries=tuple(entries))


def _agreements(paper: OldPaper, ids: _Ids, meeting: Meeting, today: date) -> Iterator[Agreement]:
    made = min(paper.on or today, today)
    for each in paper.agreements:
        if each.due and is_ahead(each, today):
            yield Agreement(id=ids.next(), what=each.line, owner=each.who, made=made, due=each.due, meeting=meeting.id)


def _practices(paper: OldPaper, ids: _Ids, areas: Sequence[Area], today: date) -> Iterator[Practice]:
    for text in paper.plan:
        month, said = month_before(text) or ("", text)
        title = " ".join(said[:LONGEST_TITLE].split())
        yield Practice(
            id=ids.next(),
            area=area_of(text, areas).key,
            title=title,
            month=meant_month(month) or month_told(text, today) or ALL_YEAR,
            notes="" if title == text else text,
        )


def area_of(text: str, areas: Sequence[Area]) -> Area:
    """Return the area of the plan that a text has most words in common with, the first one where it has none."""
    words = [word for word in sought_words(text) if len(word) >= LONG_WORD]

    def alike(area: Area) -> int:
        told = sought_words(f"{area.title} {area.about}")
        return sum(any(share_a_stem(word, other) for other in told) for word in words)

    return max(areas, key=alike)
