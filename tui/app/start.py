"""Opening the screens: a terminal that can show them, a team to show, and who sits there."""

import os
import sys
from dataclasses import replace
from pathlib import Path

from storage.domain.errors import Refused
from tui.app.crash import prune_logs, told
from tui.app.later import import_later
from tui.cli.asked import NO_TEAM_YET, Asked
from tui.cli.output import tell
from tui.desk.desk import Desk
from tui.desk.settings import DEMO, comes_by_ssh, keys_file, save_settings, typed_path
from tui.i18n.refusals import sentence
from tui.terminal import own_keys


def joined_desk(asked: Asked) -> Desk | None:
    """Return the desk at the folder that the team has already, which is opened from now on; None to begin a new team.

    `ssh -t host fredstid` reads no profile, so a variable set there is missing: a second, private team is soon made.
    """
    tell(
        asked.words(
            "You have no team here yet. Does your team have a folder on this machine already? Then write where it lies,"
            " such as /srv/fredstid/team-6. Enter alone begins a new team, in a folder that only you can read."
        )
    )
    while typed := _answer():
        try:
            return _opened(asked, typed)
        except Refused as refusal:
            asked.team = None
            tell(sentence(asked.words, refusal))
    return None


def _answer() -> str:
    """Return what was typed; ends the program where somebody leaves."""
    typed = sys.stdin.readline()
    if not typed:
        sys.exit(0)
    return typed.strip()


def _opened(asked: Asked, typed: str) -> Desk:
    asked.team = typed
    desk = asked.desk
    if typed != DEMO:
        asked.settings = asked.settings.with_team(typed_path(typed).absolute())
        save_settings(asked.settings)
    return desk


WEB_DRIVER = "TEXTUAL_DRIVER"
"""Set by `textual serve`, which hands the screens to a browser."""
SIZE = frozenset({"COLUMNS", "LINES"})
"""What some shell wrote down when the terminal was another size; the terminal itself knows better."""
NARROWEST, LOWEST = 40, 12
"""Columns and rows below which no screen says anything."""


def open_screens(asked: Asked) -> None:
    """Open the screens; without a team of one's own, first ask for what makes one."""
    check_terminal()
    leave_out_what_misleads()
    prune_logs()
    desk = desk_or_first_run(asked)
    while desk:
        asked = asked.at(Path(_shown(asked, desk)))
        desk = asked.desk


def _shown(asked: Asked, desk: Desk) -> str:
    """Show a team's screens; return the folder of the team that is opened next, or end the program."""
    import_later()
    from tui.app.app import FredstidApp  # noqa: PLC0415 - commands never load Textual

    own = own_keys.own_keys(keys_file())
    seated, broken = replace(desk, own_keys=own.rows), (*own.broken, *asked.system.broken)
    app = FredstidApp(seated, asked.settings, asks_who=asked.never_said_who, broken=broken)
    app.wear(asked.settings.theme or asked.system.theme)
    app.uses_mouse = asked.takes_mouse
    app.run(mouse=app.uses_mouse)
    app.let_go()
    if app.failure:
        tell(told(app.failure, asked.words, asked.now()))
    asked.settings = app.settings
    if app.next_team and not app.return_code:
        return app.next_team
    sys.exit(app.return_code)


def open_aloud(asked: Asked, page: str = "") -> None:
    """Hold or follow a meeting in plain lines, or go through a page; a pipe is terminal enough for that."""
    leave_out_what_misleads()
    prune_logs()
    desk = asked.desk
    from tui.app.aloud.page import hold  # noqa: PLC0415 - commands never load Textual

    failure = hold(desk, asked.settings, page)
    if failure:
        tell(told(failure, asked.words, asked.now()))
        sys.exit(1)


def check_terminal() -> None:
    """Raise `no-web`, `no-terminal`, `plain-terminal` or `too-small` where no screen can be shown."""
    if os.environ.get(WEB_DRIVER):
        raise Refused("no-web")
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Refused("no-terminal")
    if os.environ.get("TERM") == "dumb":
        raise Refused("plain-terminal")
    width, height = os.get_terminal_size()
    if 0 < width < NARROWEST or 0 < height < LOWEST:
        raise Refused("too-small", width=width, height=height)


def leave_out_what_misleads() -> None:
    """Take out of the environment what makes Textual log, photograph or send away the screen, or mistake its size."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL") or name in SIZE]:
        del os.environ[name]


def desk_or_first_run(asked: Asked) -> Desk | None:
    """Return the desk at the team, one that was made just now, or None when nobody wanted to make one."""
    try:
        return asked.desk
    except Refused as refusal:
        if asked.chosen_team or refusal.code not in NO_TEAM_YET:
            raise
    if comes_by_ssh(os.environ) and (desk := joined_desk(asked)):
        return desk
    from tui.app.first_app import first_run  # noqa: PLC0415 - as above

    answers = first_run(asked)
    while answers and answers.joins:
        if desk := joined_desk(asked):
            return desk
        answers = first_run(asked)
    return asked.desk if answers else None
