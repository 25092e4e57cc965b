"""`fredstid parents`: the parent meetings, and the agenda and run sheet of one."""

import click

from storage.content.law import legal_notes
from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import ParentMeeting, shares_of, total
from storage.domain.plan.plan import Depth
from storage.domain.typed_dates import names_day
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand
from tui.cli.completing import complete_parent_meeting
from tui.cli.facts import meeting_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.pages import as_html, hand_out, to_file
from tui.desk.desk import Desk
from tui.desk.pages import PageKind, parent_page
from tui.i18n.labels import label
from tui.i18n.words import N_


@click.command(
    "parents",
    cls=CliCommand,
    help=N_(
        "The next one, or that of a day; Markdown in the team's language. The agenda is for the parents, the run"
        " sheet with clock times and notes for the team."
    ),
    first=N_("all of them"),
    examples=(
        ("fredstid parents --agenda", N_("the next meeting's agenda, for the parents")),
        (
            "fredstid parents --run-sheet --html --to sheet.html",
            N_("to print, in a new file that only you can read"),
        ),
        ("fredstid parents 2026-09-17 --agenda", N_("those of a day")),
    ),
)
@click.argument(
    "meeting",
    cls=Argument,
    required=False,
    metavar=N_("MEETING"),
    explained=N_("The meeting's day."),
    shell_complete=complete_parent_meeting,
)
@click.option("--agenda", "wants_agenda", is_flag=True, help=N_("Print the agenda for the parents."))
@click.option("--run-sheet", "wants_sheet", is_flag=True, help=N_("Print the run sheet for the team."))
@as_html
@to_file
@as_json
@click.pass_obj
def parents(
    asked: Asked,
    meeting: str | None,
    wants_agenda: bool,
    wants_sheet: bool,
    html: bool,
    file: str | None,
    as_json: bool,
) -> None:
    """Print the list, or a page."""
    if [wants_agenda, wants_sheet, as_json].count(True) > 1:
        raise Refused("choose-one", options=("--agenda", "--run-sheet", "--json"))
    desk = asked.desk
    book = desk.store.book()
    if as_json or not (wants_agenda or wants_sheet or html or meeting is not None or file is not None):
        _list(desk, book.parent_meetings, as_json=as_json)
        return
    kind = PageKind.RUN_SHEET if wants_sheet else PageKind.AGENDA
    law = legal_notes(book.team.language, desk.place.own_files)
    page = parent_page(book, meant_parents(desk, book, meeting), kind, law, html=html)
    hand_out(desk.words, page, file, N_("The page stands in {file}."), as_it_is=html)


def _list(desk: Desk, meetings: tuple[ParentMeeting, ...], *, as_json: bool) -> None:
    if as_json:
        write_json([meeting_facts(each) for each in meetings])
        return
    write(*columns(_row(desk, each) for each in meetings))
    if not meetings:
        tell(desk.words("No parent meeting is planned yet. The screens have a designer: «fredstid», then m and n."))


def _row(desk: Desk, meeting: ParentMeeting) -> tuple[str, ...]:
    words, shares = desk.words, shares_of(meeting)
    drawn = ", ".join(f"{label(words, depth)} {shares[depth]} %" for depth in Depth)
    after = meeting.after
    went = (
        words("{came} came, and the evening got {went} of 10", came=after.came, went=after.went)
        if after
        else words("planned")
    )
    day = words.day(meeting.on, "d. MMM y")
    return day, in_line(meeting.title), words("{count} min", count=total(meeting)), f"{drawn} · {went}"


def meant_parents(desk: Desk, book: Book, typed: str | None) -> ParentMeeting:
    """Return the meeting with that day or id, or else the next one, or the last; raises `no-parent-meeting`."""
    meetings = book.parent_meetings
    if typed is not None:
        found = next((each for each in meetings if typed == each.id or _is_on(each, typed)), None)
    else:
        ahead = sorted((each for each in meetings if each.on >= desk.today), key=lambda each: each.on)
        found = next(iter((*ahead, *sorted(meetings, key=lambda each: each.on, reverse=True))), None)
    if found is None:
        raise Refused("no-parent-meeting")
    return found


def _is_on(meeting: ParentMeeting, typed: str) -> bool:
    return names_day(typed, meeting.on)
