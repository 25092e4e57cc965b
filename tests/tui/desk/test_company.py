"""Who counts as being there, what is said of them, and how rarely one says so oneself."""

from datetime import timedelta

import msgspec
import pytest

from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.store import Presence
from tests.tui.stage import NOW, memory_desk, store_of
from tui.desk import drafting
from tui.desk.desk import Desk
from tui.desk.presence import NOWHERE, OLD_AFTER, RENEWED_AFTER, Company, Whereabouts, company_text, others
from tui.i18n.words import Words

CASE = Whereabouts("26-001")
ENGLISH = Words(Language.EN)
SIGN = Presence(session="elsewhere:1:x", by="CD", case="26-001", at=NOW)
READS = SIGN
WRITES = msgspec.structs.replace(SIGN, session="elsewhere:2:x", by="EF", writes=True)
MEETING = msgspec.structs.replace(SIGN, session="elsewhere:3:x", by="GH", meeting=True)
MINE = msgspec.structs.replace(SIGN, session="elsewhere:4:x", by="AB")
NOBODYS = msgspec.structs.replace(SIGN, session="elsewhere:5:x", by="")


def seen(desk: Desk, *signs: Presence) -> tuple[Presence, ...]:
    for sign in signs:
        desk.store.be_here(sign)
    return others(desk, "26-001")


def test_only_the_living_at_the_same_case_are_company() -> None:
    desk = memory_desk()
    dead = msgspec.structs.replace(SIGN, session=drafting.session_name("x").replace(":", ":99999999", 1), by="dead")
    old = msgspec.structs.replace(SIGN, session="elsewhere:6:x", at=NOW - OLD_AFTER - timedelta(seconds=1))
    early = msgspec.structs.replace(SIGN, session=drafting.session_name("early"), boot="another start")
    elsewhere = msgspec.structs.replace(SIGN, session="elsewhere:7:x", case="26-002")
    oneself = msgspec.structs.replace(SIGN, session=desk.session)
    assert seen(desk, dead, old, early, elsewhere, oneself, SIGN) == (SIGN,)


def test_a_session_of_this_start_on_this_machine_lives() -> None:
    sign = msgspec.structs.replace(SIGN, session=drafting.session_name("x"), boot=drafting.boot_id())
    assert seen(memory_desk(), sign) == (sign,)


def test_a_machine_that_does_not_tell_its_start_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    drafting.boot_id.cache_clear()
    monkeypatch.setattr(drafting, "BOOT", drafting.BOOT.with_name("nothing-here"))
    assert drafting.boot_id() == ""
    assert not drafting.is_of_earlier_boot(drafting.session_name("x"), drafting.boot_id())
    drafting.boot_id.cache_clear()


@pytest.mark.parametrize(
    ("here", "said"),
    [
        ((), ""),
        ((READS,), "CD has it open too"),
        ((READS, WRITES), "EF is writing here · CD has it open too"),
        ((MEETING,), "the meeting is on it"),
        ((MINE,), "another screen has it open too"),
        ((READS, NOBODYS), "CD, another screen has it open too"),
    ],
)
def test_it_is_said_in_a_few_words(here: tuple[Presence, ...], said: str) -> None:
    assert company_text(ENGLISH, "AB", here) == said


def test_a_sign_is_given_when_there_is_news_and_else_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = memory_desk()
    company = Company()
    given: list[Presence] = []
    monkeypatch.setattr(store_of(desk), "be_here", given.append)
    for where in (NOWHERE, CASE, CASE, Whereabouts("26-001", writes=True), Whereabouts("26-002")):
        company.be(desk, where)
    assert [(sign.case, sign.writes) for sign in given] == [("26-001", False), ("26-001", True), ("26-002", False)]
    later = Desk(desk.store, desk.words, desk.session, "AB", lambda: NOW + RENEWED_AFTER, place=desk.place)
    company.be(later, Whereabouts("26-002"))
    company.be(later, Whereabouts("26-002"))
    assert len(given) == 4


def test_leaving_takes_the_sign_away_once() -> None:
    desk = memory_desk()
    company = Company()
    company.be(desk, CASE)
    assert [sign.case for sign in desk.store.present()] == ["26-001"]
    company.be(desk, NOWHERE)
    company.leave(desk)
    assert desk.store.present() == ()


def test_a_folder_that_cannot_be_written_hears_nothing() -> None:
    desk = memory_desk()
    store_of(desk).read_only = Refused("read-only", path="/nowhere")
    Company().be(desk, CASE)
    assert desk.store.present() == ()


def test_a_full_disk_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = memory_desk()

    def full(*_: object) -> tuple[Presence, ...]:
        raise Refused("not-saved", reason="disk-full")

    monkeypatch.setattr(store_of(desk), "be_here", full)
    monkeypatch.setattr(store_of(desk), "present", full)
    Company().be(desk, CASE)
    assert others(desk, "26-001") == ()
