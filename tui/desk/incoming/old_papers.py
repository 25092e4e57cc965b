"""A document from before fredstid that comes in: what each of its lines becomes, and which of them are wanted."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from storage.documents.old_papers.days import DAY, days_in
from storage.documents.old_papers.lines import LONGEST_PAPER, lines_of
from storage.documents.old_papers.sorting import OldAgreement, sorted_papers
from storage.documents.old_papers.taking import Behind, PaperPart, TakenPaper, area_of, taken_papers, why_decided
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language
from storage.domain.record import Record
from storage.domain.search import folded
from storage.domain.text import eleven_digits
from storage.domain.views.book import Book
from storage.steering.gate import alarm
from storage.steering.gate_lists import Alarm, Certainty
from storage.steering.gate_texts import gate_file
from storage.steering.guard import Severity
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.nudges import identities
from tui.desk.settings import file_bytes
from tui.i18n.words import N_, Words

DOCUMENTS = frozenset({"", ".csv", ".docx", ".markdown", ".md", ".text", ".tsv", ".txt"})
"""How the names of files end that are documents; an export that was packed is none."""
MOST_SHOWN = 5
WHY = {
    Behind.DONE: N_("it is done"),
    Behind.PAST: N_("its date is past"),
    Behind.NOBODY: N_("it has no alias of the team"),
    Behind.NO_DAY: N_("it has no date"),
}
"""Why what was agreed on is no agreement to follow up."""
PARTS = {
    PaperPart.AGREEMENTS: N_("agreements"),
    PaperPart.CASES: N_("cases"),
    PaperPart.NOTES: N_("notes"),
    PaperPart.PLAN: N_("plan"),
}
"""What is typed for them."""
SHORTEST = 3
"""Letters that are enough to begin such a word."""
NUMBERS = re.compile(r"(?P<first>\d{1,6})(?:\s*[-–\N{NON-BREAKING HYPHEN}]\s*(?P<last>\d{1,6}))?")
SPACED = re.compile(r"(?<=\d)\s*[-–]\s+(?=\d)")
SPLIT = re.compile(r"[,;\s]+(?:(?:and|og)\s+)?")


class PaperRow(NamedTuple):
    """One piece that would come in, in words."""

    number: int
    """Counted from 1 through the whole document."""
    key: str
    """The piece's id."""
    part: PaperPart
    said: str
    told: tuple[str, ...] = ()
    """What is told under it."""


@dataclass(frozen=True)
class IncomingPaper:
    """What a document would bring."""

    papers: tuple[TakenPaper, ...]
    """What it tells, meeting by meeting."""
    book: Book
    telltales: tuple[str, ...]
    """What in it could tell who somebody is."""
    alarms: tuple[Alarm, ...]
    """Where the gate hears that a pupil may not be safe, the texts one after the other."""

    @property
    def keys(self) -> frozenset[str]:
        """The ids of all its pieces."""
        return frozenset(piece.id for paper in self.papers for _, piece in paper.pieces)

    def changes(self, wanted: Collection[str]) -> tuple[Change, ...]:
        """Return what would be kept of the pieces with those ids: what is here already stays as it is."""
        return tuple(change for record in self._records(wanted) if (change := _change(record, self.book)))

    def here(self, wanted: Collection[str]) -> int:
        """Return how many of those records are here already."""
        return len(self._records(wanted)) - len(self.changes(wanted))

    def _records(self, wanted: Collection[str]) -> tuple[Record, ...]:
        return tuple(record for paper in self.papers for record in paper.records(wanted))


def _change(record: Record, book: Book) -> Change | None:
    """Return the change by which a record comes in; of a meeting that is here, those of its lines that are not."""
    here = book.record(record.id)
    if here is None:
        return Change(None, record)
    if not isinstance(here, Meeting) or not isinstance(record, Meeting):
        return None
    known = {each.id for each in (*here.notes, *here.decisions)}
    notes = tuple(each for each in record.notes if each.id not in known)
    decisions = tuple(each for each in record.decisions if each.id not in known)
    if not notes and not decisions:
        return None
    return Change(here, here.but(notes=(*here.notes, *notes), decisions=(*here.decisions, *decisions)))


def incoming_paper(desk: Desk, place: Path) -> IncomingPaper:
    """Return what a document would bring; raises `empty-paper`, `identity-number-there` or why it cannot be read."""
    book = desk.store.book()
    if place.suffix.casefold() not in DOCUMENTS:
        raise Refused("kind-not-read", ending=place.suffix)
    lines = lines_of(file_bytes(place, LONGEST_PAPER), place.suffix.casefold())
    if not lines:
        raise Refused("empty-paper", file=place.name)
    if any(True for line in lines for _ in eleven_digits(line.text)):
        raise Refused("identity-number-there", record=place.name)
    areas = tuple(area for area in book.areas if not area.hidden)
    papers = sorted_papers(lines, place.stem, book.team.aliases, desk.today)
    papers = papers if areas else tuple(replace(each, notes=(*each.notes, *each.plan), plan=()) for each in papers)
    texts = [text for line in lines for text in line.cells or (re.sub(r"\s{2,}", ". ", line.text),)]
    seen = [(each.severity, text[each.start : each.end]) for text in texts for each in identities(text, book.team)]
    told = dict.fromkeys(said for severity, said in sorted(seen, key=lambda each: each[0] is Severity.MARK))
    heard = filter(None, (alarm(line.text, book.team.language.value) for line in lines))
    return IncomingPaper(taken_papers(papers, desk.today, areas), book, tuple(told)[:MOST_SHOWN], tuple(heard))


