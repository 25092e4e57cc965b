"""A practice and an area while they are read, and the last look at what was found nowhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import pairwise

from storage.documents.plan_reading.vocabulary import (
    TEXTS,
    States,
    meaning_of,
    meant_readings,
    month_in,
    plain,
    vocabulary,
)
from storage.domain.calendar import school_year
from storage.domain.plan.plan import Area, Milestone, PaperArea, PaperPractice, Practice, PracticeState
from storage.domain.text import cleaned

NAMELESS = "–"


@dataclass
class ReadingLedger:
    """What was understood, so that it can be told whether a word was lost, and which day it is."""

    today: date
    ours: bool = False
    understood: list[str] = field(default_factory=list)

    def take(self, *texts: str) -> None:
        """Remember texts that became something else than text."""
        self.understood.extend(texts)


@dataclass
class PracticeDraft:
    """A practice that is being read."""

    title: str
    values: dict[str, object] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)
    """Text under no label, in order."""
    notes: list[str] = field(default_factory=list)
    month: int | None = None
    """The month that its title tells; a field of its own says it better."""

    def put(self, ledger: ReadingLedger, name: str, label: str, text: str) -> None:
        """Take what stands behind a field's label; what cannot be understood is a note."""
        if not text.strip():
            ledger.take(label)
            return
        value = None if name in self.values else meaning_of(name, text, ledger.today)
        if value is None:
            self.note(label, text)
            if name == "month" and (month := month_in(text, ledger.today)):
                self.values.setdefault("month", month)
            return
        self.values[name] = value
        ledger.take(label, *(() if name in TEXTS else (text,)))

    def note(self, label: str, text: str) -> None:
        """Keep a label and its text as a note."""
        self.notes.append(f"{label}: {text}".strip() if label else text)

    def tick(self, ledger: ReadingLedger) -> None:
        """Take it as done this school year."""
        self.values.setdefault("done", (school_year(ledger.today).start,))

    def made(self, ledger: ReadingLedger, month: int | None) -> PaperPractice:
        """Return the practice; text under no label is its minimum, where none was given."""
        values, notes = dict(self.values), list(self.notes)
        free = "\n\n".join(self.free)
        if free and "minimum" in values:
            notes.insert(0, free)
        elif free:
            values["minimum"] = free
        known = month if self.month is None else self.month
        if known is not None:
            values.setdefault("month", known)
        if notes:
            values["notes"] = "\n\n".join(filter(None, (str(values.get("notes", "")), *notes)))
        said = frozenset(values)
        states = values.pop("milestones", None)
        steps = states.milestones if isinstance(states, States) else (Milestone(PracticeState.IDEA, ledger.today),)
        return PaperPractice(
            Practice(
                id="",
                area="",
                title=self.title if self.title or ledger.ours else NAMELESS,
                template=vocabulary().templates.get(plain(self.title), ""),
                milestones=steps,
            ).but(**values),
            said,
            undated=isinstance(states, States) and states.undated,
        )


@dataclass
class AreaDraft:
    """An area that is being read."""

    title: str
    about: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    practices: list[PracticeDraft] = field(default_factory=list)
    month: int | None = None
    """The month its title names, which its practices fall in."""
    beside: dict[str, "AreaDraft"] = field(default_factory=dict)
    """Areas that a table under it names, by their titles."""

    def put(self, ledger: ReadingLedger, name: str, label: str, text: str) -> None:
        """Take what stands behind a label; what cannot be understood is a note."""
        value: object | None = None
        if name == "readings":
            value = meant_readings(text)
        elif name == "hidden" and plain(text) in vocabulary().yes:
            value = True
        elif name == "notes" and text.strip():
            self.notes.insert(0, text)
            ledger.take(label)
            return
        if value is None or name in self.values:
            self.note(label, text)
            return
        self.values[name] = value
        ledger.take(label, text)

    def note(self, label: str, text: str) -> None:
        """Keep a label and its text as a note."""
        self.notes.append(f"{label}: {text}".strip() if label else text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the title was read."""
        return not (self.about or self.notes or self.values or self.practices)

    def made(self, ledger: ReadingLedger, order: int, *, bare: bool) -> PaperArea:
        """Return the area with its practices."""
        values = {"about": "\n\n".join(self.about), "notes": "\n\n".join(self.notes), **self.values}
        key = vocabulary().area_keys.get(plain(self.title), "")
        return PaperArea(
            Area(id="", key="" if bare else key, title=self.title, order=order).but(**values),
            tuple(draft.made(ledger, self.month) for draft in self.practices),
            frozenset(name for name, value in values.items() if value),
            bare=bare,
        )


WORD = re.compile(r"[^\W_]+")
NUMBERED = re.compile(r"(?P<before>[>\s]*)(?P<number>\d{1,3})[.)]\s+(?P<text>[^\W\d_].*)")


def lost_lines(markdown: str, kept: Iterable[str]) -> list[str]:
    """Return the lines that hold a word which is not kept: of what Markdown does not show, or nests too deep."""
    text = "\n".join(kept)
    left = Counter(WORD.findall(text))
    squeezed = ""
    lost: list[str] = []
    for line in _without_numbers(cleaned(markdown).split("\n")):
        words = Counter(WORD.findall(unescape(line)))
        missing = any(left[word] < count for word, count in words.items())
        left.subtract(words)
        if not missing:
            continue
        squeezed = squeezed or _squeezed(text)
        if _squeezed(unescape(line)) not in squeezed and _squeezed(line) not in squeezed:
            lost.append(line.strip())
    return lost


def _without_numbers(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines without the numbers of lists, which are no words; `1. april` alone, or so begun, is a date."""
    found = [NUMBERED.fullmatch(line) for line in lines]
    numbers = [int(each["number"]) for each in found if each]
    listed = {place for place, (one, two) in enumerate(pairwise(numbers)) if two == one + 1}
    listed |= {place + 1 for place in listed}
    place = -1
    for line, each in zip(lines, found, strict=True):
        place += each is not None
        is_listed = each is not None and place in listed and each["text"][0].isupper()
        yield f"{each['before']}{each['text']}" if each and is_listed else line


def _squeezed(text: str) -> str:
    return "".join(WORD.findall(text))
