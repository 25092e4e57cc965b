"""What waits for the leadership: gathered from all cases, with no more than the head needs to decide; and answers."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from storage.domain.calendar import local_day, school_year
from storage.domain.case.case import Case, CaseState, CrossPressure, ForLeader, Learned, Outcome
from storage.domain.errors import Refused
from storage.domain.views.book import Book

STANDING = "standing-"
"""With the day, what a case is lifted by that stands with the leadership itself."""
DAYS_SHOWN = 14
"""So long Today says that an answer has come."""


class Lifted(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide."""

    id: str
    """What is lifted, within its case."""
    code: str
    title: str
    asked: str
    """What the team asks the leadership to decide."""
    since: date
    pressure: CrossPressure
    words: str = ""
    """What the team has approved to be said of it where only the leadership reads; empty before that."""


def lifted(book: Book, today: date) -> tuple[Lifted, ...]:
    """Return what waits for the leadership and has no answer, what has waited longest first."""
    every = (each for case in book.cases for each in lifted_of(book, case, today))
    return tuple(sorted(every, key=lambda each: (each.since, each.code)))


def lifted_of(book: Book, case: Case, today: date) -> Iterator[Lifted]:
    """Yield what a case asks: why it was lifted, and what it put to the leadership while it stayed with the team."""
    done = {each.id for each in case.for_leader if each.answered}
    yield from (each for each in _of(book, case, today) if each.id not in done)


def _of(book: Book, case: Case, today: date) -> Iterator[Lifted]:
    standing = case.standing if case.state is CaseState.LIFTED else None
    said = standing.reason if standing else ""
    if standing:
        yield _lifted(case, f"{STANDING}{standing.on}", said, standing.on)
    if case.state is CaseState.CLOSED and case.year != school_year(today):
        return
    for learned in case.learned:
        if learned.outcome is Outcome.LIFT and learned.text.strip() != said:
            yield _lifted(case, learned.id, learned.text, _day_of(book, case, learned))


def _lifted(case: Case, key: str, asked: str, since: date) -> Lifted:
    words = next((each.words for each in case.for_leader if each.id == key), "")
    pressure = case.pressure or CrossPressure()
    return Lifted(id=key, code=case.code, title=case.title, asked=asked, since=since, pressure=pressure, words=words)


def _day_of(book: Book, case: Case, learned: Learned) -> date:
    met = next((each for each in book.meetings if each.id == learned.meeting), None)
    return local_day(met.started) if met else case.closed_on or case.opened


def with_words(case: Case, lift: str, words: str, on: date) -> Case:
    """Return the case with what goes to the leadership of one thing lifted; raises `empty-text`."""
    if not words.strip():
        raise Refused("empty-text")
    others = tuple(each for each in case.for_leader if each.id != lift)
    return case.but(for_leader=(*others, ForLeader(id=lift, words=words.strip(), on=on)))


def with_answer(case: Case, lift: str, answer: str, on: date) -> Case:
    """Return the case with what the leadership answered; the same again changes nothing."""
    said = (each if each.id != lift else _answered(each, answer, on) for each in case.for_leader)
    return case.but(for_leader=tuple(said))


def _answered(said: ForLeader, answer: str, on: date) -> ForLeader:
    return msgspec.structs.replace(said, answer=answer, answered=on)


def answered_lately(book: Book, today: date) -> tuple[Case, ...]:
    """Return the cases that the leadership has answered, while they stay lifted, and for some days after."""
    since = today - timedelta(days=DAYS_SHOWN)
    return tuple(case for case in book.cases if _is_news(case, since))


def _is_news(case: Case, since: date) -> bool:
    answers = [each for each in case.for_leader if each.answered]
    if case.state is CaseState.LIFTED and case.standing:
        return any(each.id == f"{STANDING}{case.standing.on}" for each in answers)
    return case.state is not CaseState.CLOSED and any(each.answered and each.answered >= since for each in answers)
