"""What stands beside Today's rows in a wide terminal: more about the marked one; of a case no more than its title."""

from collections.abc import Iterator
from datetime import date

from storage.content.themes import themes
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationRound, follow_through
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from tui.desk.law import Law
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.presentation.lines import Paragraph
from tui.presentation.parents import headline, meeting_paragraphs
from tui.presentation.practice_text import practice_text
from tui.presentation.round_lines import follow_rows


def aside(words: Words, book: Book, key: str, today: date, law: Law) -> tuple[Paragraph, ...]:
    """Return what is known of the row with this key."""
    kind, _, name = key.partition(":")
    record = book.find_case(name) if kind == "case" else book.record(name)
    match record:
        case Practice():
            return tuple(practice_text(words, book, record, today, law))
        case Agreement():
            return tuple(agreement_text(words, book, record))
        case Case():
            return tuple(case_text(words, record))
        case ParentMeeting():
            return (Paragraph(headline(words, record), "heading"), *meeting_paragraphs(words, book, record, "", law))
        case ConversationRound():
            return tuple(Paragraph(row) for row in follow_rows(words, follow_through(record)))
    return ()


def agreement_text(words: Words, book: Book, agreement: Agreement) -> Iterator[Paragraph]:
    """Yield an agreement with its case and what was said about it."""
    yield Paragraph(agreement.what, "heading")
    buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
    yield Paragraph(" · ".join(filter(None, (agreement.owner, buddy))))
    yield Paragraph(words("due {day}", day=words.weekday(agreement.due)))
    if agreement.review:
        yield Paragraph(words("did it help? {day}", day=words.weekday(agreement.review)))
    if case := book.find_case(agreement.case):
        yield Paragraph(f"{case.code} {case.title}", "dim")
    for rating in agreement.ratings:
        yield from _rating(words, rating)


def _rating(words: Words, rating: Rating) -> Iterator[Paragraph]:
    effect = label(words, rating.effect) if rating.effect else words("too early to tell")
    yield Paragraph(f"{words.day(rating.on)}: {label(words, rating.done)}, {effect}")
    if rating.note:
        yield Paragraph(rating.note, "dim", indent=2)


def case_text(words: Words, case: Case) -> Iterator[Paragraph]:
    """Yield a case's title and themes; the rest waits until somebody opens it."""
    names = themes(words.language)
    yield Paragraph(f"{case.code} {case.title}", "heading")
    if case.themes:
        yield Paragraph(", ".join(names.get(theme, theme) for theme in case.themes))
    yield Paragraph(words("opened {day}", day=words.weekday(case.opened)))
    yield Paragraph(words("↵ opens the case"), "dim")
