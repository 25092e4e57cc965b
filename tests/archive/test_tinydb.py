"""Our storage is to TinyDB what its own are: the same operations leave the same tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from storage.archive.change.database import Database, FileStorage
from storage.archive.change.opened import OpenedFile
from storage.archive.disk.replacing import put_in_place
from storage.archive.format.layout import SCHEMA

Act = Callable[[TinyDB], Any]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
keys = st.sampled_from(["a", "b", "c", 'q"":{', "\\"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=4,
)
documents = st.dictionaries(keys, values, max_size=4)
tables = st.sampled_from(["_default", "other", 't":{'])


def _insert(table: str, document: dict[str, Any]) -> Act:
    return lambda db: db.table(table).insert(document)


def _insert_many(table: str, several: list[dict[str, Any]]) -> Act:
    return lambda db: db.table(table).insert_multiple(several)


def _update(table: str, document: dict[str, Any], key: str) -> Act:
    return lambda db: db.table(table).update(document, where(key).exists())


def _upsert(table: str, document: dict[str, Any], key: str, value: Any) -> Act:
    return lambda db: db.table(table).upsert(document, where(key) == value)


def _remove(table: str, key: str) -> Act:
    return lambda db: db.table(table).remove(where(key).exists())


def _delete_field(table: str, key: str) -> Act:
    return lambda db: db.table(table).update(delete(key), where(key).exists())


def _search(table: str, key: str, value: Any) -> Act:
    return lambda db: db.table(table).search(where(key) == value)


def _get(table: str, key: str, number: int) -> Act:
    def act(db: TinyDB) -> Any:
        found = db.table(table)
        return found.get(where(key).exists()), found.get(doc_id=number), found.get(doc_ids=[number, number + 1])

    return act


def _count(table: str, key: str, number: int) -> Act:
    def act(db: TinyDB) -> Any:
        found, wanted = db.table(table), where(key).exists()
        return found.count(wanted), found.contains(wanted), found.contains(doc_id=number), len(found)

    return act


def _by_numbers(table: str, document: dict[str, Any], number: int) -> Act:
    """Change and remove by TinyDB's own numbers, those that are there."""

    def act(db: TinyDB) -> Any:
        found = db.table(table)
        there = [each.doc_id for each in found][:number]
        changed = found.update(document, doc_ids=there)
        return changed, found.update_multiple([(document, where("a").exists())]), found.remove(doc_ids=there[:1])

    return act


def _insert_numbered(table: str, document: dict[str, Any]) -> Act:
    """Insert under a number of one's own, far from those that were given."""

    def act(db: TinyDB) -> Any:
        taken = max((each.doc_id for each in db.table(table)), default=0)
        return db.table(table).insert(Document(document, doc_id=taken + 7))

    return act


acts = st.one_of(
    st.builds(_get, tables, keys, st.integers(1, 4)),
    st.builds(_count, tables, keys, st.integers(1, 4)),
    st.builds(_by_numbers, tables, documents, st.integers(0, 2)),
    st.builds(_insert_numbered, tables, documents),
    st.builds(_insert, tables, documents),
    st.builds(_insert_many, tables, st.lists(documents, max_size=3)),
    st.builds(_update, tables, documents, keys),
    st.builds(_upsert, tables, documents, keys, values),
    st.builds(_remove, tables, keys),
    st.builds(_delete_field, tables, keys),
    st.builds(_search, tables, keys, values),
    st.builds(lambda table: lambda db: db.table(table).truncate(), tables),
    st.builds(lambda table: lambda db: db.drop_table(table), tables),
    st.builds(lambda table: lambda db: len(db.table(table)), tables),
    st.just(lambda db: db.drop_tables()),
    st.just(lambda db: db.tables()),
)


