"""Two copies of a folder that grew apart are seen, and nobody who goes on from what was known is taken for one."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.care.importing import bring_in, looked_at
from storage.archive.care.restoring import restore, sound_asides
from storage.archive.disk.folder import Folder
from storage.archive.earlier.history import broken_lines
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.plan.plan import Practice
from storage.store import Change, Draft, Heartbeat, Presence

YEAR = "2026-27.json"
HISTORY = Path("history", "2026-27.jsonl")
Write = Callable[..., None]
WRITING: tuple[Callable[[FolderStore, datetime], object], ...] = (
    lambda store, at: store.keep_draft(Draft(by="AB", place="p", text="typed", at=at)),
    lambda store, at: store.edit_draft(Draft(by="AB", place="p", text="typed", at=at)),
    lambda store, at: store.be_here(Presence(session="one", by="AB", case="26-001", at=at)),
    lambda store, at: store.beat(Heartbeat(meeting="m", leader="one", place=0, spent=1.0, at=at)),
)
"""What a session writes beside what it saves."""


@pytest.fixture
def year(store: FolderStore, case: Case, now: datetime, folder: Path) -> Path:
    store.save(Change(None, case), by="AB", at=now)
    return folder / YEAR


@pytest.fixture
def elsewhere(year: Path, folder: Path) -> Path:
    """A copy of the folder on another machine."""
    assert year.exists()
    shutil.copytree(folder, folder.with_name("elsewhere"))
    return folder.with_name("elsewhere")


@pytest.fixture
def write(entry: Callable[..., Entry], now: datetime) -> Write:
    def do(store: FolderStore, text: str) -> None:
        (case,) = store.book().cases
        store.save(Change(case, with_entry(case, entry(text, text))), by="AB", at=now)

    return do


def arrives(from_there: Path, here: Path, *names: str | Path) -> None:
    """Let a sync client put files of one copy over another's."""
    for name in names:
        shutil.copy(from_there / name, here / "arriving")
        (here / "arriving").replace(here / name)


def stopped(store: FolderStore) -> str:
    why = store.book().read_only
    return why.code if why else ""


def texts(store: FolderStore) -> set[str]:
    return {entry.text for case in store.book().cases for entry in case.entries}


@pytest.mark.parametrize("theirs", [1, 2, 5])
@pytest.mark.parametrize("names", [(YEAR,), (YEAR, HISTORY)])
def test_a_copy_that_grew_apart_is_read_but_not_written_over(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write, theirs: int, names: tuple[str | Path, ...]
) -> None:
    other = open_store(elsewhere, session="two")
    for number in range(theirs):
        write(other, f"theirs{number}")
    write(store, "ours")
    arrives(elsewhere, folder, *names)
    for session in (store, open_store(folder, session="later")):
        assert stopped(session) == "diverged"
        assert "theirs0" in texts(session)
        with pytest.raises(Refused, match="diverged"):
            write(session, "more")
    assert "diverged" in [finding.code for finding in findings_in(folder)]


def test_taking_it_in_keeps_ours_aside_and_stops_nobody_afterwards(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write, now: datetime, tmp_path: Path
) -> None:
    memories = [tmp_path / "one", tmp_path / "two"]
    write(open_store(elsewhere, session="two"), "theirs")
    write(store, "ours")
    for memory in memories:
        open_store(folder, session="x", memory=memory)
    arrives(elsewhere, folder, YEAR)
    assert stopped(store) == "diverged"
    repair(folder, findings_in(folder, memories[0]), by="AB", at=now, memory=memories[0])
    for session in (store, *(open_store(folder, session="x", memory=each) for each in (None, *memories))):
        assert (stopped(session), texts(session)) == ("", {"theirs"})
    (kept, *_) = sound_asides(Folder(folder), YEAR)
    assert findings_in(folder) == ()
    restore(folder, YEAR, kept.backup.key, by="AB", at=now)
    assert (stopped(store), texts(store)) == ("", {"ours"})
    write(store, "more")
    assert list(broken_lines(folder / HISTORY)) == []


def test_also_where_their_history_came_too_a_repair_stops_nobody_afterwards(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write, now: datetime, tmp_path: Path
) -> None:
    write(open_store(elsewhere, session="two"), "theirs")
    write(store, "ours")
    open_store(folder, session="x", memory=tmp_path / "early")
    write(store, "ours, later")
    arrives(elsewhere, folder, YEAR, HISTORY)
    assert stopped(open_store(folder, session="x", memory=tmp_path / "early")) == "diverged"
    repair(folder, findings_in(folder), by="AB", at=now)
    for session in (store, *(open_store(folder, session="x", memory=each) for each in (None, tmp_path / "early"))):
        assert (stopped(session), texts(session)) == ("", {"theirs"})
    assert {entry for each in sound_asides(Folder(folder), YEAR) for entry in each.lines["cases"]} == {"the-case"}


