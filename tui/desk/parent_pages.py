"""The two pages of a parent meeting in the team's language, as Markdown or ready to print."""

from enum import StrEnum

from storage.documents.html import html_page
from storage.documents.pages.parent_meeting import agenda_page, run_sheet
from storage.domain.homes.parent_meeting import ParentMeeting, remembered
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tui.desk.law import Law
from tui.i18n.pages import page_labels

REMEMBERED = 2
"""Earlier meetings on the run sheet."""


class PageKind(StrEnum):
    """Whom a page is for."""

    AGENDA = "agenda"
    RUN_SHEET = "run-sheet"


def parent_page(book: Book, meeting: ParentMeeting, kind: PageKind, law: Law, *, html: bool) -> str:
    """Return the agenda for the parents, or the run sheet for the team."""
    language = book.team.language
    labels = page_labels(language)
    if kind is PageKind.AGENDA:
        page = cleaned(agenda_page(meeting, labels))
    else:
        rests_on = [law[key] for key in meeting.law if key in law]
        page = cleaned(run_sheet(meeting, labels, rests_on, remembered(book.parent_meetings, meeting)[:REMEMBERED]))
    return html_page(page, language) if html else page
