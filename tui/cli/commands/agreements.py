"""`fredstid agreements` and `fredstid next`: what was agreed, how it stands, and when the team meets again."""

import click
import msgspec

from storage.domain.case.agreement import Agreement
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import SHARED, checked_member
from storage.domain.views.overview import planned_meeting
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand, Option
from tui.cli.completing import complete_alias, complete_code
from tui.cli.facts import agreement_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.i18n.labels import label
from tui.i18n.phrases import how_far
from tui.i18n.words import N_


@click.command(
    "agreements",
    cls=CliCommand,
    help=N_("Those that are open or still to be asked about, the most urgent first; in words how each stands."),
    first=N_("what is open, or still to be asked about"),
    examples=(
        ("fredstid agreements --mine --as AB", N_("AB's own, and those AB asks about")),
        ("fredstid agreements --case 26-014 --all", N_("all of a case")),
        ("fredstid agreements --overdue --json", N_("what is late, for another program")),
    ),
)
@click.option("--mine", is_flag=True, help=N_("Only yours, and those you ask about."))
@click.option("--case", "code", cls=Option, metavar=N_("CODE"), help=N_("Only a case's."), shell_complete=complete_code)
@click.option("--overdue", is_flag=True, help=N_("Only those whose day is past."))
@click.option("--all", "everything", is_flag=True, help=N_("Those that are over too."))
@as_json
@click.pass_obj
def agreements(asked: Asked, mine: bool, code: str | None, overdue: bool, everything: bool, as_json: bool) -> None:
    """Print agreements."""
    desk = asked.desk
    book = desk.store.book()
    if mine and desk.me == SHARED:
        raise Refused("nobody-in-particular", members=book.team.aliases)
    among = book.agreements_of(book.case(code).code) if code else book.agreements
    late = (each for each in among if not overdue or (each.asked_next and each.asked_next < desk.today))
    found = [
        each for each in late if (everything or each.asked_next) and (not mine or desk.me in {each.owner, each.buddy})
    ]
    found.sort(key=lambda each: (each.asked_next is None, each.asked_next or each.due, each.id))
    if as_json:
        write_json([agreement_facts(each, desk.today) for each in found])
        return
    write(*columns((_row(desk, each) for each in found), texts=(1, -1)))
    if not found:
        tell(desk.words("No agreement fits."))


def _row(desk: Desk, agreement: Agreement) -> tuple[str, ...]:
    day = agreement.asked_next or agreement.due
    who = " + ".join(filter(None, (agreement.owner, agreement.buddy)))
    return desk.words.day(day, "d. MMM y"), _standing(desk, agreement), who, agreement.case, in_line(agreement.what)


def _standing(desk: Desk, agreement: Agreement) -> str:
    """Return in words how an agreement stands."""
    words, day = desk.words, agreement.asked_next
    if day is None:
        said = (label(words, each) for each in (agreement.done, agreement.effect) if each)
        return " × ".join(said)
    if not agreement.is_open:
        return words("done; did it help?")
    late = words("overdue") if day < desk.today else ""
    return ", ".join(filter(None, (late, how_far(words, day, desk.today))))


@click.command(
    "next",
    cls=CliCommand,
    help=N_("The day that was set for the next meeting and who leads it; with a day it is set, and everybody sees it."),
    first=N_("when the team meets next"),
    examples=(
        ("fredstid next 'week 50' --lead AB", N_("set the day, and who leads")),
        ("fredstid next --json", N_("for another program")),
    ),
)
@click.argument(
    "day", cls=Argument, required=False, metavar=N_("DAY"), explained=N_("When: fri, tomorrow, +3, 12.12, week 50.")
)
@click.option("--lead", cls=Option, metavar=N_("ALIAS"), help=N_("Who leads it."), shell_complete=complete_alias)
@as_json
@click.pass_obj
def next_(asked: Asked, day: str | None, lead: str | None, as_json: bool) -> None:
    """Print or set when the team meets next."""
    desk = asked.desk
    words = desk.words
    planned = planned_meeting(desk.store.book(), desk.today)
    if day is not None or lead is not None:
        planned = _set(desk, planned, day, lead)
    if as_json:
        roles = planned.next_roles if planned else {}
        write_json({"on": planned.next_on if planned else None, "roles": msgspec.to_builtins(roles)})
    elif planned and planned.next_on:
        leads = planned.next_roles.get(MeetingRole.FACILITATOR, "")
        said = words.day(planned.next_on, "EEEE d. MMM y")
        write(words("{day}, {alias} leads", day=said, alias=leads) if leads else said)
    else:
        tell(words("No day is set. «fredstid next DAY» sets one."))


def _set(desk: Desk, planned: Meeting | None, day: str | None, lead: str | None) -> Meeting:
    """Return the meeting that says when the next one is, with another day or another who leads; raises `no-meeting`."""
    book = desk.store.book()
    meeting = planned or next((each for each in book.meetings if each.state is MeetingState.HELD), None)
    if meeting is None:
        raise Refused("no-meeting")
    if day is None and planned is None:
        raise Refused("missing-argument", name=desk.words("DAY"), command="fredstid next")
    on = desk.typed_day(day) if day is not None else meeting.next_on
    if on is None or on <= desk.today:
        raise Refused("not-ahead")
    alias = checked_member(book.team, lead) if lead else ""
    roles = meeting.next_roles | ({MeetingRole.FACILITATOR: alias} if alias else {})
    after = meeting.but(next_on=on, next_roles=roles)
    tell_what_follows(desk, keep(desk, Change(meeting, after)))
    return after
