"""What is drawn and what happens, as sentences for whoever hears them: a mark is a word, bars are what they say."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.record import Part
from storage.domain.views.book import Book
from tui.i18n.labels import DEPTH_SIGNS, label
from tui.i18n.words import N_, Words
from tui.look.signs import Mark, Span
from tui.presentation.lines import ClockFace, Line, Paragraph, Row
from tui.presentation.meeting import Picture

MARK_WORDS = {
    Mark.DONE: N_("done"), Mark.LATE: N_("overdue"), Mark.AGAIN: N_("to be asked"), Mark.NEXT: N_("next"),
    Mark.PARTLY: N_("partly done"), Mark.WORKED: N_("has worked before"), Mark.ENDED: N_("stopped"),
    Mark.PARKED: N_("parked"), Mark.LIFTED: N_("lifted"), Mark.PASSED_ON: N_("agreed on"), Mark.ALARM: N_("safety"),
    Mark.PAUSED: N_("paused"),
}  # fmt: skip
"""What a mark says; the others only show where a row begins."""
SIGNS = frozenset(mark.sign for mark in Mark)
LEADING = re.compile(f"[{''.join(map(re.escape, sorted(SIGNS)))}]+(?: +|$)")
"""Marks at the beginning of a piece of a row."""
ONLY_DRAWN = re.compile("[\u2500-\u259f]+")
"""Lines, bars and large letters."""
KEYS = re.compile(r"[␣↵]|Enter|Ctrl\+")
"""What a remark says of keys that nobody presses here."""


def without_keys(text: str) -> Iterator[str]:
    """Yield the lines of a text that name no key of the screens."""
    return (line for line in text.split("\n") if not KEYS.search(line))


def mark_word(words: Words, mark: Mark | None) -> str:
    """Return what a mark says; empty for one that says nothing."""
    return words(MARK_WORDS[mark]) if mark in MARK_WORDS else ""


def spoken_depths(words: Words, text: str) -> str:
    """Return a text with the signs for how parents take part as words, and none before its own word."""
    for depth, sign in DEPTH_SIGNS.items():
        said = label(words, depth)
        text = re.sub(rf"(?<!\S){sign.sign} +(?={re.escape(said)})", "", text)
        text = re.sub(rf"(?<!\S){sign.sign} +", f"{said}: ", text)
    return text


def without_signs(spans: Iterable[Span]) -> str:
    """Return what some spans say, but for their marks and what is only drawn."""
    said = (ONLY_DRAWN.sub(" ", LEADING.sub("", each.text)) for each in spans)
    return " ".join("".join(said).split())


def named_by(spans: tuple[Span, ...], text: str) -> str:
    """Return a text with what stands in a column before it; the name of a column is said to be one."""
    column = without_signs(spans)
    is_name = bool(column and text) and column[-1].isalpha() and "".join(each.text for each in spans).endswith("  ")
    return " ".join(filter(None, (f"{column}:" if is_name else column, text)))


def spoken_line(words: Words, line: Line[Hashable]) -> str:
    """Return a row as a sentence; empty for one that only draws."""
    said = named_by(line.spans, line.left.strip()) if line.aloud is None else line.aloud
    mark = mark_word(words, line.mark)
    right = "" if KEYS.search(line.right) else " ".join(ONLY_DRAWN.sub(" ", line.right).split())
    if mark and mark.casefold() in f"{said} {right}".casefold():
        mark = ""
    said = ": ".join(filter(None, (mark, said)))
    return " – ".join(filter(None, (said, right)))


def spoken_paragraph(words: Words, paragraph: Paragraph) -> str:
    """Return a paragraph as it is read aloud."""
    mark = mark_word(words, paragraph.mark)
    text = named_by(paragraph.column, paragraph.text)
    return " – ".join(filter(None, (": ".join(filter(None, (mark, text))), paragraph.state)))


@dataclass(frozen=True)
class SpokenRow:
    """A row that is read aloud, and what it is about where it can be chosen."""

    key: str | Row
    text: str


def spoken_rows(words: Words, lines: Iterable[Line[Any]]) -> Iterator[SpokenRow]:
    """Yield the rows that say something; one that goes on with the row above is part of it."""
    waiting: SpokenRow | None = None
    for line in lines:
        said = spoken_line(words, line)
        if waiting and line.goes_on:
            waiting = SpokenRow(waiting.key, " – ".join(filter(None, (waiting.text, said))))
            continue
        if waiting and waiting.text:
            yield waiting
        waiting = SpokenRow(line.key, said)
    if waiting and waiting.text:
        yield waiting


def spoken_phase(words: Words, picture: Picture, minutes: int) -> Iterator[str]:
    """Yield what everybody around a meeting is told when it comes to a phase."""
    time = words.many("{count} minute", "{count} minutes", minutes)
    yield " · ".join(filter(None, (picture.phase, time)))
    if picture.case:
        alarm = f"{mark_word(words, Mark.ALARM)}: " if picture.alarmed else ""
        yield " · ".join(filter(None, (picture.case, f"{alarm}{LEADING.sub('', picture.themes)}")))
    yield words("The question: {question}", question=picture.prompts[0]) if picture.prompts else ""
    yield ", ".join(filter(None, (without_signs((each,)) for each in picture.speaker if each.role != "faint")))
    yield picture.rule


def spoken_time(words: Words, clock: ClockFace) -> str:
    """Return how much of its time a phase has left."""
    over = words("The time of this phase is up.")
    return over if clock.over else words("Left of this phase: {time} min.", time=clock.left)


def spoken_clock(words: Words, meeting: Meeting | None, clock: ClockFace) -> Iterator[str]:
    """Yield how much time is left in a phase, and that the clock stands where it does."""
    if meeting and meeting.visit:
        yield spoken_time(words, clock)
        yield words("The clock stands.") if meeting.paused else ""


def spoken_draft(words: Words, text: str, *, is_replaced: bool) -> str:
    """Return what stands in the field, and what becomes of it with the next line."""
    if is_replaced:
        return words("Not kept: «{text}». The next line takes its place; = alone drops it.", text=text)
    return words("Draft: «{text}». The next line goes on with it; = alone drops it.", text=text)


Moment = Literal["began", "phase", "paused", "resumed", "turn", "ended"]
Remark = Literal["entry", "idea", "note", "decision", "parked", "score", "next", "changed"]


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
    had, has = _texts(before or after, was), _texts(after, now)
    for key in (key for key, text in had.items() if has.get(key) != text):
        corrected = words("Corrected: {text}", text=has[key]) if key in has else ""
        yield Happening("changed", corrected or words("Taken back: {text}", text=had[key]), _key(now))
    if now.place != was.place and now.is_running:
        yield from _phase(words, after, now)
    elif now.is_running and now.paused is not was.paused:
        stands = words("The clock stands.")
        yield Happening("paused", stands) if now.paused else Happening("resumed", words("The clock goes on."))
    elif now.is_running and now.turn != was.turn and now.speaker and not now.has_been_round:
        yield Happening("turn", words("Now {alias} speaks.", alias=now.speaker), _key(now))
    if not now.is_running and was.is_running:
        held = now.state is MeetingState.HELD
        yield Happening("ended", words("The meeting is over.") if held else words("The meeting was broken off."))


def _meeting(book: Book, key: str) -> Meeting | None:
    return next((each for each in book.meetings if each.id == key), None)


def _texts(book: Book, meeting: Meeting) -> dict[str, str]:
    """Return what was written in a meeting, by its id."""
    cases = [case for case in map(book.find_case, meeting.cases) if case]
    entries = {each.id: each.text for case in cases for each in case.entries if each.meeting == meeting.id}
    ideas = {each.id: each.text for case in cases for each in case.ideas if each.meeting == meeting.id}
    notes = {each.id: each.text for each in (*meeting.notes, *meeting.parking)}
    return entries | ideas | notes | {each.id: each.text for each in meeting.decisions}


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
                yield Happening("entry", f"{label(words, entry.step)}: {entry.text}", _key(meeting), case.code)
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
        yield Happening("score", words("Score: {middle}", middle=words.number(now.score.middle)), _key(now))
    if now.next_on and now.next_on != was.next_on:
        yield Happening("next", words("Next meeting: {day}", day=words.weekday(now.next_on)), _key(now))


P = TypeVar("P", bound=Part)


def _fresh(was: tuple[P, ...], now: tuple[P, ...]) -> Iterator[P]:
    had = {each.id for each in was}
    return (each for each in now if each.id not in had)
