"""What was found: as rows with the words in their surroundings, and whole."""

from collections.abc import Iterator, Sequence
from datetime import date

from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.case.agreement import Agreement
from storage.domain.homes.contact import ClassContacts
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Area
from storage.domain.record import Record
from storage.domain.search import Passage
from storage.domain.views.book import Book
from tui.i18n.words import Words
from tui.presentation.found import KINDS, shorten_middle, surroundings, text_found, whose
from tui.presentation.lines import Line, Paragraph

LONGEST_ROW = 300
"""Characters; wider than any terminal."""
LONGEST_PLACE = 38
"""Characters of what a text belongs to; the words themselves need the rest of 80."""
TITLED = frozenset({"case", "practice", "card", "area"})
"""What begins with its title, so that its title does not stand twice."""


def found_rows(words: Words, book: Book, found: Sequence[Passage], sought: str, today: date) -> Iterator[Line]:
    """Yield a row for every passage; its key is its place among those found."""
    year = school_year(today)
    for place, passage in enumerate(found):
        yield Line(f"{place}", _row(words, book, passage, sought, year), words(KINDS[passage.kind]))


def _row(words: Words, book: Book, passage: Passage, sought: str, year: SchoolYear) -> str:
    text = surroundings(text_found(words, book, passage), sought, LONGEST_ROW)
    place = whose(words, book, passage, year)
    if passage.kind == "case":
        return place
    if passage.kind in TITLED and not text.startswith("…"):
        return text
    return f"{shorten_middle(place, LONGEST_PLACE)}  {text}" if place else text


def passage_in_full(words: Words, book: Book, passage: Passage) -> tuple[str, tuple[Paragraph, ...]]:
    """Return where a passage that belongs to no case stands, and all of it."""
    record = book.record(passage.code)
    texts = tuple(Paragraph(text) for text in passage.text.split(" · "))
    return whereabouts(words, record), texts


def whereabouts(words: Words, record: Record | None) -> str:
    """Return where something stands, in words."""
    match record:
        case Agreement():
            return words("An agreement of {owner}, due {day}", owner=record.owner, day=words.weekday(record.due))
        case Meeting():
            day = words.weekday(local_day(record.started))
            return words("Said in «{title}», {day}", title=record.title, day=day)
        case ParentMeeting():
            return words("In the parent meeting «{title}»", title=record.title)
        case ConversationRound():
            return words("Agreed in a development conversation")
        case Area(title=title):
            return words("In the plan: {area}", area=title)
        case ClassContacts():
            return words("The first good contact with the homes")
    return words("An experience card")
