"""The path of a case: what each step holds, and which is missing most."""

from collections.abc import Iterable
from datetime import date

from storage.domain.calendar import local_day
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Step, View


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


def scaled(case: Case, agreements: Iterable[Agreement]) -> tuple[tuple[date, int], ...]:
    """Return where the team said it stood, at what is wanted and at each follow-up, in order of time."""
    said = [(local_day(entry.at), entry.scale) for entry in case.entries]
    asked = [(rating.on, rating.scale) for agreement in agreements for rating in agreement.ratings]
    known = ((day, value) for day, value in (*said, *asked) if value is not None)
    return tuple(sorted(known, key=lambda reading: reading[0]))


ENOUGH_TOLD = 3
"""Entries about what is wrong after which what is wanted is missing most."""
LEADS_HOME = frozenset({Step.WANTED, Step.EXCEPTIONS, Step.VIEWS})
"""Steps that ask the home, or about it."""


def missing_step(case: Case, agreements: int = 0) -> Step:
    """Return the step that is missing most.

    The first bare one, or what is wanted once enough is told; a full path goes on with lessons. Where the home must
    not hear of it, steps that lead there are missing to nobody.
    """
    held = held_steps(case, agreements)
    bare = [step for step, count in held.items() if not count and not (case.keeps_from_home and step in LEADS_HOME)]
    told = held[Step.SITUATION] + held[Step.CLARIFICATION]
    if Step.WANTED in bare and told >= ENOUGH_TOLD:
        return Step.WANTED
    return next(iter(bare), Step.LESSON)
