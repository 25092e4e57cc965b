from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.content.demo.demo import demo_team
from storage.domain.ids import new_id
from storage.domain.people import Language
from tui.desk.desk import Desk
from tui.i18n.words import Words

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


def counted_ids() -> Iterator[str]:
    return (new_id(NOW, number) for number in count(1))


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    ids = counted_ids()
    team, records = demo_team(Language.EN, date(2026, 11, 23), NOW, lambda: next(ids))
    create_store(tmp_path / "team", team, *records, now=NOW)
    return open_store(tmp_path / "team", session="one")


@pytest.fixture
def desk(store: FolderStore) -> Desk:
    return Desk(store, Words(Language.EN), "one", place=store.place)


@pytest.fixture
def still(store: FolderStore) -> Desk:
    """A desk where it is always the same minute."""
    return Desk(store, Words(Language.EN), "one", now=lambda: NOW, place=store.place)
