"""`fredstid parents`: the parent meetings, and the agenda and run sheet of one."""

import click

from storage.content.law import legal_notes
from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import ParentMeeting, shares_of, total
from storage.domain.plan.plan import Depth
from storage.domain.typed_dates import names_day
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import command, lines_option, optional
from tui.cli.completing import complete_parent_meeting
from tui.cli.facts import meeting_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.pages import READ_HERE, Target, hand_out, in_every_form
from tui.desk.desk import Desk
from tui.desk.pages import PageKind, parent_page
from tui.i18n.labels import label
from tui.i18n.words import N_


@command(
    "parents",
    help=N_(
        "The next one, or that of a day; Markdown in the team's language. The agenda is for the parents, the run"
        " sheet with clock times and notes for the team."
    ),
    first=N_("all of them"),
    examples=(
        ("fredstid parents --agenda", N_("the next meeting's agenda, for the parents")),
        ("fredstid parents --run-sheet --html --to sheet.html", N_("to print, in a new file that only you can read")),
        ("fredstid parents 2026-09-17 --agenda", N_("those of a day")),
        ("fredstid parents --write", N_("plan one, or change it")),
    ),
)
@optional("meeting", N_("MEETING"), N_("The meeting's day."), complete_parent_meeting)
@click.option("--agenda", "wants_agenda", is_flag=True, help=N_("Print the agenda for the parents."))
@click.option(
    "--interpreter",
    "wants_interpreter",
    is_flag=True,
    help=N_("Print a sheet for the interpreter: short sentences, ten hard words."),
)
@click.option("--afterwards", "wants_note", is_flag=True, help=N_("Print a note for the homes afterwards, to fill in."))
@lines_option
@click.option("--run-sheet", "wants_sheet", is_flag=True, help=N_("Print the run sheet for the team."))
@in_every_form
@as_json
def parents(
    asked: Asked,
    meeting: str | None,
    wants_agenda: bool,
    wants_sheet: bool,
    wants_interpreter: bool,
    wants_note: bool,
    lines: bool,
    out: Target,
    as_json: bool,
) -> None:
    """Print the list, or a page, or go through them in plain lines."""
    if lines:
        asked.go_aloud("parents")
        return
    asked_for = {
        PageKind.AGENDA: wants_agenda,
        PageKind.RUN_SHEET: wants_sheet,
        PageKind.INTERPRETER: wants_interpreter,
        PageKind.AFTERWARDS: wants_note,
    }
    kinds = [kind for kind, wanted in asked_for.items() if wanted]
    if len(kinds) + as_json > 1:
        raise Refused("choose-one", options=(*(f"--{kind}" for kind in asked_for), "--json"))
    desk = asked.desk
    book = desk.store.book()
    if as_json or not (kinds or meeting is not None or out != READ_HERE):
        _list(desk, book.parent_meetings, as_json=as_json)
        return
    law = legal_notes(book.team.language, desk.place.own_files)
    page = parent_page(book, meant_parents(desk, book, meeting), next(iter(kinds), PageKind.AGENDA), law)
    hand_out(asked, page, out, book.team.language, N_("The page stands in {file}."))


def _list(desk: Desk, meetings: tuple[ParentMeeting, ...], *, as_json: bool) -> None:
    if as_json:
        write_json([meeting_facts(each) for each in meetings])
        return
    write(*columns(_row(desk, each) for each in meetings))
    if not meetings:
        tell(desk.words("No parent meeting is planned yet. «fredstid parents --write» plans one."))


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
    """Return the meeting with that day or id, or else the next one, or the last.

    Raises `no-parent-meeting`, or `no-such-parent-meeting` for one that was named.
    """
    meetings = book.parent_meetings
    if typed is not None:
        found = next((each for each in meetings if typed == each.id or _is_on(each, typed)), None)
    else:
        ahead = sorted((each for each in meetings if each.on >= desk.today), key=lambda each: each.on)
        found = next(iter((*ahead, *sorted(meetings, key=lambda each: each.on, reverse=True))), None)
    if found is None:
        raise Refused("no-parent-meeting" if typed is None else "no-such-parent-meeting")
    return found


def _is_on(meeting: ParentMeeting, typed: str) -> bool:
    return names_day(typed, meeting.on)
