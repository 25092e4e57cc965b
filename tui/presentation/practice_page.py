"""A practice on a page of its own: everything that is known of it."""

from collections.abc import Iterator
from datetime import date

from storage.content.themes import themes
from storage.domain.calendar import SchoolYear
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from storage.domain.views.reviews import cases_since, is_due
from tui.desk.law import Law
from tui.i18n.labels import label
from tui.i18n.when import short_day
from tui.i18n.words import N_, Words
from tui.presentation.lines import Paragraph
from tui.presentation.practice_text import MINIMUM, ROOM, legal, source

TIERS_IN_FULL = (
    (MINIMUM, N_("Shared minimum – all of us keep it")),
    (ROOM, N_("Room for initiative – allowed, expected of nobody")),
)
IN = 2
"""Cells that what belongs to a heading stands in."""


def practice_page(words: Words, book: Book, practice: Practice, today: date, law: Law) -> Iterator[Paragraph]:
    """Yield everything about a practice: its two tiers, who and when, why, and where it came from."""
    yield Paragraph(practice.title, "heading")
    yield Paragraph(_about(words, book, practice), "dim")
    yield from _asked(words, book, practice, today)
    for (mark, name), text in zip(TIERS_IN_FULL, (practice.minimum, practice.room), strict=True):
        yield from _part(f"{mark} {words(name)}", text or words("not written yet"))
    yield from _part(words("How we will know"), practice.sign)
    yield from _part(words("Who and when"), _plans(words, practice))
    yield from _part(words("How far it has come"), *_past(words, practice))
    yield from _law(words, practice, law)
    yield from _part(words("Where it came from"), *(source(words, book, key) for key in practice.evidence))
    yield from _part(words("Notes"), practice.notes)


def _part(heading: str, *texts: str) -> Iterator[Paragraph]:
    if any(texts):
        yield Paragraph("")
        yield Paragraph(heading, "heading")
        yield from (Paragraph(text, indent=IN) for text in texts if text)


def _about(words: Words, book: Book, practice: Practice) -> str:
    area = next((area.title for area in book.areas if area.key == practice.area), "")
    said = (label(words, each) for each in (practice.level, practice.depth, practice.state))
    names = themes(words.language)
    about = ", ".join(names.get(theme, theme) for theme in practice.themes)
    return " · ".join(filter(None, (area, *said, about)))


def _asked(words: Words, book: Book, practice: Practice, today: date) -> Iterator[Paragraph]:
    if is_due(practice, today):
        yield Paragraph("? " + words("Look at it again: {day} has come.", day=words.weekday(practice.review)), "late")
    if cases := cases_since(book, practice, today):
        codes = ", ".join(case.code for case in cases)
        said = words.many(
            "{count} case about the same since: {codes}",
            "{count} cases about the same since: {codes}",
            len(cases),
            codes=codes,
        )
        yield Paragraph(f"? {said}", "late")


def _plans(words: Words, practice: Practice) -> str:
    said = [
        words("owner {alias}", alias=practice.owner) if practice.owner else words("no owner yet"),
        words.month(practice.month),
        words("review {day}", day=short_day(words, practice.review)) if practice.review else "",
    ]
    return " · ".join(filter(None, said))


def _past(words: Words, practice: Practice) -> tuple[str, str]:
    reached = (f"{label(words, each.state)} {words.day(each.on, 'd. MMM y')}" for each in practice.milestones)
    years = ", ".join(SchoolYear(start).name for start in practice.done)
    return " → ".join(reached), words("Done in {years}", years=years) if years else ""


def _law(words: Words, practice: Practice, law: Law) -> Iterator[Paragraph]:
    rests_on = [law[key] for key in practice.law if key in law]
    yield from _part(words("§ Based on the law, which is not ours to change"), *(legal(words, n) for n in rests_on))
