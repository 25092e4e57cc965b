"""The path of a case: what each step holds, and which is missing most."""

from storage.domain.case import Case, Step, View


def held_steps(case: Case, agreements: int = 0) -> dict[Step, int]:
    """Return how many things each step of the path holds, every step in order, bare ones with 0.

    `agreements` is the number of the case's agreements: they are its first steps.
    """
    held = dict.fromkeys(Step, 0)
    for entry in case.entries:
        held[entry.step] += 1
    held[Step.VIEWS] += sum(entry.view is not View.SCHOOL and entry.step is not Step.VIEWS for entry in case.entries)
    held[Step.IDEAS] += len(case.ideas)
    held[Step.FIRST_STEP] += bool(case.first_step) + agreements
    held[Step.LESSON] += len(case.learned)
    return held


def missing_step(case: Case, agreements: int = 0) -> Step:
    """Return the step that is missing most: the first bare one; a full path goes on with lessons."""
    return next((step for step, count in held_steps(case, agreements).items() if not count), Step.LESSON)
