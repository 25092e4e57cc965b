"""`fredstid teams`: the teams one has, and which of them is opened without being named."""

from dataclasses import replace
from typing import Any

from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.command import command, option
from tui.cli.completing import complete_alias, complete_known_team
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.teams import OwnTeam, known_teams, meant_folder, not_there
from tui.desk.settings import save_settings
from tui.i18n.words import N_, Words


@command(
    "teams",
    help=N_(
        "Those that the machine gives to your groups, and those you have made, chosen or said who you are in. --team"
        " takes any of these names; W changes the team on the screens."
    ),
    first=N_("their names, where they lie, and which one is opened"),
    examples=(
        (N_("fredstid teams --use 'Year 8'"), N_("open this one from now on")),
        ("fredstid teams --me AB", N_("be AB there without --as")),
        ("fredstid teams --json", N_("for another program")),
    ),
)
@option(
    "--use",
    metavar=N_("TEAM"),
    help=N_("Open this team from now on where no other is named: its name or its folder."),
    shell_complete=complete_known_team,
)
@option(
    "--me",
    "alias",
    metavar=N_("ALIAS"),
    help=N_("Be this member of the team from now on, so that no command needs --as."),
    shell_complete=complete_alias,
)
@as_json
def teams(asked: Asked, use: str | None, alias: str | None, as_json: bool) -> None:
    """Print the teams, or choose among them and say who one is."""
    words = asked.glance_anywhere()
    there = asked if use is None else _open_from_now_on(asked, words, use)
    if alias is not None:
        _be(asked, replace(there, me=alias))
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


def _open_from_now_on(asked: Asked, words: Words, typed: str) -> Asked:
    folder = meant_folder(typed, asked.settings, asked.system).absolute()
    among = known_teams(asked.settings.with_team(folder), asked.system)
    known = next((each for each in among if each.folder.resolve() == folder.resolve()), None)
    if known is None:
        raise Refused("no-team", path=str(folder)) if folder.exists() else not_there(typed, folder)
    asked.settings = asked.settings.with_team(folder)
    save_settings(asked.settings)
    tell(words("«{team}» is opened from now on.", team=in_line(known.name)))
    return asked.at(folder)


def _be(asked: Asked, there: Asked) -> None:
    """Keep who one is in a team; raises `unknown-member`."""
    desk = there.desk
    asked.settings = asked.settings.with_me(there.known_as, desk.me)
    save_settings(asked.settings)
    team = in_line(desk.store.book().team.name)
    tell(desk.words("You are {alias} in «{team}» from now on.", alias=desk.me, team=team))


def _facts(asked: Asked, known: OwnTeam) -> dict[str, Any]:
    return {"name": known.name, "folder": str(known.folder), "group": known.group, "opened": asked.opens(known.folder)}
