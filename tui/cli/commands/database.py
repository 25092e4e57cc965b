"""`fredstid database`: a database made ready for teams, and teachers let into one."""

from tui.cli.asked import Asked
from tui.cli.command import argument, command, option
from tui.cli.output import as_json, tell, write_json
from tui.desk.opening import prepare_database
from tui.i18n.words import N_


@command(
    "database",
    help=N_(
        "Done by whoever owns the database; nobody else's password is asked for, and none may stand in an address."
    ),
    first=N_("make the tables, or bring them up to date"),
    examples=(("fredstid database 'postgresql://db/school?team=Year+6' --let-in kari", N_("let a login into a team")),),
)
@argument("address", N_("ADDRESS"), N_("postgresql://host/database?team=NAME"))
@option(
    "--let-in",
    "logins",
    multiple=True,
    metavar=N_("LOGIN"),
    help=N_("A login of the database that belongs to the team from now on; once for each."),
)
@option(
    "--let-lead",
    "leaders",
    multiple=True,
    metavar=N_("LOGIN"),
    help=N_("A login that reads what teams publish, and answers; it sees nothing of a team's own."),
)
@as_json
def database(asked: Asked, address: str, logins: tuple[str, ...], leaders: tuple[str, ...], as_json: bool) -> None:
    """Make a database ready, and let teachers into a team."""
    words = asked.glance()
    ready = prepare_database(asked.system.address_of(address) or address, logins, leaders)
    if as_json:
        write_json({"host": ready.host, "schema": ready.schema, "let_in": list(logins), "let_lead": list(leaders)})
        return
    tell(words("The database on {host} is ready.", host=ready.host))
    for login in logins:
        tell(words("{login} belongs to the team now.", login=login))
    for login in leaders:
        tell(words("{login} reads what teams publish now, and answers.", login=login))
