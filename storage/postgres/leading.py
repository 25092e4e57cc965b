"""What teams in a database publish for their leadership, and its answers: rows that a leader may read, no others."""

from psycopg.errors import UndefinedObject
from psycopg.sql import SQL, Identifier

from storage.domain.errors import Refused
from storage.postgres.address import Address
from storage.postgres.connection import TeamDatabase
from storage.postgres.migrations import LEADER

GRANT = SQL("grant {} to {}")
NOBODY_HERE = "select row_security_active('summary') and not is_leader() and not exists (select from own_teams())"
PUBLISH = """
insert into summary (team, mark, body) values (%s, %s, %s)
on conflict (team) do update set mark = excluded.mark, body = excluded.body
"""
ANSWER = """
insert into answer (mark, reference, body) values (%s, %s, %s)
on conflict (mark, reference) do update set body = excluded.body, login = session_user
"""


def published(address: Address) -> list[tuple[str, bytes]]:
    """Return what each team has published, after its mark; raises `database-not-yours`, also once one leads no more."""
    database = TeamDatabase(address)
    rows = database.does("select mark, body from summary")
    if not rows and database.says(NOBODY_HERE, ()):
        raise Refused("database-not-yours", host=address.host)
    return [(mark, body.encode()) for mark, body in rows]


def answers(address: Address) -> list[bytes]:
    """Return every answer that whoever asks may read."""
    return [body.encode() for (body,) in TeamDatabase(address).does("select body from answer order by mark, reference")]


def publish(address: Address, mark: str, body: str) -> None:
    """Keep what the team that an address leads to publishes, in the place of what it published before."""
    TeamDatabase(address).does(PUBLISH, address.team, mark, body)


def answer(address: Address, mark: str, reference: str, body: str) -> None:
    """Keep an answer in the place of an earlier one to the same."""
    TeamDatabase(address).does(ANSWER, mark, reference, body)


def let_lead(address: Address, login: str) -> None:
    """Let a login read what teams publish, and answer; raises `no-such-login`."""
    try:
        TeamDatabase(address).asked(lambda cursor: cursor.execute(GRANT.format(Identifier(LEADER), Identifier(login))))
    except UndefinedObject:
        raise Refused("no-such-login", login=login) from None
    TeamDatabase(address).does("insert into leader values (%s) on conflict do nothing", login)


def end_lead(address: Address, login: str) -> None:
    """Let a login read what teams publish no longer; the role stays, which others may rest on. Raises `not-let-in`."""
    if not TeamDatabase(address).does("delete from leader where login = %s returning login", login):
        raise Refused("not-let-in", login=login)
