"""What a meeting's records say of it: its strip, by the items and limits of its form; pure, from one book."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from math import ceil

from msgspec.structs import replace

from storage.domain.calendar import local_day, school_days_after
from storage.domain.case.agreement import (
    HELPED,
    Agreement,
    Done,
    Rating,
    counted_answers,
    is_answer,
    last_of_each,
    last_said,
)
from storage.domain.case.case import Case, Step, View
from storage.domain.ids import made_at
from storage.domain.meeting.form import MeetingForm, Writes
from storage.domain.meeting.meeting import MINUTE, DecisionKind, Meeting, MeetingState, Visit, ended
from storage.domain.meeting.strip import Strip, StripKey, Tally
from storage.domain.record import as_it_was
from storage.domain.views.agreed import Agreed
from storage.domain.views.book import Book

LONGEST_GAP = 15 * MINUTE
"""Seconds between the clock on the wall and the phases' own; with more, the meeting was left and taken up again."""
SLACK = 2 * MINUTE
"""Seconds by which the phases may seem longer than the meeting; with more, the clock went back."""
FROM_HOME = frozenset({View.PUPIL, View.HOME, View.SECOND_HOME})
INTO_PLAN = frozenset({
    DecisionKind.PRACTICE, DecisionKind.CHANGE, DecisionKind.CARD, DecisionKind.LIFT, DecisionKind.NOTHING,
})  # fmt: skip
OF_CASES = frozenset({
    StripKey.DESCRIPTION, StripKey.VIEW, StripKey.WISH, StripKey.IDEAS, StripKey.WHOLE, StripKey.PLAN,
})  # fmt: skip
END = datetime.max.replace(tzinfo=UTC)
Predicate = Callable[[Visit], bool]


def strip_of(meeting: Meeting, book: Book, form: MeetingForm | None, agreed: Agreed | None = None) -> Strip:
    """Return what a meeting came to: as it was kept when it ended, else as its records say.

    Without its `form` nothing is known. Whoever asks for many hands in the same `agreed`.
    """
    if meeting.strip and not meeting.is_running:
        return meeting.strip
    form = meeting.script or form
    return _Reading(meeting, book, form, agreed or Agreed(book.agreements)).strip if form else Strip()


def concluded(meeting: Meeting, book: Book, now: datetime, state: MeetingState = MeetingState.HELD) -> Meeting:
    """Return the meeting ended with what it came to, which stays whatever becomes of its cases; raises `not-running`.

    A team that has switched the strip off keeps none.
    """
    over = ended(meeting, now, state)
    return over.but(strip=strip_of(over, book, meeting.script)) if book.team.shows_strip else over


