"""The words of printed pages in each language, and how agreements, entries and ideas read in them."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from string import Formatter

import msgspec

from storage.content.law import legal_notes
from storage.content.names import Names, names, themes
from storage.documents.page import Stretch, StretchKind, Text, as_read, in_line, verbatim, written
from storage.documents.wording import PageWords
from storage.domain.case.agreement import AGREEMENT_TEXTS, Agreement, Rating
from storage.domain.case.case import Entry, Idea, Learned, Told, View
from storage.domain.meeting.strip import Strip
from storage.domain.people import Language
from storage.domain.text import with_one_stop

FOLDER = Path(__file__).parent / "labels"


def as_it_is(moment: datetime) -> datetime:
    """Return a moment in the zone it has."""
    return moment


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """A language's words, what choices, themes and laws are called in it, and how its people write days."""

    words: PageWords
    names: Names
    themes: Mapping[str, str]
    law: Mapping[str, str]
    """The references of the legal notes by key."""
    day: Callable[[date], str] = date.isoformat
    local: Callable[[datetime], datetime] = as_it_is
    """A moment on the clock of those who read."""
    point: str = "."
    """What stands before the tenths of a number."""

    def number(self, value: float) -> str:
        """Return a number as these people write it."""
        return f"{value:g}".replace(".", self.point)

    def day_of(self, moment: datetime) -> str:
        """Return the reader's day of a moment."""
        return self.day(self.local(moment).date())

    def clock(self, moment: datetime) -> str:
        """Return the reader's time of day of a moment."""
        return format(self.local(moment), "%H:%M")


@lru_cache
def words(language: Language) -> PageWords:
    """Return a language's words."""
    values = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return msgspec.convert(values, PageWords)


def labels(
    language: Language,
    day: Callable[[date], str] = date.isoformat,
    local: Callable[[datetime], datetime] = as_it_is,
    folder: Path | None = None,
) -> Labels:
    """Return what a page is worded with; `day` writes a day, `local` turns a moment to the reader's clock.

    What a law is called is corrected by the team's `folder`.
    """
    return Labels(
        words=words(language),
        names=names(language),
        themes=themes(language),
        law={key: note.reference for key, note in legal_notes(language, folder).items()},
        day=day,
        local=local,
        point="." if language is Language.EN else ",",
    )


def filled(sentence: str, **values: object) -> Text:
    """Return a sentence of ours with people's values in it."""
    said = {name: str(value) for name, value in values.items()}
    parts = Formatter().parse(with_one_stop(sentence, said))
    return tuple(
        stretch for ours, name, _, _ in parts for stretch in verbatim(ours) + in_line(said.get(name or "", ""))
    )


def applying(strip: Strip, labels: Labels) -> str:
    """Return how many of a strip's items apply, and how many do not, such as `10 (2 not applying)`."""
    said = filled(labels.words.minutes.left_out, of=strip.of, count=strip.left_out)
    return as_read(said) if strip.left_out else f"{strip.of}"


def joined(between: str, *texts: Text) -> Text:
    """Return texts in a row, with ours or a line break between two; empty ones are left out."""
    gap = Stretch(between, StretchKind.BREAK if between == "\n" else StretchKind.VERBATIM)
    held = [text for text in texts if text]
    return tuple(stretch for text in held for stretch in (gap, *text))[1:]


def emphasis(text: str) -> Text:
    """Return a word of ours that is said in another tone."""
    return (Stretch(text, StretchKind.EMPHASIS),)


def voice(name: str, text: Text) -> Text:
    """Return a text with who says it before it."""
    return (*emphasis(f"{name}:"), *verbatim(" "), *text)


def agreement_line(agreement: Agreement, labels: Labels, *, code: bool = True) -> Text:
    """Return what was agreed, with whom and until when, and the code of its case."""
    words = labels.words.agreement
    beside = ((field, getattr(agreement, field)) for field in AGREEMENT_TEXTS if field != "what")
    terms = joined(
        "; ",
        filled(words.who, owner=agreement.owner, due=labels.day(agreement.due)),
        filled(words.buddy, buddy=agreement.buddy) if agreement.buddy else (),
        filled(words.review, review=labels.day(agreement.review)) if agreement.review else (),
        *(filled(getattr(words, field), **{field: text}) for field, text in beside if text),
    )
    return (*written(agreement.what), *verbatim(" – "), *terms, *in_case(agreement.case if code else ""))


def in_case(code: str) -> Text:
    """Return a case's code behind what concerns it; nothing without one."""
    return in_brackets(in_line(code)) if code else ()


def in_brackets(text: Text) -> Text:
    """Return a text in brackets, behind another."""
    return (*verbatim(" ("), *text, *verbatim(")"))


def rating_line(rating: Rating, labels: Labels) -> Text:
    """Return what was said one day about an agreement."""
    words = labels.words.case
    said = ", ".join(labels.names.of(each) for each in (rating.done, rating.effect) if each)
    line = filled(words.rating, day=labels.day(rating.on), said=said) if said else written(labels.day(rating.on))
    if rating.by is not View.SCHOOL:
        line = voice(labels.names.of(rating.by), line)
    scale = filled(words.scale, value=rating.scale) if rating.scale is not None else ()
    return joined(". ", joined(", ", line, scale), written(rating.note))


def viewed(entry: Entry, labels: Labels) -> Text:
    """Return an entry's text with whose view it is, where that is not the school's, and its scale."""
    text = written(entry.text)
    if entry.scale is not None:
        text += in_brackets(filled(labels.words.case.scale, value=entry.scale))
    return text if entry.view is View.SCHOOL else voice(labels.names.of(entry.view), text)


def idea_line(idea: Idea, labels: Labels) -> Text:
    """Return an idea with what the case owner made of it."""
    text = written(idea.text)
    return text + in_brackets(emphasis(labels.names.of(idea.pick))) if idea.pick else text


def learned_line(learned: Learned, labels: Labels) -> Text:
    """Return what went into the plan, or why nothing."""
    outcome = labels.names.of(learned.outcome)
    return voice(outcome, written(learned.text)) if learned.text else emphasis(outcome)


def told_line(told: Told, labels: Labels) -> Text:
    """Return who was told that a pupil may not be safe, by which route and when."""
    route, day = labels.names.of(told.route), labels.day(told.on)
    return filled(labels.words.case.told_line, route=route, who=told.who, day=day)
