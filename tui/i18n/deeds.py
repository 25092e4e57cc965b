"""The history in words: who did what to which record when, and what a record's fields hold."""

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from storage.content.names import names, themes
from storage.domain.calendar import Series
from storage.domain.case.agreement import AGREEMENT_TEXTS, Rating
from storage.domain.case.case import Entry, Idea, Learned, Standing, Told, View
from storage.domain.kinds import MEETING, kind_named
from storage.domain.text import spelled
from storage.domain.views.book import Book
from storage.domain.views.deeds import PastMoment
from storage.store import Deed, Touch
from tui.i18n.labels import KIND_WORDS, label, series_text
from tui.i18n.words import N_, Words

OTHER = N_("something else in it")
CHOSEN = frozenset({"area", "buddy", "by", "card", "case", "idea", "key", "label", "owner", "practice", "pupil", "ref"})
"""Fields of plain text that people choose rather than write."""
ONE_LINE = frozenset({"name", "title", "venue", *AGREEMENT_TEXTS})
"""Fields of a single line."""
TOLD_THE_OTHER_WAY = frozenset({"safe"})
"""Fields kept as the opposite of what people are asked: yes always means unsafe."""


def field_name(words: Words, field: str, kind: str = "") -> str:
    """Return what a field of a kind of record is called, such as `text` for `entries/01h…/text`."""
    ours = names(words.language)
    named = [name for part in field.split("/") if (name := ours.of_field(part, kind))]
    return named[-1] if named else words(OTHER)


def is_prose(field: str, *values: object) -> bool:
    """Tell whether people write a field in their own words, so that two texts can be joined."""
    return last_of(field) not in CHOSEN and all(type(value) is str for value in values)


def last_of(field: str) -> str:
    """Return the last part of a field's path."""
    return field.rpartition("/")[2]


def value_text(words: Words, book: Book, field: str, value: object) -> str:
    """Return what a field holds, as people read it."""
    text = ""
    match value:
        case bool():
            text = words("yes") if value is not (last_of(field) in TOLD_THE_OTHER_WAY) else words("no")
        case StrEnum():
            text = names(words.language).choices.get(type(value), {}).get(value, value.value)
        case str():
            text = _named(words, book, last_of(field), value)
        case date() | time():
            text = _moment(words, value)
        case int():
            text = words.month(value) if last_of(field) == "month" else f"{value}"
        case tuple():
            text = ", ".join(value_text(words, book, field, each) for each in value)
        case dict():
            text = ", ".join(value_text(words, book, field, each) for each in value.values())
        case msgspec.Struct():
            text = " · ".join(filter(None, _parts(words, book, value)))
    return text or words("nothing")


def _moment(words: Words, value: date | time) -> str:
    match value:
        case time():
            return f"{value:%H:%M}"
        case datetime():
            return words.moment(value)
    return words.weekday(value)


def _parts(words: Words, book: Book, value: msgspec.Struct) -> Iterator[str]:
    match value:
        case Standing():
            yield from (label(words, value.state), words.weekday(value.on), value.reason)
        case Rating():
            whose = None if value.by is View.SCHOOL else value.by
            yield from (*(label(words, each) for each in (whose, value.done, value.effect) if each), value.note)
        case Series():
            yield series_text(words, value)
        case Told():
            yield from (label(words, value.route), value.who, words.weekday(value.on))
        case Entry() | Idea() | Learned():
            yield value.text
        case _:
            held = ((name, getattr(value, name)) for name in value.__struct_fields__)
            yield from (value_text(words, book, name, each) for name, each in held if each)


def _named(words: Words, book: Book, name: str, value: str) -> str:
    if name == "area":
        return next((area.title for area in book.areas if area.key == value), value)
    if name == "card":
        return next((card.title for card in book.cards if card.id == value), value)
    return themes(words.language).get(value, value) if name == "themes" else value


NO_RECORDS = {"export": N_("an export called {name}"), "file": N_("the file {name}"), "history": N_("another copy")}
SOMETHING = N_("something")
DEEDS = {
    "changed": N_("changed {record}"), "deleted": N_("deleted {record}"), "exported": N_("wrote {record}"),
    "joined": N_("joined {record}"), "left-out": N_("left {record} out, as it could not be read"),
    "made": N_("wrote {record}"), "restored": N_("put {record} back from a backup"),
    "taken-in": N_("took in {record}, changed outside"),
}  # fmt: skip
TAKEN_BACK = N_("took back: {deed}")
MOST = 3
"""Records named of one change; a team that is new begins with a hundred."""
AGREEMENT = "agreement"
"""Stands for a new agreement among the fields of a moment."""


def deed_text(words: Words, deed: Deed) -> str:
    """Return what was done, in a line."""
    each = list(dict.fromkeys(_touched(words, touch) for touch in deed.records))
    more = words.many("and {count} thing more", "and {count} things more", len(each) - MOST) if each[MOST:] else ""
    said = ", ".join(filter(None, (*each[:MOST], more)))
    return words(TAKEN_BACK, deed=said) if deed.undoes else said


def _touched(words: Words, touch: Touch) -> str:
    done = words(DEEDS.get(touch.what, DEEDS["changed"]), record=_record(words, touch))
    fields = ", ".join(dict.fromkeys(field_name(words, field, touch.kind) for field in touch.fields))
    return f"{done} ({fields})" if fields and touch.what == "changed" else done


def _record(words: Words, touch: Touch) -> str:
    kind = kind_named(touch.kind)
    named = KIND_WORDS[kind].in_history if kind else NO_RECORDS.get(touch.kind, "")
    if touch.name and named:
        return words(named, name=_name(words, touch))
    return words(KIND_WORDS[kind].nameless if kind else SOMETHING)


def _name(words: Words, touch: Touch) -> str:
    is_day = touch.kind == MEETING.name
    return words.weekday(date.fromisoformat(touch.name)) if is_day else spelled(touch.name)


def doer(words: Words, by: str, user: str = "") -> str:
    """Return who did it, an alias or nobody in particular, and under which system user where that is known."""
    who = by or words("a shared screen")
    return f"{who} ({user})" if user else who


def moment_text(words: Words, moment: PastMoment) -> str:
    """Return what became of a case at a moment, in a line."""
    fields = ", ".join(dict.fromkeys(_changed(words, moment)))
    if not fields:
        return words("as it was first written")
    return words("{who} changed: {fields}", who=moment.by, fields=fields) if moment.by else fields


def _changed(words: Words, moment: PastMoment) -> Iterator[str]:
    for field in moment.fields:
        yield words("a new agreement") if field == AGREEMENT else field_name(words, field)
