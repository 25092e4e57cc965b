"""How a practice goes on: from idea to use and review, round and round, until it is retired."""

from datetime import date

from storage.domain.plan.plan import Practice, PracticeState, reached

FOLLOWING = {
    PracticeState.IDEA: PracticeState.AGREED,
    PracticeState.AGREED: PracticeState.IN_USE,
    PracticeState.IN_USE: PracticeState.REVIEWED,
    PracticeState.REVIEWED: PracticeState.IN_USE,
}


def stepped_on(practice: Practice, on: date) -> Practice:
    """Return the practice in its next state; a reviewed one goes back into use, a retired one is taken back.

    A review that has been done is no longer to come.
    """
    following = FOLLOWING.get(practice.state)
    if following is PracticeState.REVIEWED and practice.review and practice.review <= on:
        practice = practice.but(review=None)
    return reached(practice, following, on) if following else taken_back(practice, on)


def retired(practice: Practice, on: date) -> Practice:
    """Return the practice retired."""
    return reached(practice, PracticeState.RETIRED, on)


def taken_back(practice: Practice, on: date) -> Practice:
    """Return a retired practice in the state it had before."""
    earlier = (each.state for each in reversed(practice.milestones) if each.state is not PracticeState.RETIRED)
    return reached(practice, next(earlier, PracticeState.IDEA), on)
