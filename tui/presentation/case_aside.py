"""What stands beside a case's path: ideas, cross-pressure, and what others learned in similar cases."""

from collections.abc import Iterator, Sequence

from storage.domain.case.case import Case, CrossPressure, Idea, Pick
from storage.domain.views.book import Book
from storage.domain.views.likeness import Likeness, alike
from tui.i18n.labels import label
from tui.i18n.likeness import reason
from tui.i18n.words import N_, Words
from tui.presentation.case_text import BLANK
from tui.presentation.lines import Paragraph

MOST_CARDS = 3
PRESSURES = {
    "fixed": N_("What is fixed"),
    "entitled": N_("What they are entitled to"),
    "we_can": N_("What we can do"),
    "decides": N_("Who decides"),
}


def aside_paragraphs(words: Words, book: Book, case: Case) -> Iterator[Paragraph]:
    """Yield what stands beside the path, or below it where there is no room."""
    yield from ideas(words, case.ideas)
    if case.pressure and case.pressure != CrossPressure():
        yield from squeezed(words, case.pressure)
    if not case.keeps_from_home:
        yield from experience(words, book, alike(case, book.cards)[:MOST_CARDS])


def ideas(words: Words, written: Sequence[Idea]) -> Iterator[Paragraph]:
    """Yield the ideas, those for now first and those not sorted yet last."""
    if not written:
        return
    yield BLANK
    yield Paragraph(words("Ideas"), "heading")
    order = [*Pick, None]
    for idea in sorted(written, key=lambda each: order.index(each.pick)):
        sorted_as = label(words, idea.pick) if idea.pick else words("not sorted")
        level = label(words, idea.level) if idea.level else ""
        yield Paragraph(f"{'▸' if idea.pick is Pick.NOW else '·'} {idea.text}")
        yield Paragraph(" · ".join(filter(None, (sorted_as, level))), "dim", 2)


def squeezed(words: Words, pressure: CrossPressure) -> Iterator[Paragraph]:
    """Yield the cross-pressure card."""
    yield BLANK
    yield Paragraph(words("Cross-pressure"), "heading")
    for name, heading in PRESSURES.items():
        text = getattr(pressure, name)
        if text:
            yield Paragraph(words(heading), "dim")
            yield Paragraph(text, indent=2)


def experience(words: Words, book: Book, cards: Sequence[Likeness]) -> Iterator[Paragraph]:
    """Yield what worked in similar cases."""
    if not cards:
        return
    yield BLANK
    yield Paragraph(words("Experience from similar cases"), "heading")
    yield Paragraph(words("Press k to take one as an idea"), "dim")
    for place, likeness in enumerate(cards):
        card = likeness.card
        if place:
            yield BLANK
        yield Paragraph(card.title, "good")
        yield Paragraph(words("like this one: {reason}", reason=reason(words, likeness)), "dim", 2)
        yield from (Paragraph(text, indent=2) for text in (card.when, card.worked, card.start) if text)
        sources = " · ".join(source(words, book, code) for code in card.sources)
        if sources:
            yield Paragraph(sources, "dim", 2)


def source(words: Words, book: Book, code: str) -> str:
    """Return a case by code and title; a deleted one is called so."""
    case = book.find_case(code)
    return f"{case.code} {case.title}" if case else words("deleted case")
