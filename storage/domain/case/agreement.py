"""Agreements: what somebody does by when, and afterwards two questions: was it done, and did it help."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.calendar import school_days_after
from storage.domain.case.case import View
from storage.domain.errors import Refused
from storage.domain.record import Record
from storage.domain.text import pattern


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


HELPED = frozenset({Effect.BETTER, Effect.REACHED})
NO_HELP = frozenset({Effect.WORSE, Effect.UNCHANGED})
"""What asks for a lesson as a success does."""
VOICES = (View.SCHOOL, View.HOME, View.PUPIL)
"""Whose answers are asked for, each apart."""


class Rating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one voice said about an agreement one day; what it was not asked is not there."""

    on: date
    done: Done | None = None
    effect: Effect | None = None
    """Without one it is too early to tell."""
    by: View = View.SCHOOL
    """Whose answer it is."""
    note: str = ""
    scale: int | None = None
    """0 to 10: how near what is wanted things are now."""
    meeting: str = ""


AGREEMENT_TEXTS = ("what", "cue", "obstacle", "sign")
"""The fields of an agreement in which people write, each a single line; whoever goes through them finds a new one."""


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
        return tuple(getattr(self, field) for field in AGREEMENT_TEXTS)

    @property
    def done(self) -> Done | None:
        """What the school said last about doing it."""
        return next((each.done for each in reversed(self.ratings) if each.done and each.by is View.SCHOOL), None)

    @property
    def effect(self) -> Effect | None:
        """What the school said last about its help."""
        last = last_said(self.ratings)
        return last.effect if last else None

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

    Raises `empty-agreement`, `no-owner`, `own-buddy`, `due-too-early` or `review-too-early`.
    A due date that was already set may stay in the past; a new one may not lie there. A buddy who was the owner stays.
    """
    if not agreement.what.strip():
        raise Refused("empty-agreement")
    if not agreement.owner:
        raise Refused("no-owner")
    is_as_it_was = was is not None and (was.owner, was.buddy) == (agreement.owner, agreement.buddy)
    if agreement.buddy == agreement.owner and not is_as_it_was:
        raise Refused("own-buddy", alias=agreement.owner)
    if agreement.due < today and (was is None or was.due != agreement.due):
        raise Refused("due-too-early", due=agreement.due, today=today)
    if agreement.review and agreement.review < agreement.due:
        raise Refused("review-too-early", review=agreement.review, due=agreement.due)
    return agreement


WHEN = pattern(r"(?:når|when)\b[\s,.…:]*|[.…]+\s*", re.IGNORECASE)
"""What people write before a cue though it stands there already."""


def bare_cue(typed: str) -> str:
    """Return a cue as it follows on "when": without that word, and without a stop or comma at its end."""
    return WHEN.sub("", typed.strip(), count=1).rstrip(" ,.…:") if WHEN.match(typed.strip()) else typed.strip(" ,.…:")


def last_said(ratings: Iterable[Rating], by: View = View.SCHOOL) -> Rating | None:
    """Return what a voice said last; None where it was never asked."""
    return next((each for each in reversed(tuple(ratings)) if each.by is by), None)


def last_of_each(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """Return what each voice said last, the school first."""
    asked = tuple(ratings)
    return tuple(last for view in View if (last := last_said(asked, view)))


def with_ratings(earlier: Iterable[Rating], ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """Return ratings with more of them; a second one the same day in the same voice replaces the first."""
    fresh = tuple(ratings)
    replaced = {(each.on, each.by) for each in fresh}
    return (*(each for each in earlier if (each.on, each.by) not in replaced), *fresh)


class VoiceAnswers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one voice said of some agreements, as counts."""

    by: View
    asked: int = 0
    done: int = 0
    """Of these, as planned."""
    helped: int = 0
    """Of these, with something better."""


def is_answer(rating: Rating) -> bool:
    """Tell whether a question was answered: who was not asked, and only noted something, has said neither."""
    return bool(rating.done or rating.effect)


