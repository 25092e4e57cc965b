"""What the domain's choices and its kinds of records are called, on the screens and as words to type."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from storage.content.themes import themes
from storage.domain import kinds
from storage.domain.calendar import Term
from storage.domain.case.agreement import Done, Effect
from storage.domain.case.case import CaseState, Kind, Outcome, Pick, Route, Step, View
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import LedBy
from storage.domain.kinds import RecordKind
from storage.domain.meeting.form import Speaks
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import Retention
from storage.domain.plan.plan import Choice, Depth, Level, PracticeState
from storage.domain.views.likeness import Likeness
from tui.i18n.words import N_, Words

LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    CaseState: {
        CaseState.OPEN: N_("open"),
        CaseState.PARKED: N_("parked"),
        CaseState.LIFTED: N_("lifted to the leadership"),
        CaseState.HANDED_OVER: N_("handed over"),
        CaseState.CLOSED: N_("closed"),
    },
    Kind: {
        Kind.CASE: N_("case"),
        Kind.SUCCESS: N_("success"),
    },
    Retention: {
        Retention.SCHOOL_YEAR: N_("until the school year they were closed in is over"),
        Retention.TWELVE_MONTHS: N_("twelve months after they were closed"),
    },
    Step: {
        Step.SITUATION: N_("The situation"),
        Step.CLARIFICATION: N_("Clarification"),
        Step.WANTED: N_("What is wanted"),
        Step.EXCEPTIONS: N_("When it goes better"),
        Step.VIEWS: N_("How others see it"),
        Step.IDEAS: N_("Ideas"),
        Step.FIRST_STEP: N_("First step"),
        Step.LESSON: N_("Lesson"),
    },
    View: {
        View.SCHOOL: N_("the school"),
        View.PUPIL: N_("the pupil"),
        View.HOME: N_("the home"),
        View.SECOND_HOME: N_("the second home"),
        View.OTHER_ADULT: N_("another adult"),
    },
    Pick: {
        Pick.NOW: N_("now"),
        Pick.LATER: N_("later"),
        Pick.TRIED: N_("tried"),
    },
    Route: {
        Route.NOT_SAFE: N_("the pupil is not safe and well"),
        Route.ADULT: N_("an adult at school"),
        Route.HOME: N_("violence, abuse or neglect at home"),
        Route.DANGER: N_("a life may be in danger"),
    },
    Outcome: {
        Outcome.PRACTICE: N_("new practice"),
        Outcome.CHANGE: N_("changed practice"),
        Outcome.CARD: N_("experience card"),
        Outcome.LIFT: N_("lift to the leadership"),
        Outcome.NOTHING: N_("nothing this time"),
    },
    Done: {
        Done.NOT_STARTED: N_("not started"),
        Done.PARTLY: N_("partly"),
        Done.AS_PLANNED: N_("as planned"),
        Done.STOPPED: N_("stopped"),
    },
    Effect: {
        Effect.WORSE: N_("worse"),
        Effect.UNCHANGED: N_("unchanged"),
        Effect.BETTER: N_("better"),
        Effect.REACHED: N_("goal reached"),
    },
    Level: {
        Level.SOCIETY: N_("law"),
        Level.SCHOOL: N_("school"),
        Level.INDIVIDUAL: N_("each of us"),
    },
    LedBy: {
        LedBy.TEACHER: N_("teacher"),
        LedBy.CLASS_CONTACTS: N_("class contacts"),
        LedBy.PUPILS: N_("pupils"),
        LedBy.LEADERSHIP: N_("leadership"),
    },
    Depth: {
        Depth.INFORMATION: N_("information"),
        Depth.DIALOGUE: N_("dialogue"),
        Depth.CO_DECISION: N_("co-decision"),
    },
    Choice: {
        Choice.GOES_ON: N_("goes on"),
        Choice.REVIEW: N_("goes on, and we look at it again"),
        Choice.RETIRE: N_("we stop doing it"),
    },
    PracticeState: {
        PracticeState.IDEA: N_("idea"),
        PracticeState.AGREED: N_("agreed"),
        PracticeState.IN_USE: N_("in use"),
        PracticeState.REVIEWED: N_("reviewed"),
        PracticeState.RETIRED: N_("retired"),
    },
    MeetingRole: {
        MeetingRole.FACILITATOR: N_("facilitator"),
        MeetingRole.NOTE_TAKER: N_("note-taker"),
        MeetingRole.TIME_KEEPER: N_("time-keeper"),
        MeetingRole.SOLUTION_GUARD: N_("solution guard"),
        MeetingRole.CASE_OWNER: N_("case owner"),
    },
    Speaks: {
        Speaks.ALL: N_("all speak"),
        Speaks.OWNER: N_("only the case owner speaks"),
        Speaks.OTHERS: N_("the case owner listens"),
        Speaks.ROUND: N_("in turn"),
        Speaks.NOBODY: N_("in silence"),
        Speaks.FACILITATOR: N_("the facilitator"),
    },
}
"""By kind: choices of two kinds may have the same value, and then they are equal."""


DEPTH_SIGNS = {Depth.INFORMATION: "○", Depth.DIALOGUE: "◐", Depth.CO_DECISION: "●"}
"""Filled as far as the parents take part."""


def label(words: Words, choice: StrEnum) -> str:
    """Return what a choice is called."""
    return words(LABELS[type(choice)][choice])


OPTION_WORDS: dict[type[StrEnum], dict[str, str]] = {
    CaseState: {
        CaseState.OPEN: N_("open"),
        CaseState.PARKED: N_("parked"),
        CaseState.LIFTED: N_("lifted"),
        CaseState.HANDED_OVER: N_("handed-over"),
        CaseState.CLOSED: N_("closed"),
    },
    Step: {
        Step.SITUATION: N_("situation"),
        Step.CLARIFICATION: N_("clarification"),
        Step.WANTED: N_("wanted"),
        Step.EXCEPTIONS: N_("exceptions"),
        Step.VIEWS: N_("views"),
        Step.IDEAS: N_("ideas"),
        Step.FIRST_STEP: N_("first-step"),
        Step.LESSON: N_("lesson"),
    },
    View: {
        View.SCHOOL: N_("school"),
        View.PUPIL: N_("pupil"),
        View.HOME: N_("home"),
        View.SECOND_HOME: N_("second-home"),
        View.OTHER_ADULT: N_("other-adult"),
    },
    Route: {
        Route.NOT_SAFE: N_("not-safe"),
        Route.ADULT: N_("adult"),
        Route.HOME: N_("home"),
        Route.DANGER: N_("danger"),
    },
}
"""In English they are the values that files and JSON hold."""


def option_word(words: Words, choice: StrEnum) -> str:
    """Return what is typed for a choice; its own value where there is no word for it."""
    word = OPTION_WORDS.get(type(choice), {}).get(choice.value, "")
    return words(word) if word else choice.value


def hyphened(name: str) -> str:
    """Return a name as one word that a shell does not take apart, such as `to-hjem`."""
    return "-".join(name.split())


def round_name(words: Words, kept: ConversationRound) -> str:
    """Return what a round is called, such as `The autumn round 2026`."""
    year = kept.starts.year
    if kept.term is Term.AUTUMN:
        return words("The autumn round {year}", year=year)
    return words("The spring round {year}", year=year)


def pupil_name(words: Words, pupil: str) -> str:
    """Return what stands for a pupil: the number in the teacher's own key, or a case's code as it is."""
    return words("pupil {number}", number=pupil) if pupil.isdigit() else pupil


def reason(words: Words, likeness: Likeness) -> str:
    """Return why a card is suggested: the themes and words it shares, and that it says how to begin."""
    names = themes(words.language)
    shared = ", ".join(names.get(theme, theme) for theme in likeness.themes)
    said = ", ".join(f"«{word}»" for word in likeness.words)
    begins = words("says how to begin") if likeness.begins else ""
    return " · ".join(filter(None, (shared, said, begins)))


class KindWords(NamedTuple):
    """What records of a kind are called where many kinds stand side by side."""

    nameless: str
    """In the history, where it has no name or is gone."""
    by_name: str
    """Among what became of a file's records, by what it is known by."""
    how_many: Callable[[Words, int], str]
    in_history: str = ""
    """In the history, of the kinds that it knows by a code or a day."""
    no_name: str = ""
    """Among what became of a file's records, where it is known by nothing."""
    incoming: str = ""
    """Where it comes in, if it is called by something else there."""


