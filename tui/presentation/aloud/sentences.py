"""What is drawn, as sentences: a mark is a word, large letters and bars are what they say; for whoever hears it."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from storage.domain.meeting.meeting import Meeting
from tui.i18n.words import N_, Words
from tui.look.signs import Mark, Span
from tui.presentation.lines import ClockFace, Line, Paragraph, Row
from tui.presentation.meeting import Picture

MARK_WORDS = {
    Mark.DONE: N_("done"),
    Mark.LATE: N_("overdue"),
    Mark.AGAIN: N_("to be asked"),
    Mark.NEXT: N_("next"),
    Mark.PARTLY: N_("partly done"),
    Mark.WORKED: N_("has worked before"),
    Mark.ENDED: N_("stopped"),
    Mark.PARKED: N_("parked"),
    Mark.LIFTED: N_("lifted"),
    Mark.PASSED_ON: N_("agreed on"),
    Mark.ALARM: N_("safety"),
    Mark.PAUSED: N_("paused"),
}
"""What a mark says; the others only show where a row begins."""
SIGNS = frozenset(mark.sign for mark in Mark)
LEADING = re.compile(f"[{''.join(map(re.escape, sorted(SIGNS)))}]+(?: +|$)")
"""Marks at the beginning of a piece of a row."""
ONLY_DRAWN = re.compile("[\u2500-\u259f]+")
"""Lines, bars and large letters."""
KEYS = re.compile("[␣↵]|Enter")
"""What a remark says of keys that nobody presses here."""


def mark_word(words: Words, mark: Mark | None) -> str:
    """Return what a mark says; empty for one that says nothing."""
    return words(MARK_WORDS[mark]) if mark in MARK_WORDS else ""


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
