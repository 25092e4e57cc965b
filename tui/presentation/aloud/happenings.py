"""What happens in a meeting, line by line, as two looks at its team tell it: for whoever follows without a screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.record import Part
from storage.domain.views.book import Book
from tui.i18n.labels import label
from tui.i18n.words import Words

Moment = Literal["began", "phase", "paused", "resumed", "turn", "ended"]
Remark = Literal["entry", "idea", "note", "decision", "parked", "score", "next"]


@dataclass(frozen=True)
class Happening:
    """One thing that happened: its kind, the phase and the case it was in, and what it says."""

    kind: Moment | Remark
    text: str
    phase: str = ""
    case: str = ""


def happenings(words: Words, before: Book | None, after: Book, meeting: str) -> Iterator[Happening]:
    """Yield what happened in a meeting between two looks; without an earlier look, where it has come to."""
    now = _meeting(after, meeting)
    was = _meeting(before, meeting) if before else None
    if now is None:
        return
    if was is None:
        yield Happening("began", f"{now.title} · {words.clock(now.started)} · {' '.join(now.present)}")
        yield from _phase(words, after, now)
        return
    yield from _written(words, before or after, after, now)
    yield from _said(words, was, now)
    if now.place != was.place and now.is_running:
        yield from _phase(words, after, now)
    elif now.is_running and now.paused is not was.paused:
        yield (
            Happening("paused", words("The clock stands."))
            if now.paused
            else Happening("resumed", words("The clock goes on."))
        )
    elif now.is_running and now.turn != was.turn and now.speaker and not now.has_been_round:
        yield Happening("turn", words("Now {alias} speaks.", alias=now.speaker), _key(now))
    if not now.is_running and was.is_running:
        held = now.state is MeetingState.HELD
        yield Happening("ended", words("The meeting is over.") if held else words("The meeting was broken off."))


def _meeting(book: Book, key: str) -> Meeting | None:
    return next((each for each in book.meetings if each.id == key), None)


def _key(meeting: Meeting) -> str:
    return meeting.visit.phase if meeting.visit else ""


def _phase(words: Words, book: Book, meeting: Meeting) -> Iterator[Happening]:
    visit, phase = meeting.visit, meeting.phase
    if visit is None:
        return
    case = book.find_case(visit.case) if visit.case else None
    about = f"{case.code} {case.title}" if case else ""
    head = words.many("{title}: {count} minute", "{title}: {count} minutes", visit.minutes, title=visit.title)
    question = phase.prompts[0] if phase and phase.prompts and not (case and case.keeps_from_home) else ""
    yield Happening("phase", " · ".join(filter(None, (head, about, question))), visit.phase, visit.case)


def _written(words: Words, before: Book, after: Book, meeting: Meeting) -> Iterator[Happening]:
    """Yield what was written in the cases on the table."""
    for case in (found for code in meeting.cases if (found := after.find_case(code))):
        was = before.find_case(case.code)
        for entry in _fresh(was.entries if was else (), case.entries):
            if entry.meeting == meeting.id:
                text = f"{label(words, entry.step)}: {entry.text}"
                yield Happening("entry", text, _key(meeting), case.code)
        yield from _ideas(words, was, case, meeting)


def _ideas(words: Words, was: Case | None, case: Case, meeting: Meeting) -> Iterator[Happening]:
    had = {idea.id: idea.pick for idea in was.ideas} if was else {}
    for idea in case.ideas:
        if idea.id not in had and idea.meeting == meeting.id:
            yield Happening("idea", words("Idea: {text}", text=idea.text), _key(meeting), case.code)
        elif idea.id in had and idea.pick and idea.pick is not had[idea.id]:
            yield Happening("idea", f"{idea.text} – {label(words, idea.pick)}", _key(meeting), case.code)


def _said(words: Words, was: Meeting, now: Meeting) -> Iterator[Happening]:
    """Yield what was noted, decided and parked, and what was said at the end."""
    for note in _fresh(was.notes, now.notes):
        yield Happening("note", words("Note: {text}", text=note.text), note.phase, note.case)
    for decision in _fresh(was.decisions, now.decisions):
        yield Happening("decision", words("Decided: {text}", text=decision.text), _key(now), decision.case)
    for note in _fresh(was.parking, now.parking):
        yield Happening("parked", words("Parked: {text}", text=note.text), note.phase, note.case)
    if now.score and now.score != was.score:
        said = words("Score: {middle}", middle=words.number(now.score.middle))
        yield Happening("score", said, _key(now))
    if now.next_on and now.next_on != was.next_on:
        yield Happening("next", words("Next meeting: {day}", day=words.weekday(now.next_on)), _key(now))


P = TypeVar("P", bound=Part)


def _fresh(was: tuple[P, ...], now: tuple[P, ...]) -> Iterator[P]:
    had = {each.id for each in was}
    return (each for each in now if each.id not in had)
