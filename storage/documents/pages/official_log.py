"""What can be copied by hand into a log that the school keeps officially: agreed and factual, and nothing else."""

from collections.abc import Iterator

from storage.documents.page import Grid, Page, as_read, in_line, listed, named, page, prose, section
from storage.documents.said import filled
from storage.documents.words import Labels
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import Case, View
from storage.domain.views.book import Book

BLANK = "…"


def official_log(case: Case, book: Book, labels: Labels) -> Page:
    """Return a case's agreements in the fields of a shared log: what for, what, who, and when it was looked at.

    Views, ideas, entries and notes stay in the team: nobody agreed on them, and they may speak of people.
    """
    words = labels.words.log
    agreements = book.agreements_of(case.code)
    rows = tuple(_row(each, labels) for each in reversed(agreements))
    head = (words.goal, words.measure, words.who, words.evaluated)
    parts = (
        prose(in_line(words.intro)),
        listed(
            (
                named(words.reference, in_line(case.code)),
                named(words.opened, in_line(labels.day(case.opened))),
                named(words.state, in_line(labels.names.of(case.state))),
            )
        ),
        (Grid(head, rows),) if rows else prose(in_line(words.nothing)),
        section(2, words.before, listed(in_line(each) for each in words.checks)),
    )
    return page(words.title.format(code=case.code), "", parts)


def _row(agreement: Agreement, labels: Labels) -> tuple[str, ...]:
    words = labels.words.log
    what = as_read(
        filled(words.until, what=agreement.what, made=labels.day(agreement.made), due=labels.day(agreement.due))
    )
    seen = "; ".join(_seen(agreement, labels)) or words.not_yet
    return agreement.sign or BLANK, what, agreement.owner, seen


def _seen(agreement: Agreement, labels: Labels) -> Iterator[str]:
    yield from (_rated(rating, labels) for rating in agreement.ratings)
    if agreement.asked_next and agreement.asked_next == agreement.review:
        yield as_read(filled(labels.words.log.planned, day=labels.day(agreement.review)))


def _rated(rating: Rating, labels: Labels) -> str:
    """Return what was said one day, and by whom where that was not the school: answers that differ stand apart."""
    said = ", ".join(labels.names.of(each) for each in (rating.done, rating.effect) if each)
    day = labels.day(rating.on)
    return f"{day}: {said}" if rating.by is View.SCHOOL else f"{day}, {labels.names.of(rating.by)}: {said}"