@settings(deadline=None, max_examples=60)
@given(sequence=st.lists(acts, max_size=12))
def test_the_same_operations_leave_the_same_tables(
    sequence: list[Act], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("db") / "file.json"
    ours, reference = TinyDB(path, storage=FileStorage), TinyDB(storage=MemoryStorage)
    for act in sequence:
        assert act(ours) == act(reference)
    with TinyDB(path, storage=FileStorage) as fresh:
        assert fresh.tables() == reference.tables()
        for name in reference.tables():
            assert fresh.table(name).all() == reference.table(name).all()


@settings(deadline=None, max_examples=30)
@given(sequence=st.lists(acts, max_size=12))
def test_a_file_held_in_a_change_behaves_like_the_memory(sequence: list[Act]) -> None:
    held = FileStorage("/nowhere/file.json", held=OpenedFile("file.json"))
    ours, reference = TinyDB(storage=lambda: held), TinyDB(storage=MemoryStorage)
    for act in sequence:
        assert act(ours) == act(reference)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.json"


def test_what_was_found_is_not_the_store(path: Path) -> None:
    db = TinyDB(path, storage=FileStorage)
    db.insert({"inner": ["one"]})
    db.all()[0]["inner"].append("two")
    db.search(where("inner").exists())[0]["inner"].append("three")
    db.clear_cache()
    assert db.all() == [{"inner": ["one"]}]


def test_numbers_go_on_where_they_were_after_closing(path: Path) -> None:
    with TinyDB(path, storage=FileStorage) as db:
        assert db.insert_multiple([{"n": 1}, {"n": 2}]) == [1, 2]
    with TinyDB(path, storage=FileStorage) as db:
        assert db.insert({"n": 3}) == 3
        assert [document.doc_id for document in db] == [1, 2, 3]
    assert list(path.parent.iterdir()) == [path]


def test_a_cache_before_it_is_written_when_it_closes(path: Path) -> None:
    cached: Any = CachingMiddleware
    with TinyDB(path, storage=cached(FileStorage)) as db:
        db.insert({"n": 1})
        assert not path.exists()
    assert TinyDB(path, storage=FileStorage).all() == [{"n": 1}]


def test_it_takes_the_rights_of_a_new_file(path: Path) -> None:
    TinyDB(path, storage=FileStorage, mode=0o660).insert({"n": 1})
    assert path.stat().st_mode & 0o777 == 0o660


def test_another_process_is_seen(path: Path) -> None:
    one, two = TinyDB(path, storage=FileStorage), TinyDB(path, storage=FileStorage)
    one.insert({"number": 1})
    two.update(increment("number"))
    assert one.all() == [{"number": 2}]


def test_the_file_line_is_no_table(path: Path) -> None:
    db = TinyDB(path, storage=FileStorage)
    db.insert({"number": 1})
    assert db.tables() == {"_default"}
    db.drop_tables()
    assert db.tables() == set()
    assert path.read_bytes().startswith(b'{"_file":{"schema":%d,"generation":2,' % SCHEMA)


def test_what_is_no_json_is_refused_and_nothing_is_written(path: Path) -> None:
    db = TinyDB(path, storage=FileStorage)
    db.insert({"number": 1})
    before = path.read_bytes()
    with pytest.raises(TypeError):
        db.insert({"number": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        db.insert({"number": float("nan")})
    with pytest.raises(ValueError, match="_file"):
        db.table("_file").insert({})
    assert path.read_bytes() == before
    assert db.all() == [{"number": 1}]


def test_half_a_character_becomes_a_mark(path: Path) -> None:
    db = TinyDB(path, storage=FileStorage)
    db.insert({"\udcff": ["a\ud800b"]})
    assert db.all() == [{"�": ["a�b"]}]


def test_records_go_by_their_own_ids_and_wait_beside_the_file(path: Path) -> None:
    file = FileStorage(path, held=OpenedFile(path.name, lines={"cases": {"b": b'{"id":"b"}'}}))
    cases = Database(file).records("cases")
    cases.put("a", {"id": "a"})
    cases.put("b", {"id": "b", "title": "x"})
    assert [str(document.doc_id) for document in cases.all()] == ["b", "a"]
    cases.drop("b")
    cases.drop("none")
    assert not path.exists()
    written, waiting = file.waiting()
    assert written.lines == {"cases": {"a": b'{"id":"a"}'}}
    assert list(path.parent.iterdir()) == [waiting.path]
    put_in_place(waiting)
    assert FileStorage(path).read() == {"cases": {"a": {"id": "a"}}}
