"""A team's pages, by the names of the files they are written to; the names are made of codes, days and ids."""

import re
from collections.abc import Iterator
from pathlib import Path

from storage.content.law import legal_notes
from storage.documents.pages.case import case_page
from storage.documents.pages.minutes import minutes
from storage.documents.pages.plan import plan_page
from storage.domain.calendar import local_day
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tui.desk.parent_pages import PageKind, parent_page
from tui.i18n.pages import page_labels

UNFIT = re.compile(r"[^0-9A-Za-z-]+")
LONGEST = 80


def team_pages(book: Book, folder: Path) -> dict[str, bytes]:
    """Return the plan, cases, run sheets of parent meetings and minutes as Markdown in the team's language."""
    pages: dict[str, bytes] = {}
    for name, page in _pages(book, folder):
        while name in pages:
            name = f"{name}-2"  # noqa: PLW2901 - two codes that only differ in what no name can hold
        pages[name] = cleaned(page).encode()
    return {f"{name}.md": content for name, content in pages.items()}


def _pages(book: Book, folder: Path) -> Iterator[tuple[str, str]]:
    labels = page_labels(book.team.language, folder)
    law = legal_notes(book.team.language, folder)
    yield "plan", plan_page(book, labels)
    for case in book.cases:
        yield f"cases/{_fit(case.code)}", case_page(case, book, labels)
    for planned in book.parent_meetings:
        page = parent_page(book, planned, PageKind.RUN_SHEET, law, html=False)
        yield f"parents/{planned.on.isoformat()}-{_fit(planned.id)}", page
    for meeting in book.meetings:
        day = local_day(meeting.started).isoformat()
        yield f"minutes/{day}-{_fit(meeting.id)}", minutes(meeting, book, labels)


def _fit(text: str) -> str:
    return UNFIT.sub("_", text)[:LONGEST]
