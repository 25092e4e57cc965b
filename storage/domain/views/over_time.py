"""What a team's meetings came to over time, as counts that outlive their cases, one by one or together; never who."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from statistics import median
from typing import Any

import msgspec
from msgspec.structs import replace

from storage.domain.calendar import local_day
from storage.domain.case.agreement import Rating, VoiceAnswers, counted_answers, is_answer, summed
from storage.domain.case.case import Case
from storage.domain.meeting.form import Matter, MeetingForm
from storage.domain.meeting.meeting import MINUTE, Meeting, MeetingState, Score, Visit
from storage.domain.meeting.strip import Strip
from storage.domain.views.agreed import Agreed
from storage.domain.views.book import Book
from storage.domain.views.strips import strip_of

FormOf = Callable[[str], MeetingForm | None]
"""Finds a form by its key."""
ADDED_UP = ("meetings", "met", "of", "planned", "used", "wrong", "wanted", "due", "asked", "done", "helped")


class PhaseTime(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes that a phase was given and took, over some meetings."""

    form: str
    phase: str
    title: str
    times: int
    planned: float
    used: float

    @property
    def planned_each(self) -> float:
        """Minutes it was given each time."""
        return round(self.planned / self.times, 1)

    @property
    def used_each(self) -> float:
        """Minutes it took each time."""
        return round(self.used / self.times, 1)


class Tallied(msgspec.Struct, frozen=True, kw_only=True):
    """One meeting, or several together, as counts."""

    day: date
    """Of the meeting, or the first of the month or year that several were held in."""
    meetings: int = 1
    met: int = 0
    of: int = 0
    score: Score | None = None
    planned: float = 0.0
    """Minutes that the team had."""
    used: float = 0.0
    """Minutes that the phases took."""
    wrong: float = 0.0
    """Minutes about what is hard."""
    wanted: float = 0.0
    """Minutes about what is wanted, what works and what is agreed on."""
    due: int = 0
    asked: int = 0
    done: int = 0
    helped: int = 0


def tallied(book: Book, form_of: FormOf) -> tuple[Tallied, ...]:
    """Return every meeting that was held, oldest first; without its strip where the team has switched that off."""
    agreed, shows = Agreed(book.agreements), book.team.shows_strip
    held = (meeting for meeting in reversed(book.meetings) if meeting.state is MeetingState.HELD)
    return tuple(
        _tallied(each, strip_of(each, book, form_of(each.form), agreed) if shows else Strip(), form_of) for each in held
    )


def _tallied(meeting: Meeting, strip: Strip, form_of: FormOf) -> Tallied:
    minutes: defaultdict[Matter | None, float] = defaultdict(float)
    for visit in meeting.visits:
        minutes[matter_of(visit, meeting, form_of)] += visit.spent / MINUTE
    return Tallied(
        day=local_day(meeting.started),
        met=strip.met,
        of=strip.of,
        score=meeting.score,
        planned=meeting.planned,
        used=sum(minutes.values()),
        wrong=minutes[Matter.WRONG],
        wanted=minutes[Matter.WANTED],
        due=strip.due,
        asked=strip.asked,
        done=strip.done,
        helped=strip.helped,
    )


def matter_of(visit: Visit, meeting: Meeting, form_of: FormOf) -> Matter | None:
    """Return what was spoken of in a phase; where an older file does not say, its form does."""
    if visit.about or meeting.strip:
        return visit.about
    form = form_of(meeting.form)
    return next((phase.about for phase in form.phases if phase.key == visit.phase), None) if form else None


def together(meetings: Iterable[Tallied], first: Callable[[date], date]) -> tuple[Tallied, ...]:
    """Return meetings added up by the day that `first` gives to theirs, such as the first of a month."""
    by: defaultdict[date, list[Tallied]] = defaultdict(list)
    for each in meetings:
        by[first(each.day)].append(each)
    return tuple(_sum(day, each) for day, each in sorted(by.items()))


def _sum(day: date, meetings: list[Tallied]) -> Tallied:
    sums: dict[str, Any] = {name: sum(getattr(each, name) for each in meetings) for name in ADDED_UP}
    return Tallied(day=day, score=pooled([each.score for each in meetings if each.score]), **sums)


