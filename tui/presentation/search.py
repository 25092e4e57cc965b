"""What was found, as rows with the words in their surroundings, and whole."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from storage.content.names import theme_names, themes
from storage.domain import kinds
from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Area
from storage.domain.record_texts import BETWEEN
from storage.domain.search import Passage, folded, is_form, sought_words
from storage.domain.views.book import Book
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.signs import Span
from tui.presentation.case_list import drawn_path
from tui.presentation.lines import Line, Paragraph, shorten_middle

WORD = re.compile(r"[^\W_]+")
BEFORE = 30
"""Characters shown before the word that was found."""
KINDS = {
    "case": N_("case"), "entry": N_("entry"), "idea": N_("idea"), "lesson": N_("lesson"),
    "first-step": N_("first step"), "pressure": N_("cross-pressure"), "reason": N_("reason"),
    "told": N_("who was told"), "leader": N_("with the leadership"), "theme": N_("theme"),
    "agreement": N_("agreement"), "area": N_("area"), "practice": N_("practice"), "card": N_("experience card"),
    "meeting": N_("meeting"), "decision": N_("decision"), "parents": N_("parent meeting"), "round": N_("conversation"),
    "class": N_("class"),
}  # fmt: skip
"""What each text of a record is called, on the screen and by a command."""


class PassagePlace(NamedTuple):
    """How one tells what a text belongs to."""

    in_a_row: Callable[[Words, Any, SchoolYear], str]
    """Before the text, seen in a school year."""
    in_full: Callable[[Words, Any], str]
    """Above the text, where it does not open a screen of its own."""


def _title(_words: Words, record: Area, _year: SchoolYear) -> str:
    return record.title


def _case(words: Words, case: Case, this_year: SchoolYear) -> str:
    year = "" if case.year == this_year else case.year.span
    return f"{case.code} {case.title} · {' '.join(filter(None, (label(words, case.state), year)))}"


def _round(words: Words, held: ConversationRound, _year: SchoolYear) -> str:
    return f"{words.day(held.starts)}–{words.day(held.ends)}"


def _said_in_meeting(words: Words, meeting: Meeting) -> str:
    return words("Said in «{title}», {day}", title=meeting.title, day=words.weekday(local_day(meeting.started)))


WHEREABOUTS: Mapping[RecordKind[Any], PassagePlace] = {
    kinds.TEAM: PassagePlace(lambda *_: "", lambda _words, team: team.name),
    kinds.AREA: PassagePlace(_title, lambda words, area: words("In the plan: {area}", area=area.title)),
    kinds.PRACTICE: PassagePlace(_title, lambda words, practice: words("In the plan: {area}", area=practice.title)),
    kinds.CARD: PassagePlace(_title, lambda words, _card: words("An experience card")),
    kinds.CASE: PassagePlace(_case, lambda _words, case: f"{case.code} {case.title}"),
    kinds.AGREEMENT: PassagePlace(lambda *_: "", lambda words, agreement: words(
        "An agreement of {owner}, due {day}", owner=agreement.owner, day=words.weekday(agreement.due))),
    kinds.MEETING: PassagePlace(lambda words, meeting, _year: words.day(local_day(meeting.started)), _said_in_meeting),
    kinds.PARENT_MEETING: PassagePlace(
        lambda words, meeting, _year: f"{meeting.title} · {words.day(meeting.on)}",
        lambda words, meeting: words("In the parent meeting «{title}»", title=meeting.title),
    ),
    kinds.ROUND: PassagePlace(_round, lambda words, _round: words("Agreed in a development conversation")),
    kinds.CLASS: PassagePlace(lambda *_: "", lambda words, _class: words("The first good contact with the homes")),
}  # fmt: skip


def whose(words: Words, book: Book, passage: Passage, this_year: SchoolYear) -> str:
    """Return what a text belongs to: a case with title, state and year, or the day or title of what else keeps it."""
    record = book.find_case(passage.code) or book.record(passage.code)
    return WHEREABOUTS[kind_of(record)].in_a_row(words, record, this_year) if record else ""


def text_found(words: Words, book: Book, passage: Passage) -> str:
    """Return a text as it is shown: themes by what they are called in the reader's language alone."""
    record = (book.find_case(passage.code) or book.record(passage.code)) if passage.kind == "theme" else None
    if record is None:
        return passage.text
    names = themes(words.language)
    return BETWEEN.join(names.get(theme, theme) for theme in getattr(record, "themes", ()))


def surroundings(text: str, sought: str, widest: int) -> str:
    """Return as much of a text as is shown, from shortly before the first of the words that were looked for."""
    if len(text) <= widest:
        return text
    start = max(0, min(hit_in(sought, text)[0] - BEFORE, len(text) - widest))
    start = text.find(" ", start) + 1 if start else 0
    shown = text[start : start + widest]
    return f"{'…' if start else ''}{shown}{'…' if start + widest < len(text) else ''}"


