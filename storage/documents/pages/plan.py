"""The peacetime plan on paper: to read whole, or to print and hang up."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from storage.content.plan_template import is_internal
from storage.documents.page import (
    Blocks,
    Grid,
    Text,
    as_read,
    in_line,
    listed,
    named,
    page,
    prose,
    section,
    strong,
    verbatim,
    written,
)
from storage.documents.plan_file import document
from storage.documents.plan_file.text import canonical, named_text, prose_text
from storage.documents.words import Labels, filled, in_brackets, joined
from storage.domain.plan.plan import Area, Level, Practice, PracticeState, living
from storage.domain.text import capitalised
from storage.domain.views.book import Book


def plan_page(book: Book, labels: Labels) -> str:
    """Return the plan as Markdown; hidden areas and retired practices are left out."""
    words = labels.words.plan
    kept = _shown(book)
    title = words.title.format(team=book.team.name)
    parts = (
        section(2, words.year_wheel, listed(_wheel(kept.practices, labels))),
        *(_area(area, within, labels, book) for area, within in document.in_order(kept, labels.words.paper.no_area)),
    )
    has_any = bool(kept.areas or kept.practices)
    return page(title, labels.words.working_note, parts if has_any else (prose(in_line(words.empty)),)).markdown


def _shown(book: Book) -> Book:
    """Return the book with what of its plan is neither hidden nor retired."""
    areas = tuple(area for area in book.areas if not area.hidden)
    hidden = {area.key for area in book.areas if area.hidden}
    return Book(book.team, areas, tuple(each for each in living(book.practices) if each.area not in hidden), book.cards)


def _wheel(practices: Iterable[Practice], labels: Labels) -> Iterator[Text]:
    for month in document.WHEEL:
        titles = (in_line(each.title) for each in practices if each.month == month)
        yield named(labels.words.months[month], joined(BETWEEN, *titles))


def _wheel_rows(practices: Iterable[Practice], labels: Labels) -> Iterator[tuple[str, str]]:
    """Yield each month of a table that has something, with its practices; of ideas it is said that they are some."""
    for month in document.WHEEL:
        titles = (as_read(_in_the_wheel(each, labels)) for each in practices if each.month == month)
        if said := BETWEEN.join(titles):
            yield capitalised(labels.words.months[month]), said


def _in_the_wheel(practice: Practice, labels: Labels) -> Text:
    """Return a practice's title; where an idea says that it is one, nobody takes it for agreed on."""
    title, idea = in_line(practice.title), PracticeState.IDEA
    return title + in_brackets(verbatim(labels.names.of(idea))) if practice.state is idea else title


def _area(area: Area, practices: Iterable[Practice], labels: Labels, book: Book) -> Blocks:
    within = (_practice(practice, labels, book) for practice in practices)
    names = document.area_names(labels.names)
    stands = listed([named(names["readings"], _stands(area, labels))])
    notes = listed([verbatim(named_text(names["notes"], area.notes))])
    parts = (prose(written(area.about)), stands, notes, *within)
    return section(2, area.title, *parts, bare=True)


def _stands(area: Area, labels: Labels) -> Text:
    if not area.readings:
        return ()
    words, last = labels.words.plan, area.readings[-1]
    depth = labels.names.of(last.depth) if last.depth else ""
    sentence = words.stands_deep if depth else words.stands
    return filled(sentence, value=last.scale, depth=depth, day=labels.day(last.on))


def _practice(practice: Practice, labels: Labels, book: Book) -> Blocks:
    names, facts = document.practice_names(labels.names), _facts(practice, labels, book)
    items = (
        *(verbatim(named_text(names[field], getattr(practice, field))) for field in ("minimum", "room", "sign")),
        *(named(names[field], in_line(value)) for field, value in facts.items()),
        verbatim(named_text(names["notes"], practice.notes)),
    )
    return section(3, practice.title, listed(items))


def _facts(practice: Practice, labels: Labels, book: Book) -> Mapping[str, str]:
    """Return what is said on one line each, in the order it is read."""
    return {
        "month": labels.words.months[practice.month], "owner": practice.owner,
        "milestones": labels.names.of(practice.state), "level": labels.names.of(practice.level),
        "depth": labels.names.of(practice.depth), "review": labels.day(practice.review) if practice.review else "",
        "themes": ", ".join(labels.themes.get(theme, theme) for theme in practice.themes),
        "law": ", ".join(labels.law.get(key, key) for key in practice.law),
        "evidence": ", ".join(document.written_sources(practice.evidence, labels.words, book)),
    }  # fmt: skip


MINIMUM, ROOM = "■", "□"
"""Filled: all keep it. Open: allowed, expected of nobody."""
BETWEEN = " · "