def heard_in(desk: Desk, alarms: Sequence[Alarm]) -> Iterator[str]:
    """Yield what the gate says, the surest first, each with the words it heard: a document is long."""
    gate = gate_file(desk.store.book().team.language.value)
    for each in sorted(alarms, key=lambda each: each.level is not Certainty.SURE)[:MOST_SHOWN]:
        said = gate.at_once(each.route) if each.level is Certainty.SURE else each.question
        yield f"{desk.words.quoted(each.signal)} – {said}"
    if len(alarms) > MOST_SHOWN:
        more = len(alarms) - MOST_SHOWN
        yield desk.words.many("{count} more like this.", "{count} more like these.", more)


def told_papers(desk: Desk, coming: IncomingPaper) -> Iterator[tuple[str, tuple[PaperRow, ...]]]:
    """Yield each meeting, and below it what becomes of each of its lines, so that one sees that none is lost."""
    number = 0
    for taken in coming.papers:
        rows = []
        for (part, piece), said in zip(taken.pieces, _said(desk, coming, taken), strict=True):
            number += 1
            told = tuple(entry.text for entry in piece.entries) if isinstance(piece, Case) else ()
            rows.append(PaperRow(number, piece.id, part, said, told))
        yield _headline(desk.words, taken), tuple(rows)


def _headline(words: Words, taken: TakenPaper) -> str:
    on = taken.paper.on
    day = words.day(on, "d. MMM y") if on else words("no day found; today is taken")
    title = taken.paper.title
    if on and on in days_in(title, on):
        title = " ".join(DAY.sub("", title).split()).strip(" ,–-") or words("Meeting")
    said = words("Meeting: {title} ({day})", title=title, day=day)
    there = words("present: {names}", names=", ".join(taken.paper.present))
    return f"{said}, {there}" if taken.paper.present else said


def _said(desk: Desk, coming: IncomingPaper, taken: TakenPaper) -> Iterator[str]:
    words = desk.words
    yield from (words("note: {text}", text=each.text) for each in taken.meeting.notes)
    yield from (_agreed(words, each, desk.today) for each in taken.paper.agreements)
    yield from (words("Case: {title}", title=title) for title, _ in taken.paper.cases)
    for text in taken.paper.plan:
        area = area_of(text, coming.book.areas)
        yield words("For the plan, as an idea: {text} ({area})", text=text, area=area.title)


def _agreed(words: Words, agreement: OldAgreement, today: date) -> str:
    why = why_decided(agreement, today)
    if why is None and agreement.due:
        due = words.day(agreement.due, "d. MMM y")
        return words("Agreement: {what} ({who}, due {due})", what=agreement.line, who="".join(agreement.who), due=due)
    return words("Decided then: {what} – {why}", what=agreement.line, why=words(WHY[why or Behind.NO_DAY]))


def wanted_rows(words: Words, typed: str, rows: Collection[PaperRow]) -> tuple[PaperRow, ...]:
    """Return the rows that are meant by numbers, by words such as «agreements», or by all but those after a minus.

    Raises `wrong-choice`.
    """
    tokens = list(filter(None, SPLIT.split(SPACED.sub("-", typed.strip()))))
    left_out = [each[1:] for each in tokens if each.startswith(("-", "–")) and len(each) > 1]
    asked_for = [each for each in tokens if not each.startswith(("-", "–"))]
    wanted = {row.number for each in asked_for for row in _meant(words, each, rows)}
    without = {row.number for each in left_out for row in _meant(words, each, rows)}
    return tuple(row for row in rows if (not asked_for or row.number in wanted) and row.number not in without)


def _meant(words: Words, token: str, rows: Collection[PaperRow]) -> list[PaperRow]:
    numbers = NUMBERS.fullmatch(token)
    if numbers:
        first, last = int(numbers["first"]), int(numbers["last"] or numbers["first"])
        meant = [row for row in rows if first <= row.number <= last]
    else:
        part = _part(token)
        meant = [row for row in rows if row.part is part]
    if not meant and (numbers or _part(token) is None):
        raise Refused("wrong-choice", typed=token, choices=(f"1-{len(rows)}", *map(words, PARTS.values())))
    return meant


def _part(token: str) -> PaperPart | None:
    begins = folded(token)
    named = ((part, folded(Words(language)(said))) for part, said in PARTS.items() for language in Language)
    return next((part for part, name in named if len(begins) >= SHORTEST and name.startswith(begins)), None)
