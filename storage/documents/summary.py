"""What a team publishes for its leadership, and what the leadership answers, each as a file of its own.

A summary holds what the leader's page shows and nothing more: no text of a case but words that the team approved, no
code, no person, and no figure at all: so none under five, nor one from which such a figure follows.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, TypeVar

import msgspec

from storage.content.themes import themes
from storage.documents.page import shown
from storage.domain.calendar import school_year
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.domain.plan.plan import ALL_YEAR, PracticeState, living
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted_of
from storage.domain.views.reviews import gaps

SUMMARY_FILE = "fredstid-summary.json"
ANSWERS_FILE = "fredstid-answers.json"
LARGEST_SUMMARY = 2 * 1024 * 1024
"""Bytes; of the answers too."""
FIRST_FORM = 1


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


def summary_of(book: Book, today: date) -> Summary:
    """Return what a team publishes today."""
    lacking = gaps(book, school_year(today))
    return Summary(
        kind="fredstid-summary",
        form=FIRST_FORM,
        team=book.team.name,
        mark=mark_of_team(book),
        on=today,
        practices=tuple(_practices(book)),
        themes=tuple(sorted(each.theme for each in lacking if each.theme in themes(Language.EN))),
        lifts=tuple(_lifts(book, today)),
    )


def _lifts(book: Book, today: date) -> Iterator[PublishedLift]:
    """Yield what the team has approved the words of; nothing of a case in which the safety gate is open."""
    for case in book.cases:
        for each in lifted_of(book, case, today):
            if each.words and not case.alarm:
                yield PublishedLift(reference=reference(book, each), words=each.words, since=each.since)


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
