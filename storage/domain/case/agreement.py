"""Agreements: what somebody does by when, and afterwards two questions: was it done, and did it help."""

import re
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.errors import Refused
from storage.domain.record import Record


class Done(StrEnum):
    """What became of doing it."""

    NOT_STARTED = "not-started"
    PARTLY = "partly"
    AS_PLANNED = "as-planned"
    STOPPED = "stopped"


class Effect(StrEnum):
    """What it led to."""

    WORSE = "worse"
    UNCHANGED = "unchanged"
    BETTER = "better"
    REACHED = "reached"


FINISHED = frozenset({Done.AS_PLANNED, Done.STOPPED})


class Rating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the team said about an agreement one day; without an effect it is too early to tell."""

    on: date
    done: Done
    effect: Effect | None = None
    note: str = ""
    scale: int | None = None
    """0 to 10: how near what is wanted things are now."""
    meeting: str = ""


class Agreement(Record, frozen=True, kw_only=True):
    """One promise with one owner."""

    what: str
    owner: str
    made: date
    due: date
    review: date | None = None
    """When to ask whether it helped."""
    buddy: str = ""
    """Who asks the owner how it goes."""
    case: str = ""
    """The code of its case; empty for one that comes from the plan."""
    practice: str = ""
    idea: str = ""
    """The id of the idea of its case that it was made of."""
    meeting: str = ""
    cue: str = ""
    """What sets it off, as it follows on "when"."""
    obstacle: str = ""
    """What may get in the way."""
    sign: str = ""
    """What will show that it was done."""
    card: str = ""
    """The id of the experience card it came from."""
    ratings: tuple[Rating, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written when it was agreed on."""
        return (self.what, self.cue, self.obstacle, self.sign)

    @property
    def done(self) -> Done | None:
        """What was said last about doing it."""
        return self.ratings[-1].done if self.ratings else None

    @property
    def effect(self) -> Effect | None:
        """What was said last about its help."""
        return self.ratings[-1].effect if self.ratings else None

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be done."""
        return self.done not in FINISHED

    @property
    def asked_next(self) -> date | None:
        """The day it wants attention: when due, and once done when its review falls, until its effect is known."""
        if self.is_open:
            return self.due
        return self.review if self.done is Done.AS_PLANNED and self.effect is None else None


def checked_agreement(agreement: Agreement, today: date, was: Agreement | None = None) -> Agreement:
    """Return an agreement that may be kept.

    Raises `empty-agreement`, `no-owner`, `due-too-early` or `review-too-early`.
    A due date that was already set may stay in the past; a new one may not lie there.
    """
    if not agreement.what.strip():
        raise Refused("empty-agreement")
    if not agreement.owner:
        raise Refused("no-owner")
    if agreement.due < today and (was is None or was.due != agreement.due):
        raise Refused("due-too-early", due=agreement.due, today=today)
    if agreement.review and agreement.review < agreement.due:
        raise Refused("review-too-early", review=agreement.review, due=agreement.due)
    return agreement


WHEN = re.compile(r"(?:når|when)\b[\s,.…:]*|[.…]+\s*", re.IGNORECASE)
"""What people write before a cue though it stands there already."""


def bare_cue(typed: str) -> str:
    """Return a cue as it follows on "when": without that word, and without a stop or comma at its end."""
    return WHEN.sub("", typed.strip(), count=1).rstrip(" ,.…:") if WHEN.match(typed.strip()) else typed.strip(" ,.…:")


def rated(agreement: Agreement, rating: Rating) -> Agreement:
    """Return the agreement with what was said about it; a second rating the same day replaces the first."""
    earlier = tuple(kept for kept in agreement.ratings if kept.on != rating.on)
    return agreement.but(ratings=(*earlier, rating))


def due_by(agreements: tuple[Agreement, ...], day: date, mine: str = "") -> tuple[Agreement, ...]:
    """Return what wants attention by a day, the asker's own first, then by date."""
    wanted = ((agreement.asked_next, agreement) for agreement in agreements)
    falling = [(asked, agreement) for asked, agreement in wanted if asked and asked <= day]
    falling.sort(key=lambda pair: (bool(mine) and pair[1].owner != mine, pair[0], pair[1].id))
    return tuple(agreement for _, agreement in falling)