def first_of_month(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def pooled(scores: list[Score]) -> Score | None:
    """Return several scores as one: all numbers together, the middles standing for those that kept no more."""
    if not scores:
        return None
    numbers = sorted(number for each in scores for number in (each.numbers or (each.middle,) * each.count))
    low, high = min(each.lowest for each in scores), max(each.highest for each in scores)
    count = sum(each.count for each in scores)
    return Score(middle=float(median(numbers)), lowest=low, highest=high, count=count)


def phase_times(meetings: Iterable[Meeting]) -> tuple[PhaseTime, ...]:
    """Return the minutes that each phase of each form was given and took, in the order in which they come."""
    by: dict[tuple[str, str], list[Visit]] = {}
    for meeting in meetings:
        for visit in meeting.visits:
            if visit.spent and meeting.state is MeetingState.HELD:
                by.setdefault((meeting.form, visit.phase), []).append(visit)
    return tuple(
        PhaseTime(
            form=form,
            phase=phase,
            title=visits[-1].title,
            times=len(visits),
            planned=float(sum(visit.minutes for visit in visits)),
            used=sum(visit.spent for visit in visits) / MINUTE,
        )
        for (form, phase), visits in by.items()
    )


def answered(book: Book, first: Callable[[date], date]) -> Mapping[date, tuple[VoiceAnswers, ...]]:
    """Return what each voice said last of each agreement, by the day that `first` gives to its own, oldest first.

    Agreements of conversations are among them, and as counts those that went with their cases.
    """
    by: defaultdict[date, list[Rating]] = defaultdict(list)
    gone: defaultdict[date, tuple[VoiceAnswers, ...]] = defaultdict(tuple)
    talked = (each.ratings for held in book.rounds for each in held.agreements)
    for ratings in (*(each.ratings for each in book.agreements), *talked):
        for day, told in _last_by(ratings, first).items():
            by[day].extend(told)
    for meeting in book.meetings:
        if meeting.strip and meeting.strip.gone:
            gone[first(local_day(meeting.started))] += meeting.strip.gone
    return {day: summed((*counted_answers(by[day]), *gone[day])) for day in sorted({*by, *gone})}


def _last_by(ratings: Iterable[Rating], first: Callable[[date], date]) -> Mapping[date, list[Rating]]:
    """Return of each voice what it answered last within what `first` holds together."""
    last = {(first(each.on), each.by): each for each in ratings if is_answer(each)}
    by: defaultdict[date, list[Rating]] = defaultdict(list)
    for (day, _), rating in last.items():
        by[day].append(rating)
    return by


def about_to_forget(book: Book, case: Case, form_of: FormOf) -> Iterator[tuple[Meeting, Meeting]]:
    """Yield the meetings that will know less when a case goes, and each with what it came to kept in it."""
    asked = [rating.on for each in book.agreements_of(case.code) for rating in each.ratings]
    last = max((*asked, case.closed_on or case.opened))
    agreed, going = Agreed(book.agreements), _going(book, case)
    for meeting in book.meetings:
        day, more = local_day(meeting.started), going.get(meeting.id, ())
        is_told = meeting.strip is None and (case.code in meeting.cases or case.opened <= day <= last)
        if not meeting.is_running and (is_told or more):
            strip = strip_of(meeting, book, form_of(meeting.form), agreed)
            about = (replace(each, about=matter_of(each, meeting, form_of)) for each in meeting.visits)
            gone = summed((*strip.gone, *more))
            yield meeting, meeting.but(strip=replace(strip, gone=gone), visits=tuple(about))


def _going(book: Book, case: Case) -> Mapping[str, tuple[VoiceAnswers, ...]]:
    """Return what was answered of a case's agreements, by the meeting nearest to it, of the same month where it can."""
    met = [(local_day(each.started), each.id) for each in book.meetings if not each.is_running]
    by: defaultdict[str, list[Rating]] = defaultdict(list)
    for agreement in book.agreements_of(case.code) if met else ():
        for month, ratings in _last_by(agreement.ratings, first_of_month).items():
            for rating in ratings:
                _, near = min(met, key=lambda each: (first_of_month(each[0]) != month, abs(each[0] - rating.on)))
                by[near].append(rating)
    return {key: counted_answers(ratings) for key, ratings in by.items()}
