"""The plan as a document of its own, field by field, which people change in any editor and which is read again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from storage.content.names import Names
from storage.documents.page import Blocks, Text, listed, page, prose, section, shown, verbatim
from storage.documents.plan_file.text import canonical, named_text, prose_text
from storage.documents.wording import PageWords
from storage.documents.words import Labels
from storage.documents.words import words as words_in
from storage.domain.calendar import MONTHS, SchoolYear
from storage.domain.ids import is_id
from storage.domain.people import Language
from storage.domain.plan.plan import ALL_YEAR, Area, Practice, PracticeState, Reading
from storage.domain.text import capitalised
from storage.domain.views.book import Book

BETWEEN, BETWEEN_SOURCES = ", ", "; "
ARROW = " → "


PRACTICE_FIELDS = (
    "minimum", "room", "sign", "owner", "month", "level", "depth", "review", "milestones", "done", "law", "themes",
    "evidence", "notes",
)  # fmt: skip
"""In the order they are written."""
AREA_FIELDS = ("readings", "hidden", "notes")
"""Beside what stands under an area's heading."""


def practice_names(names: Names) -> Mapping[str, str]:
    """Return what a practice's fields are called, in the order they are written."""
    return {field: capitalised(names.of_field(field, "practice")) for field in PRACTICE_FIELDS}


def area_names(names: Names) -> Mapping[str, str]:
    """Return what an area's fields are called, in the order they are written."""
    return {field: capitalised(names.of_field(field, "area")) for field in AREA_FIELDS}


def practice_values(practice: Practice, labels: Labels, book: Book) -> Mapping[str, str]:
    """Return what a practice's fields say, each as a text in the words of a language; empty ones are empty."""
    words = labels.words
    return {
        **{field: canonical(getattr(practice, field)) for field in ("minimum", "room", "sign")},
        "owner": in_a_row((practice.owner,), ""), "month": words.months[practice.month],
        "level": labels.names.of(practice.level), "depth": labels.names.of(practice.depth),
        "review": written_day(practice.review, words) if practice.review else "",
        "milestones": _states(practice, labels),
        "done": in_a_row((SchoolYear(start).name for start in practice.done), BETWEEN),
        "law": in_a_row((labels.law.get(key, key) for key in practice.law), BETWEEN_SOURCES),
        "themes": in_a_row((labels.themes.get(theme, theme) for theme in practice.themes), BETWEEN),
        "evidence": in_a_row(written_sources(practice.evidence, words, book), BETWEEN_SOURCES),
        "notes": canonical(practice.notes),
    }  # fmt: skip


def area_values(area: Area, labels: Labels) -> Mapping[str, str]:
    """Return what an area's fields say, each as a text in the words of a language; empty ones are empty."""
    return {
        "readings": ARROW.join(_reading(each, labels) for each in area.readings),
        "hidden": labels.words.paper.yes if area.hidden else "",
        "notes": canonical(area.notes),
    }


def items(names: Mapping[str, str], values: Mapping[str, str]) -> Iterator[Text]:
    """Yield fields as list items of Markdown, `**name:** value`; an empty one is an empty text."""
    return (verbatim(named_text(name, values[field])) for field, name in names.items())


def written_day(day: date, words: PageWords) -> str:
    """Return a day with its year, such as `2. november 2026`."""
    return words.paper.day.format(day=day.day, month=words.months[day.month], year=f"{day.year:04d}")


def in_a_row(values: Iterable[str], between: str) -> str:
    """Return values on one line, as reading will part them again."""
    line = " ".join(between.join(map(shown, values)).split())
    parts = line.split(between.strip()) if between else [line]
    return between.join(part.strip() for part in parts if part.strip())


def _states(practice: Practice, labels: Labels) -> str:
    called = labels.names.of
    steps = (f"{called(each.state)} {written_day(each.on, labels.words)}" for each in practice.milestones)
    return BETWEEN.join(steps) or called(practice.state)


def _reading(reading: Reading, labels: Labels) -> str:
    words, day = labels.words.paper, written_day(reading.on, labels.words)
    if reading.depth is None:
        return words.reading.format(value=reading.scale, day=day)
    return words.reading_deep.format(value=reading.scale, depth=labels.names.of(reading.depth), day=day)


def written_sources(sources: Iterable[str], words: PageWords, book: Book) -> tuple[str, ...]:
    """Return how each source of a practice is written: codes and texts as they are, cards by their titles."""
    cards = {card.id: card.title for card in book.cards}
    return tuple(_source(source, words, cards) for source in sources)


def _source(source: str, words: PageWords, cards: Mapping[str, str]) -> str:
    if source in cards:
        return words.paper.card.format(title=cards[source])
    return words.paper.deleted_card if is_id(source) or source in _deleted() else source


@lru_cache
def _deleted() -> frozenset[str]:
    """Return what a deleted card is called in every language: a document may be in another than the team's."""
    return frozenset(words_in(language).paper.deleted_card for language in Language)


WHEEL = {month: place for place, month in enumerate((*MONTHS, ALL_YEAR))}


def plan_document(book: Book, labels: Labels) -> str:
    """Return the whole plan, hidden areas and retired practices too; no team, no day, no identifier."""
    words = labels.words
    sections = (_section(area, within, labels, book) for area, within in in_order(book, words.paper.no_area))
    return page(words.paper.title, words.working_note, sections).markdown


def in_order(book: Book, no_area: str) -> Iterator[tuple[Area, tuple[Practice, ...]]]:
    """Yield areas with their practices as they are written; at last those without an area, under a title given."""
    for area in sorted(book.areas, key=lambda area: (area.order, area.id)):
        yield area, _sorted(each for each in book.practices if each.area == area.key)
    known = {area.key for area in book.areas}
    rest = _sorted(each for each in book.practices if each.area not in known)
    if rest:
        yield Area(id="", key="", title=no_area), rest


def _sorted(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    """Return practices in the order of the year, retired ones last."""
    last = len(WHEEL)
    return tuple(sorted(practices, key=lambda each: (each.state is PracticeState.RETIRED, WHEEL.get(each.month, last))))


def _section(area: Area, practices: Iterable[Practice], labels: Labels, book: Book) -> Blocks:
    about = prose(verbatim(prose_text(canonical(area.about))))
    fields = listed(items(area_names(labels.names), area_values(area, labels)))
    within = (_practice(practice, labels, book) for practice in practices)
    return section(2, area.title, about, fields, *within, bare=True)


def _practice(practice: Practice, labels: Labels, book: Book) -> Blocks:
    fields = listed(items(practice_names(labels.names), practice_values(practice, labels, book)))
    return section(3, practice.title, fields, bare=True)
