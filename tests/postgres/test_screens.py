"""The leader's page on screen over a database: read and answered by a login that sees nothing else."""

from pathlib import Path
from uuid import uuid4

import msgspec
from textual.widgets import Input

from storage.archive import create_store, open_store
from storage.domain.people import Language
from storage.postgres import leading
from storage.postgres.address import address_in
from storage.postgres.opening import create_team
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM
from tests.tui.stage import shown, small_team
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import FileNameDialog, TextDialog
from tui.i18n.words import Words
from tui.screens.pages import LiftScreen, SchoolScreen


async def test_a_head_reads_a_databases_school_on_screen_and_answers(server: Server, tmp_path: Path) -> None:
    database, login = server.made_database(f"d{uuid4().hex}"), f"head{uuid4().hex}"
    server.made_login(login)
    owner, head = address_in(database), database.replace("//owner@", f"//{login}@")
    create_team(owner, TEAM, now=NOW)
    lift = {"reference": "4F09A21C", "words": "Who pays for the hours?", "since": "2026-11-03"}
    told = {"kind": "fredstid-summary", "form": 1, "team": "Year 6", "mark": "m", "on": "2026-11-20", "lifts": [lift]}
    leading.publish(owner.leading_to(TEAM.id), "m", msgspec.json.encode(told).decode())
    team, records = small_team()
    create_store(tmp_path / "team", team.but(language=Language.EN), *records, now=NOW)
    store = open_store(tmp_path / "team", session="one:1")
    desk = Desk(store, Words(Language.EN), "one", "AB", lambda: NOW, place=store.place)
    async with shown(LiftScreen(desk)) as player:
        await player.press("s")
        await player.on(FileNameDialog)
        player.screen.query_one(Input).value = head.replace("@", ":hush@")
        await player.press("enter")
        await player.sees("~/.pgpass")
        player.screen.query_one(Input).value = head
        await player.press("enter")
        await player.hears("you have not been let in")
        leading.let_lead(owner, login)
        await player.press("s")
        await player.on(FileNameDialog)
        player.screen.query_one(Input).value = head
        await player.press("enter")
        await player.on(SchoolScreen)
        await player.sees("Who pays for the hours?")
        await player.press("a")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(TextDialog)
        await player.write("Yes, from January.")
        await player.press("enter")
        await player.on(SchoolScreen)
        await player.sees("Yes, from January.")
    assert "Yes, from January." in str(leading.answers(owner))
