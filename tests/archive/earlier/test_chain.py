"""What the history's chain shows: a changed line, a missing one, an end cut off, and a head that was noted down."""

from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in
from storage.archive.disk.folder import Folder
from storage.archive.earlier.chain import Head, heads, stands, typed_head
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.store import Change

YEAR = "2026-27"


@pytest.fixture
def path(store: FolderStore, case: Case, now: datetime) -> Path:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    for title in ("Ny", "Nyere", "Nyest"):
        (kept,) = store.save(Change(kept, kept.but(title=title)), by="AB", at=now)
    return store.folder / "history" / f"{YEAR}.jsonl"


@pytest.fixture
def head(path: Path) -> Head:
    (head,) = heads(Folder(path.parent.parent))
    return head


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def codes(path: Path) -> list[tuple[str, object]]:
    return [(each.code, each.params.get("line")) for each in findings_in(path.parent.parent)]


def test_a_whole_chain_is_no_finding(path: Path) -> None:
    assert codes(path) == []


def test_a_line_that_was_changed_is_named(path: Path) -> None:
    path.write_bytes(b"".join(line.replace(b'"AB"', b'"CD"') if n == 2 else line for n, line in enumerate(lines(path))))
    assert codes(path) == [("history-broken", 3)]


def test_a_line_that_was_taken_out_is_named_by_the_one_after_it(path: Path) -> None:
    kept = lines(path)
    path.write_bytes(b"".join(kept[:2] + kept[3:]))
    assert codes(path) == [("history-broken", 3)]


def test_the_last_line_may_only_just_be_missing(path: Path) -> None:
    path.write_bytes(b"".join(lines(path)[:-1]))
    assert codes(path) == []


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_an_end_that_was_cut_off_is_noticed(path: Path, kept: int) -> None:
    path.write_bytes(b"".join(lines(path)[:kept]))
    (finding,) = findings_in(path.parent.parent)
    assert (finding.code, finding.path, finding.mend) == ("history-cut", "history", "")


def test_a_history_that_is_gone_is_noticed(path: Path) -> None:
    path.unlink()
    assert codes(path) == [("history-cut", None)]


def test_a_head_is_printed_and_read_again(head: Head) -> None:
    assert str(head).startswith(f"{YEAR}:5:")
    assert typed_head(f" {head} ") == head


@pytest.mark.parametrize("typed", ["", "2026-27", "2026-27:5:zz", "2026-27:x:0123456789abcdef0123456789abcdef"])
def test_something_else_is_no_head(typed: str) -> None:
    with pytest.raises(Refused, match="no-such-head"):
        typed_head(typed)


def test_a_history_that_only_grew_stands(store: FolderStore, head: Head, case: Case, now: datetime) -> None:
    store.save(Change(None, case.but(id="other")), by="AB", at=now)
    assert stands(Folder(store.folder), head)


def test_a_history_whose_end_was_cut_and_written_anew_does_not(
    path: Path, head: Head, case: Case, now: datetime
) -> None:
    path.write_bytes(b"".join(lines(path)[:2]))
    store = open_store(path.parent.parent, session="later")
    for number in range(5):
        store.save(Change(None, case.but(id=f"c{number}")), by="CD", at=now)
    assert not stands(Folder(store.folder), head)


def test_a_line_changed_before_the_head_is_noticed_and_one_after_it_is_not_its_matter(
    store: FolderStore, path: Path, head: Head, case: Case, now: datetime
) -> None:
    store.save(Change(None, case.but(id="other")), by="AB", at=now)
    kept = lines(path)
    path.write_bytes(b"".join((*kept[:5], kept[5].replace(b'"AB"', b'"CD"'))))
    assert stands(Folder(store.folder), head)
    path.write_bytes(b"".join((kept[0], kept[1].replace(b'"AB"', b'"CD"'), *kept[2:])))
    assert not stands(Folder(store.folder), head)


def test_a_head_of_another_year_does_not_stand(store: FolderStore, head: Head) -> None:
    assert not stands(Folder(store.folder), Head("2030-31", 1, head.seal))
    assert not stands(Folder(store.folder), Head(YEAR, 0, head.seal))


def test_a_history_that_ends_in_something_else_has_no_head(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"[]\n")
    assert list(heads(Folder(path.parent.parent))) == []


def test_the_store_tells_the_history_in_codes_and_fields(store: FolderStore, path: Path, case: Case) -> None:
    assert path.exists()
    deeds = list(store.history())
    assert [deed.records[0].what for deed in deeds[:4]] == ["changed", "changed", "changed", "made"]
    newest = deeds[0].records[0]
    assert (newest.kind, newest.name, newest.fields) == ("case", "26-001", ("title",))
    assert len(list(store.history({case.id}))) == 4
    assert list(store.history({"nothing"})) == []


def test_what_was_taken_back_is_told_as_such(store: FolderStore, path: Path, now: datetime) -> None:
    assert path.exists()
    store.undo(by="AB", at=now)
    assert next(store.history()).undoes


def test_after_a_restart_only_the_last_thing_is_within_reach(path: Path, now: datetime) -> None:
    later = open_store(path.parent.parent, session="later")
    later.undo(by="AB", at=now, earlier=True)
    with pytest.raises(Refused, match="nothing-to-undo"):
        later.undo(by="AB", at=now)
    assert later.book().cases[0].title == "Nyere"
