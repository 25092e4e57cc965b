"""Pages that a team takes along: the plan, a parent meeting, a new file that only they can read."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from storage.content.law import LegalNote, legal_notes
from storage.documents import html as printing
from storage.documents.pages import parent_meeting, plan
from storage.documents.plan_file import document
from storage.domain.errors import Refused, system_reason
from storage.domain.homes.parent_meeting import ParentMeeting, remembered
from storage.domain.people import Language
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.i18n import pages

Law = Mapping[str, LegalNote]


def law_of(desk: Desk) -> Law:
    """Return the legal notes for whoever sits here, the school's own corrections among them."""
    return legal_notes(desk.words.language, desk.place.own_files)


PRIVATE = 0o600


def write_page(file: Path, page: str) -> None:
    """Write a page that only its owner can read; raises `file-exists` or `not-written`."""
    try:
        file.touch(PRIVATE, exist_ok=False)
        file.write_text(page, "utf-8")
    except FileExistsError:
        raise Refused("file-exists", file=str(file)) from None
    except OSError as fault:
        raise Refused("not-written", file=str(file), reason=system_reason(fault)) from None


HTML = frozenset({".html", ".htm"})


def plan_export(book: Book, language: Language, folder: Path, *, html: bool) -> str:
    """Return the plan as Markdown that can be read again, or as HTML without what is hidden or retired."""
    labels = pages.page_labels(language, folder)
    if html:
        return printing.html_page(plan.plan_to_print(book, labels), language)
    return cleaned(document.plan_document(book, labels))


def is_html(file: Path) -> bool:
    """Tell whether a file's name asks for a page to print."""
    return file.suffix.casefold() in HTML


REMEMBERED = 2
"""Earlier meetings on the run sheet."""


class PageKind(StrEnum):
    """Whom a page is for."""

    AGENDA = "agenda"
    RUN_SHEET = "run-sheet"


def parent_page(book: Book, meeting: ParentMeeting, kind: PageKind, law: Law, *, html: bool) -> str:
    """Return the agenda for the parents, or the run sheet for the team."""
    language = book.team.language
    labels = pages.page_labels(language)
    if kind is PageKind.AGENDA:
        page = cleaned(parent_meeting.agenda_page(meeting, labels))
    else:
        rests_on = [law[key] for key in meeting.law if key in law]
        page = cleaned(
            parent_meeting.run_sheet(meeting, labels, rests_on, remembered(book.parent_meetings, meeting)[:REMEMBERED])
        )
    return printing.html_page(page, language) if html else page
