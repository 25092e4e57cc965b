"""`fredstid undo`: take back the last thing one did."""

import click

from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import CliCommand
from tui.cli.commands.history import deed_facts
from tui.cli.output import as_json, tell, write_json
from tui.desk.desk import Desk
from tui.i18n.deeds import deed_text
from tui.i18n.words import N_


@click.command(
    "undo",
    cls=CliCommand,
    help=N_("The last change you made yourself, which is named and asked about first. What others did stays."),
    first=N_("after a question"),
    examples=(("fredstid undo --yes", N_("without a question")),),
)
@yes_option
@as_json
@click.pass_obj
def undo(asked: Asked, yes: bool, as_json: bool) -> None:
    """Take back the last change."""
    desk = asked.desk
    try:
        desk.store.undo(by=desk.me, at=desk.now())
    except Refused as refusal:
        if refusal.code != "undo-reaches-back":
            raise
        do_or_stop(desk.words, _question(desk, str(refusal.params["change"])), yes=yes)
        desk.store.undo(by=desk.me, at=desk.now(), earlier=True)
    undone = next(desk.store.history())
    if as_json:
        write_json(deed_facts(undone))
    tell(deed_text(desk.words, undone))


def _question(desk: Desk, change: str) -> str:
    words = desk.words
    deed = next((each for each in desk.store.history() if each.change == change), None)
    what = deed_text(words, deed) if deed else ""
    day = words.weekday(local_day(deed.at)) if deed else ""
    return words("Take back this, of {day}: {deed}?", day=day, deed=what)