def test_what_only_an_open_session_still_knows_is_put_aside_by_it(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write, now: datetime
) -> None:
    write(open_store(elsewhere, session="two"), "theirs")
    write(store, "ours")
    backup = Path("backups", "2026-27.00000002.json")
    arrives(elsewhere, folder, YEAR, backup)
    for _ in range(3):
        assert stopped(store) == "diverged"
    (kept,) = sound_asides(Folder(folder), YEAR)
    repair(folder, findings_in(folder), by="AB", at=now)
    restore(folder, YEAR, kept.backup.key, by="AB", at=now)
    assert texts(open_store(folder, session="later")) == {"ours"}


def test_also_where_the_whole_folder_was_put_over_it(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write
) -> None:
    other = open_store(elsewhere, session="two")
    for number in range(3):
        write(other, f"theirs{number}")
    write(store, "ours")
    shutil.copytree(elsewhere, folder, dirs_exist_ok=True)
    assert stopped(store) == "diverged"
    assert any(b'"ours"' in each.lines["cases"]["the-case"] for each in sound_asides(Folder(folder), YEAR))


def test_what_a_user_knew_is_missed_when_the_whole_folder_was_put_over_it(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write, tmp_path: Path
) -> None:
    other = open_store(elsewhere, session="two")
    for number in range(3):
        write(other, f"theirs{number}")
    write(store, "ours")
    open_store(folder, session="x", memory=tmp_path / "memory")
    shutil.rmtree(folder)
    shutil.copytree(elsewhere, folder)
    assert stopped(open_store(folder, session="x", memory=tmp_path / "memory")) == "diverged"
    assert stopped(open_store(folder, session="x")) == ""


def test_one_who_works_on_two_machines_in_turn_is_not_stopped(
    store: FolderStore, elsewhere: Path, folder: Path, write: Write
) -> None:
    other = open_store(elsewhere, session="two")
    for number in range(3):
        write(other, f"at home {number}")
    arrives(elsewhere, folder, YEAR)
    assert stopped(store) == "diverged"
    arrives(elsewhere, folder, HISTORY)
    assert stopped(store) == ""
    write(store, "at school")
    assert texts(store) == {"at home 0", "at home 1", "at home 2", "at school"}


def test_whoever_goes_on_from_what_was_known_is_never_stopped(
    store: FolderStore, again: FolderStore, year: Path, folder: Path, write: Write, now: datetime, agreement: Agreement
) -> None:
    first = year.read_bytes()

    def take_in_older() -> None:
        year.with_name("older").write_bytes(first)
        year.with_name("older").replace(year)
        repair(folder, findings_in(folder), by="CD", at=now)

    def write_often() -> None:
        for number in range(15):
            write(again, f"n{number}")

    deeds: tuple[Callable[[], object], ...] = (
        lambda: write(again, "one"),
        write_often,
        lambda: again.undo(by="AB", at=now),
        lambda: restore(folder, YEAR, 14, by="CD", at=now),
        lambda: again.save(
            Change(None, agreement), Change(None, Practice(id="p", area="a", title="x")), by="CD", at=now
        ),
        take_in_older,
        lambda: write(again, "last"),
        lambda: again.save(Change(None, Case(id="c", title="x", opened=now.date())), by="CD", at=now),
        lambda: again.delete_case("26-001", by="CD", at=now),
    )
    for deed in deeds:
        deed()
        assert stopped(store) == ""
    assert stopped(open_store(folder, session="later")) == ""


def test_what_is_brought_in_from_another_team_stops_nobody(
    store: FolderStore, year: Path, folder: Path, now: datetime, tmp_path: Path
) -> None:
    assert year.exists()
    create_store(tmp_path / "b", Team(id="b", name="B"), Practice(id="p", area="a", title="x"), now=now)
    coming = looked_at(tmp_path / "b", store.book(), whole=False)
    bring_in(folder, coming, by="CD", at=now)
    assert (stopped(store), len(store.book().practices)) == ("", 1)


def test_a_history_that_was_emptied_stops_nobody_and_is_missed_also_after_the_next_change(
    store: FolderStore, again: FolderStore, year: Path, folder: Path, write: Write
) -> None:
    assert year.exists()
    write(store, "one")
    (folder / HISTORY).write_bytes(b"")
    write(store, "two")
    write(again, "three")
    assert (stopped(store), stopped(again)) == ("", "")
    assert list(broken_lines(folder / HISTORY)) == [2]  # the team's own first line is its file's last, and whole


