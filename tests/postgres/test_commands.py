"""A team in a database by command: made, opened to somebody, written in and read by another login."""

import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from tests.postgres.server import Server

START = "from tui.__main__ import main; main()"


def run(*arguments: str, status: int = 0, answers: str = "") -> str:
    command = [sys.executable, "-c", START, *arguments]
    done = subprocess.run(command, input=answers, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


@pytest.fixture
def database(server: Server) -> str:
    return server.made_database(f"d{uuid4().hex}") + "&team=6.+trinn"


def test_a_team_in_a_database_is_made_shared_written_in_and_read(server: Server, database: str) -> None:
    assert "there is no fredstid yet" in run("cases", "--team", database, "--language", "en", status=1)
    run("new", database, "--member", "AB", "--member", "CD")
    run("open", "Lekser hver ettermiddag", "--team", database, "--as", "AB")
    server.made_login(login := f"kari{uuid4().hex}")
    of_kari = database.replace("//owner@", f"//{login}@")
    assert "you have not been let in" in run("cases", "--team", of_kari, "--language", "en", status=1)
    run("database", database, "--let-in", login)
    (case,) = json.loads(run("cases", "--team", of_kari, "--json"))
    run("log", case["code"], "Ringte hjem.", "--team", of_kari, "--as", "CD")
    assert "Ringte hjem." in run("show", case["code"], "--team", database)
    assert run("history", "--team", database).count("CD") == 1


def test_a_member_tells_the_leadership_and_hears_from_it_without_a_right_for_it_in_the_database(
    server: Server, database: str, tmp_path: Path
) -> None:
    run("new", database, "--demo", "--language", "en")
    server.made_login(login := f"kari{uuid4().hex}")
    run("database", database, "--let-in", login)
    kari = ("--team", database.replace("//owner@", f"//{login}@"), "--as", "AB", "--language", "en")
    code = next(each["code"] for each in json.loads(run("cases", *kari, "--json")) if each["state"] == "open")
    run("lift", code, "--reason", "Who pays for the hours?", *kari)
    run("publish", str(tmp_path / "school" / "six"), *kari, answers="y\n" * 9)
    (lift, *_) = json.loads(run("school", str(tmp_path / "school"), "--json"))["teams"][0]["lifts"]
    run("school", str(tmp_path / "school"), "--answer", lift["reference"], "Yes, from January.")
    run("publish", str(tmp_path / "school" / "six"), "--approved", *kari)
    told = [run("show", each["code"], *kari) for each in json.loads(run("cases", *kari, "--json"))]
    assert any("Yes, from January." in case for case in told)


def test_a_leader_without_a_right_in_any_team_sees_the_school_and_answers_over_the_database(
    server: Server, database: str
) -> None:
    run("new", database, "--demo", "--language", "en")
    kari, head = f"kari{uuid4().hex}", f"head{uuid4().hex}"
    for login in (kari, head):
        server.made_login(login)
    run("database", database, "--let-in", kari, "--let-lead", head)
    of_kari, of_head = (database.replace("//owner@", f"//{login}@") for login in (kari, head))
    member = ("--team", of_kari, "--as", "AB", "--language", "en")
    code = next(each["code"] for each in json.loads(run("cases", *member, "--json")) if each["state"] == "open")
    run("lift", code, "--reason", "Who pays for the hours?", *member)
    run("publish", of_kari, *member, answers="y\n" * 9)
    (lift, *_) = json.loads(run("school", of_head, "--json"))["teams"][0]["lifts"]
    run("school", of_head, "--answer", lift["reference"], "Yes, from January.")
    run("publish", of_kari, "--approved", *member)
    assert any(
        "Yes, from January." in run("show", each["code"], *member)
        for each in json.loads(run("cases", *member, "--json"))
    )
    run("cases", "--team", of_head, "--language", "en", status=1)


def test_cards_travel_between_two_teams_of_one_database_by_their_logins(
    server: Server, database: str, tmp_path: Path
) -> None:
    other = database.replace("6.+trinn", "7.+trinn")
    logins = [f"kari{uuid4().hex}", f"ola{uuid4().hex}"]
    run("new", database, "--demo", "--name", "6. trinn", "--language", "en")
    run("new", other, "--name", "7. trinn", "--member", "AB", "--member", "CD", "--language", "en")
    for login, team in zip(logins, (database, other), strict=True):
        server.made_login(login)
        run("database", team, "--let-in", login)
    kari, ola = (
        ("--team", team.replace("//owner@", f"//{login}@"), "--language", "en")
        for login, team in zip(logins, (database, other), strict=True)
    )
    run("deck", "export", str(tmp_path / "deck.json"), *kari, answers="y\n" * 99)
    run("deck", "import", str(tmp_path / "deck.json"), "--yes", *ola)
    titles = {each["title"] for each in json.loads(run("cards", "--json", *kari))}
    assert titles
    assert {each["title"] for each in json.loads(run("cards", "--json", *ola))} == titles


def test_a_database_is_opened_by_the_name_that_the_machine_gives_it(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("new", database, "--demo", "--name", "Year 6")
    (tmp_path / "system.toml").write_text(f'[databases]\nschool = "{database.partition("&team=")[0]}"\n', "utf-8")
    monkeypatch.setenv("FREDSTID_SYSTEM", str(tmp_path / "system.toml"))
    assert run("cases", "--team", "school?team=Year 6") == run("cases", "--team", "school")
    run("move", "--from", "school", "--to", str(tmp_path / "team"), "--yes")
    assert str(tmp_path / "team") in run("open", "Mer", "--team", "school", "--language", "en", status=1)


@pytest.mark.parametrize(
    "secret", ["//kari:hush@db/x?team=a", "//db/x?team=a&password=hush", "//db/x?SSLPASSWORD=hush"]
)
@pytest.mark.parametrize("command", ["cases", "new", "database", "move"])
def test_a_password_is_refused_unseen_and_what_works_is_named(command: str, secret: str, tmp_path: Path) -> None:
    address = f"postgresql:{secret}"
    arguments = {
        "cases": ("--team", address),
        "move": ("--from", str(tmp_path), "--to", address),
    }
    said = run(command, *arguments.get(command, (address,)), "--language", "en", status=1)
    assert "hush" not in said
    assert all(way in said for way in ("~/.pgpass", "service file", "PGPASSWORD"))
    assert len(said.splitlines()) == 1


def test_what_is_only_for_folders_says_so(database: str) -> None:
    run("new", database, "--demo")
    assert "in a database" in run("check", "--team", database, "--language", "en", status=1)
    assert "~/.pgpass" in run("cases", "--team", "postgresql://a:b@c/d", "--language", "en", status=1)


def test_the_folders_library_is_not_loaded_for_a_database_nor_the_databases_for_a_folder(own_user: Path) -> None:
    code = "import sys; from tui.__main__ import main\ntry: main()\nfinally: print('psycopg' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "cases", "--team", "demo"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
    assert own_user.exists()


def test_who_was_let_in_or_leads_is_taken_out_again_and_reads_nothing_more(server: Server, database: str) -> None:
    run("new", database, "--demo", "--language", "en")
    kari, head = f"kari{uuid4().hex}", f"head{uuid4().hex}"
    for login in (kari, head):
        server.made_login(login)
    run("database", database, "--let-in", kari, "--let-lead", head)
    of_kari, of_head = (database.replace("//owner@", f"//{login}@") for login in (kari, head))
    run("publish", of_kari, "--team", of_kari, "--as", "AB", "--approved")
    assert json.loads(run("school", of_head, "--json"))["teams"]
    told = json.loads(run("database", database, "--take-out", kari, "--end-lead", head, "--json"))
    assert (told["taken_out"], told["ended_lead"]) == ([kari], [head])
    run("cases", "--team", of_kari, status=1)
    assert "does not let you" in run("school", of_head, "--language", "en", status=1)
    for way in ("--take-out", "--end-lead"):
        said = run("database", database, way, kari, "--language", "en", status=1)
        assert (f"“{kari}” had not been let in" in said, said.count("\n")) == (True, 1)
    run("database", database, "--let-in", kari)
    assert json.loads(run("cases", "--team", of_kari, "--json"))
