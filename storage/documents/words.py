"""The words of printed pages: data in each language, read here and handed to whatever makes a page."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from storage.content.law import legal_notes
from storage.content.names import Names, names
from storage.content.themes import themes
from storage.domain.people import Language


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words and sentences; what is filled into a sentence stands in braces."""


class MinutesWords(Wording, frozen=True):
    """The words of a meeting's minutes."""

    title: str
    present: str
    roles: str
    role: str
    time: str
    lasted: str
    since: str
    area: str
    state: str
    decisions: str
    nothing_decided: str
    new_agreements: str
    followed_up: str
    cases: str
    waiting: str
    notes: str
    parking: str
    check_out: str
    score: str
    met: str
    all_met: str
    next: str


class AgreementWords(Wording, frozen=True):
    """The words about an agreement."""

    who: str
    buddy: str
    review: str
    cue: str
    obstacle: str
    sign: str


class CaseWords(Wording, frozen=True):
    """The words of a case's page."""

    about: str
    opened: str
    owner: str
    themes: str
    state: str
    state_since: str
    reason: str
    unsafe: str
    unsafe_yes: str
    unsafe_no: str
    false_alarm: str
    told: str
    told_line: str
    alarm: str
    advised: str
    scale: str
    entry_by: str
    changed_by: str
    pressure: str
    fixed: str
    entitled: str
    we_can: str
    decides: str
    agreements: str
    rating: str
    first_step: str
    learned: str
    all_of_it: str
    meetings: str
    conversations: str
    earlier: str
    earlier_value: str
    shared: str
    empty: str


class SafetyWords(Wording, frozen=True):
    """The words of the safety gate's page."""

    case: str
    tell: str
    steps: str
    numbers: str
    law: str
    uncertain: str
    checked: str


class LiftWords(Wording, frozen=True):
    """The words of the page for the leadership."""

    title: str
    intro: str
    empty: str
    asked: str
    since: str
    fixed: str
    entitled: str
    tried: str
    decides: str
    answer: str


class BriefWords(Wording, frozen=True):
    """The words of the page before a meeting."""

    title: str
    title_day: str
    practise: str
    last: str
    say: str
    due: str
    none_due: str
    since: str
    changed: str
    nothing_changed: str
    opened: str
    settled: str
    written: str
    made: str
    cases: str
    stepless: str
    untaken: str
    waited: str
    month: str


class CoachWords(Wording, frozen=True):
    """The words of the page for whoever leads."""

    title: str
    intro: str
    say: str
    listen: str
    last: str
    practise: str


class PlanWords(Wording, frozen=True):
    """The words of the plan's page."""

    title: str
    stands: str
    stands_deep: str
    ideas: str
    year_wheel: str
    empty: str


class ParentsWords(Wording, frozen=True):
    """The words of a parent meeting's agenda and run sheet."""

    when: str
    begins: str
    with_contacts: str
    without_contacts: str
    item: str
    tell: str
    talk: str
    decide: str
    tonight: str
    parents_decide: str
    run_sheet: str
    clock: str
    minutes: str
    what: str
    depth: str
    leads: str
    end: str
    shares: str
    share: str
    to_remember: str
    earlier: str
    earlier_line: str
    law: str
    checked: str
    unsure: str
    empty: str


class CalendarWords(Wording, frozen=True):
    """The words of a day in a calendar: what it comes from, and verbs."""

    plan: str
    due: str
    look_back: str
    review: str
    parents: str
    meeting: str


class PaperWords(Wording, frozen=True):
    """The words of the plan as a document that is read again, beside those of its page."""

    title: str
    day: str
    yes: str
    no_area: str
    card: str
    deleted_card: str
    reading: str
    reading_deep: str


FOLDER = Path(__file__).parent / "labels"


class PageWords(Wording, frozen=True):
    """All that a language's file holds."""

    working_note: str
    deleted_case: str
    months: tuple[str, ...]
    """What falls in no month first, then January to December."""
    minutes: MinutesWords
    agreement: AgreementWords
    case: CaseWords
    plan: PlanWords
    safety: SafetyWords
    lift: LiftWords
    brief: BriefWords
    coach: CoachWords
    parents: ParentsWords
    calendar: CalendarWords
    paper: PaperWords


def as_it_is(moment: datetime) -> datetime:
    """Return a moment in the zone it has."""
    return moment


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """A language's words, what choices, themes and laws are called in it, and how its people write days."""

    words: PageWords
    names: Names
    themes: Mapping[str, str]
    law: Mapping[str, str]
    """The references of the legal notes by key."""
    day: Callable[[date], str] = date.isoformat
    local: Callable[[datetime], datetime] = as_it_is
    """A moment on the clock of those who read."""
    point: str = "."
    """What stands before the tenths of a number."""

    def number(self, value: float) -> str:
        """Return a number as these people write it."""
        return f"{value:g}".replace(".", self.point)

    def day_of(self, moment: datetime) -> str:
        """Return the reader's day of a moment."""
        return self.day(self.local(moment).date())

    def clock(self, moment: datetime) -> str:
        """Return the reader's time of day of a moment."""
        return format(self.local(moment), "%H:%M")


@lru_cache
def words(language: Language) -> PageWords:
    """Return a language's words."""
    values = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return msgspec.convert(values, PageWords)


def labels(
    language: Language,
    day: Callable[[date], str] = date.isoformat,
    local: Callable[[datetime], datetime] = as_it_is,
    folder: Path | None = None,
) -> Labels:
    """Return what a page is worded with; `day` writes a day, `local` turns a moment to the reader's clock.

    What a law is called is corrected by the team's `folder`.
    """
    return Labels(
        words=words(language),
        names=names(language),
        themes=themes(language),
        law={key: note.reference for key, note in legal_notes(language, folder).items()},
        day=day,
        local=local,
        point="." if language is Language.EN else ",",
    )
