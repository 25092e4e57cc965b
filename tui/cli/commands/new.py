"""`fredstid new`: a team's folder, without opening a screen."""

from pathlib import Path

import click

from storage.archive.disk.mending import who_works_in
from storage.domain.errors import Refused
from storage.domain.people import Language, Retention
from storage.postgres.address import address_in
from tui.cli.asked import Asked
from tui.cli.choosing import chosen
from tui.cli.command import argument, command, option
from tui.cli.output import tell, write
from tui.desk.opening import found_demo, found_demo_in_database, found_in_database, found_team
from tui.desk.settings import chosen_language, save_settings, typed_path
from tui.i18n.words import N_, Words


def readers_lines(words: Words, folder: Path) -> tuple[str, ...]:
    """Return who else can read a new team's folder, where it took that over from the one it lies in."""
    others = ", ".join(who_works_in(folder))
    return (words("Shared as the folder it lies in: {others} can read and change it.", others=others),) * bool(others)


@command(
    "new",
    help=N_("The team speaks the --language given, else yours. Its plan is empty; the screens offer a template."),
    first=N_("a team of two"),
    examples=(("fredstid new /tmp/try --demo", N_("an invented team to try things on")),),
)
@argument("folder", N_("FOLDER"), N_("A new or an empty folder."))
@option("--name", metavar=N_("NAME"), help=N_("What the team is called; else like the folder."))
@option(
    "--member",
    "members",
    multiple=True,
    metavar=N_("ALIAS"),
    help=N_("Somebody in the team, by one to eight letters or digits; once for each."),
)
@option(
    "--keep",
    "keep",
    metavar=N_("HOW LONG"),
    help=N_("How long closed cases are kept: school-year (else), to its end, or twelve-months."),
)
@click.option("--demo", is_flag=True, help=N_("Fill it with the demo team, which has its own members."))
def new(asked: Asked, folder: str, name: str | None, members: tuple[str, ...], keep: str | None, demo: bool) -> None:
    """Make a team's folder."""
    language = chosen_language(asked.language, asked.settings, asked.system.language)
    settled = asked.system.keep or Retention.SCHOOL_YEAR
    kept = settled if keep is None else chosen(asked.words, Retention, keep)
    if demo and members:
        raise Refused("choose-one", options=("--demo", "--member"))
    if address := asked.system.address_of(folder):
        _in_database(asked, address, name, members, kept, language, demo=demo)
        return
    place = typed_path(folder).absolute()
    if demo:
        found_demo(place, language, name)
    else:
        found_team(place, place.name if name is None else name, language, members, kept)
    asked.settings = asked.settings.knowing(place)
    save_settings(asked.settings)
    write(str(place))
    tell(
        asked.words("The team is ready. Open it with «fredstid --team {folder}».", folder=folder),
        asked.words("Its first case begins with «fredstid --team {folder} open 'What it is about'».", folder=folder),
        *readers_lines(asked.words, place),
    )


def _in_database(
    asked: Asked,
    typed: str,
    name: str | None,
    members: tuple[str, ...],
    kept: Retention,
    language: Language,
    *,
    demo: bool,
) -> None:
    """Make a team in a database; it is called as the address says, unless it is given a name."""
    address = address_in(typed)
    called = address.team or None if name is None else name
    if demo:
        found_demo_in_database(typed, language, called)
    else:
        found_in_database(typed, called or "", language, members, kept)
    tell(asked.words("The team is ready. Open it with «fredstid --team {folder}».", folder=typed))