def test_an_older_history_is_missed_also_after_the_next_change(
    store: FolderStore, year: Path, folder: Path, write: Write
) -> None:
    assert year.exists()
    older = (folder / HISTORY).read_bytes()
    for text in ("one", "two", "three"):
        write(store, text)
    (folder / HISTORY).write_bytes(older)
    write(store, "four")
    assert list(broken_lines(folder / HISTORY)) == [older.count(b"\n") + 1]


def test_another_team_in_the_folder_is_refused_by_an_open_session(
    store: FolderStore, year: Path, folder: Path, write: Write, now: datetime
) -> None:
    assert year.exists()
    shutil.rmtree(folder)
    created = create_store(
        folder, Team(id="other", name="7. trinn"), Case(id="c", title="x", opened=now.date()), now=now
    )
    before = (folder / YEAR).read_bytes()
    assert (stopped(store), store.book().team.name) == ("another-team", "6. trinn")
    with pytest.raises(Refused, match="another-team"):
        write(store, "into the wrong one")
    assert (folder / YEAR).read_bytes() == before
    assert stopped(created) == ""


def test_another_teams_folder_gets_no_drafts_and_no_signs_from_an_open_session(
    store: FolderStore, folder: Path, now: datetime
) -> None:
    folder.rename(folder.with_name("away"))
    create_store(folder, Team(id="other", name="7. trinn"), now=now)
    before = sorted(folder.rglob("*"))
    for write_there in WRITING:
        with pytest.raises(Refused, match="another-team"):
            write_there(store, now)
    store.leave("one")
    assert sorted(folder.rglob("*")) == before
    open_store(folder, session="theirs").keep_draft(Draft(by="AB", place="p", text="theirs", at=now))
    assert (dict(store.drafts("AB")), store.present(), store.heartbeat()) == ({}, (), None)


def test_a_folder_that_was_emptied_stays_empty_and_the_session_goes_on_when_it_is_back(
    store: FolderStore, year: Path, folder: Path, write: Write, now: datetime
) -> None:
    folder.rename(folder.with_name("away"))
    folder.mkdir()
    assert (stopped(store), store.book().cases[0].id) == ("team-gone", "the-case")
    for write_there in WRITING:
        with pytest.raises(Refused, match="team-gone"):
            write_there(store, now)
    with pytest.raises(Refused, match="team-gone"):
        write(store, "into nothing")
    assert list(folder.iterdir()) == []
    folder.rmdir()
    folder.with_name("away").rename(folder)
    assert stopped(store) == ""
    write(store, "it goes on")
    assert year.exists()
    assert [entry.text for entry in open_store(folder, session="x").book().cases[0].entries] == ["it goes on"]


def test_a_session_whose_teams_file_was_removed_reads_on_and_keeps_drafts(
    store: FolderStore, year: Path, folder: Path, write: Write, now: datetime
) -> None:
    assert year.exists()
    whole = (folder / "team.json").read_bytes()
    (folder / "team.json").unlink()
    assert [stopped(store) for _ in range(3)] == ["file-missing"] * 3
    with pytest.raises(Refused, match="file-missing"):
        write(store, "nowhere")
    WRITING[0](store, now)
    assert store.drafts("AB")["p"].text == "typed"
    (folder / "team.json").write_bytes(whole)
    assert stopped(store) == ""


def test_what_was_known_of_another_team_there_is_not_known_of_this(
    store: FolderStore, folder: Path, write: Write, now: datetime, tmp_path: Path, case: Case
) -> None:
    store.save(Change(None, case), by="AB", at=now)
    write(store, "one")
    open_store(folder, session="x", memory=tmp_path / "memory")
    shutil.rmtree(folder)
    create_store(folder, Team(id="other", name="7. trinn"), Case(id="c", title="x", opened=now.date()), now=now)
    assert stopped(open_store(folder, session="x", memory=tmp_path / "memory")) == ""


def test_a_memory_that_cannot_be_read_or_written_stops_nobody(
    store: FolderStore, folder: Path, write: Write, now: datetime, tmp_path: Path, case: Case
) -> None:
    store.save(Change(None, case), by="AB", at=now)
    memory = tmp_path / "memory"
    opened = open_store(folder, session="x", memory=memory)
    (file,) = memory.iterdir()
    for content in (b"", b"\xff", b"[" * 100_000):
        file.write_bytes(content)
        assert stopped(open_store(folder, session="y", memory=memory)) == ""
    shutil.rmtree(memory)
    memory.write_bytes(b"")
    write(opened, "one")
    assert stopped(open_store(folder, session="z", memory=memory)) == ""
