"""The question to one who comes by SSH for the first time: whether the team has a folder on this machine already."""

import sys
from collections.abc import Mapping

from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.output import tell
from tui.desk.desk import Desk
from tui.desk.settings import DEMO, save_settings, typed_path
from tui.i18n.refusals import sentence

SIGNS_OF_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def comes_by_ssh(environment: Mapping[str, str]) -> bool:
    """Tell whether somebody sits at another machine; then this one is perhaps the school's, with the team's folder."""
    return any(environment.get(name) for name in SIGNS_OF_SSH)


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
