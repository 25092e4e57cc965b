"""Where child welfare or the police must advise first, one sentence replaces every step that leads to the home."""

from storage.domain.case.case import Case, Route
from storage.domain.views.book import Book
from storage.steering.gate_texts import gate_file
from tui.i18n.words import Words


def not_at_home(words: Words, case: Case | None) -> str:
    """Return what stands in the place of what leads to the home; empty where nothing is to be kept from it."""
    kept = case is not None and case.keeps_from_home
    return gate_file(words.language.value).routes[Route.HOME.value].no_contact if kept else ""


def not_at_home_in(words: Words, book: Book, code: str) -> str:
    """Return the same for a case by its code."""
    return not_at_home(words, book.find_case(code) if code else None)
