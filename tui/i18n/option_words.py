"""What people type for a choice on the command line: one word in their language, without spaces."""

from enum import StrEnum

from storage.domain.case.case import CaseState, Route, Step, View
from tui.i18n.words import N_, Words

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
