"""What cannot be opened or written in says so in one sentence of three languages, and nothing is changed."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import uuid4

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, open_team
from storage.store import Change
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM
from tui.i18n.refusals import sentence
from tui.i18n.words import Words

WANTS_TLS = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
AGREED = b"S"


@pytest.fixture
def database(server: Server) -> str:
    return server.made_database(f"d{uuid4().hex}")


def sentences(why: Refused) -> set[str]:
    """What a refusal says, in each language once."""
    return {sentence(Words(language), why) for language in Language}


def refused(address: str) -> Refused:
    with pytest.raises(Refused) as raised:
        open_team(address_in(address), session="one")
    return raised.value


def of_others(database: str, *statements: str) -> str:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create schema fredstid")
        for statement in statements:
            connection.execute(statement.encode())
    return database


OTHERS: dict[str, tuple[str, ...]] = {
    "a version of something else": ("create table fredstid.version (tag text)",),
    "a version in words": ("create table fredstid.version (number text)", "insert into fredstid.version values ('a')"),
    "a team of something else": ("create table fredstid.team (x int)",),
    "a view": ("create view fredstid.version as select 1 as number",),
}


@pytest.mark.parametrize("what", OTHERS)
def test_where_others_tables_lie_nothing_is_made_nor_changed(database: str, what: str) -> None:
    address = address_in(of_others(database, *OTHERS[what]))
    with psycopg.connect(database) as connection:
        listed = "select table_name, column_name from information_schema.columns where table_schema = 'fredstid'"
        before = connection.execute(listed).fetchall()
        with pytest.raises(Refused) as raised:
            create_team(address, TEAM, now=NOW)
        assert connection.execute(listed).fetchall() == before
    assert raised.value.code == "database-others"
    assert len(sentences(raised.value)) == len(Language)
    create_team(Address(address.server, TEAM.id, "elsewhere"), TEAM, now=NOW)


def test_a_login_that_the_database_does_not_know_is_told_where_a_password_goes(database: str) -> None:
    why = refused(database.replace("//owner@", "//nobody@"))
    assert why.code == "database-login"
    assert all(".pgpass" in said and "PGPASSWORD" in said for said in sentences(why))


def test_why_nobody_answers_is_said_in_words() -> None:
    for address in ("postgresql:///x?host=/nowhere", "postgresql://127.0.0.1:1/x", "postgresql://no.such.invalid/x"):
        why = refused(address)
        assert why.code == "database-gone"
        assert not any(str(why.params["reason"]) in said for said in sentences(why))


def test_too_many_lines_are_said(server: Server, database: str) -> None:
    server.made_login(login := f"kari{uuid4().hex}")
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"alter role {login} connection limit 0".encode())
    assert refused(database.replace("//owner@", f"//{login}@")).params["reason"] == "too-many-lines"


def test_of_teams_of_one_name_each_is_named_by_what_opens_it(database: str) -> None:
    for key, name in (("one", "Year 6"), ("two", "Year 6"), ("three", "Year 7")):
        create_team(address_in(database), TEAM.but(id=key, name=name), now=NOW)
    for address in (database, f"{database}&team=Year 6"):
        for team in refused(address).params["teams"]:  # type: ignore[attr-defined]
            open_team(Address(database, str(team)), session="one")


def written(home: Path, name: str) -> tuple[Path, Path]:
    """Write a certificate that nobody else vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    lasting = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = serialization.Encoding.PEM
    certificate, secret = home / f"{name}.crt", home / f"{name}.key"
    certificate.write_bytes(lasting.sign(key, hashes.SHA256()).public_bytes(pem))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return certificate, secret


@contextmanager
def door(answers: Callable[[socket.socket], None]) -> Iterator[int]:
    """Let something that is no database answer on a port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def let_in() -> None:
            with suppress(OSError):
                while True:
                    with listening.accept()[0] as line, suppress(OSError):
                        answers(line)

        Thread(target=let_in, daemon=True).start()
        yield listening.getsockname()[1]
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def test_a_wrong_certificate_is_said_and_nothing_is_sent(tmp_path: Path) -> None:
    wrong, right = written(tmp_path, "wrong"), written(tmp_path, "right")
    context, heard = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), list[bytes]()
    context.load_cert_chain(*wrong)

    def answers(line: socket.socket) -> None:
        if line.recv(8) == WANTS_TLS:
            line.sendall(AGREED)
            with context.wrap_socket(line, server_side=True) as safe:
                heard.append(safe.recv(64))

    with door(answers) as port:
        why = refused(f"postgresql://kari@127.0.0.1:{port}/x?sslmode=verify-full&sslrootcert={right[0]}&team=a")
    assert why.code == "database-certificate"
    assert not any(heard)
    assert all("sslrootcert" in said for said in sentences(why))


def test_a_database_without_a_certificate_is_not_spoken_to_where_one_is_asked_for() -> None:
    with door(lambda line: line.sendall(b"N") if line.recv(8) == WANTS_TLS else None) as port:
        assert refused(f"postgresql://127.0.0.1:{port}/x?sslmode=require").code == "database-certificate"


def test_what_is_no_database_is_no_traceback() -> None:
    with door(lambda line: line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        assert refused(f"postgresql://127.0.0.1:{port}/x?sslmode=disable").code == "database-gone"


def test_what_a_full_disk_refuses_is_known_not_to_be_saved(database: str) -> None:
    store = create_team(address_in(database), TEAM, now=NOW)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "create function public.full() returns trigger language plpgsql as $$"
            " begin raise exception 'full' using errcode = 'disk_full'; end $$"
        )
        connection.execute(
            "create constraint trigger at_last after insert on fredstid.change deferrable initially deferred"
            " for each row execute function public.full()"
        )
    with pytest.raises(Refused, match="not-saved"):
        store.save(Change(None, Case(id="case", title="Ny", opened=NOW.date())), by="AB", at=NOW)
    assert not store.book().cases
