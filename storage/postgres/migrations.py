"""The tables, step by step: each step is done once, in its order, and its number stays in the database."""

from pathlib import Path

from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from storage.domain.errors import Refused

ROLE = "fredstid_member"
"""The role that every teacher's login has; it may read and write what the rows' own rules allow, and no more."""
LEADER = "fredstid_leader"
"""The role of whoever leads: it reads what teams have published and answers, and sees nothing of a team's own."""

STEPS = ("first.sql", "second.sql", "third.sql", "fourth.sql", "fifth.sql")
"""What leads from each number to the next; the first makes everything."""


def stands_at(cursor: Cursor) -> int:
    """Return the number of the last step that was done; raises UndefinedTable where none ever was."""
    row = cursor.execute("select number + 0 from version").fetchone()
    return int(row[0]) if row else 0


def bring_up(cursor: Cursor, schema: str) -> None:
    """Do the steps that are missing; raises `database-newer` where a newer program has been here.

    The functions keep the path that is set here. Somebody's own temporary tables come last in it: left out, they would
    come first, and a table of memberships that they made themselves would be believed.
    """
    name = Identifier(schema)
    cursor.execute(SQL("create schema if not exists {}").format(name))
    cursor.execute(SQL("set local search_path to {}, pg_temp").format(name))
    cursor.execute("create table if not exists version (number integer not null)")
    cursor.execute("lock table version")
    number = stands_at(cursor)
    if number > len(STEPS):
        raise Refused("database-newer")
    for step in STEPS[number:]:
        cursor.execute(Path(__file__).with_name(step).read_bytes())
    cursor.execute("delete from version")
    cursor.execute("insert into version values (%s)", (len(STEPS),))
    cursor.execute(SQL("grant usage on schema {} to {}, {}").format(name, Identifier(ROLE), Identifier(LEADER)))