@dataclass(frozen=True)
class _Reading:
    """A meeting with the records it is read from."""

    meeting: Meeting
    book: Book
    form: MeetingForm
    agreed: Agreed

    @property
    def strip(self) -> Strip:
        """The items that apply, and what came of old agreements."""
        limits = self.form.strip
        last = [last for each in self.asked if (last := last_said(filter(self._is_here, each.ratings)))]
        here = (rating for each in self.asked for rating in last_of_each(filter(self._is_here, each.ratings)))
        return Strip(
            items=tuple(self._told(key, getattr(limits, key)) for key in limits.keys),
            due=len(self.due),
            asked=len(self.asked),
            done=sum(rating.done is Done.AS_PLANNED for rating in last),
            helped=sum(rating.effect in HELPED for rating in last),
            made=len(self.made),
            cued=sum(bool(as_it_was(each, self.ends).cue) for each in self.made),
            others=counted_answers(rating for rating in here if rating.by is not View.SCHOOL),
        )

    def _told(self, key: StripKey, limit: int) -> Tally:
        """Return an item; while the meeting goes on one that it will come to waits, so that their number stays."""
        tally: Tally = getattr(self, f"_{key}")(limit)
        comes = self.meeting.is_running and not tally.known and self._comes_to(key)
        return replace(tally, awaits=True) if comes else tally

    def _comes_to(self, key: StripKey) -> bool:
        if key in {StripKey.FIRST, StripKey.ASKED}:
            return bool(self.due)
        if key in OF_CASES:
            return any(case and not _is_unsafe(case) for case in map(self.book.find_case, self.meeting.cases))
        return key is not StripKey.ROLES

    # --- what there is ------------------------------------------------------------------------------------------------

    @cached_property
    def ends(self) -> datetime:
        """When it ended; beyond every moment while it goes on."""
        return self.meeting.ended if self.meeting.ended and self.meeting.ended >= self.meeting.started else END

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases it came to; without those in which the method gave way to safety."""
        found = (self.book.find_case(code) for code in self.meeting.cases)
        return tuple(case for case in found if case and not _is_unsafe(case) and self._was_reached(case))

    def _was_reached(self, case: Case) -> bool:
        seen = any(visit.seen for visit in self.meeting.visits if visit.case == case.code)
        here = (*(entry.meeting for entry in case.entries), *(idea.meeting for idea in case.ideas))
        return seen or self.meeting.id in here

    @cached_property
    def due(self) -> tuple[Agreement, ...]:
        """The agreements that were due when it began."""
        day, here = local_day(self.meeting.started), self._spoken_of
        waiting = {each.id: each for each in self.agreed.waiting(day)} | dict(here)
        others = (each for each in waiting.values() if each.meeting != self.meeting.id)
        return tuple(each for each in others if not (each.before or each.id in here) or self._was_due(each, day))

    @property
    def _spoken_of(self) -> Mapping[str, Agreement]:
        """The agreements of which something was said in it, by id: an answer, or a mere note."""
        return self.agreed.spoken_of.get(self.meeting.id, {})

    def _was_due(self, agreement: Agreement, day: date) -> bool:
        if agreement.made >= day or (agreement.due > day and not agreement.before):
            return False
        then = as_it_was(agreement, self.meeting.started) if agreement.before else agreement
        earlier = tuple(each for each in then.ratings if each.on <= day and not self._is_here(each))
        asked = (then if earlier == then.ratings else then.but(ratings=earlier)).asked_next
        return asked is not None and asked <= day

    @cached_property
    def made(self) -> tuple[Agreement, ...]:
        """The agreements it made, in its cases or for the plan."""
        codes = {case.code for case in self.cases} | {""}
        return tuple(each for each in self.agreed.by_meeting.get(self.meeting.id, ()) if each.case in codes)

    def _is_here(self, rating: Rating) -> bool:
        return rating.meeting == self.meeting.id

    @cached_property
    def asked(self) -> tuple[Agreement, ...]:
        """Of the due agreements, those that it asked about."""
        decided = {each.ref for each in self.meeting.decisions if each.kind is DecisionKind.RATING}
        told = self._spoken_of
        answered = {
            key
            for key, each in told.items()
            if any(is_answer(rating) for rating in filter(self._is_here, each.ratings))
        }
        counts = answered | (decided - told.keys())
        return tuple(each for each in self.due if each.id in counts)

    def _is_over(self, is_phase: Predicate) -> bool:
        """Tell whether nothing more can come in some phases: a meeting that was cut short may have been in them."""
        if self.meeting.state is MeetingState.HELD:
            return True
        places = [place for place, visit in enumerate(self.meeting.visits) if is_phase(visit)]
        left = (self.meeting.visits[place].seen and place != self.meeting.place for place in places)
        return bool(places) and all(left)

    # --- the twelve ---------------------------------------------------------------------------------------------------

    def _roles(self, limit: int) -> Tally:
        known = bool(self.meeting.present or self.meeting.roles)
        return Tally(key=StripKey.ROLES, got=sum(map(bool, self.meeting.roles.values())), of=limit, known=known)

    def _first(self, limit: int) -> Tally:
        got, of = self._asked_first(), ceil(len(self.due) * limit / 100)
        waits = got == len(self.asked) < of and not self._is_over(_asks)
        known = bool(self.due) and got is not None and not waits
        return Tally(key=StripKey.FIRST, got=min(got or 0, of), of=of, known=known)

    def _asked_first(self) -> int | None:
        """Return how many were asked about before the first case, none where one came after; None: nobody can know."""
        if not self.asked:
            return 0
        moments = [self._moment_asked(each) for each in self.asked]
        begun = min(self._moments_in_cases(), default=END)
        if any(moment and moment > begun for moment in moments):
            return 0
        if None in moments and not any(visit.seen for visit in self.meeting.visits if _asks(visit)):
            return None
        return len(moments)

    def _moment_asked(self, agreement: Agreement) -> datetime | None:
        keys = (each.id for each in self.meeting.decisions if each.ref == agreement.id)
        told = (each.at for each in agreement.before if each.field == "ratings")
        moments = (*filter(None, map(made_at, keys)), *told)
        return next((moment for moment in moments if self.meeting.started <= moment <= self.ends), None)

    def _moments_in_cases(self) -> Iterator[datetime]:
        for case in self.cases:
            yield from (entry.at for entry in case.entries if entry.meeting == self.meeting.id)
            ideas = (made_at(idea.id) for idea in case.ideas if idea.meeting == self.meeting.id)
            yield from (moment for moment in ideas if moment and self.meeting.started <= moment <= self.ends)

    def _asked(self, limit: int) -> Tally:
        wanted = ceil(len(self.due) * limit / 100)
        known = bool(self.due) and (len(self.asked) >= wanted or self._is_over(_asks))
        return Tally(key=StripKey.ASKED, got=len(self.asked), of=wanted, known=known)

    def _description(self, limit: int) -> Tally:
        told = {phase.key for phase in self.form.phases if phase.step is Step.SITUATION}
        unsafe = {case.code for code in self.meeting.cases if (case := self.book.find_case(code)) and _is_unsafe(case)}
        times: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for visit in self.meeting.visits:
            if visit.phase in told and visit.case not in unsafe:
                times[visit.case][0] += visit.spent
                times[visit.case][1] += visit.minutes * limit / 100
        ran = [round(spent / MINUTE) <= minutes for spent, minutes in times.values() if round(spent / MINUTE)]
        return Tally(key=StripKey.DESCRIPTION, got=sum(ran), of=len(ran), known=bool(ran))

    def _view(self, limit: int) -> Tally:
        def has(case: Case) -> bool:
            return sum(each.view in FROM_HOME and each.meeting == self.meeting.id for each in case.entries) >= limit

        return self._in_cases(StripKey.VIEW, has, lambda visit: visit.writes is Writes.ENTRY)

    def _wish(self, limit: int) -> Tally:
        wanted = {phase.key for phase in self.form.phases if phase.step is Step.WANTED}

        def has(case: Case) -> bool:
            here = (each for each in case.entries if each.meeting == self.meeting.id and each.step is Step.WANTED)
            return sum(each.scale is not None for each in here) >= limit

        return self._in_cases(StripKey.WISH, has, lambda visit: visit.phase in wanted)

    def _plan(self, limit: int) -> Tally:
        def has(case: Case) -> bool:
            learned = sum(each.meeting == self.meeting.id for each in case.learned)
            decided = sum(each.case == case.code and each.kind in INTO_PLAN for each in self.meeting.decisions)
            return max(learned, decided) >= limit

        return self._in_cases(StripKey.PLAN, has, lambda visit: visit.writes in {Writes.INTO_PLAN, Writes.CARD})

    def _in_cases(self, key: StripKey, has: Callable[[Case], bool], is_phase: Predicate) -> Tally:
        """Return in how many of the cases something is, of those where it can be told."""
        told = [there for case in self.cases if (there := has(case)) or self._is_over(_of(case, is_phase))]
        return Tally(key=key, got=sum(told), of=len(told), known=bool(told))

    def _ideas(self, limit: int) -> Tally:
        is_phase: Predicate = lambda visit: visit.writes is Writes.IDEAS  # noqa: E731 - as short as its siblings
        counts = [
            count
            for case in self.cases
            if (count := sum(idea.meeting == self.meeting.id for idea in case.ideas)) >= limit
            or self._is_over(_of(case, is_phase))
        ]
        return Tally(key=StripKey.IDEAS, got=min(counts, default=0), of=limit, known=bool(counts))

    def _whole(self, limit: int) -> Tally:
        if not self.made:
            is_step: Predicate = lambda visit: visit.writes is Writes.FIRST_STEP  # noqa: E731 - as its siblings
            lacks = any(self._is_over(_of(case, is_step)) for case in self.cases)
            return Tally(key=StripKey.WHOLE, of=1, known=lacks)
        whole = sum(_is_whole(as_it_was(each, self.ends), limit, self.book.team.free_days) for each in self.made)
        return Tally(key=StripKey.WHOLE, got=whole, of=len(self.made))

    def _score(self, limit: int) -> Tally:
        score = self.meeting.score
        known = score is not None or self._is_over(_checks_out)
        return Tally(key=StripKey.SCORE, got=score.count if score else 0, of=limit, known=known)

    def _next(self, limit: int) -> Tally:
        got = (self.meeting.next_on is not None) + bool(self.meeting.next_roles)
        return Tally(key=StripKey.NEXT, got=got, of=limit, known=got >= limit or self._is_over(_checks_out))

    def _time(self, limit: int) -> Tally:
        meeting = self.meeting
        if meeting.ended is None or meeting.state is not MeetingState.HELD:
            return Tally(key=StripKey.TIME, of=limit, known=False)
        wall = (meeting.ended - meeting.started).total_seconds()
        spent = used(meeting)
        over = max(0, ceil(wall / MINUTE - meeting.planned))
        known = wall >= max(0.0, (spent or 0.0) - SLACK)
        if over > limit:
            known = known and wall - (meeting.planned * MINUTE if spent is None else spent) <= LONGEST_GAP
        return Tally(key=StripKey.TIME, got=over if known else 0, of=limit, known=known)


def _is_unsafe(case: Case) -> bool:
    return bool(case.alarm or case.told)


def _of(case: Case, is_phase: Predicate) -> Predicate:
    return lambda visit: visit.case == case.code and is_phase(visit)


def _asks(visit: Visit) -> bool:
    return visit.writes is Writes.AGREEMENTS


def _checks_out(visit: Visit) -> bool:
    return visit.writes is Writes.CHECK_OUT


def _is_whole(agreement: Agreement, days: int, free: tuple[date, ...]) -> bool:
    """Tell whether an agreement has an owner, a buddy, a day to look back, and lies so few school days ahead."""
    paired = agreement.owner and agreement.buddy and agreement.owner != agreement.buddy
    return bool(paired and agreement.review) and agreement.due <= _near(agreement.made, days, free)


@lru_cache(maxsize=1024)
def _near(made: date, days: int, free: tuple[date, ...]) -> date:
    return school_days_after(made, days, free)


def used(meeting: Meeting) -> float | None:
    """Return the seconds a meeting's phases ran; None where its file does not say."""
    return sum(visit.spent for visit in meeting.visits) or None
