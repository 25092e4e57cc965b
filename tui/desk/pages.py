"""Pages that a team takes along: the plan, a parent meeting, a new file that only they can read."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from storage.content.law import LegalNote, legal_notes
from storage.documents import html as printing
from storage.documents.pages import parent_meeting, plan
from storage.documents.plan_file import document
from storage.domain.calendar import school_year
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


class PageForm(StrEnum):
    """In which form a page is taken along, by how a file's name ends."""

    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"


SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".txt"), PageForm.MARKDOWN),
    ".html": PageForm.HTML,
    ".htm": PageForm.HTML,
    ".docx": PageForm.WORD,
}


def form_of(file: Path) -> PageForm:
    """Return the form that a file's name asks for; raises `wrong-choice` for one that no page is written in."""
    suffix = file.suffix.casefold()
    if suffix not in SUFFIXES and any(map(str.isalpha, suffix)):  # «referat 16.11» ends in a day
        raise Refused("wrong-choice", typed=file.suffix, choices=(".md", ".html", ".docx"))
    return SUFFIXES.get(suffix, PageForm.MARKDOWN)


def in_form(markdown: str, form: PageForm, language: Language, today: date) -> str | bytes:
    """Return a page's Markdown in a form, what kind of paper it is and the day on each sheet; raises `no-word`."""
    if form is PageForm.MARKDOWN:
        return cleaned(markdown)
    labels = pages.page_labels(language)
    is_ours = labels.words.working_note in markdown.replace("\\", "")
    foot = " · ".join(filter(None, (labels.words.working_foot if is_ours else "", labels.day(today))))
    if form is PageForm.HTML:
        return printing.html_page(markdown, language, foot=foot)
    try:
        word = import_module("storage.documents.word")
    except ModuleNotFoundError:
        raise Refused("no-word") from None
    document: bytes = word.word_page(markdown, language, foot)
    return document


def write_page(file: Path, page: str | bytes) -> None:
    """Write a page that only its owner can read; raises `file-exists` or `not-written`."""
    try:
        file.touch(PRIVATE, exist_ok=False)
        file.write_bytes(page if isinstance(page, bytes) else page.encode())
    except FileExistsError:
        raise Refused("file-exists", file=str(file)) from None
    except OSError as fault:
        raise Refused("not-written", file=str(file), reason=system_reason(fault)) from None


def replace_page(file: Path, page: str) -> None:
    """Write a file whole in the place of what was there, as open as its folder; raises `not-written`."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_text(page, "utf-8")
        new.replace(file)
    except OSError as fault:
        raise Refused("not-written", file=str(file), reason=system_reason(fault)) from None


def plan_export(book: Book, language: Language, folder: Path, form: PageForm) -> str:
    """Return the plan as Markdown that can be read again, or, to be printed, without what is hidden or retired."""
    labels = pages.page_labels(language, folder)
    return document.plan_document(book, labels) if form is PageForm.MARKDOWN else plan.plan_to_print(book, labels)


def plan_for_parents(book: Book, language: Language, today: date) -> str:
    """Return what homes can count on this school year, for a parents' council."""
    return plan.plan_for_parents(book, pages.page_labels(language), school_year(today).name)


def plan_wheel(book: Book, language: Language, folder: Path, today: date) -> str:
    """Return this school year's wheel as a sheet to hang up."""
    return plan.wheel_page(book, pages.page_labels(language, folder), school_year(today).name)


REMEMBERED = 2
"""Earlier meetings on the run sheet."""


class PageKind(StrEnum):
    """Whom a page is for."""

    AGENDA = "agenda"
    RUN_SHEET = "run-sheet"
    INTERPRETER = "interpreter"
    AFTERWARDS = "afterwards"


FOR_PARENTS = {
    PageKind.AGENDA: parent_meeting.agenda_page,
    PageKind.INTERPRETER: parent_meeting.interpreter_sheet,
    PageKind.AFTERWARDS: parent_meeting.note_afterwards,
}


def parent_page(book: Book, meeting: ParentMeeting, kind: PageKind, law: Law) -> str:
    """Return a page for the parents or their interpreter, or the run sheet for the team."""
    labels = pages.page_labels(book.team.language)
    if kind in FOR_PARENTS:
        return cleaned(FOR_PARENTS[kind](meeting, labels, book.team.name))
    rests_on = [law[key] for key in meeting.law if key in law]
    return cleaned(
        parent_meeting.run_sheet(meeting, labels, rests_on, remembered(book.parent_meetings, meeting)[:REMEMBERED])
    )
