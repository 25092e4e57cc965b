"""Who may read and write what: the database's own rules, whatever a login sends."""

from contextlib import suppress
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.postgres import leading
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, let_in, open_team, take_out
from storage.store import Change, Draft
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM

OTHERS = Team(id="others", name="7. trinn", members=TEAM.members)
HOSTILE = "'; drop table record; -- $1 %s {0} \\ \" $$"
TABLES = ("team", "membership", "record", "number", "change", "draft", "sign", "heartbeat", "file", "paper")


@pytest.fixture
def database(server: Server) -> str:
    return server.made_database(f"d{uuid4().hex}")


@pytest.fixture
def of_kari(server: Server, database: str, case: Case) -> Address:
    """Two teams with a case each, one of which Kari belongs to."""
    for team in (TEAM, OTHERS):
        store = create_team(address_in(database), team, now=NOW)
        store.save(Change(None, case.but(id=f"case-{team.id}", title=f"secret of {team.name}")), by="AB", at=NOW)
        store.keep_draft(Draft(by="AB", place="note", text=f"secret of {team.name}", at=NOW))
    server.made_login(login := f"kari{uuid4().hex}")
    let_in(address_in(database).leading_to(TEAM.id), login)
    return address_in(database.replace("//owner@", f"//{login}@") + "&team=6.+trinn")


@pytest.fixture
def case() -> Case:
    return Case(id="case", title="Leksetid", opened=NOW.date())


def test_a_member_reads_and_writes_in_her_own_team(of_kari: Address) -> None:
    store = open_team(of_kari, session="one")
    (kept,) = store.save(Change(None, Case(id="new", title="Ny", opened=NOW.date())), by="CD", at=NOW)
    assert {each.title for each in store.book().cases} == {"secret of 6. trinn", "Ny"}
    assert store.undo(by="CD", at=NOW) == ()
    assert kept not in store.book().cases


def test_nothing_she_sends_shows_her_another_teams_rows(of_kari: Address) -> None:
    with psycopg.connect(of_kari.server, autocommit=True) as connection:
        connection.execute("set search_path to fredstid")
        for table in TABLES:
            assert "7. trinn" not in str(connection.execute(f"select * from {table}").fetchall())  # noqa: S608
            assert "others" not in str(connection.execute(f"select * from {table}").fetchall())  # noqa: S608
        for sent in (
            "insert into membership values ('others', session_user)",
            "insert into record values ('others', 'x', 'case', 1, '{}')",
            "update record set team = 'others'",
            "delete from change",
            "update change set by = 'CD'",
            "insert into change values ('team', 99, 'x', now(), 'AB', 'owner', '', '', '[]')",
            "create table fredstid.mine (x int)",
            "alter table record disable row level security",
            "set role owner",
            "set session authorization owner",
        ):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(sent)
        for setting in ("row_security = off", "fredstid.team = 'others'", "search_path = fredstid, pg_temp"):
            connection.execute(f"set {setting}")
        with pytest.raises(InsufficientPrivilege):
            connection.execute("select * from fredstid.record")  # refused rather than shown more of


def everything_seen(connection: psycopg.Connection) -> str:
    """Whatever a login can see of every table, in every way of asking."""
    seen = [str(connection.execute(f"select * from fredstid.{table}").fetchall()) for table in TABLES]  # noqa: S608
    for table in TABLES:
        with connection.cursor().copy(f"copy (select * from fredstid.{table}) to stdout") as copied:  # noqa: S608
            seen += [bytes(row).decode() for row in copied]
    seen.append(str(connection.execute("select * from pg_stats where schemaname = 'fredstid'").fetchall()))
    return "".join(seen)


HOSTILE_SETS = (
    (
        "create temp table membership (team text, login text)",
        "insert into pg_temp.membership values ('others', 'owner')",
    ),
    (
        "create temp table membership as select 'others'::text as team, session_user::text as login",
        "create temp table team as select 'others'::text as id, null::text as moved_to",
        "set search_path to pg_temp, fredstid",
    ),
    ("create function pg_temp.is_member(text) returns boolean language sql as 'select true'",),
    ("set role fredstid_member", "set search_path to pg_temp"),
    ("set fredstid.team = 'others'", "set session_replication_role = replica"),
    ("set local role owner",),
    ("create temp view mine as select * from fredstid.record", "alter view mine owner to owner"),
    ("select fredstid.forget_drafts('others', array['note'])",),
)


