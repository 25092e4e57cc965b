"""The contract of drafts and signs of life, over every store."""

from datetime import datetime, timedelta

import pytest

from storage.domain.errors import Refused
from storage.store import Draft, Heartbeat, Presence, TeamStore
from tests.store.conftest import NOW, Open

PLACE = "case/26-001/entry/text"
NUMBER = "020132 99997"
LATER = NOW + timedelta(minutes=1)


def draft(text: str, by: str = "AB", at: datetime = NOW, place: str = PLACE) -> Draft:
    return Draft(by=by, place=place, text=text, at=at)


def said(store: TeamStore, by: str = "AB") -> dict[str, str]:
    return {place: each.text for place, each in store.drafts(by).items()}


def test_a_draft_is_kept_by_whose_and_where_it_is(store: TeamStore) -> None:
    store.keep_draft(draft("Gråter"))
    store.keep_draft(draft("Gråter over leksene"))
    store.keep_draft(draft("Ler", place="note"))
    store.keep_draft(draft("Noe annet", by="CD"))
    assert said(store) == {PLACE: "Gråter over leksene", "note": "Ler"}
    assert store.drafts("CD") == {PLACE: draft("Noe annet", by="CD")}
    assert not store.drafts("")


def test_an_empty_text_drops_it(store: TeamStore) -> None:
    store.keep_draft(draft("Gråter"))
    store.keep_draft(draft(""))
    store.keep_draft(draft("", place="never"))
    assert not store.drafts("AB")


def test_what_another_session_left_is_offered_until_it_is_made_something_of(store: TeamStore, again: TeamStore) -> None:
    again.keep_draft(draft("Gråter"))
    assert said(store) == {PLACE: "Gråter"}
    store.keep_draft(draft(""))
    assert (said(store), said(again)) == ({}, {})


def test_of_what_others_left_the_newest_is_offered_and_ones_own_before_it(open_as: Open, store: TeamStore) -> None:
    open_as("two").keep_draft(draft("Nyere", at=LATER))
    open_as("three").keep_draft(draft("Eldre"))
    assert said(store) == {PLACE: "Nyere"}
    store.keep_draft(draft("Min egen", at=NOW - timedelta(minutes=5)))
    assert said(store) == {PLACE: "Min egen"}


def test_what_somebody_else_is_typing_now_is_not_offered(open_as: Open, store: TeamStore) -> None:
    asked: list[tuple[str, datetime]] = []

    def is_typing(session: str, at: datetime) -> bool:
        asked.append((session, at))
        return session == "two"

    open_as("two").keep_draft(draft("Skriver ennå", at=LATER))
    open_as("three").keep_draft(draft("Gikk", at=NOW))
    store.keep_draft(draft("Min egen", place="note"))
    assert {place: each.text for place, each in store.drafts("AB", is_typing).items()} == {
        PLACE: "Gikk",
        "note": "Min egen",
    }
    assert sorted(asked) == [("three", NOW), ("two", LATER)]


def test_no_identity_number_is_kept_nor_what_grew_into_one(store: TeamStore) -> None:
    store.keep_draft(draft(NUMBER[:8]))
    with pytest.raises(Refused, match="identity-number"):
        store.keep_draft(draft(NUMBER))
    assert not store.drafts("AB")


def heartbeat(place: int) -> Heartbeat:
    return Heartbeat(meeting="m", leader="one", place=place, spent=1.5, at=NOW, asked_by="two")


def test_the_last_heartbeat_is_heard_by_everybody(store: TeamStore, again: TeamStore) -> None:
    assert again.heartbeat() is None
    store.beat(heartbeat(1))
    store.beat(heartbeat(2))
    assert again.heartbeat() == heartbeat(2)


def test_everybody_sees_where_each_session_was_last(store: TeamStore, again: TeamStore) -> None:
    assert again.present() == ()
    here = Presence(session="one", by="AB", case="26-001", at=NOW, writes=True, boot="b")
    store.be_here(here)
    there = Presence(session="two", by="CD", case="26-001", at=NOW, meeting=True)
    again.be_here(there)
    moved = Presence(session="one", by="AB", case="26-002", at=LATER)
    store.be_here(moved)
    assert set(store.present()) == set(again.present()) == {moved, there}
    store.leave("one")
    store.leave("never-came")
    assert again.present() == (there,)


def test_drafts_and_signs_are_no_change(store: TeamStore) -> None:
    book = store.book()
    store.keep_draft(draft("Gråter"))
    store.beat(heartbeat(1))
    store.be_here(Presence(session="one", by="AB", case="26-001", at=NOW))
    assert store.book() is book
    assert not [deed for deed in store.history() if deed.by]