def counted_answers(ratings: Iterable[Rating]) -> tuple[VoiceAnswers, ...]:
    """Return ratings as counts, voice by voice; a second home's stand with the home's, a mere note is no answer."""
    return summed(
        VoiceAnswers(
            by=View.HOME if each.by is View.SECOND_HOME else each.by,
            asked=1,
            done=each.done is Done.AS_PLANNED,
            helped=each.effect in HELPED,
        )
        for each in filter(is_answer, ratings)
    )


def summed(answers: Iterable[VoiceAnswers]) -> tuple[VoiceAnswers, ...]:
    """Return counts added up voice by voice, the school first; a voice that was not asked is not there."""
    by: dict[View, list[VoiceAnswers]] = {}
    for each in answers:
        by.setdefault(each.by, []).append(each)
    voices = ((voice, by[voice]) for voice in (*VOICES, *by) if voice in by) if by else ()
    return tuple(
        VoiceAnswers(
            by=voice,
            asked=sum(each.asked for each in its),
            done=sum(each.done for each in its),
            helped=sum(each.helped for each in its),
        )
        for voice, its in dict(voices).items()
    )


def completed(agreement: Agreement, rating: Rating) -> Rating:
    """Return a rating with what the same voice said the same day, as far as it is silent about that itself."""
    said = next((each for each in agreement.ratings if (each.on, each.by) == (rating.on, rating.by)), None)
    return (
        msgspec.structs.replace(
            rating,
            done=rating.done or said.done,
            effect=rating.effect or said.effect,
            note=rating.note or said.note,
            scale=said.scale if rating.scale is None else rating.scale,
            meeting=rating.meeting or said.meeting,
        )
        if said
        else rating
    )


def checked_rating(rating: Rating) -> Rating:
    """Return a rating that may be kept; raises `empty-rating` where nobody was asked anything."""
    if rating.done is None and rating.effect is None and not rating.note.strip():
        raise Refused("empty-rating")
    return rating


def rated(agreement: Agreement, *ratings: Rating) -> Agreement:
    """Return the agreement with what was said about it; the second of a day and voice replaces the first."""
    return agreement.but(ratings=with_ratings(agreement.ratings, ratings))


ASKED_AFTER = 4
"""School days after which owner and buddy are asked how it goes: carrying out falls off about then."""


def how_it_goes(
    agreements: Iterable[Agreement], today: date, mine: str, free: Collection[date] = ()
) -> tuple[Agreement, ...]:
    """Return what somebody is asked about as owner or buddy: open, made a while ago, nothing said of it since then.

    What was said earlier counts, and takes the question from nobody.
    """
    mine_open = (each for each in agreements if mine and mine in {each.owner, each.buddy} and each.is_open)
    since = ((each, school_days_after(each.made, ASKED_AFTER, free)) for each in mine_open)
    return tuple(
        each for each, day in since if day <= today and not ((said := last_said(each.ratings)) and said.on >= day)
    )


def answered_along(today: date, done: Done, note: str = "") -> Rating:
    """Return what owner or buddy says between meetings: the agreement's, without an effect, which is asked later."""
    return Rating(on=today, done=done, note=note)


def without_answers_between(agreement: Agreement) -> Agreement:
    """Return the agreement as all may look at it: without what was said between meetings of how it goes."""
    shown = (each for each in agreement.ratings if each.meeting or each.effect or each.by is not View.SCHOOL)
    return agreement.but(ratings=tuple(shown))


def due_by(agreements: tuple[Agreement, ...], day: date, mine: str = "") -> tuple[Agreement, ...]:
    """Return what wants attention by a day, the asker's own first, then by date."""
    wanted = ((agreement.asked_next, agreement) for agreement in agreements)
    falling = [(asked, agreement) for asked, agreement in wanted if asked and asked <= day]
    falling.sort(key=lambda pair: (bool(mine) and pair[1].owner != mine, pair[0], pair[1].id))
    return tuple(agreement for _, agreement in falling)