@pytest.mark.parametrize("sent", HOSTILE_SETS)
def test_whatever_a_login_makes_for_itself_shows_it_no_more(
    of_kari: Address, database: str, sent: tuple[str, ...]
) -> None:
    with psycopg.connect(of_kari.server, autocommit=True) as connection:
        for statement in sent:
            with suppress(psycopg.Error):
                connection.execute(statement)
        seen = everything_seen(connection)
        assert "secret of 6. trinn" in seen
        assert "others" not in seen
        assert "7. trinn" not in seen
        for statement in ("update fredstid.record set body = ''", "delete from fredstid.record"):
            connection.execute(statement)
    (others,) = open_team(Address(address_in(database).server, "others"), session="two").book().cases
    assert others.title == "secret of 7. trinn"
    assert "note" in open_team(Address(address_in(database).server, "others"), session="two").drafts("AB")


def test_a_function_of_ones_own_sees_no_row_before_the_rules_have(of_kari: Address) -> None:
    seen: list[str] = []
    with psycopg.connect(of_kari.server, autocommit=True) as connection:
        connection.add_notice_handler(lambda notice: seen.append(notice.message_primary or ""))
        connection.execute(
            "create function pg_temp.peek(text) returns boolean language plpgsql cost 0.0000001"
            " as $$ begin raise notice '%', $1; return true; end $$"
        )
        connection.execute("select * from fredstid.record where pg_temp.peek(body)")
        connection.execute("select * from fredstid.team where pg_temp.peek(name)")
    assert any("6. trinn" in each for each in seen)
    assert not any("7. trinn" in each for each in seen)


def test_a_second_role_that_is_no_member_sees_nothing(server: Server, of_kari: Address) -> None:
    server.made_login(login := f"ola{uuid4().hex}")
    address = of_kari.server.replace(f"//{of_kari.server.partition('//')[2].partition('@')[0]}@", f"//{login}@")
    with psycopg.connect(address, autocommit=True) as connection:
        for table in TABLES:
            with pytest.raises(InsufficientPrivilege):
                connection.execute(f"select * from fredstid.{table}")  # noqa: S608
        with pytest.raises(InsufficientPrivilege):
            connection.execute("set role fredstid_member")


def test_nobody_reads_what_another_login_is_typing(of_kari: Address) -> None:
    store = open_team(of_kari, session="one")
    assert not store.drafts("AB")
    store.delete_case("case-team", by="CD", at=NOW)
    assert not [each for each in store.book().cases if each.id == "case-team"]


def test_a_text_is_a_text_whatever_it_says(of_kari: Address) -> None:
    store = open_team(of_kari, session=HOSTILE)
    case = Case(id=HOSTILE, title=HOSTILE, opened=NOW.date(), themes=(HOSTILE,))
    store.save(Change(None, case), by=HOSTILE, at=NOW)
    store.keep_draft(Draft(by=HOSTILE, place=HOSTILE, text=HOSTILE, at=NOW))
    again = open_team(of_kari, session="two")
    (kept,) = (each for each in again.book().cases if each.id == HOSTILE)
    assert (kept.title, kept.themes) == (HOSTILE, (HOSTILE,))
    assert again.drafts(HOSTILE)[HOSTILE].text == HOSTILE


def test_a_team_that_one_does_not_belong_to_is_not_there(of_kari: Address) -> None:
    with pytest.raises(Refused, match="no-team-in-database"):
        open_team(Address(of_kari.server, "7. trinn"), session="one")


def test_of_several_teams_one_is_named(database: str) -> None:
    for team in (TEAM, OTHERS, OTHERS.but(id="third", name=TEAM.name)):
        create_team(address_in(database), team, now=NOW)
    with pytest.raises(Refused, match="which-team-there"):
        open_team(address_in(database), session="one")
    with pytest.raises(Refused, match="teams-of-one-name") as raised:
        open_team(Address(address_in(database).server, TEAM.name), session="one")
    assert raised.value.params["teams"] == ("team", "third")
    assert open_team(Address(address_in(database).server, "third"), session="one").book().team.id == "third"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://kari:secret@localhost/x?team=a", "password-in-address"),
        ("postgresql://kari@localhost/x?team=a&password=secret", "password-in-address"),
        ("postgresql://kari@[localhost/x?team=a", "database-address"),
        ("postgresql:x", "database-address"),
        ("postgresql:///x?sslmode=verify-full&sslrootcert=/nowhere&hostaddr=127.0.0.1&port=1&team=a", "database-gone"),
        ("postgresql:///x?host=/nowhere-at-all&team=a", "database-gone"),
        ("postgresql:///x?no_such_option=1&team=a", "database-address"),
        ("postgresql://no.such.host.invalid/x?team=a", "database-gone"),
    ],
)
def test_what_cannot_be_opened_is_said_by_a_code(address: str, code: str) -> None:
    with pytest.raises(Refused, match=code) as raised:
        open_team(address_in(address), session="one")
    assert "secret" not in str(raised.value.params)


