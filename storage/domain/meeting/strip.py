"""A meeting's strip: up to twelve things it can tell about itself, each with how much there was and how much is asked.

They are the team's and never a person's: a text about them has no place for an alias.
"""

from enum import StrEnum
from functools import lru_cache

import msgspec

from storage.domain.case.agreement import VoiceAnswers
from storage.domain.case.case import View
from storage.domain.errors import Refused

MOST = 100
"""No limit lies above it."""


class StripKey(StrEnum):
    """What a meeting can tell about itself, in the order in which it comes."""

    ROLES = "roles"
    """Roles that somebody has."""
    FIRST = "first"
    """Old agreements before the first case."""
    ASKED = "asked"
    """Every due agreement was asked about."""
    DESCRIPTION = "description"
    """Each case's description within its minutes."""
    VIEW = "view"
    """The pupil's or a home's view in each case."""
    WISH = "wish"
    """A wish with a number in each case."""
    IDEAS = "ideas"
    """Ideas in the case that had fewest."""
    WHOLE = "whole"
    """Each new agreement has two who care for it, a day to look back and a near first step."""
    PLAN = "plan"
    """What goes into the plan was answered in each case."""
    SCORE = "score"
    NEXT = "next"
    """The next day and its roles."""
    TIME = "time"
    """Minutes that it ended too late."""


class Limits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which of the twelve apply to a form, and how much of each is asked; what is left out is not looked at."""

    roles: int | None = None
    """How many roles."""
    first: int | None = None
    """Per cent of the due agreements, before the first case."""
    asked: int | None = None
    """Per cent of the due agreements."""
    description: int | None = None
    """Per cent of the minutes that the phase had."""
    view: int | None = None
    """Entries with such a view in each case."""
    wish: int | None = None
    """Numbers in each case."""
    ideas: int | None = None
    """How many ideas in each case."""
    whole: int | None = None
    """Within how many school days the first step lies."""
    plan: int | None = None
    """Answers in each case."""
    score: int | None = None
    """From how many."""
    next: int | None = None
    """2: a day and roles; 1: a day."""
    time: int | None = None
    """Minutes over its time at most."""

    @property
    def keys(self) -> tuple[StripKey, ...]:
        """The items that apply."""
        return _keys(self)


@lru_cache(maxsize=64)
def _keys(limits: Limits) -> tuple[StripKey, ...]:
    return tuple(key for key in StripKey if getattr(limits, key) is not None)


def checked_limits(limits: Limits) -> Limits:
    """Return limits that can be held to; raises `strip-limit` with the `item` that has none."""
    for key in limits.keys:
        least = 0 if key is StripKey.TIME else 1
        if not least <= getattr(limits, key) <= MOST:
            raise Refused("strip-limit", key=key.value, item=key.value, least=least, most=MOST)
    return limits


class Tally(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the twelve: how much there was of how much is asked."""

    key: StripKey
    got: int = 0
    of: int = 0
    known: bool = True
    """False where it does not apply, or where nobody can know."""
    awaits: bool = False
    """Whether the meeting goes on, and will come to it: it counts among those that apply."""

    @property
    def met(self) -> bool | None:
        """Whether it was so; None where that cannot be said."""
        if not self.known:
            return None
        return self.got <= self.of if self.is_time else self.got >= self.of

    @property
    def is_time(self) -> bool:
        """Whether less is better."""
        return self.key is StripKey.TIME


class Strip(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a meeting came to, as counts that outlive its cases."""

    items: tuple[Tally, ...] = ()
    due: int = 0
    """Agreements that were due when it began."""
    asked: int = 0
    """Of these, those that it asked about."""
    done: int = 0
    """Of these, those that were done as agreed."""
    helped: int = 0
    """Of these, those that led to something better."""
    made: int = 0
    """New agreements."""
    cued: int = 0
    """Of these, those that say what sets them off: told beside the items, and not one of them."""
    others: tuple[VoiceAnswers, ...] = ()
    """What homes and pupils answered in it of those that were due, each apart: `done` and `helped` are the school's."""
    gone: tuple[VoiceAnswers, ...] = ()
    """What was answered around its day of agreements that went with their cases."""

    @property
    def met(self) -> int:
        """How many of the items were so."""
        return sum(each.met is True for each in self.items)

    @property
    def of(self) -> int:
        """How many of the items apply: those that could be told, and while it goes on those it will come to."""
        return sum(each.known or each.awaits for each in self.items)

    @property
    def awaited(self) -> int:
        """How many of these it has not come to yet."""
        return sum(each.awaits for each in self.items)

    @property
    def left_out(self) -> int:
        """How many of the items do not apply, or cannot be known."""
        return len(self.items) - self.of

    @property
    def answers(self) -> tuple[VoiceAnswers, ...]:
        """What was said of agreements that were due, by the school and by others apart."""
        school = VoiceAnswers(by=View.SCHOOL, asked=self.asked, done=self.done, helped=self.helped)
        return (school, *self.others) if self.due else ()

    def tally(self, key: StripKey) -> Tally | None:
        """Return one of the items, if it applies."""
        return next((each for each in self.items if each.key is key), None)

    def missed(self, key: StripKey) -> bool:
        """Tell whether an item could be told and was not so."""
        found = self.tally(key)
        return found is not None and found.met is False
