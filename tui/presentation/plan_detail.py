"""What stands below or beside the plan's rows: a practice whole, an area with where it stands, or a month."""

from collections.abc import Iterator
from datetime import date

from storage.domain.plan.plan import Area, Practice
from storage.domain.views.book import Book
from tui.desk.law import Law
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.presentation.lines import Paragraph
from tui.presentation.plan_groups import Group, PracticeSigns
from tui.presentation.practice_text import practice_text

READINGS_SHOWN = 4
"""So many of an area's latest readings are shown."""


def plan_detail(
    words: Words, book: Book, shown: Practice | Group | None, signs: PracticeSigns, law: Law
) -> tuple[Paragraph, ...]:
    """Return what is known of what is marked."""
    if isinstance(shown, Practice):
        return tuple(practice_text(words, book, shown, signs.today, law))
    if isinstance(shown, Group):
        area = next((area for area in book.areas if area.key == shown.key), None)
        return (*(_area_rows(words, area, signs.today) if area else ()), *_titles(words, shown, signs))
    return ()


def _area_rows(words: Words, area: Area, today: date) -> Iterator[Paragraph]:
    yield Paragraph(area.title, "heading")
    if area.about:
        yield Paragraph(area.about)
    if area.notes:
        yield Paragraph(words("Notes: {notes}", notes=area.notes))
    readings = (
        words("{scale} of 10 ({day})", scale=each.scale, day=_day(words, each.on, today))
        for each in area.readings[-READINGS_SHOWN:]
    )
    if area.readings:
        depth = area.readings[-1].depth
        stands = " → ".join(readings)
        yield Paragraph(f"{stands} · {label(words, depth)}" if depth else stands, "dim")


def _day(words: Words, day: date, today: date) -> str:
    return words.day(day) if day.year == today.year else words.day(day, "d. MMM y")


def _titles(words: Words, group: Group, signs: PracticeSigns) -> Iterator[Paragraph]:
    if not group.practices:
        yield Paragraph(words("No practices here yet."), "dim")
    for practice in group.practices:
        yield Paragraph(f"{signs.of(practice)} {practice.title}")