def hit_in(sought: str, text: str) -> tuple[int, int]:
    """Return where the first of the words that were looked for begins and ends in a text; at its start, if nowhere."""
    plain = text.casefold().find(sought.strip().casefold())
    if plain >= 0:
        return plain, plain + len(sought.strip())
    wanted = sought_words(sought)
    for token in WORD.finditer(text):
        here = folded(token[0])
        if any(word in here or is_form(word, here) for word in wanted):
            return token.span()
    return 0, 0


LONGEST_ROW = 300
"""Characters; wider than any terminal."""
LONGEST_PLACE = 38
"""Characters of what a text belongs to; the words themselves need the rest of 80."""
LONGEST_TITLE, INSET = 58, 2
"""Characters of a title above its texts, and cells by which these stand further in."""
NEAR = 16
"""Characters shown at least before a word far into its text, on the screen."""
TITLED = frozenset({"case", "practice", "card", "area"})
"""What begins with its title, so that its title does not stand twice."""


def found_rows(words: Words, book: Book, found: Sequence[Passage], sought: str, today: date) -> Iterator[Line[str]]:
    """Yield a row for every passage, a case's below its title; its key is its place among those found."""
    year, by_code = school_year(today), dict[str, list[int]]()
    for place, passage in enumerate(found):
        by_code.setdefault(passage.code, []).append(place)
    wide = max((len(words(KINDS[passage.kind])) for passage in found), default=0)
    for code, places in by_code.items():
        title = shorten_middle(whose(words, book, found[places[0]], year), LONGEST_TITLE)
        headed = bool(title) and (len(places) > 1 or book.find_case(code) is not None)
        if headed:
            itself = next((place for place in places if found[place].kind == "case"), None)
            start, end = hit_in(sought, title) if itself is not None else (0, 0)
            pieces = Span(title[:start], "heading"), Span(title[start:end], "found"), Span(title[end:], "heading")
            yield Line("", "", spans=pieces) if itself is None else Line(f"{itself}", "", words("case"), spans=pieces)
        for place in places:
            if found[place].kind != "case":
                before, text = _row(words, book, found[place], sought, "" if headed else title)
                start, end = _hit(words, found[place], sought, text)
                kind = words(KINDS[found[place].kind]).ljust(wide + INSET * (not headed))
                front = Span(f"{kind}  ", "quiet"), Span(before + text[:start]), Span(text[start:end], "found")
                yield Line(f"{place}", text[end:], indent=INSET * headed, spans=front)


def _row(words: Words, book: Book, passage: Passage, sought: str, title: str) -> tuple[str, str]:
    """Return what a text belongs to with the blanks behind it, and the text."""
    text = _from_hit(surroundings(text_found(words, book, passage), sought, LONGEST_ROW), sought)
    if not title or (passage.kind in TITLED and not text.startswith("…")):
        return "", text
    return f"{shorten_middle(title, LONGEST_PLACE)}  ", text


def _hit(words: Words, passage: Passage, sought: str, text: str) -> tuple[int, int]:
    """Return what of a text is marked: of a theme that is found by its name in another language, its own name."""
    hit = hit_in(sought, text)
    if hit[1] or passage.kind != "theme":
        return hit
    meant = (theme for theme, names in theme_names().items() if hit_in(sought, names)[1])
    shown = (themes(words.language).get(theme, theme) for theme in meant)
    name = next((name for name in shown if name in text.split(BETWEEN)), "")
    return text.find(name), text.find(name) + len(name)


def _from_hit(text: str, sought: str) -> str:
    """Return a text from a few words before what was looked for, so that a narrow row shows it."""
    start = text.find(" ", hit_in(sought, text)[0] - NEAR) + 1 if hit_in(sought, text)[0] > LONGEST_PLACE else 0
    return f"…{text[start:]}" if start else text


def passage_in_full(words: Words, book: Book, passage: Passage) -> tuple[str, tuple[Paragraph, ...]]:
    """Return where a passage that belongs to no case stands, and all of it."""
    record = book.record(passage.code)
    place = WHEREABOUTS[kind_of(record)].in_full(words, record) if record else words(KINDS[passage.kind])
    return place, tuple(Paragraph(text) for text in passage.text.split(BETWEEN))


def preview(words: Words, book: Book, passage: Passage, today: date) -> Iterator[Paragraph]:
    """Yield a passage as it is shown beside its row: what it belongs to, what it is, and all of it."""
    place, kind = whose(words, book, passage, school_year(today)), words(KINDS[passage.kind])
    yield Paragraph(place or kind, "heading")
    if place:
        yield Paragraph(kind, "quiet")
    yield Paragraph("")
    yield from map(Paragraph, text_found(words, book, passage).split(BETWEEN))
    if case := book.find_case(passage.code):
        yield Paragraph("")
        yield from drawn_path(words, case, len(book.agreements_of(case.code)))
