"""`fredstid free`: the days without school beside the usual ones."""

import sys
from datetime import date

from storage.documents.calendar import free_days_in
from storage.domain.errors import Refused
from storage.domain.people import with_free_days, without_free_days
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import command, option, optional
from tui.cli.completing import complete_file
from tui.cli.output import as_json, tell, text_from_input, write, write_json
from tui.cli.writing import FROM_INPUT
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.settings import file_bytes, typed_path
from tui.i18n.words import N_


@command(
    "free",
    help=N_(
        "The days on which the team has no school beside weekends, public holidays and the usual holidays. They are"
        " read from the school's calendar (.ics), or from a table (.csv) with a day, or a first and a last one, in each"
        " row. No due day is proposed on them, and no meeting falls there."
    ),
    first=N_("take in the school's calendar"),
    examples=(
        ("fredstid free", N_("the days that are set")),
        ("fredstid free --add 2026-11-20 --add 2027-01-29", N_("two days more")),
    ),
)
@optional("file", N_("FILE"), N_("A calendar or a table, or - to read it; or a day, such as 20.11."), complete_file)
@option("--add", "added", multiple=True, metavar=N_("DAY"), help=N_("A day that is free."))
@option("--drop", "dropped", multiple=True, metavar=N_("DAY"), help=N_("A day with school after all."))
@as_json
def free(asked: Asked, file: str | None, added: tuple[str, ...], dropped: tuple[str, ...], as_json: bool) -> None:
    """Print the free days, or change them."""
    desk = asked.desk
    team = desk.store.book().team
    day = _day(desk, file)
    read = free_days_in(_text(asked, file)) if file and not day else ()
    days = (*read, *filter(None, (day,)), *(desk.typed_day(each) for each in added))
    after = without_free_days(with_free_days(team, days), [desk.typed_day(each) for each in dropped])
    if after != team:
        keep(desk, Change(team, after))
    if as_json:
        write_json(list(after.free_days))
        return
    write(*(desk.words.day(day, "EEE d. MMM y") for day in after.free_days))
    if read:
        told = desk.words.many("{count} day read from the file", "{count} days read from the file", len(read))
        tell(told)
    elif not after.free_days:
        tell(desk.words("No free days are set beside the usual ones."))


def _day(desk: Desk, typed: str | None) -> date | None:
    """Return the day that stands where a file could; None for a file."""
    if not typed or typed == FROM_INPUT or typed_path(typed).exists():
        return None
    try:
        return desk.typed_day(typed)
    except Refused:
        return None


def _text(asked: Asked, file: str) -> str:
    if file == FROM_INPUT:
        return text_from_input(asked.words) if sys.stdin else ""
    return file_bytes(typed_path(file)).decode("utf-8-sig", "replace")
