"""Opening a team in a database, making a new one, and letting somebody in or taking them out."""

from datetime import datetime

from psycopg import Cursor
from psycopg.errors import UndefinedObject, UndefinedTable
from psycopg.sql import SQL, Identifier

from storage.domain.changing import Change, refuse_identity_numbers
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.record import Record
from storage.postgres.address import Address
from storage.postgres.connection import TeamDatabase
from storage.postgres.migrations import ROLE, bring_up
from storage.postgres.rows import make_team, team_named
from storage.postgres.store import PostgresStore

MAY_WRITE = """
select has_table_privilege('record', 'insert') and current_setting('transaction_read_only') = 'off'
    and not pg_is_in_recovery()
"""
TAKEN_OUT = "delete from membership where team = %s and login = %s returning login"


def open_team(address: Address, *, session: str) -> PostgresStore:
    """Return the store of a team that an address names.

    Raises `no-team-in-database`, `which-team-there`, `teams-of-one-name`, and what `TeamDatabase.transaction` raises.
    """
    database = TeamDatabase(address)
    team = database.asked(lambda cursor: team_named(cursor, address.team), at_once=True)
    database.tells_of(team)
    read_only = None if database.says(MAY_WRITE, ()) else Refused("database-read-only", host=address.host)
    store = PostgresStore(database, team, session, read_only)
    store.book()
    return store


def create_team(address: Address, team: Team, *records: Record, now: datetime, session: str = "") -> PostgresStore:
    """Return the store of a new team with its first records, and make the tables where there are none.

    Raises `team-exists`, `identity-number`, and what `TeamDatabase.transaction` raises.
    """
    refuse_identity_numbers(tuple(Change(None, record) for record in (team, *records)))
    prepare(address)
    database = TeamDatabase(address)
    database.tells_of(team.id)
    database.asked(lambda cursor: make_team(cursor, team))
    store = PostgresStore(database, team.id, session)
    store.save(*(Change(None, record) for record in (team, *records)), by="", at=now)
    return store


def prepare(address: Address) -> None:
    """Make the tables, or bring them up to this program's; only who may make them can.

    Raises `database-newer`, or `database-others` where something else lies there.
    """

    def done(cursor: Cursor) -> None:
        try:
            bring_up(cursor, address.schema)
        except UndefinedTable:
            raise Refused("database-others", host=address.host) from None

    TeamDatabase(address, is_ready=False).asked(done)


def let_in(address: Address, login: str) -> None:
    """Make a login a member of the team that an address means; raises `no-such-login`."""

    def done(cursor: Cursor) -> None:
        cursor.execute(SQL("grant {} to {}").format(Identifier(ROLE), Identifier(login)))
        membership = (team_named(cursor, address.team), login)
        cursor.execute("insert into membership values (%s, %s) on conflict do nothing", membership)

    try:
        TeamDatabase(address).asked(done)
    except UndefinedObject:
        raise Refused("no-such-login", login=login) from None


def take_out(address: Address, login: str) -> None:
    """Let a login belong to a team no longer, from its next look on; raises `not-let-in`."""

    def done(cursor: Cursor) -> None:
        if not cursor.execute(TAKEN_OUT, (team_named(cursor, address.team), login)).fetchone():
            raise Refused("not-let-in", login=login)

    TeamDatabase(address).asked(done)
