"""`fredstid database`: a database made ready for teams, and teachers let into one or taken out."""

from collections.abc import Callable

from tui.cli.asked import Asked
from tui.cli.command import argument, command, option
from tui.cli.output import as_json, tell, write_json
from tui.desk.opening import prepare_database
from tui.i18n.words import N_

SAID = {
    "members": N_("{login} belongs to the team now."),
    "former": N_("{login} belongs to the team no longer."),
    "leaders": N_("{login} reads what teams publish now, and answers."),
    "former_leaders": N_("{login} reads what teams publish no longer."),
}


def _logins(flag: str, who: str, told: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return option(flag, who, multiple=True, metavar=N_("LOGIN"), help=told)


@command(
    "database",
    help=N_(
        "Done by whoever owns the database; nobody else's password is asked for, and none may stand in an address."
    ),
    first=N_("make the tables, or bring them up to date"),
    examples=(("fredstid database 'postgresql://db/school?team=Year+6' --let-in kari", N_("let a login into a team")),),
)
@argument("address", N_("ADDRESS"), N_("postgresql://host/database?team=NAME"))
@_logins("--let-in", "members", N_("A login of the database that belongs to the team from now on; once for each."))
@_logins(
    "--let-lead", "leaders", N_("A login that reads what teams publish, and answers; it sees nothing of a team's own.")
)
@_logins("--take-out", "former", N_("A login that belongs to the team no longer; what it has written stays."))
@_logins("--end-lead", "former_leaders", N_("A login that reads what teams publish no longer; its answers stay."))
@as_json
def database(asked: Asked, address: str, as_json: bool, **logins: tuple[str, ...]) -> None:
    """Make a database ready, and let teachers into a team or take them out."""
    words = asked.glance()
    ready = prepare_database(asked.system.address_of(address) or address, **logins)
    if as_json:
        names = {"members": "let_in", "leaders": "let_lead", "former": "taken_out", "former_leaders": "ended_lead"}
        write_json({"host": ready.host, "schema": ready.schema, **{names[key]: logins[key] for key in names}})
        return
    tell(words("The database on {host} is ready.", host=ready.host))
    tell(*(words(SAID[key], login=login) for key in SAID for login in logins[key]))