def _things_in_plan(words: Words, count: int) -> str:
    return words.many("{count} thing in the plan", "{count} things in the plan", count)


KIND_WORDS: Mapping[RecordKind[Any], KindWords] = {
    kinds.TEAM: KindWords(
        N_("the team"),
        N_("the team «{name}»"),
        lambda words, _count: words("the team itself"),
    ),
    kinds.AREA: KindWords(
        N_("an area of the plan"),
        N_("area «{name}»"),
        _things_in_plan,
    ),
    kinds.PRACTICE: KindWords(
        N_("a practice of the plan"),
        N_("practice «{name}»"),
        _things_in_plan,
    ),
    kinds.CARD: KindWords(
        N_("an experience card"),
        N_("experience card «{name}»"),
        lambda words, count: words.many("{count} card", "{count} cards", count),
    ),
    kinds.CASE: KindWords(
        N_("a case that is deleted now"),
        N_("case {name}"),
        lambda words, count: words.many("{count} case", "{count} cases", count),
        in_history=N_("case {name}"),
    ),
    kinds.AGREEMENT: KindWords(
        N_("an agreement"),
        N_("agreement in {name}"),
        lambda words, count: words.many("{count} agreement", "{count} agreements", count),
        in_history=N_("an agreement in {name}"),
        no_name=N_("an agreement without a case"),
        incoming=N_("agreement «{name}»"),
    ),
    kinds.MEETING: KindWords(
        N_("a meeting"),
        N_("meeting of {name}"),
        lambda words, count: words.many("{count} meeting", "{count} meetings", count),
        in_history=N_("the meeting of {name}"),
        incoming=N_("meeting «{name}»"),
    ),
    kinds.PARENT_MEETING: KindWords(
        N_("a parent meeting"),
        N_("parent meeting «{name}»"),
        lambda words, count: words.many("{count} parent meeting", "{count} parent meetings", count),
    ),
    kinds.ROUND: KindWords(
        N_("a round of conversations"),
        N_("round of conversations from {name}"),
        lambda words, count: words.many("{count} round of conversations", "{count} rounds of conversations", count),
    ),
    kinds.CLASS: KindWords(
        N_("first contacts with a class"),
        N_("first contacts of {name}"),
        lambda words, count: words.many("the contacts of {count} class", "the contacts of {count} classes", count),
    ),
}
