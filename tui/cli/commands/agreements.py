"""`fredstid agreements`: what was agreed, and how it stands."""

import click

from storage.domain.case.agreement import Agreement
from storage.domain.errors import Refused
from storage.domain.people import SHARED
from tui.cli.asked import Asked
from tui.cli.command import command, option
from tui.cli.completing import complete_code
from tui.cli.facts import agreement_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.desk.desk import Desk
from tui.i18n.labels import how_far, label
from tui.i18n.words import N_


@command(
    "agreements",
    help=N_("Those that are open or still to be asked about, the most urgent first; in words how each stands."),
    first=N_("what is open, or still to be asked about"),
    examples=(
        ("fredstid agreements --mine --as AB", N_("AB's own, and those AB asks about")),
        ("fredstid agreements --case 26-014 --all", N_("all of a case")),
        ("fredstid agreements --overdue --json", N_("what is late, for another program")),
    ),
)
@click.option("--mine", is_flag=True, help=N_("Only yours, and those you ask about."))
@option("--case", "code", metavar=N_("CODE"), help=N_("Only a case's."), shell_complete=complete_code)
@click.option("--overdue", is_flag=True, help=N_("Only those whose day is past."))
@click.option("--all", "everything", is_flag=True, help=N_("Those that are over too."))
@as_json
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
    return how_far(words, day, desk.today)
