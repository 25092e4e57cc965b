"""`fredstid demo`: the screens on an invented team."""

import click

from tui.cli.asked import Asked
from tui.cli.command import command
from tui.desk.settings import DEMO
from tui.i18n.words import N_


@command(
    "demo",
    help=N_("It is kept among your own data and never becomes your team. --team demo reaches it from every command."),
    first=N_("open it where you left it"),
    examples=(("fredstid demo --fresh", N_("start over, with today's dates")),),
)
@click.option("--fresh", is_flag=True, help=N_("Start over; what was written in it goes."))
def demo(asked: Asked, fresh: bool) -> None:
    """Open the demo team."""
    asked.team = DEMO
    if fresh:
        asked.make_demo(fresh=True)
    asked.open_screens(asked)
