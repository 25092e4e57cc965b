"""`fredstid export`: all of a team, to keep elsewhere, to read or to move."""

import re
from collections.abc import Iterator
from pathlib import Path

from storage.archive.beside.exports import note_in_history
from storage.archive.care.exporting import SUFFIX, export_file, export_folder, files_of, sealed
from storage.archive.disk.folder import Folder, existing
from storage.content.coach import advice_of
from storage.content.law import legal_notes
from storage.documents.pages.case import case_page
from storage.documents.pages.minutes import minutes
from storage.documents.pages.plan import plan_page
from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from storage.postgres import database_part
from tui.cli.asked import Asked
from tui.cli.command import argument, command, option
from tui.cli.output import tell, write
from tui.desk.desk import Desk
from tui.desk.pages import PageKind, parent_page
from tui.desk.settings import typed_path
from tui.i18n.labels import page_labels
from tui.i18n.words import N_

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
        page = parent_page(book, planned, PageKind.RUN_SHEET, law)
        yield f"parents/{planned.on.isoformat()}-{_fit(planned.id)}", page
    for meeting in book.meetings:
        day = local_day(meeting.started).isoformat()
        advice = advice_of(meeting, book, book.team.language, folder)
        yield f"minutes/{day}-{_fit(meeting.id)}", minutes(meeting, book, labels, advice)


def _fit(text: str) -> str:
    return UNFIT.sub("_", text)[:LONGEST]


@command(
    "export",
    help=N_(
        "The files as they are kept, which «fredstid import» and --team understand, and the plan, each case and"
        " each meeting's minutes to read. Only you can read it. With --encrypt-to, one encrypted file instead:"
        " «age -d -i KEY FILE | tar x» unpacks it. Deleting a case also takes it out of exports on this machine."
    ),
    first=N_("into a new folder"),
    examples=(("fredstid export ~/team-6 --encrypt-to age1…", N_("into the file team-6.tar.age")),),
)
@argument("target", N_("FOLDER"), N_("A new or an empty folder."))
@option(
    "--encrypt-to",
    "recipients",
    multiple=True,
    metavar=N_("RECIPIENT"),
    help=N_("Who can open it: age1…, or an SSH public key; once for each."),
)
def export(asked: Asked, target: str, recipients: tuple[str, ...]) -> None:
    """Write the export."""
    desk, place = asked.desk, typed_path(target).absolute()
    address = asked.address
    files = team_pages(desk.store.book(), desk.place.own_files) | (
        database_part("moving").files_in(address) if address else files_of(desk.place.path)
    )
    folder = None if address else existing(desk.place.path)
    written, noted = (_sealed if recipients else _written)(desk, folder, place, files, recipients)
    write(str(written))
    if not (noted and _noted_in_history(desk, written)):
        tell(desk.words("It could not be noted in the team's folder: deleting a case will not reach it."))
    tell(desk.words("All of the team stands there, whole cases too. Keep it as safe as the team's own folder."))


def _written(
    desk: Desk, folder: Folder | None, place: Path, files: dict[str, bytes], _: tuple[str, ...]
) -> tuple[Path, bool]:
    team = desk.store.book().team.id
    return place, export_folder(folder, place, files, team=team, by=desk.me, at=desk.now())


def _sealed(
    desk: Desk, folder: Folder | None, place: Path, files: dict[str, bytes], recipients: tuple[str, ...]
) -> tuple[Path, bool]:
    target = place.with_name(place.name.removesuffix(SUFFIX) + SUFFIX)
    content = sealed(files, recipients, target.name.removesuffix(SUFFIX), desk.now())
    return target, export_file(folder, target, content, by=desk.me, at=desk.now())


def _noted_in_history(desk: Desk, place: Path) -> bool:
    try:
        note_in_history(existing(desk.place.path), place, by=desk.me, at=desk.now())
    except Refused:
        return False
    return True
