"""The plan to print and to hang up: the year wheel, then each practice with its two tiers and the rest in a line.

Once something is agreed on, ideas are only named: what one reads in ten minutes is what all keep.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from storage.documents.escape import one_line
from storage.documents.labels import Labels
from storage.documents.page import heading, listed, named, page, section
from storage.documents.plan_file.plan_document import WHEEL, in_order
from storage.documents.plan_file.plan_fields import area_values, practice_names, practice_values
from storage.documents.plan_file.text import canonical, named_text, prose
from storage.domain.plan.plan import Area, Practice, PracticeState, living
from storage.domain.views.book import Book

MINIMUM, ROOM = "■", "□"
"""Filled: all keep it. Open: allowed, expected of nobody."""
BETWEEN = " · "


def plan_to_print(book: Book, labels: Labels) -> str:
    """Return the plan as Markdown to be printed: nothing hidden or retired, and no team's name."""
    words = labels.words
    shown = tuple(area for area in book.areas if not area.hidden)
    hidden = {area.key for area in book.areas if area.hidden}
    practices = tuple(each for each in living(book.practices) if each.area not in hidden)
    kept = Book(book.team, shown, practices, book.cards)
    whole = {each.id for each in practices if each.state is not PracticeState.IDEA} or {each.id for each in practices}
    areas = (_printed_area(area, within, whole, labels, book) for area, within in in_order(kept, words.paper.no_area))
    wheel = section(2, words.plan.year_wheel, listed(_printed_wheel(practices, labels)))
    parts = (wheel, *areas) if shown or practices else (one_line(words.plan.empty),)
    return page(words.paper.title, words.working_note, parts)


def _printed_wheel(practices: Sequence[Practice], labels: Labels) -> Iterator[str]:
    for month in WHEEL:
        titles = (_in_the_wheel(practice, labels) for practice in practices if practice.month == month)
        yield named(labels.words.months[month], BETWEEN.join(titles))


def _in_the_wheel(practice: Practice, labels: Labels) -> str:
    """Return a practice's title; an idea says that it is one, so that nobody takes it for agreed on."""
    title, idea = one_line(practice.title), PracticeState.IDEA
    return f"{title} ({labels.words.practice_states[idea]})" if practice.state is idea else title


def _printed_area(area: Area, practices: Iterable[Practice], whole: Collection[str], labels: Labels, book: Book) -> str:
    within, stands = tuple(practices), area_values(area, labels)["readings"]
    named_only = BETWEEN.join(one_line(each.title) for each in within if each.id not in whole)
    parts = (
        prose(canonical(area.about)),
        named(labels.words.plan.where, one_line(stands)),
        prose(canonical(area.notes)),
        *(_printed_practice(practice, labels, book) for practice in within if practice.id in whole),
        named(labels.words.plan.ideas, named_only),
    )
    return "\n\n".join((heading(2, area.title), *filter(None, parts)))


def _printed_practice(practice: Practice, labels: Labels, book: Book) -> str:
    names = practice_names(labels.words)
    marked = {**names, "minimum": f"{MINIMUM} {names['minimum']}", "room": f"{ROOM} {names['room']}"}
    values = practice_values(practice, labels, book)
    texts = (named_text(marked[field], values[field]) for field in ("minimum", "room", "sign", "notes"))
    facts = BETWEEN.join(map(one_line, filter(None, _printed_facts(practice, labels, book))))
    return "\n\n".join((heading(3, practice.title), listed((*texts, f"*{facts}*"))))


def _printed_facts(practice: Practice, labels: Labels, book: Book) -> Iterator[str]:
    """Yield who, when and how, in the order a teacher asks; a name only before what does not say it itself."""
    names, values = practice_names(labels.words), practice_values(practice, labels, book)
    for field in ("owner", "month", "depth", "level"):
        yield f"{names[field]}: {values[field]}" if field == "owner" and values[field] else values[field]
    yield labels.words.practice_states[practice.state]
    yield f"{names['review']}: {values['review']}" if values["review"] else ""
    yield values["law"]
    yield f"{names['evidence']}: {values['evidence']}" if values["evidence"] else ""
