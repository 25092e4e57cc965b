"""Identity numbers are never kept: not in a record, not in a draft. The numbers here are synthetic."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.store import Change, Draft

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
NUMBER = "020132 99997"


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return create_store(tmp_path / "team", Team(id="t", name="Six"), now=NOW)


def said_nowhere(store: FolderStore) -> bool:
    files = (file for file in store.folder.rglob("*") if file.is_file())
    return not any(number in file.read_bytes() for file in files for number in (b"020132 99997", b"02013299997"))


def test_a_case_with_an_identity_number_is_not_kept(store: FolderStore) -> None:
    with pytest.raises(Refused, match="identity-number"):
        store.save(Change(None, Case(id="c", title=f"About {NUMBER}", opened=date(2026, 11, 23))), by="", at=NOW)
    assert not store.book().cases
    assert said_nowhere(store)


def test_nor_an_entry_with_one(store: FolderStore) -> None:
    (case,) = store.save(Change(None, Case(id="c", title="Homework", opened=date(2026, 11, 23))), by="", at=NOW)
    assert isinstance(case, Case)
    entry = Entry(id="e", step=Step.SITUATION, text=f"the pupil ({NUMBER})", at=NOW)
    with pytest.raises(Refused, match="identity-number"):
        store.save(Change(case, with_entry(case, entry)), by="", at=NOW)
    assert said_nowhere(store)


def test_nor_a_draft_and_what_was_kept_of_it_goes(store: FolderStore) -> None:
    store.keep_draft(Draft(by="AB", place="case/26-001/entry", text="the pupil 020132 9", at=NOW))
    with pytest.raises(Refused, match="identity-number"):
        store.keep_draft(Draft(by="AB", place="case/26-001/entry", text=f"the pupil {NUMBER}", at=NOW))
    assert not store.drafts("AB")
    assert said_nowhere(store)


def test_other_numbers_are_kept(store: FolderStore) -> None:
    store.save(Change(None, Case(id="c", title="12345678901 pages", opened=date(2026, 11, 23))), by="", at=NOW)
    assert store.book().cases[0].title == "12345678901 pages"
