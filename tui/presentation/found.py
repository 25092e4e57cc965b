"""What was found, in words: what kind of text it is, whose it is, and the words in their surroundings."""

import re

from storage.content.themes import themes
from storage.domain.calendar import SchoolYear, local_day
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Area
from storage.domain.search import Passage, folded, sought_words
from storage.domain.stems import share_a_stem
from storage.domain.views.book import Book
from tui.i18n.labels import label
from tui.i18n.words import N_, Words

WORD = re.compile(r"[^\W_]+")
BEFORE = 30
"""Characters shown before the word that was found."""
KINDS = {
    "case": N_("case"),
    "entry": N_("entry"),
    "idea": N_("idea"),
    "lesson": N_("lesson"),
    "first-step": N_("first step"),
    "pressure": N_("cross-pressure"),
    "reason": N_("reason"),
    "told": N_("who was told"),
    "theme": N_("theme"),
    "agreement": N_("agreement"),
    "area": N_("area"),
    "practice": N_("practice"),
    "card": N_("experience card"),
    "meeting": N_("meeting"),
    "decision": N_("decision"),
    "parents": N_("parent meeting"),
    "round": N_("conversation"),
    "class": N_("class"),
}


def whose(words: Words, book: Book, passage: Passage, this_year: SchoolYear) -> str:
    """Return what a text belongs to: a case with title, state and year, or the day or title of what else keeps it."""
    record = book.find_case(passage.code) or book.record(passage.code)
    match record:
        case Case(code=code, title=title):
            year = "" if record.year == this_year else record.year.name
            return f"{code} {title} · {' '.join(filter(None, (label(words, record.state), year)))}"
        case Meeting():
            return words.day(local_day(record.started))
        case ParentMeeting():
            return f"{record.title} · {words.day(record.on)}"
        case ConversationRound():
            return f"{words.day(record.starts)}–{words.day(record.ends)}"
        case Area(title=title):
            return title
    return getattr(record, "title", "")


def text_found(words: Words, book: Book, passage: Passage) -> str:
    """Return a text as it is shown: themes by what they are called in the reader's language alone."""
    record = (book.find_case(passage.code) or book.record(passage.code)) if passage.kind == "theme" else None
    if record is None:
        return passage.text
    names = themes(words.language)
    return " · ".join(names.get(theme, theme) for theme in getattr(record, "themes", ()))


def shorten_middle(text: str, longest: int) -> str:
    """Return a text of at most so many characters; what stands after its last dot, such as state and year, is kept."""
    if len(text) <= longest:
        return text
    start, dot, end = text.rpartition(" · ")
    room = longest - len(dot + end) - 1
    return f"{start[:room]}…{dot}{end}" if room > 0 else f"{text[: longest - 1]}…"


def surroundings(text: str, sought: str, widest: int) -> str:
    """Return as much of a text as is shown, from shortly before the first of the words that were looked for."""
    if len(text) <= widest:
        return text
    start = max(0, min(_first_of(sought, text) - BEFORE, len(text) - widest))
    start = text.find(" ", start) + 1 if start else 0
    shown = text[start : start + widest]
    return f"{'…' if start else ''}{shown}{'…' if start + widest < len(text) else ''}"


def _first_of(sought: str, text: str) -> int:
    plain = text.casefold().find(sought.casefold())
    if plain >= 0:
        return plain
    wanted = sought_words(sought)
    for token in WORD.finditer(text):
        here = folded(token[0])
        if any(word in here or share_a_stem(word, here) for word in wanted):
            return token.start()
    return 0
