"""The peacetime plan on paper: the year wheel, then every area with its practices."""

from collections.abc import Iterator

from storage.documents.escape import escaped, one_line
from storage.documents.labels import Labels
from storage.documents.page import listed, named, page, section
from storage.documents.plan_file.plan_fields import written_sources
from storage.documents.plan_file.text import named_text
from storage.documents.said import filled
from storage.domain.calendar import MONTHS
from storage.domain.plan.plan import ALL_YEAR, Area, Practice, living
from storage.domain.views.book import Book


def plan_page(book: Book, labels: Labels) -> str:
    """Return the plan as Markdown; hidden areas and retired practices are left out."""
    words = labels.words.plan
    areas = sorted((area for area in book.areas if not area.hidden), key=lambda area: (area.order, area.id))
    hidden = {area.key for area in book.areas if area.hidden}
    practices = tuple(practice for practice in living(book.practices) if practice.area not in hidden)
    title = words.title.format(team=book.team.name)
    parts = (
        section(2, words.year_wheel, listed(_wheel(practices, labels))),
        *(_area(area, practices, labels, book) for area in areas),
    )
    return page(title, labels.words.working_note, parts if areas else (one_line(words.empty),))


def _wheel(practices: tuple[Practice, ...], labels: Labels) -> Iterator[str]:
    for month in (*MONTHS, ALL_YEAR):
        titles = [one_line(practice.title) for practice in practices if practice.month == month]
        yield named(labels.words.months[month], " · ".join(titles))


def _area(area: Area, practices: tuple[Practice, ...], labels: Labels, book: Book) -> str:
    within = (_practice(practice, labels, book) for practice in practices if practice.area == area.key)
    stands = listed([named(labels.words.plan.where, _stands(area, labels))])
    parts = (escaped(area.about), stands, listed([named_text(labels.words.paper.notes, area.notes)]), *within)
    return section(2, area.title, *parts) or f"## {one_line(area.title)}"


def _stands(area: Area, labels: Labels) -> str:
    if not area.readings:
        return ""
    words, last = labels.words.plan, area.readings[-1]
    depth = labels.words.depths[last.depth] if last.depth else ""
    sentence = words.stands_deep if depth else words.stands
    return filled(sentence, value=last.scale, depth=depth, day=labels.day(last.on))


def _practice(practice: Practice, labels: Labels, book: Book) -> str:
    return section(3, practice.title, listed((*_tiers(practice, labels), *_facts(practice, labels, book))))


def _tiers(practice: Practice, labels: Labels) -> Iterator[str]:
    words = labels.words.plan
    yield named_text(words.minimum, practice.minimum)
    yield named_text(words.room, practice.room)
    yield named_text(words.sign, practice.sign)


def _facts(practice: Practice, labels: Labels, book: Book) -> Iterator[str]:
    words, all_words = labels.words.plan, labels.words
    yield named(words.when, one_line(all_words.months[practice.month]))
    yield named(words.owner, one_line(practice.owner))
    yield named(words.state, one_line(all_words.practice_states[practice.state]))
    yield named(words.level, one_line(all_words.levels[practice.level]))
    yield named(words.depth, one_line(all_words.depths[practice.depth]))
    yield named(words.review, one_line(labels.day(practice.review)) if practice.review else "")
    yield named(words.themes, one_line(", ".join(labels.themes.get(theme, theme) for theme in practice.themes)))
    yield named(words.law, one_line(", ".join(labels.law.get(key, key) for key in practice.law)))
    yield named(words.evidence, one_line(", ".join(written_sources(practice.evidence, all_words, book))))
    yield named_text(all_words.paper.notes, practice.notes)
