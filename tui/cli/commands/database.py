"""`fredstid database`: a database made ready for teams, and teachers let into one or taken out."""

from functools import partial

from tui.cli.asked import Asked
from tui.cli.command import argument, command, option
from tui.cli.output import as_json, tell, write_json
from tui.desk.opening import prepare_database
from tui.i18n.words import N_

of_logins = partial(option, multiple=True, metavar=N_("LOGIN"))
SAID = {
    "let_in": N_("{login} belongs to the team now."),
    "taken_out": N_("{login} belongs to the team no longer."),
    "let_lead": N_("{login} reads what teams publish now, and answers."),
    "ended_lead": N_("{login} reads what teams publish no longer."),
}


@command(
    "database",
    help=N_(
        "Done by whoever owns the database; nobody else's password is asked for, and none may stand in an address."
    ),
    first=N_("make the tables, or bring them up to date"),
    examples=(("fredstid database 'postgresql://db/school?team=Year+6' --let-in kari", N_("let a login into a team")),),
)
@argument("address", N_("ADDRESS"), N_("postgresql://host/database?team=NAME"))
@of_logins(
    "--let-in", "let_in", help=N_("A login of the database that belongs to the team from now on; once for each.")
)
@of_logins(
    "--let-lead",
    "let_lead",
    help=N_("A login that reads what teams publish, and answers; it sees nothing of a team's own."),
)
@of_logins("--take-out", "taken_out", help=N_("A login that belongs to the team no longer; what it has written stays."))
@of_logins("--end-lead", "ended_lead", help=N_("A login that reads what teams publish no longer; its answers stay."))
@as_json
def database(asked: Asked, address: str, as_json: bool, **logins: tuple[str, ...]) -> None:
    """Make a database ready, and let teachers into a team or take them out."""
    words = asked.glance()
    ready = prepare_database(asked.system.address_of(address) or address, **logins)
    if as_json:
        write_json({"host": ready.host, "schema": ready.schema, **logins})
        return
    tell(words("The database on {host} is ready.", host=ready.host))
    tell(*(words(SAID[key], login=login) for key in SAID for login in logins[key]))
