"""A practice as people read it: its two tiers first, then what else is known of it."""

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from storage.content.law import LegalNote
from storage.domain.calendar import school_year
from storage.domain.ids import CODE, is_id
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from tui.desk.law import Law
from tui.i18n.labels import label
from tui.i18n.when import short_day
from tui.i18n.words import N_, Words
from tui.presentation.lines import Paragraph
from tui.presentation.wrapping import shortened, wrapped

MINIMUM, ROOM = "■", "□"
"""Filled: all keep it. Open: allowed, expected of nobody."""
FIRST, HANGING, CUT = "  ", "    ", " …"
TIERS = ((MINIMUM, N_("Shared minimum")), (ROOM, N_("Room for initiative")))


def tiers(words: Words, practice: Practice) -> tuple[tuple[str, str], ...]:
    """Return both tiers, each with its mark and name, and its text or what is missing."""
    missing = words("not written yet")
    texts = (practice.minimum or missing, practice.room or missing)
    return tuple((f"{mark} {words(name)}:", text) for (mark, name), text in zip(TIERS, texts, strict=True))


def tier_rows(words: Words, practice: Practice, width: int, most: int) -> Iterator[str]:
    """Yield both tiers as rows of at most a width in cells, each tier on at most so many."""
    for name, text in tiers(words, practice):
        rows = wrapped(f"{name} {text}", width - len(HANGING))
        last = shortened(" ".join(rows[most - 1 : most + 1]), width - len(HANGING))
        kept = rows if len(rows) <= most else [*rows[: most - 1], last]
        yield from (f"{HANGING if place else FIRST}{row}" for place, row in enumerate(kept))


def practice_text(words: Words, book: Book, practice: Practice, today: date, law: Law) -> Iterator[Paragraph]:
    """Yield everything about a practice, what a team asks for first on top."""
    yield Paragraph(f"{practice.title}   {facts(words, practice)}", "heading")
    for name, text in tiers(words, practice):
        yield Paragraph(f"{name} {text}")
    yield Paragraph(plans(words, practice, today), "dim")
    if practice.sign:
        yield Paragraph(words("How we will know: {sign}", sign=practice.sign))
    if practice.notes:
        yield Paragraph(words("Notes: {notes}", notes=practice.notes))
    if practice.evidence:
        yield Paragraph(words("It came from: {sources}", sources=evidence(words, book, practice)))
    yield from (Paragraph(legal(words, law[key]), "dim") for key in practice.law if key in law)


def facts(words: Words, practice: Practice) -> str:
    """Return whose it is, how deep it goes and how far it has come."""
    return " · ".join(label(words, each) for each in (practice.level, practice.depth, practice.state))


def plans(words: Words, practice: Practice, today: date) -> str:
    """Return who, when and what happened last."""
    said = [
        words("owner {alias}", alias=practice.owner) if practice.owner else words("no owner yet"),
        words.month(practice.month),
        words("done this school year") if school_year(today).start in practice.done else "",
        words("review {day}", day=short_day(words, practice.review)) if practice.review else "",
        " → ".join(f"{label(words, each.state)} {words.day(each.on)}" for each in practice.milestones[-2:]),
    ]
    return " · ".join(filter(None, said))


def evidence(words: Words, book: Book, practice: Practice) -> str:
    """Return the cases and cards a practice came from; one that is gone is called so."""
    return " · ".join(source(words, book, key) for key in practice.evidence)


def source(words: Words, book: Book, key: str) -> str:
    """Return the case or card with a key by its title; one that is gone is called so."""
    if case := book.find_case(key):
        return f"{case.code} {shorten(case.title, 40, placeholder='…')}"
    if card := next((card for card in book.cards if card.id == key), None):
        return words("card «{title}»", title=card.title)
    if CODE.fullmatch(key):
        return words("deleted case")
    return words("deleted card") if is_id(key) else key


def legal(words: Words, note: LegalNote) -> str:
    """Return a legal note with its source and the day it was checked."""
    checked = words("last checked {day}", day=words.day(note.checked, "d. MMM y"))
    unsure = "" if note.certain else " " + words("Read the source yourselves first.")
    return f"{note.reference}: {note.says}{unsure} ({note.source}; {checked})"
