import contextlib
import errno
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.change import traces
from storage.archive.disk.folder import Folder
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, with_entry, without_entry
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound, reworded
from storage.domain.meeting.meeting import Decision, DecisionKind, Meeting, Note, decided
from storage.store import Change, Draft

MakeEntry = Callable[..., Entry]
SECRET = "hemmelig"  # noqa: S105 - a word to look for


def holding(folder: Path, word: str) -> list[str]:
    """Return the files that hold a word."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if word.encode() in path.read_bytes()]


@pytest.fixture
def kept(
    store: FolderStore,
    case: Case,
    agreement: Agreement,
    meeting: Meeting,
    entry: MakeEntry,
    autumn: ConversationRound,
    now: datetime,
) -> Case:
    """A case whose text lies everywhere that it can lie."""
    (kept,) = store.save(Change(None, case.but(title=f"{SECRET} 1")), by="AB", at=now)
    assert isinstance(kept, Case)
    (longer,) = store.save(Change(kept, with_entry(kept, entry("e1", f"{SECRET} 2"))), by="AB", at=now)
    assert isinstance(longer, Case)
    (shorter,) = store.save(Change(longer, without_entry(longer, "e1")), by="AB", at=now)
    store.save(Change(None, agreement.but(what=f"{SECRET} 3")), by="AB", at=now)
    (running,) = store.save(Change(None, meeting), by="AB", at=now)
    assert isinstance(running, Meeting)
    for number in range(2):
        decision = Decision(id="d", kind=DecisionKind.OTHER, case=kept.code, text=f"{SECRET} 4 {number}")
        (running,) = store.save(Change(running, decided(running, decision)), by="AB", at=now)
        assert isinstance(running, Meeting)
    talk = ConversationAgreement(id="t", pupil=kept.code, what=f"{SECRET} 7", made=now.date())
    other = ConversationAgreement(id="u", pupil="7", what="blir", made=now.date())
    (held,) = store.save(Change(None, autumn.but(agreements=(talk, other))), by="AB", at=now)
    assert isinstance(held, ConversationRound)
    (held,) = store.save(Change(held, reworded(held, "t", f"{SECRET} 8")), by="AB", at=now)
    store.save(Change(None, autumn.but(id="calm", agreements=(other,))), by="AB", at=now)
    notes = tuple(Note(id=key, phase="clarify", case=kept.code, text=f"{SECRET} 7") for key in ("n1", "n2"))
    (noted,) = store.save(Change(running, running.but(notes=notes[:1], parking=notes[1:])), by="AB", at=now)
    assert isinstance(noted, Meeting)
    changed = msgspec.structs.replace(notes[0], text=f"{SECRET} 8")
    store.save(Change(noted, noted.but(notes=(changed,))), by="AB", at=now)
    store.keep_draft(Draft(by="AB", place=f"case/{kept.code}/entry", text=f"{SECRET} 5", at=now))
    store.keep_draft(Draft(by="CD", place=f"note/{kept.id}", text=f"{SECRET} 6", at=now))
    store.edit_draft(Draft(by="EF", place=f"case/{kept.code}/entry/text", text="", at=now)).write_text(f"{SECRET} 7")
    left = next((store.folder / "drafts").glob("EF.*.md"))
    left.with_name(f".{left.name}.swp").write_text(f"{SECRET} 8, as an editor left it")
    assert isinstance(shorter, Case)
    return shorter


def test_afterwards_no_file_holds_it(store: FolderStore, kept: Case, folder: Path, now: datetime) -> None:
    assert len(holding(folder, SECRET)) > 4
    store.delete_case(kept.code, by="AB", at=now)
    assert holding(folder, SECRET) == []
    store.save(Change(store.book().team, store.book().team.but(name="Ny")), by="AB", at=now)
    assert holding(folder, SECRET) == []


def test_everything_else_stays(store: FolderStore, kept: Case, case: Case, folder: Path, now: datetime) -> None:
    store.save(Change(None, case.but(id="other", title="En annen")), by="AB", at=now)
    store.keep_draft(Draft(by="AB", place="case/26-0010/entry", text="blir", at=now))
    store.delete_case(kept.code, by="AB", at=now)
    book = open_store(folder, session="later").book()
    assert [each.code for each in book.cases] == ["26-002"]
    assert [each.id for each in book.meetings] == ["meeting"]
    assert {each.id: [kept.what for kept in each.agreements] for each in book.rounds} == {
        "round": ["blir"],
        "calm": ["blir"],
    }
    assert book.agreements == ()
    assert list(store.drafts("AB")) == ["case/26-0010/entry"]
    assert book.read_only is None


def test_the_history_says_who_deleted_it(store: FolderStore, kept: Case, folder: Path, now: datetime) -> None:
    store.delete_case(kept.code, by="CD", at=now)
    last = (folder / "history" / "2026-27.jsonl").read_text().splitlines()[-1]
    assert '["case","the-case","deleted"]' in last
    assert '"by":"CD"' in last


def test_a_case_that_is_not_there_cannot_be_deleted(store: FolderStore, now: datetime) -> None:
    with pytest.raises(Refused, match="no-such-case"):
        store.delete_case("26-099", by="AB", at=now)


def test_the_file_is_missed_when_it_goes_after_a_deletion(
    store: FolderStore, kept: Case, folder: Path, now: datetime
) -> None:
    store.delete_case(kept.code, by="AB", at=now)
    (folder / "2026-27.json").unlink()
    why = open_store(folder, session="later").book().read_only
    assert why is not None
    assert (why.code, why.params["file"]) == ("file-missing", "2026-27.json")


def test_it_works_on_a_full_disk(
    store: FolderStore, kept: Case, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def write(number: int, content: bytes) -> int:
        if list((folder / "backups").glob("2026-27.*")):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(number, content)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(Refused, match="not-saved"):
            store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
        store.delete_case(kept.code, by="AB", at=now)
    assert holding(folder, SECRET) == []
    assert open_store(folder, session="later").book().cases == ()


def test_undo_brings_nothing_of_it_back(store: FolderStore, kept: Case, folder: Path, now: datetime) -> None:
    (agreement,) = store.book().agreements
    store.save(Change(agreement, None), by="AB", at=now)
    store.delete_case(kept.code, by="AB", at=now)
    for _ in range(3):
        with contextlib.suppress(Refused):
            store.undo(by="AB", at=now)
    assert holding(folder, SECRET) == []


def note_of(folder: Folder, case: str, *files: str, code: str = "26-001") -> None:
    content = msgspec.json.encode({"case": case, "code": code, "files": files})
    folder.file(traces.DELETING_FILE).write_bytes(content)


def test_a_planted_note_of_a_case_that_nobody_deleted_drops_nothing_but_itself(kept: Case, folder: Path) -> None:
    backups = {path.name for path in (folder / "backups").iterdir()}
    drafts = {path.name for path in (folder / "drafts").iterdir()}
    for case, files in (("never-was", ("2026-27.json",)), ("never-was", ("1999-00.json",)), ("never-was", ())):
        note_of(Folder(folder), case, *files, code=kept.code)
        open_store(folder, session="later")
        assert not (folder / traces.DELETING_FILE).exists()
    assert {path.name for path in (folder / "backups").iterdir()} == backups
    assert {path.name for path in (folder / "drafts").iterdir()} == drafts


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "junk", [b"", b"junk", b"[]", b'{"case":"../x","code":"26-001","files":[]}', b'{"case":"x","code":"x","files":[]}']
)
def test_a_repair_drops_a_note_that_says_nothing(folder: Path, now: datetime, junk: bytes) -> None:
    (folder / traces.DELETING_FILE).write_bytes(junk)
    found = findings_in(folder)
    assert [(each.code, each.path, each.mend) for each in found] == [("leftover", traces.DELETING_FILE, "tidy")]
    repair(folder, found, by="AB", at=now)
    assert findings_in(folder) == ()


@pytest.mark.parametrize("inside", ["backups", "drafts", "history"])
def test_where_copies_may_lie_out_of_reach_nothing_is_called_deleted(
    store: FolderStore, kept: Case, folder: Path, tmp_path: Path, now: datetime, inside: str
) -> None:
    (folder / inside).rename(tmp_path / "moved")
    (folder / inside).symlink_to(tmp_path / "moved")
    with pytest.raises(Refused) as raised:
        store.delete_case(kept.code, by="AB", at=now)
    assert (raised.value.code, raised.value.params) == ("not-a-folder-inside", {"path": inside})
    assert store.book().find_case(kept.code)


def test_a_note_that_cannot_be_followed_now_waits_and_says_so(
    store: FolderStore, kept: Case, folder: Path, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("storage.archive.change.traces.clear", lambda _: None)
        store.delete_case(kept.code, by="AB", at=now)
    (folder / "backups").rename(tmp_path / "moved")
    (folder / "backups").symlink_to(tmp_path / "moved")
    open_store(folder, session="later")
    named = [(each.path, each.mend) for each in findings_in(folder) if each.path in {".deleting", "backups"}]
    assert named == [(".deleting", ""), ("backups", "")]
    (folder / "backups").unlink()
    (tmp_path / "moved").rename(folder / "backups")
    open_store(folder, session="later")
    assert holding(folder, SECRET) == []
    assert findings_in(folder) == ()
