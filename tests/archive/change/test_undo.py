from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.domain.case.case import Case, Entry
from storage.domain.errors import Refused
from storage.store import Change

MakeEntry = Callable[..., Entry]


@pytest.fixture
def kept(store: FolderStore, case: Case, now: datetime) -> Case:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    assert isinstance(kept, Case)
    return kept


def test_the_making_of_the_team_is_not_taken_back(store: FolderStore, folder: Path, now: datetime) -> None:
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="", at=now)
    assert open_store(folder, session="later").book().read_only is None


def test_what_somebody_else_did_under_the_same_alias_is_out_of_reach(
    kept: Case, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.archive.change.session.user_name", lambda _: "another")
    with pytest.raises(Refused, match="nothing-to-undo"):
        open_store(folder, session="later").undo(by="AB", at=now, earlier=True)
    assert open_store(folder, session="look").book().cases == (kept,)
