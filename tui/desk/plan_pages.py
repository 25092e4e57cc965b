"""The plan as a document to change in any editor, or as a page to print."""

from pathlib import Path

from storage.documents.html import html_page
from storage.documents.pages.plan_print import plan_to_print
from storage.documents.plan_file.plan_document import plan_document
from storage.domain.people import Language
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tui.i18n.pages import page_labels

HTML = frozenset({".html", ".htm"})


def plan_export(book: Book, language: Language, folder: Path, *, html: bool) -> str:
    """Return the plan as Markdown that can be read again, or as HTML without what is hidden or retired."""
    labels = page_labels(language, folder)
    if html:
        return html_page(plan_to_print(book, labels), language)
    return cleaned(plan_document(book, labels))


def is_html(file: Path) -> bool:
    """Tell whether a file's name asks for a page to print."""
    return file.suffix.casefold() in HTML
