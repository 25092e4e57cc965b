"""`fredstid teams`: the teams one has, and which of them is opened without being named."""

from typing import Any

import click

from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.command import CliCommand, Option
from tui.cli.completing import complete_known_team
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.teams import OwnTeam, known_teams, meant_folder
from tui.desk.settings import save_settings
from tui.i18n.words import N_


@click.command(
    "teams",
    cls=CliCommand,
    help=N_(
        "Those that the machine gives to your groups, your own, and those you have said who you are in. --team takes"
        " any of these names; W changes the team on the screens."
    ),
    first=N_("their names, where they lie, and which one is opened"),
    examples=(
        (N_("fredstid teams --use 'Year 8'"), N_("open this one from now on")),
        ("fredstid teams --json", N_("for another program")),
    ),
)
@click.option(
    "--use",
    cls=Option,
    metavar=N_("TEAM"),
    help=N_("Open this team from now on where no other is named: its name or its folder."),
    shell_complete=complete_known_team,
)
@as_json
@click.pass_obj
def teams(asked: Asked, use: str | None, as_json: bool) -> None:
    """Print the teams, or choose among them."""
    words = asked.glance_anywhere()
    if use is not None:
        folder = meant_folder(use, asked.settings, asked.system).absolute()
        among = known_teams(asked.settings.with_team(folder), asked.system)
        known = next((each for each in among if each.folder.resolve() == folder.resolve()), None)
        if known is None:
            raise Refused("no-folder" if not folder.exists() else "no-team", path=str(folder))
        asked.settings = asked.settings.with_team(folder)
        save_settings(asked.settings)
        tell(words("«{team}» is opened from now on.", team=in_line(known.name)))
    found = known_teams(asked.settings, asked.system)
    if as_json:
        write_json([_facts(asked, each) for each in found])
        return
    opened = words("opened")
    write(
        *columns((in_line(each.name), str(each.folder), opened if asked.opens(each.folder) else "") for each in found)
    )
    if not found:
        tell(words("No team yet. «fredstid new FOLDER» makes one."))


def _facts(asked: Asked, known: OwnTeam) -> dict[str, Any]:
    return {
        "name": known.name,
        "folder": str(known.folder),
        "group": known.group,
        "opened": asked.opens(known.folder),
    }
