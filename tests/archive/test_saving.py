from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.case import Case, Entry, with_entry, without_entry
from storage.domain.errors import Refused
from storage.domain.meeting.form import MeetingForm, MeetingRole, Phase
from storage.domain.meeting.meeting import Meeting, begun, extended, moved, noted
from storage.domain.people import Team
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Finder
from storage.store import Change, Store

MakeEntry = Callable[..., Entry]


def found(words: str, store: FolderStore) -> list[str]:
    return [passage.code for passage in Finder().index(store.book(), {}).find(words).passages]


def test_the_folder_store_is_a_store(store: FolderStore) -> None:
    as_a_store: Store = store
    assert as_a_store.book().read_only is None


def test_what_is_saved_is_read_by_everybody(
    store: FolderStore, again: FolderStore, case: Case, entry: MakeEntry, now: datetime
) -> None:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    assert isinstance(kept, Case)
    (longer,) = store.save(Change(kept, with_entry(kept, entry("e1", 'æ "x":{\n},'))), by="AB", at=now)
    assert again.book().cases == store.book().cases == (longer,)
    assert longer.rev == 2
    assert longer.before[0].field == "entries/e1"


def test_what_another_wrote_is_found_by_the_next_search(
    store: FolderStore, again: FolderStore, case: Case, now: datetime
) -> None:
    assert "26-001" not in found("leksetid", store)
    again.save(Change(None, case), by="CD", at=now)
    assert "26-001" in found("le\u200bkse\u00adtid", store)


def test_what_several_write_into_a_meeting_at_once_is_all_kept_while_it_is_led_on(
    store: FolderStore, again: FolderStore, now: datetime
) -> None:
    phase = Phase(key="silent", title="S", short="S", minutes=3, prompts=("How?",), from_all=True, hidden=True)
    form = MeetingForm(key="f", title="F", minutes=3, phases=(phase,))
    made = moved(begun(form, key="m", now=now, minutes=3, present=("AB",), roles={}, shares={}), 1)
    (meeting,) = store.save(Change(None, made), by="AB", at=now)
    assert isinstance(meeting, Meeting)
    again.save(Change(meeting, noted(meeting, "n1", "One")), by="", at=now)
    store.save(Change(meeting, noted(meeting, "n2", "Two")), by="", at=now)
    store.save(Change(meeting, extended(meeting)), by="AB", at=now)
    running = again.book().running
    assert running
    assert ({note.text for note in running.notes}, running.visits[0].minutes) == ({"One", "Two"}, 4)


def test_a_case_of_another_year_lies_in_that_year(store: FolderStore, case: Case, now: datetime, folder: Path) -> None:
    store.save(Change(None, case.but(opened=date(2025, 10, 1))), by="AB", at=now)
    assert (folder / "2025-26.json").exists()
    assert store.book().cases[0].code == "25-001"


def test_saving_the_same_new_record_again_changes_nothing(
    store: FolderStore, case: Case, now: datetime, folder: Path
) -> None:
    (first,) = store.save(Change(None, case), by="AB", at=now)
    content = (folder / "2026-27.json").read_bytes()
    assert store.save(Change(None, case), by="AB", at=now) == (first,)
    assert (folder / "2026-27.json").read_bytes() == content


def test_a_reader_cannot_change_the_store(store: FolderStore, meeting: Meeting, now: datetime, folder: Path) -> None:
    store.save(Change(None, meeting), by="AB", at=now)
    read = store.book().meetings[0]
    read.roles[MeetingRole.FACILITATOR] = "XX"
    store.save(Change(read, read.but(title="Ny tittel")), by="AB", at=now)
    fresh = open_store(folder, session="three").book().meetings[0]
    assert (fresh.title, fresh.roles) == ("Ny tittel", {})


def test_a_change_over_two_files_is_seen_whole(
    store: FolderStore, again: FolderStore, case: Case, practice: Practice, now: datetime, folder: Path
) -> None:
    store.save(Change(None, case), Change(None, practice), by="AB", at=now)
    book = again.book()
    assert (len(book.cases), len(book.practices)) == (1, 1)
    assert not (folder / ".intent").exists()


def test_removing_an_entry_leaves_it_among_the_earlier_values(
    store: FolderStore, case: Case, entry: MakeEntry, now: datetime
) -> None:
    (base,) = store.save(Change(None, with_entry(case, entry("e1"))), by="AB", at=now)
    assert isinstance(base, Case)
    (shorter,) = store.save(Change(base, without_entry(base, "e1")), by="AB", at=now)
    assert isinstance(shorter, Case)
    assert shorter.entries == ()
    assert shorter.before[0].value["text"] == entry("e1").text


def test_a_folder_has_one_team(store: FolderStore, team: Team, now: datetime) -> None:
    with pytest.raises(Refused, match="team-exists"):
        create_store(store.folder, team, now=now)


def test_a_session_sees_damage_of_its_file_as_read_only(store: FolderStore, folder: Path, now: datetime) -> None:
    book = store.book()
    (folder / "team.json").write_bytes(b"")
    assert store.book().team == book.team
    assert store.book() is store.book()
    why = store.book().read_only
    assert why is not None
    assert (why.code, why.params["reason"]) == ("damaged-file", "empty")
    with pytest.raises(Refused, match="damaged-file"):
        store.save(Change(book.team, book.team.but(name="Nytt")), by="AB", at=now)
    with pytest.raises(Refused, match="damaged-file"):
        open_store(folder, session="three")
