"""How a case stands: closed, set aside, reopened, reported, good news; and how far it has come on its path."""

import re
from collections.abc import Collection, Container, Iterable
from datetime import date, datetime
from textwrap import shorten

from storage.domain.calendar import local_day
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import (
    LONGEST_TITLE,
    Case,
    CaseState,
    Entry,
    Kind,
    Route,
    Standing,
    Step,
    Told,
    View,
    checked_title,
    with_entry,
)
from storage.domain.errors import Refused


def closed(case: Case, on: date) -> Case:
    """Return the case closed.

    Raises `close-needs-first-step`, `close-needs-lesson` (a success needs only that), or `nobody-told`.
    """
    _check_alarm(case)
    if case.kind is Kind.CASE and not case.first_step.strip():
        raise Refused("close-needs-first-step", code=case.code)
    if not case.learned:
        raise Refused("close-needs-lesson", code=case.code)
    return case.but(standing=Standing(state=CaseState.CLOSED, on=on))


def set_aside(case: Case, state: CaseState, reason: str, on: date) -> Case:
    """Return the case parked or lifted to the leadership; raises `empty-reason` or `nobody-told`."""
    if state not in {CaseState.PARKED, CaseState.LIFTED}:
        raise ValueError(state)
    _check_alarm(case)
    if not reason.strip():
        raise Refused("empty-reason", state=state.value)
    return case.but(standing=Standing(state=state, on=on, reason=reason.strip()))


def check_may_go(case: Case) -> None:
    """Raise `delete-needs-closing` unless a case is closed: somebody still works with any other, or answers for it."""
    if not case.closed_on:
        raise Refused("delete-needs-closing", code=case.code)


def _check_alarm(case: Case) -> None:
    if case.open_routes:
        raise Refused("nobody-told", code=case.code)


def reopened(case: Case, on: date) -> Case:
    """Return the case open again."""
    return case.but(standing=Standing(state=CaseState.OPEN, on=on))


def alarmed(case: Case, route: Route) -> Case:
    """Return the case with the safety gate open: somebody must be told by this route, or by a graver one left open."""
    return _leading(case.but(safe=False), case.open_routes | {route})


def _leading(case: Case, routes: Collection[Route]) -> Case:
    """Return the case with the gravest of some routes open, and behind it the home's, which no other one answers."""
    gravest = max(routes, key=lambda each: each.gravity, default=None)
    return case.but(alarm=gravest, home_waits=Route.HOME in routes and gravest is not Route.HOME)


def told_on(case: Case, days: Container[date]) -> tuple[Told, ...]:
    """Return who was told of a case on some days, and by which route."""
    return tuple(told for told in case.told if told.on in days)


OF_SCHOOL_OR_HOME = re.compile(
    r"""\b(?: rektor | inspektør | le[di] | avdeling | (?:skole|skule|team|trinn) | lær[ae]r | (?:kontakt|sosial)lær
    | kolleg | rådg | helses[yjø] | head | principal | deputy | school | teacher | nurse | counsel | colleague
    | foreld | foresatt | føresett | hjem | heim | parent | mother | father | guardian
    | (?:mor|mora|moren|mamma|far|faren|pappa|mum|mom|dad|home)\b )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who is at the school or in the home, by the beginnings of what they are called."""
CHILD_WELFARE_OR_POLICE = re.compile(
    r"barnevern|barnehus|\bbv|politi|lensmann|child|welfare|social (?:serv|work)|police|\bcps\b|112", re.IGNORECASE
)


def answers_home(who: str) -> bool:
    """Tell whether a suspicion about a home was told outside the school and the home: each one's own duty."""
    return bool(CHILD_WELFARE_OR_POLICE.search(who)) or not OF_SCHOOL_OR_HOME.search(who)


def reported(case: Case, told: Told) -> Case:
    """Return the case with who was told, which answers the alarm unless that leads by a graver route, or to the home.

    Raises `empty-told`, or `only-school-told` where it is about the home: each one's own duty is to child welfare.
    """
    if not told.who.strip():
        raise Refused("empty-told")
    if told.route is Route.HOME and not answers_home(told.who):
        raise Refused("only-school-told")
    answered = {each for each in Route if each.gravity <= told.route.gravity} - {Route.HOME} | {told.route}
    return _leading(case.but(told=(*case.told, told), safe=False), case.open_routes - answered)


def advised(case: Case, on: date) -> Case:
    """Return the case after child welfare or the police advised that the home can be spoken to."""
    return case.but(advised=on)


def handed_over(case: Case, told: Told) -> Case:
    """Return the case handed over by the safety gate: the school's own system takes it from here."""
    standing = Standing(state=CaseState.HANDED_OVER, on=told.on)
    return reported(case, told).but(standing=standing)


def put_away(case: Case, reason: str) -> Case:
    """Return the case with its alarm put away as false, and the one behind it open; raises `empty-reason`."""
    if not reason.strip():
        raise Refused("empty-reason", state="false-alarm")
    left = case.open_routes - {case.alarm}
    return _leading(case.but(safe=not left, false_alarm=reason.strip()), left)


THEMES = ("positive-contact",)
CUT = " …"


def good_news(text: str, *, key: str, entry: str, by: str, at: datetime, today: date) -> Case:
    """Return a success with what was written as its title, shortened, and whole as its first entry.

    Raises `empty-title`.
    """
    title = checked_title(_title(text))
    case = Case(id=key, title=title, opened=today, kind=Kind.SUCCESS, owner=by, themes=THEMES)
    return with_entry(case, Entry(id=entry, step=Step.SITUATION, text=text.strip(), at=at, by=by))


def _title(text: str) -> str:
    shown = shorten(text, LONGEST_TITLE, placeholder=CUT)
    return shown if shown != CUT.strip() else f"{text.strip()[: LONGEST_TITLE - 1]}…"


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
