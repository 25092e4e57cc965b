"""`fredstid undo`: take back the last thing one did."""

from collections.abc import Iterator
from itertools import takewhile

from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import command
from tui.cli.commands.history import deed_facts
from tui.cli.output import as_json, tell, write_json
from tui.desk.desk import Desk
from tui.i18n.deeds import deed_text, doer
from tui.i18n.words import N_

MOST = 3
"""Newer changes of others that are named one by one."""


@command(
    "undo",
    help=N_(
        "The last change you made yourself, which is named and asked about first. What others did, or a shared screen,"
        " stays and is named."
    ),
    first=N_("after a question"),
    examples=(("fredstid undo --yes", N_("without a question")),),
)
@yes_option
@as_json
def undo(asked: Asked, yes: bool, as_json: bool) -> None:
    """Take back the last change."""
    desk = asked.desk
    try:
        desk.store.undo(by=desk.me, at=desk.now())
    except Refused as refusal:
        if refusal.code != "undo-reaches-back":
            raise
        change = str(refusal.params["change"])
        tell(*_left_alone(desk, change))
        do_or_stop(desk.words, _question(desk, change), yes=yes)
        desk.store.undo(by=desk.me, at=desk.now(), earlier=True)
    undone = next(desk.store.history())
    if as_json:
        write_json(deed_facts(undone))
    tell(deed_text(desk.words, undone))


def _left_alone(desk: Desk, change: str) -> Iterator[str]:
    """Yield what others, or a shared screen, did after what is taken back: it stays."""
    words = desk.words
    newer = takewhile(lambda deed: deed.change != change, desk.store.history())
    others = [deed for deed in newer if deed.by != desk.me]
    for deed in others[:MOST]:
        day, who = words.moment(deed.at), doer(words, deed.by, deed.user)
        yield words("Newer, and left as it is: {deed} – {who}, {day}.", deed=deed_text(words, deed), who=who, day=day)
    if more := len(others[MOST:]):
        yield words.many("And {count} newer change.", "And {count} newer changes.", more)


def _question(desk: Desk, change: str) -> str:
    words = desk.words
    deed = next((each for each in desk.store.history() if each.change == change), None)
    what = deed_text(words, deed) if deed else ""
    day = words.weekday(local_day(deed.at)) if deed else ""
    return words("Take back this, of {day}: {deed}?", day=day, deed=what)
