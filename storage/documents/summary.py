"""What a team publishes for its leadership, and what the leadership answers, each as a file of its own.

A summary holds what the leader's page shows and nothing more: no text of a case but words that the team approved, no
code, no person, and no figure under five or from which one follows. A figure is told as the multiple of five that it
has reached, so that a later page does not tell what came to it, and only with the figures that it is a whole with.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, TypeVar

import msgspec

from storage.content.names import themes
from storage.documents.page import shown
from storage.domain.calendar import school_year
from storage.domain.case.case import Case, Kind
from storage.domain.errors import Refused
from storage.domain.homes.contact import reached
from storage.domain.people import Language
from storage.domain.plan.plan import ALL_YEAR, PracticeState, living
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted_of
from storage.domain.views.reviews import gaps

SUMMARY_FILE = "fredstid-summary.json"
ANSWERS_FILE = "fredstid-answers.json"
LARGEST_SUMMARY = 2 * 1024 * 1024
"""Bytes; of the answers too."""
FEWEST = 5
"""No figure under it is told."""
FIRST_FORM = 1
Floors = tuple[int, ...] | None
"""What some figures have reached at least; None where one of them may not be told."""


class PublishedPractice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A practice that a team has agreed on."""

    area: str
    title: str
    minimum: str = ""
    month: int = ALL_YEAR


class PublishedLift(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something for the leadership to decide."""

    reference: str
    """What the answer names it by; it tells nothing of the case."""
    words: str
    since: date


class Summary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a team publishes."""

    kind: Literal["fredstid-summary"]
    form: int
    team: str
    mark: str
    """What tells the team from others of that name."""
    on: date
    practices: tuple[PublishedPractice, ...] = ()
    themes: tuple[str, ...] = ()
    """Keys of the themes that came back this school year without a practice."""
    lifts: tuple[PublishedLift, ...] = ()
    cases: Floors = None
    """This school year's, open and closed, without those among the lifts."""
    agreements: Floors = None
    """This school year's, done and not done yet."""
    homes: Floors = None
    """With a first good contact this term, and without one yet."""


class LeaderAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the leadership answered to one thing."""

    mark: str
    reference: str
    text: str
    on: date


class LeaderAnswers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the leadership answered, to whatever team."""

    kind: Literal["fredstid-answers"] = "fredstid-answers"
    form: int = FIRST_FORM
    answers: tuple[LeaderAnswer, ...] = ()


class _FileKind(msgspec.Struct, frozen=True):
    """As much of a file as tells whether we can read it."""

    kind: Literal["fredstid-summary", "fredstid-answers"]
    form: int


def floors(*figures: int) -> Floors:
    """Return what figures that make a whole have reached, in steps of five; None where one is under five.

    The others are left out with it: who knows the whole would work it out from them.
    """
    return tuple(figure // FEWEST * FEWEST for figure in figures) if min(figures) >= FEWEST else None


def summary_of(book: Book, today: date) -> Summary:
    """Return what a team publishes today."""
    year, lifts = school_year(today), tuple(_lifts(book, today))
    out = {each.code for each in lifts}
    cases = [case for case in book.cases if case.opened in year and case.kind is Kind.CASE and case.code not in out]
    made = [each for each in book.agreements if each.made in year]
    homes, waiting = reached(book.classes, today), sum(each.is_open for each in made)
    return Summary(
        kind="fredstid-summary",
        form=FIRST_FORM,
        team=book.team.name,
        mark=mark_of_team(book),
        on=today,
        practices=tuple(_practices(book)),
        themes=tuple(sorted(each.theme for each in gaps(book, year) if each.theme in themes(Language.EN))),
        lifts=tuple(
            PublishedLift(reference=reference(book, each), words=each.words, since=each.since) for each in lifts
        ),
        cases=floors(sum(case.is_open for case in cases), sum(not case.is_open for case in cases)),
        agreements=floors(len(made) - waiting, waiting),
        homes=floors(homes.ticks, homes.homes - homes.ticks),
    )


def _lifts(book: Book, today: date) -> Iterator[Lifted]:
    """Yield what the team has approved the words of; nothing of a case in which the safety gate is open."""
    for case in book.cases:
        yield from (each for each in lifted_of(book, case, today) if each.words and not case.alarm)


def _practices(book: Book) -> Iterator[PublishedPractice]:
    areas = {area.key: area.title for area in book.areas if not area.hidden}
    for each in living(book.plan):
        if each.state is not PracticeState.IDEA and (area := areas.get(each.area)):
            yield PublishedPractice(area=area, title=each.title, minimum=each.minimum, month=each.month)


def texts_of_summary(summary: Summary) -> Iterator[str]:
    """Yield all that people wrote in a summary."""
    for practice in summary.practices:
        yield from (practice.area, practice.title, practice.minimum)
    yield from (lift.words for lift in summary.lifts)


def reference(book: Book, lift: Lifted) -> str:
    """Return what an answer names a lift by, which no other team's bears."""
    return _digest(f"lift {book.team.id} {lift.code} {lift.id}")[:8].upper()


def mark_of_team(book: Book) -> str:
    """Return what tells a team from others of its name; its id would tell when it began."""
    return _digest(f"team {book.team.id}")[:12]


def _digest(text: str) -> str:
    return hashlib.sha256(f"fredstid {text}".encode()).hexdigest()


def written_file(value: Summary | LeaderAnswers) -> str:
    """Return a file's text, readable."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n"


def summary_in(content: bytes) -> Summary:
    """Return the summary in a file, cleaned; raises `no-summary` or `newer-summary`."""
    summary = _read(content, Summary)
    practices = (
        PublishedPractice(area=_line(each.area), title=_line(each.title), minimum=shown(each.minimum), month=each.month)
        for each in summary.practices
    )
    lifts = (msgspec.structs.replace(each, words=shown(each.words)) for each in summary.lifts)
    team = _line(summary.team)
    return msgspec.structs.replace(summary, team=team, practices=tuple(practices), lifts=tuple(lifts))


def _line(text: str) -> str:
    return " ".join(shown(text).split())


Published = TypeVar("Published", Summary, LeaderAnswers)


def _read(content: bytes, kind: type[Published]) -> Published:
    try:
        newer = msgspec.json.decode(content, type=_FileKind).form > FIRST_FORM
        if not newer:
            return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Refused("no-summary") from None
    raise Refused("newer-summary")


def answers_in(content: bytes) -> LeaderAnswers:
    """Return the leadership's answers in a file, cleaned; raises `no-summary` or `newer-summary`."""
    given = _read(content, LeaderAnswers)
    clean = (msgspec.structs.replace(each, text=shown(each.text)) for each in given.answers)
    return msgspec.structs.replace(given, answers=tuple(clean))


def with_leader_answer(given: LeaderAnswers, answer: LeaderAnswer) -> LeaderAnswers:
    """Return the answers with one more, in the place of an earlier one to the same."""
    same = (answer.mark, answer.reference)
    others = tuple(each for each in given.answers if (each.mark, each.reference) != same)
    return msgspec.structs.replace(given, answers=(*others, answer))


def answered_lifts(
    book: Book, today: date, answers: Iterable[LeaderAnswer]
) -> Iterator[tuple[Case, Lifted, LeaderAnswer]]:
    """Yield what of a team's waits and has been answered."""
    ours = mark_of_team(book)
    known = {each.reference: each for each in answers if each.mark == ours and each.text}
    for case in book.cases:
        for lift in lifted_of(book, case, today):
            if lift.words and (answer := known.get(reference(book, lift))):
                yield case, lift, answer
