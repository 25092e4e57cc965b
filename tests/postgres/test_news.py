"""What one screen changes shows on another: at once where the database tells, else with the next look."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from uuid import uuid4

import pytest

from storage.domain.case.case import Case
from storage.domain.people import Language
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, open_team
from storage.postgres.store import PostgresStore
from storage.store import Change
from tests.postgres.relay import relay_to
from tests.postgres.server import Server
from tests.store.conftest import NOW, TEAM
from tests.tui.meeting.sitting import Sitting
from tui.app import watching
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.desk.settings import Settings
from tui.i18n.words import Words
from tui.screens.case.log import CasesScreen

PATIENCE = 30.0
NEVER = 3600.0


@pytest.fixture
def address(server: Server) -> Address:
    address = address_in(server.made_database(f"d{uuid4().hex}") + "&team=team")
    create_team(address, TEAM, now=NOW)
    return address


def written(store: PostgresStore, title: str) -> None:
    store.save(Change(None, Case(id=uuid4().hex, title=title, opened=NOW.date())), by="AB", at=NOW)


def listening(store: PostgresStore) -> Event:
    told = Event()
    assert store.place.listen
    store.place.listen(told.set)
    return told


def test_what_another_session_changes_is_heard_without_a_look(address: Address) -> None:
    one, other = open_team(address, session="one"), open_team(address, session="two")
    told = listening(one)
    written(other, "first")
    assert told.wait(PATIENCE)
    assert [case.title for case in one.book().cases] == ["first"]


def test_what_one_does_oneself_is_no_news(address: Address) -> None:
    one = open_team(address, session="one")
    told = listening(one)
    written(one, "own")
    one.book()  # by now the line has said what it had to say
    assert not told.is_set()


def test_another_teams_changes_are_not_heard(address: Address) -> None:
    create_team(address, TEAM.but(id="others", name="7. trinn"), now=NOW)
    others = open_team(Address(address.server, "others"), session="three")
    one, other = open_team(address, session="one"), open_team(address, session="two")
    told = listening(one)
    written(others, "theirs")
    one.book()
    assert not told.is_set()
    written(other, "ours")
    assert told.wait(PATIENCE)


def test_nothing_is_told_but_that_there_is_news(address: Address) -> None:
    with relay_to(address.server) as (relay, server):
        said: list[bytes] = []

        def noted(sent: bytes) -> bytes:
            said.append(sent)
            return sent

        relay.heard = noted
        written(open_team(Address(server, "team"), session="two"), "secret")
    (told,) = (sent for sent in said if b"notify " in sent)
    assert b"secret" not in told
    assert b"team" not in told


def test_after_the_server_was_away_it_is_heard_again(server: Server, address: Address) -> None:
    one = open_team(address, session="one")
    told = listening(one)
    server.kill()
    assert one.book().read_only
    server.start()
    assert one.book().read_only is None
    written(open_team(address, session="two"), "after")
    assert told.wait(PATIENCE)


def test_a_database_that_tells_nothing_is_looked_at(address: Address) -> None:
    with relay_to(address.server) as (relay, server):
        relay.heard = lambda said: said.replace(b"listen ", b"lissen ").replace(b"notify ", b"nottfy ")
        one, other = (open_team(Address(server, "team"), session=name) for name in ("one", "two"))
        told = listening(one)
        written(other, "first")
        written(other, "second")
        assert {case.title for case in one.book().cases} == {"first", "second"}
        assert not told.is_set()


@asynccontextmanager
async def sitting(address: Address) -> AsyncIterator[Sitting]:
    store = open_team(address, session="screen")
    desk = Desk(store, Words(Language.EN), "screen", "AB", lambda: NOW, place=store.place)
    async with FredstidApp(desk, Settings()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Sitting(pilot)


@pytest.mark.parametrize("between", [NEVER, 0.05])
async def test_a_change_shows_on_another_screen(
    address: Address, monkeypatch: pytest.MonkeyPatch, between: float
) -> None:
    monkeypatch.setattr(watching, "SECONDS_BETWEEN_LOOKS", between)
    other = open_team(address, session="two")
    async with sitting(address) as player:
        await player.press("3")
        await player.on(CasesScreen)
        if between != NEVER:
            player.pilot.app.stop_listening()  # type: ignore[attr-defined]
        for title in ("Leksetid", "Lekseplan"):
            written(other, title)
            await sees(player, title)


async def sees(player: Sitting, text: str) -> None:
    await player.until(lambda: text in picture(player), text)


def picture(player: Sitting) -> str:
    return "\n".join(strip.text.rstrip() for strip in player.screen._compositor.render_strips())
