"""How agreements, entries and ideas read on a page: Markdown lines made of people's text and a language's words."""

from storage.documents.page import INDENT, escaped, one_line
from storage.documents.words import Labels
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import Entry, Idea, Learned, View
from storage.domain.text import filled as in_sentence


def filled(sentence: str, **values: object) -> str:
    """Return a sentence of ours with people's values in it, as Markdown."""
    return in_sentence(sentence, {name: one_line(str(value)) for name, value in values.items()})


def agreement_line(agreement: Agreement, labels: Labels, *, code: bool = True) -> str:
    """Return what was agreed, with whom and until when, and the code of its case."""
    words = labels.words.agreement
    terms = [filled(words.who, owner=agreement.owner, due=labels.day(agreement.due))]
    if agreement.buddy:
        terms.append(filled(words.buddy, buddy=agreement.buddy))
    if agreement.review:
        terms.append(filled(words.review, review=labels.day(agreement.review)))
    return f"{escaped(agreement.what, INDENT)} – {'; '.join(terms)}{in_case(agreement.case if code else '')}"


def in_case(code: str) -> str:
    """Return a case's code behind what concerns it; nothing without one."""
    return f" ({one_line(code)})" if code else ""


def rating_line(rating: Rating, labels: Labels) -> str:
    """Return what was said one day about an agreement."""
    words = labels.words.case
    done, day = labels.names.of(rating.done), labels.day(rating.on)
    if rating.effect:
        line = filled(words.rating_with_effect, day=day, done=done, effect=labels.names.of(rating.effect))
    else:
        line = filled(words.rating, day=day, done=done)
    if rating.scale is not None:
        line = f"{line}, {filled(words.scale, value=rating.scale)}"
    return f"{line}. {escaped(rating.note, INDENT)}" if rating.note else line


def viewed(entry: Entry, labels: Labels) -> str:
    """Return an entry's text with whose view it is, where that is not the school's, and its scale."""
    text = escaped(entry.text, INDENT)
    if entry.scale is not None:
        text = f"{text} ({filled(labels.words.case.scale, value=entry.scale)})"
    return text if entry.view is View.SCHOOL else f"*{labels.names.of(entry.view)}:* {text}"


def idea_line(idea: Idea, labels: Labels) -> str:
    """Return an idea with what the case owner made of it."""
    text = escaped(idea.text, INDENT)
    return f"{text} (*{labels.names.of(idea.pick)}*)" if idea.pick else text


def learned_line(learned: Learned, labels: Labels) -> str:
    """Return what went into the plan, or why nothing."""
    outcome = one_line(labels.names.of(learned.outcome))
    return f"*{outcome}:* {escaped(learned.text, INDENT)}" if learned.text else f"*{outcome}*"
