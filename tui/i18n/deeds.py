"""The history in words: who did what to which record when; codes and kinds, and never what was written."""

from collections.abc import Iterator
from datetime import date

from storage.domain.text import spelled
from storage.domain.views.looking_back import Moment
from storage.store import Deed, Touch
from tui.i18n.fields import field_name
from tui.i18n.words import N_, Words

RECORDS = {
    "agreement": N_("an agreement in {name}"),
    "case": N_("case {name}"),
    "export": N_("an export called {name}"),
    "file": N_("the file {name}"),
    "meeting": N_("the meeting of {name}"),
}
NAMELESS = {
    "agreement": N_("an agreement"),
    "area": N_("an area of the plan"),
    "case": N_("a case that is deleted now"),
    "classcontacts": N_("first contacts with a class"),
    "conversationround": N_("a round of conversations"),
    "experiencecard": N_("an experience card"),
    "meeting": N_("a meeting"),
    "parentmeeting": N_("a parent meeting"),
    "practice": N_("a practice of the plan"),
    "team": N_("the team"),
}
SOMETHING = N_("something")
DEEDS = {
    "changed": N_("changed {record}"),
    "deleted": N_("deleted {record}"),
    "exported": N_("wrote {record}"),
    "left-out": N_("left {record} out, as it could not be read"),
    "made": N_("wrote {record}"),
    "restored": N_("put {record} back from a backup"),
    "taken-in": N_("took in {record}, changed outside"),
}
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
    fields = ", ".join(dict.fromkeys(field_name(words, field) for field in touch.fields))
    return f"{done} ({fields})" if fields and touch.what == "changed" else done


def _record(words: Words, touch: Touch) -> str:
    if touch.name and touch.kind in RECORDS:
        return words(RECORDS[touch.kind], name=_name(words, touch))
    return words(NAMELESS.get(touch.kind, SOMETHING))


def _name(words: Words, touch: Touch) -> str:
    return words.weekday(date.fromisoformat(touch.name)) if touch.kind == "meeting" else spelled(touch.name)


def doer(words: Words, by: str, user: str = "") -> str:
    """Return who did it, an alias or nobody in particular, and under which system user where that is known."""
    who = by or words("a shared screen")
    return f"{who} ({user})" if user else who


def moment_text(words: Words, moment: Moment) -> str:
    """Return what became of a case at a moment, in a line."""
    fields = ", ".join(dict.fromkeys(_changed(words, moment)))
    if not fields:
        return words("as it was first written")
    return words("{who} changed: {fields}", who=moment.by, fields=fields) if moment.by else fields


def _changed(words: Words, moment: Moment) -> Iterator[str]:
    for field in moment.fields:
        yield words("a new agreement") if field == AGREEMENT else field_name(words, field)