def test_a_database_without_tables_and_one_of_another_program_are_told_apart(server: Server, database: str) -> None:
    with pytest.raises(Refused, match="database-empty"):
        open_team(address_in(server.address("owner", "no_such_database")), session="one")
    with pytest.raises(Refused, match="database-empty"):
        open_team(address_in(database), session="one")
    create_team(address_in(database), TEAM, now=NOW)
    for number, code in ((99, "database-newer"), (0, "database-older")):
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("update fredstid.version set number = %s", (number,))
        with pytest.raises(Refused, match=code):
            open_team(address_in(database), session="one")


def test_a_database_that_can_only_be_read_says_so_and_is_read(database: str, case: Case) -> None:
    create_team(address_in(database), TEAM, now=NOW)
    store = open_team(Address(f"{database}&options=-cdefault_transaction_read_only%3Don", TEAM.id), session="one")
    why = store.book().read_only
    assert why is not None
    assert why.code == "database-read-only"
    with pytest.raises(Refused, match="database-read-only"):
        store.save(Change(None, case), by="AB", at=NOW)


def test_a_full_disk_is_said_and_nothing_is_changed(database: str, case: Case) -> None:
    store = create_team(address_in(database), TEAM, now=NOW)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "create function full_disk() returns trigger language plpgsql as $$"
            " begin raise exception 'full' using errcode = 'disk_full'; end $$"
        )
        connection.execute("create trigger full_disk before insert on fredstid.change execute function full_disk()")
    with pytest.raises(Refused, match="not-saved") as raised:
        store.save(Change(None, case), by="AB", at=NOW)
    assert raised.value.params["reason"] == "disk-full"
    assert not open_team(address_in(database), session="two").book().cases


def test_a_leader_reads_what_teams_publish_and_answers_and_sees_nothing_of_their_own(
    server: Server, of_kari: Address, database: str
) -> None:
    server.made_login(login := f"head{uuid4().hex}")
    owner = address_in(database)
    leading.let_lead(owner, login)
    head = address_in(database.replace("//owner@", f"//{login}@"))
    leading.publish(of_kari.leading_to(TEAM.id), "mark", "what we publish")
    assert leading.published(head) == [("mark", b"what we publish")]
    leading.answer(head, "mark", "4F09A21C", "yes, from January")
    leading.answer(head, "mark", "4F09A21C", "yes, from May")
    assert leading.answers(of_kari) == leading.answers(head) == [b"yes, from May"]
    with psycopg.connect(head.server, autocommit=True) as connection:
        connection.execute("set search_path to fredstid")
        for sent in (
            *(f"table {table}" for table in (*TABLES, "summary")),
            "select team from summary",
            "insert into summary values ('others', 'other', 'x')",
            "delete from answer",
            "insert into leader values ('kari')",
            "set role fredstid_member",
            "select forget_drafts('team', array['note'])",
        ):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(sent)


def test_a_member_publishes_for_no_other_team_and_answers_nothing(of_kari: Address, database: str) -> None:
    leading.publish(address_in(database).leading_to(OTHERS.id), "theirs", "what others publish")
    assert leading.published(of_kari) == []
    with pytest.raises(Refused) as refused:
        leading.publish(of_kari.leading_to(OTHERS.id), "theirs", "x")
    assert refused.value.code == "database-not-yours"
    with pytest.raises(Refused) as refused:
        leading.answer(of_kari, "theirs", "4F09A21C", "no")
    assert refused.value.code == "database-not-yours"


def test_who_leads_no_longer_or_is_taken_out_is_refused_from_the_next_look_on(
    server: Server, of_kari: Address, database: str, case: Case
) -> None:
    server.made_login(login := f"head{uuid4().hex}")
    owner, head = address_in(database), address_in(database.replace("//owner@", f"//{login}@"))
    leading.let_lead(owner, login)
    leading.publish(of_kari.leading_to(TEAM.id), "mark", "what we publish")
    leading.answer(head, "mark", "4F09A21C", "yes, from January")
    leading.end_lead(owner, login)
    store = open_team(of_kari, session="kari")
    kari = urlsplit(of_kari.server).netloc.rstrip("@")
    with pytest.raises(Refused, match="database-not-yours"):
        take_out(of_kari, "owner")
    take_out(owner.leading_to(TEAM.id), kari)
    for refused, deed in (
        ("database-not-yours", lambda: leading.published(head)),
        ("database-not-yours", lambda: leading.answer(head, "mark", "4F09A21C", "no")),
        ("team-gone", lambda: store.save(Change(None, case), by="AB", at=NOW)),
        ("not-let-in", lambda: leading.end_lead(owner, login)),
        ("not-let-in", lambda: take_out(owner.leading_to(TEAM.id), kari)),
    ):
        with pytest.raises(Refused) as raised:
            deed()
        assert raised.value.code == refused
    assert store.book().read_only
    assert leading.answers(owner) == [b"yes, from January"]
