from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.domain.plan.plan import Practice
from storage.store import Change

MakeEntry = Callable[..., Entry]


@pytest.fixture
def kept(store: FolderStore, case: Case, now: datetime) -> Case:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    assert isinstance(kept, Case)
    return kept


def content(case: Case) -> Case:
    return case.but(rev=0, before=())


def test_one_change_after_the_other_is_taken_back(
    store: FolderStore, kept: Case, entry: MakeEntry, now: datetime
) -> None:
    (longer,) = store.save(Change(kept, with_entry(kept, entry("e1"))), by="AB", at=now)
    store.save(Change(longer, longer.but(title="Ny tittel")), by="AB", at=now)
    store.undo(by="AB", at=now)
    assert isinstance(longer, Case)
    assert content(store.book().cases[0]) == content(longer)
    store.undo(by="AB", at=now)
    assert content(store.book().cases[0]) == content(kept)
    store.undo(by="AB", at=now)
    assert store.book().cases == ()
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="AB", at=now)


def test_undoing_is_a_change_with_a_rev_of_its_own(store: FolderStore, kept: Case, now: datetime) -> None:
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    (back,) = store.undo(by="AB", at=now)
    assert back.rev == 3
    assert [memory.value for memory in back.before] == [kept.title, "Ny"]


def test_what_somebody_else_did_stays(
    store: FolderStore, again: FolderStore, kept: Case, entry: MakeEntry, now: datetime
) -> None:
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    again.save(Change(kept, with_entry(kept, entry("e2"))), by="CD", at=now)
    store.undo(by="AB", at=now)
    (case,) = store.book().cases
    assert (case.title, len(case.entries)) == (kept.title, 1)


def test_what_somebody_changed_since_is_not_taken_back(
    store: FolderStore, again: FolderStore, kept: Case, now: datetime
) -> None:
    (mine,) = store.save(Change(kept, kept.but(title="Min")), by="AB", at=now)
    again.save(Change(mine, mine.but(title="Din")), by="CD", at=now)
    with pytest.raises(Refused, match="changed-since"):
        store.undo(by="AB", at=now)
    assert store.book().cases[0].title == "Din"


def test_what_is_new_and_was_changed_since_is_not_removed(
    store: FolderStore, again: FolderStore, kept: Case, now: datetime
) -> None:
    again.save(Change(kept, kept.but(title="Din")), by="CD", at=now)
    with pytest.raises(Refused, match="changed-since"):
        store.undo(by="AB", at=now)


def test_the_last_change_can_be_taken_back_in_a_new_session(
    store: FolderStore, again: FolderStore, kept: Case, folder: Path, now: datetime
) -> None:
    (mine,) = store.save(Change(kept, kept.but(title="Min")), by="AB", at=now)
    again.save(Change(mine, mine.but(owner="CD")), by="CD", at=now)
    later = open_store(folder, session="later")
    later.undo(by="AB", at=now, earlier=True)
    assert (later.book().cases[0].title, later.book().cases[0].owner) == (kept.title, "CD")
    later.undo(by="CD", at=now, earlier=True)
    assert later.book().cases[0].owner == ""
    with pytest.raises(Refused, match="nothing-to-undo"):
        later.undo(by="EF", at=now)


def test_what_was_deleted_comes_back_in_the_same_session(
    store: FolderStore, agreement: Agreement, now: datetime
) -> None:
    (made,) = store.save(Change(None, agreement.but(case="")), by="AB", at=now)
    store.save(Change(made, None), by="AB", at=now)
    store.undo(by="AB", at=now)
    (back,) = store.book().agreements
    assert (back.what, back.rev) == (agreement.what, 2)


def test_what_was_deleted_earlier_does_not(
    store: FolderStore, agreement: Agreement, now: datetime, folder: Path
) -> None:
    (made,) = store.save(Change(None, agreement), by="AB", at=now)
    store.save(Change(made, None), by="AB", at=now)
    with pytest.raises(Refused, match="nothing-to-undo"):
        open_store(folder, session="later").undo(by="AB", at=now)


def test_a_change_of_several_records_is_taken_back_whole(
    store: FolderStore, kept: Case, practice: Practice, now: datetime
) -> None:
    store.save(Change(kept, kept.but(title="Ny")), Change(None, practice), by="AB", at=now)
    store.undo(by="AB", at=now)
    assert store.book().practices == ()
    assert store.book().cases[0].title == kept.title


def test_a_deleted_case_cannot_be_brought_back(store: FolderStore, kept: Case, now: datetime) -> None:
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    store.delete_case(kept.code, by="AB", at=now)
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="AB", at=now)


def test_the_making_of_the_team_is_not_taken_back(store: FolderStore, folder: Path, now: datetime) -> None:
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="", at=now)
    assert open_store(folder, session="later").book().read_only is None


def test_what_an_earlier_session_did_stands_until_somebody_wants_it_taken_back(
    kept: Case, folder: Path, now: datetime
) -> None:
    later = open_store(folder, session="later")
    with pytest.raises(Refused, match="undo-reaches-back") as asked:
        later.undo(by="AB", at=now)
    assert later.book().cases == (kept,)
    assert asked.value.params["change"] == next(later.history()).change
    later.undo(by="AB", at=now, earlier=True)
    assert later.book().cases == ()


def test_what_somebody_else_did_under_the_same_alias_is_out_of_reach(
    kept: Case, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.archive.change.session.user_name", lambda _: "another")
    with pytest.raises(Refused, match="nothing-to-undo"):
        open_store(folder, session="later").undo(by="AB", at=now, earlier=True)
    assert open_store(folder, session="look").book().cases == (kept,)