def plan_to_print(book: Book, labels: Labels) -> str:
    """Return the plan as Markdown to be printed: nothing hidden or retired, and no team's name."""
    words = labels.words
    kept = _shown(book)
    shown, practices = kept.areas, kept.practices
    whole = {each.id for each in practices if each.state is not PracticeState.IDEA} or {each.id for each in practices}
    areas = (
        _printed_area(area, within, whole, labels, book)
        for area, within in document.in_order(kept, words.paper.no_area)
    )
    rows = tuple(_wheel_rows(practices, labels))
    wheel = section(2, words.plan.year_wheel, (Grid((words.plan.month, words.plan.what), rows),) if rows else ())
    parts = (wheel, *areas) if shown or practices else (prose(in_line(words.plan.empty)),)
    return page(words.paper.title, words.working_note, parts).markdown


def wheel_page(book: Book, labels: Labels, year: str) -> str:
    """Return the year wheel alone, as a sheet to hang up: what the team has agreed to do in which month.

    Before anything is agreed on the ideas stand there, each marked as one.
    """
    words, planned = labels.words, _shown(book).practices
    rows = tuple(_wheel_rows([each for each in planned if each.state is not PracticeState.IDEA] or planned, labels))
    table = (Grid((words.plan.month, words.plan.what), rows),) if rows else prose(in_line(words.plan.empty))
    return page(f"{words.plan.year_wheel} {year}", words.working_note, (table,)).markdown


def plan_for_parents(book: Book, labels: Labels, year: str) -> str:
    """Return what homes can count on, for a parents' council: only what is agreed on, in no words of the team's own.

    Who does what, where the team says it stands, what each may do besides, all ideas and what the template has for the
    team alone are left out.
    """
    words = labels.words.plan
    agreed = tuple(each for each in living(book.practices) if _can_be_counted_on(each, book))
    ordered = sorted(book.areas, key=lambda area: (area.order, area.id))
    areas = (_for_parents(area, [each for each in agreed if each.area == area.key], labels) for area in ordered)
    rows = tuple(_wheel_rows(agreed, labels))
    ask = section(2, words.ask, prose(in_line(words.ask_about)), *(_to_answer(each) for each in words.ask_lines))
    wheel = section(2, words.year_wheel, (Grid((words.month, words.what), rows),) if rows else ())
    parts = (prose(in_line(words.parents_about)), wheel, *areas) if rows else (prose(in_line(words.empty)),)
    title = words.parents_title.format(team=book.team.name, year=year)
    return page(title, "", (*parts, ask)).markdown


def _can_be_counted_on(practice: Practice, book: Book) -> bool:
    hidden = {area.key for area in book.areas if area.hidden}
    is_agreed = practice.state is not PracticeState.IDEA and practice.level is not Level.INDIVIDUAL
    is_told = bool(practice.minimum) and practice.area not in hidden and not is_internal(practice)
    return is_agreed and is_told


def _for_parents(area: Area, practices: Iterable[Practice], labels: Labels) -> Blocks:
    items = (
        joined(" – ", (*strong(practice.title), *in_brackets(in_line(labels.words.months[practice.month]))), minimum)
        for practice in practices
        if (minimum := verbatim(prose_text(canonical(practice.minimum))))
    )
    return section(2, area.title, listed(items))


def _to_answer(question: str) -> Blocks:
    return prose(joined("\n", strong(question), in_line(BLANK)))


BLANK = "…" * 40


def _printed_area(
    area: Area, practices: Iterable[Practice], whole: Collection[str], labels: Labels, book: Book
) -> Blocks:
    within, stands = tuple(practices), document.area_values(area, labels)["readings"]
    named_only = joined(BETWEEN, *(in_line(each.title) for each in within if each.id not in whole))
    parts = (
        prose(verbatim(prose_text(canonical(area.about)))),
        prose(named(document.area_names(labels.names)["readings"], in_line(stands))),
        prose(verbatim(prose_text(canonical(area.notes)))),
        *(_printed_practice(practice, labels, book) for practice in within if practice.id in whole),
        prose(named(labels.words.plan.ideas, named_only)),
    )
    return section(2, area.title, *parts, bare=True)


def _printed_practice(practice: Practice, labels: Labels, book: Book) -> Blocks:
    names = document.practice_names(labels.names)
    marked = {**names, "minimum": f"{MINIMUM} {names['minimum']}", "room": f"{ROOM} {names['room']}"}
    values = document.practice_values(practice, labels, book)
    texts = (verbatim(named_text(marked[field], values[field])) for field in ("minimum", "room", "sign", "notes"))
    facts = joined(BETWEEN, *map(in_line, _printed_facts(practice, labels, book)))
    return section(3, practice.title, listed((*texts, (*verbatim("*"), *facts, *verbatim("*")))))


def _printed_facts(practice: Practice, labels: Labels, book: Book) -> Iterator[str]:
    """Yield who, when and how, in the order a teacher asks; no case's code, for others read a plan on paper too."""
    names, values = document.practice_names(labels.names), document.practice_values(practice, labels, book)
    for field in ("owner", "month", "depth", "level"):
        yield f"{names[field]}: {values[field]}" if field == "owner" and values[field] else values[field]
    yield labels.names.of(practice.state)
    yield f"{names['review']}: {values['review']}" if values["review"] else ""
    yield values["law"]
