"""A database that behaves as a wire-compatible relative does: it tells nobody anything, and asks for much once more.

`LISTEN` and `NOTIFY` are spoilt on the line, every transaction is serializable, and a sequence that no rollback turns
back lets reads, writes and commits fail again and again with what such engines say then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg

from storage.postgres.address import Address, address_in
from storage.postgres.opening import let_in
from tests.postgres.relay import relay_to
from tests.postgres.server import Server

UNLUCKY = 23
"""Every so manieth time something fails."""
LUCK = f"""
create sequence public.luck;
create function public.lucky() returns boolean language plpgsql volatile as $$
    begin
        if nextval('public.luck') % {UNLUCKY} = 0 then
            raise exception 'restart transaction' using errcode = 'serialization_failure';
        end if;
        return true;
    end $$;
create function public.written() returns trigger language plpgsql as $$
    begin perform public.lucky(); return coalesce(new, old); end $$;
grant usage on sequence public.luck to public;
create trigger unlucky before insert or update or delete on fredstid.record
    for each row execute function public.written();
create constraint trigger unlucky_at_last after insert on fredstid.change deferrable initially deferred
    for each row execute function public.written();
create policy unlucky on fredstid.record as restrictive for select using ((select public.lucky()));
create policy unlucky on fredstid.team as restrictive for select using ((select public.lucky()));
"""
SERIALIZABLE = "alter role {login} set default_transaction_isolation = 'serializable'"
TELLING = {b"listen ": b"lissen ", b"notify ": b"nottfy "}


def without_telling(said: bytes) -> bytes:
    """Spoil what a relative does not know."""
    for known, unknown in TELLING.items():
        said = said.replace(known, unknown)
    return said


@contextmanager
def as_a_relative(server: Server, address: Address, team: str) -> Iterator[Address]:
    """Let a team's database be a relative's from now on; yield the address of a member who comes over its line."""
    server.made_login(login := f"kari{uuid4().hex}")
    let_in(address.leading_to(team), login)
    with psycopg.connect(address.server, autocommit=True) as connection:
        connection.execute(LUCK)
        connection.execute(SERIALIZABLE.format(login=login).encode())
    with relay_to(address.server.replace("//owner@", f"//{login}@")) as (relay, near):
        relay.heard = without_telling
        yield address_in(f"{near}&team={team}")


def failures(address: Address) -> int:
    """How often something has failed so far."""
    with psycopg.connect(address.server) as connection:
        row = connection.execute("select last_value from public.luck").fetchone()
        return int(row[0]) // UNLUCKY if row else 0
