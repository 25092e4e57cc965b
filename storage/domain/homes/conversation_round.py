"""A round of development conversations: at most two agreements in each, asked about before the next round."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from storage.domain.calendar import Term, school_day_by, school_days_after, school_year, term_of
from storage.domain.case.agreement import HELPED, Agreement, Done, Rating, last_said, with_ratings
from storage.domain.errors import Refused
from storage.domain.ids import understood_code
from storage.domain.record import Part, Record

MOST = 2
"""Agreements in one conversation: what is more is not kept anyway."""
WEEKS_OF_ROUND = 4
WEEKS_TO_MIDPOINT = 8
DAYS_AHEAD = 7
"""The mid-point check is shown this long before its day."""
PUPIL = re.compile(r"(?:[^\W\d]+[.\s]+)?0*(?P<number>\d{1,3})")


class ConversationAgreement(Part, frozen=True, kw_only=True):
    """What one conversation agreed on, and afterwards: was it done, did it help."""

    pupil: str
    """A number in the teacher's own key, which lies outside the program, or a case's code; never a name."""
    what: str
    owner: str = ""
    """The teacher who held the conversation."""
    made: date
    ratings: tuple[Rating, ...] = ()

    @property
    def conversation(self) -> tuple[str, str]:
        """What tells one conversation from another: two teachers may both have a pupil 7."""
        return (self.owner, self.pupil)


class ConversationRound(Record, frozen=True, kw_only=True):
    """The conversations of an autumn or a spring."""

    starts: date
    ends: date
    midpoint: date
    """The day to ask how it goes, between this round and the next."""
    agreements: tuple[ConversationAgreement, ...] = ()

    @property
    def term(self) -> Term:
        """Autumn or spring."""
        return term_of(self.starts)


class FollowThrough(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a round's agreements; the team's numbers, nobody's."""

    conversations: int
    agreements: int
    asked: int
    """How many were followed up at all."""
    done: int
    """As planned."""
    helped: int


def understood_pupil(typed: str) -> str:
    """Return the number or the case code that stands for a pupil; raises `no-pupil-number`.

    Of «pupil 7» the number is kept and nothing else, so that no name can come in here.
    """
    if found := PUPIL.fullmatch(typed.strip()):
        return found["number"]
    try:
        return understood_code(typed)
    except Refused:
        raise Refused("no-pupil-number", typed=typed) from None


def checked_round(given: ConversationRound) -> ConversationRound:
    """Return a round that may be kept; raises `ends-before-start` or `midpoint-too-early`."""
    if given.ends < given.starts:
        raise Refused("ends-before-start", starts=given.starts, ends=given.ends)
    if given.midpoint <= given.ends:
        raise Refused("midpoint-too-early", midpoint=given.midpoint, ends=given.ends)
    return given


def proposed_round(key: str, today: date, free: Iterable[date] = ()) -> ConversationRound:
    """Return a round that begins today, with days that can be changed."""
    days, four_weeks = tuple(free), today + timedelta(weeks=WEEKS_OF_ROUND)
    ends = school_day_by(four_weeks, days)
    if ends <= today:  # a summer lies between
        ends = school_days_after(four_weeks, 1, days)
    return ConversationRound(id=key, starts=today, ends=ends, midpoint=proposed_midpoint(ends, free))


def proposed_midpoint(ends: date, free: Iterable[date] = ()) -> date:
    """Return when to ask how it goes: the first school day eight weeks after the round."""
    return school_days_after(ends + timedelta(weeks=WEEKS_TO_MIDPOINT, days=-1), 1, tuple(free))


def agreed(kept: ConversationRound, agreement: ConversationAgreement) -> ConversationRound:
    """Return the round with one more agreement; raises `empty-agreement` or `two-agreements`."""
    if not agreement.what.strip():
        raise Refused("empty-agreement")
    same = [each for each in kept.agreements if each.conversation == agreement.conversation]
    if len(same) >= MOST:
        raise Refused("two-agreements", most=MOST)
    return kept.but(agreements=(*kept.agreements, agreement))


def reworded(kept: ConversationRound, key: str, what: str) -> ConversationRound:
    """Return the round with an agreement in other words; raises `empty-agreement`."""
    if not what.strip():
        raise Refused("empty-agreement")
    return _with(kept, key, what=what)


def followed_up(kept: ConversationRound, key: str, *ratings: Rating) -> ConversationRound:
    """Return the round with what was said about an agreement; the second of a day and voice replaces the first."""
    earlier = next((each.ratings for each in kept.agreements if each.id == key), ())
    return _with(kept, key, ratings=with_ratings(earlier, ratings))


def _with(kept: ConversationRound, key: str, **values: object) -> ConversationRound:
    changed = (msgspec.structs.replace(each, **values) if each.id == key else each for each in kept.agreements)
    return kept.but(agreements=tuple(changed))


def without_agreement(kept: ConversationRound, key: str) -> ConversationRound:
    """Return the round without an agreement."""
    return kept.but(agreements=tuple(each for each in kept.agreements if each.id != key))


def by_conversation(kept: ConversationRound, mine: str = "") -> tuple[tuple[ConversationAgreement, ...], ...]:
    """Return the agreements of each conversation, one's own first, then by teacher and pupil."""
    held: dict[tuple[str, str], list[ConversationAgreement]] = {}
    for each in kept.agreements:
        held.setdefault(each.conversation, []).append(each)
    order = sorted(held, key=lambda each: (bool(mine) and each[0] != mine, each[0], len(each[1]), each[1]))
    return tuple(tuple(held[conversation]) for conversation in order)


def waiting(kept: ConversationRound, mine: str = "") -> tuple[ConversationAgreement, ...]:
    """Return the agreements that nobody has asked about, in the order they are listed in."""
    return tuple(each for held in by_conversation(kept, mine) for each in held if not each.ratings)


def next_pupil(kept: ConversationRound, owner: str) -> str:
    """Return the number after the highest one of a teacher's pupils, for the next conversation."""
    numbers = [int(each.pupil[:9]) for each in kept.agreements if each.owner == owner and each.pupil.isdecimal()]
    return str(max(numbers, default=0) + 1)


def follow_through(kept: ConversationRound) -> FollowThrough:
    """Return what became of the agreements."""
    last = [said for each in kept.agreements if (said := last_said(each.ratings))]
    return FollowThrough(
        conversations=len({each.conversation for each in kept.agreements}),
        agreements=len(kept.agreements),
        asked=len(last),
        done=sum(rating.done is Done.AS_PLANNED for rating in last),
        helped=sum(rating.effect in HELPED for rating in last),
    )


def at_midpoint(rounds: Iterable[ConversationRound], today: date) -> tuple[ConversationRound, ...]:
    """Return the rounds whose mid-point is near or past with agreements still to ask about.

    They are asked about until the next round begins, or the mid-point's school year ends: then it is too late to help.
    """
    ordered = sorted(rounds, key=lambda each: (each.starts, each.id))
    following = [*(each.starts for each in ordered[1:]), date.max]
    return tuple(
        each
        for each, end in zip(ordered, following, strict=False)
        if each.midpoint <= today + timedelta(days=DAYS_AHEAD)
        and today < end
        and today <= school_year(each.midpoint).last
        and waiting(each)
    )


def as_agreement(kept: ConversationRound, each: ConversationAgreement, what: str) -> Agreement:
    """Return an agreement of a conversation as the two questions are asked of any: due at the mid-point."""
    return Agreement(id=each.id, what=what, owner=each.owner, made=each.made, due=kept.midpoint, ratings=each.ratings)
