"""Sorting ideas for the plan in a meeting: agreed on, later, or not for us."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from storage.domain.meeting.meeting import Decision, Meeting
from storage.domain.plan.plan import Practice, PracticeState, reached


class Verdict(StrEnum):
    """What a team says to an idea."""

    YES = "yes"
    LATER = "later"
    NOT_US = "not-us"


STATES = {
    Verdict.YES: PracticeState.AGREED,
    Verdict.LATER: PracticeState.IDEA,
    Verdict.NOT_US: PracticeState.RETIRED,
}


def on_the_table(practices: Iterable[Practice], meeting: Meeting) -> tuple[Practice, ...]:
    """Return the ideas, and what this meeting has already said something about."""
    said = {decision.ref for decision in meeting.decisions}
    return tuple(each for each in practices if each.state is PracticeState.IDEA or each.id in said)


def is_open(practice: Practice, meeting: Meeting) -> bool:
    """Tell whether the meeting has not said anything about a practice yet."""
    return all(decision.ref != practice.id for decision in meeting.decisions)


def judged(practice: Practice, verdict: Verdict, on: date) -> Practice:
    """Return the practice as the team wants it."""
    return reached(practice, STATES[verdict], on)


def with_verdict(meeting: Meeting, decision: Decision) -> Meeting:
    """Return the meeting with what was decided about a practice, in place of what was decided before."""
    others = (each for each in meeting.decisions if each.ref != decision.ref)
    return meeting.but(decisions=(*others, decision))
