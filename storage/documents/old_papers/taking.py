"""What is kept of an old document: meetings with what was decided and said in them, agreements, cases, practices."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import chain

import msgspec

from storage.documents.old_papers.days import leading_day
from storage.documents.old_papers.sorting import OldAgreement, OldPaper
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


class PaperPart(StrEnum):
    """What a line of an old document becomes."""

    NOTES = "notes"
    AGREEMENTS = "agreements"
    """Those to follow up, and what was decided then."""
    CASES = "cases"
    PLAN = "plan"


Piece = Note | Decision | Agreement | Case | Practice
"""What one line becomes, or several of a case."""


class TakenPaper(msgspec.Struct, frozen=True):
    """What one meeting's lines become, in the order in which they are told."""

    paper: OldPaper
    meeting: Meeting
    agreed: tuple[Decision | Agreement, ...]
    """As many as the paper's agreements."""
    cases: tuple[Case, ...]
    practices: tuple[Practice, ...]

    @property
    def pieces(self) -> tuple[tuple[PaperPart, Piece], ...]:
        """Each with what kind it is, as they stand one below the other."""
        return (
            *((PaperPart.NOTES, each) for each in self.meeting.notes),
            *((PaperPart.AGREEMENTS, each) for each in self.agreed),
            *((PaperPart.CASES, each) for each in self.cases),
            *((PaperPart.PLAN, each) for each in self.practices),
        )

    def records(self, wanted: Container[str]) -> tuple[Record, ...]:
        """Return the records with the pieces of those ids; the meeting where one stands in it or comes from it."""
        notes = tuple(each for each in self.meeting.notes if each.id in wanted)
        agreed = tuple(each for each in self.agreed if each.id in wanted)
        decisions = tuple(each for each in agreed if isinstance(each, Decision))
        is_needed = bool(notes or agreed) or all(each.id in wanted for _, each in self.pieces)
        meeting = (self.meeting.but(notes=notes, decisions=decisions),) if is_needed else ()
        others = (*self.cases, *(each for each in agreed if isinstance(each, Agreement)), *self.practices)
        return (*meeting, *(each for each in others if each.id in wanted))


def taken_papers(papers: Iterable[OldPaper], today: date, areas: Sequence[Area]) -> tuple[TakenPaper, ...]:
    """Return what a document becomes; what was agreed and is past, or nobody's, stands as decided in its meeting."""
    every = (_taken(_for_each_owner(paper, today), today, areas) for paper in papers)
    return tuple({taken.meeting.id: taken for taken in every}.values())


def _for_each_owner(paper: OldPaper, today: date) -> OldPaper:
    """Return the paper with an agreement for each of those who share one that still lies ahead."""
    each_own = (
        (msgspec.structs.replace(each, who=(who,)) for who in each.who) if is_ahead(each, today) else (each,)
        for each in paper.agreements
    )
    return msgspec.structs.replace(paper, agreements=tuple(chain.from_iterable(each_own)))


def records_of(papers: Iterable[OldPaper], today: date, areas: Sequence[Area]) -> tuple[Record, ...]:
    """Return all that a document becomes."""
    taken = taken_papers(papers, today, areas)
    return tuple(record for each in taken for record in each.records({piece.id for _, piece in each.pieces}))


def _taken(paper: OldPaper, today: date, areas: Sequence[Area]) -> TakenPaper:
    day = paper.on or today
    ids = _Ids(paper, _noon(paper.told_on or UNDATED))
    meeting = Meeting(
        id=ids.next(),
        form=OLD_FORM,
        title=paper.title[:LONGEST_TITLE],
        started=_noon(day),
        ended=_noon(day),
        planned=0,
        present=paper.present,
        state=MeetingState.HELD,
        notes=tuple(Note(id=ids.next(), phase="", text=text) for text in _in_pieces(paper)),
    )
    decided = {
        place: Decision(id=ids.next(), kind=DecisionKind.OTHER, text=each.line)
        for place, each in enumerate(paper.agreements)
        if not is_ahead(each, today)
    }
    cases = tuple(_cases(paper, ids, day, today))
    agreed = tuple(
        decided.get(place) or _agreement(each, ids.next(), min(day, today), meeting)
        for place, each in enumerate(paper.agreements)
    )
    return TakenPaper(paper, meeting, agreed, cases, tuple(_practices(paper, ids, areas, today)))


def _agreement(each: OldAgreement, key: str, made: date, meeting: Meeting) -> Agreement:
    return Agreement(
        id=key, what=each.line, owner="".join(each.who), made=made, due=each.due or made, meeting=meeting.id
    )


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
