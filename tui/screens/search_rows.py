"""What was found: as rows with the words in their surroundings, and whole."""

from collections.abc import Iterator, Mapping, Sequence

from storage.domain.agreement import Agreement
from storage.domain.book import Book
from storage.domain.conversation_round import ConversationRound
from storage.domain.meeting import Meeting
from storage.domain.parent_meeting import ParentMeeting
from storage.domain.record import Record
from storage.domain.search import Passage, folded
from tui.i18n.words import N_, Words
from tui.widgets.line_list import Line
from tui.widgets.reader import Paragraph

BEFORE = 30
"""Characters shown before the word that was found."""
LONGEST_ROW = 300
"""Characters; wider than any terminal."""
KINDS = {
    "case": N_("case"),
    "entry": N_("entry"),
    "idea": N_("idea"),
    "lesson": N_("into the plan"),
    "first-step": N_("first step"),
    "pressure": N_("cross-pressure"),
    "agreement": N_("agreement"),
    "practice": N_("in the plan"),
    "card": N_("experience card"),
    "meeting": N_("in a meeting"),
    "parents": N_("parent meeting"),
    "round": N_("conversation"),
}
TITLED = frozenset({"practice", "card"})
"""What begins with its title."""


def found_rows(words: Words, book: Book, found: Sequence[Passage], sought: str) -> Iterator[Line]:
    """Yield a row for every passage; its key is its place among those found."""
    meetings = {meeting.id: meeting for meeting in book.meetings}
    for place, passage in enumerate(found):
        text = passage.text if passage.kind == "case" else surroundings(passage.text, sought)
        start = _start(words, book, meetings, passage, text)
        yield Line(f"{place}", f"{start}  {text}" if start else text, words(KINDS[passage.kind]))


def _start(words: Words, book: Book, meetings: Mapping[str, Meeting], passage: Passage, text: str) -> str:
    if passage.kind in TITLED:
        return passage.text.partition(" · ")[0] if text.startswith("…") else ""
    if passage.code in meetings:
        return words.day(meetings[passage.code].started.astimezone().date())
    return passage.code if passage.kind != "case" and book.find_case(passage.code) else ""


def surroundings(text: str, sought: str) -> str:
    """Return a passage from shortly before the first word sought (to a letter or two: folding shortens)."""
    first = max(folded(sought).split(), key=len, default="")
    start = max(0, folded(text).find(first) - BEFORE)
    start = text.find(" ", start) + 1 if start else 0
    shown = text[start : start + LONGEST_ROW]
    return f"…{shown}" if start else shown


def whole(words: Words, book: Book, passage: Passage) -> tuple[str, tuple[Paragraph, ...]]:
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
            day = words.weekday(record.started.astimezone().date())
            return words("Said in «{title}», {day}", title=record.title, day=day)
        case ParentMeeting():
            return words("In the parent meeting «{title}»", title=record.title)
        case ConversationRound():
            return words("Agreed in a development conversation")
    return words("An experience card")
