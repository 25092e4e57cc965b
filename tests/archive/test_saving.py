from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Entry, Standing, with_entry, without_entry
from storage.domain.errors import Conflict, Refused
from storage.domain.meeting.form import MeetingForm, Phase
from storage.domain.meeting.meeting import Meeting, begun, ended, extended, moved, noted
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import Team, with_member
from storage.domain.plan.plan import Area, Practice
from storage.domain.views.passages import Finder
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


def test_the_book_is_the_same_object_while_nothing_changes(
    store: FolderStore, again: FolderStore, case: Case, now: datetime
) -> None:
    book = again.book()
    assert again.book() is book
    store.save(Change(None, case), by="AB", at=now)
    assert again.book() is not book


def test_areas_stand_in_the_order_the_school_gave_them(store: FolderStore, now: datetime) -> None:
    areas = (Area(id="1", key="a", title="A", order=2), Area(id="2", key="b", title="B", order=1))
    store.save(*(Change(None, area) for area in areas), by="AB", at=now)
    assert [area.key for area in store.book().areas if area.order] == ["b", "a"]


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


def test_codes_are_never_given_twice(store: FolderStore, case: Case, now: datetime) -> None:
    first, second = store.save(Change(None, case), Change(None, case.but(id="other")), by="AB", at=now)
    assert isinstance(first, Case)
    assert isinstance(second, Case)
    assert (first.code, second.code) == ("26-001", "26-002")
    store.delete_case("26-002", by="AB", at=now)
    (third,) = store.save(Change(None, case.but(id="third")), by="AB", at=now)
    assert isinstance(third, Case)
    assert third.code == "26-003"


def test_a_case_of_another_year_lies_in_that_year(store: FolderStore, case: Case, now: datetime, folder: Path) -> None:
    store.save(Change(None, case.but(opened=date(2025, 10, 1))), by="AB", at=now)
    assert (folder / "2025-26.json").exists()
    assert store.book().cases[0].code == "25-001"


def test_a_code_that_is_taken_is_refused(store: FolderStore, case: Case, now: datetime) -> None:
    store.save(Change(None, case.but(code="26-007")), by="AB", at=now)
    with pytest.raises(Refused, match="code-taken"):
        store.save(Change(None, case.but(id="other", code="26-007")), by="AB", at=now)
    (next_one,) = store.save(Change(None, case.but(id="other")), by="AB", at=now)
    assert isinstance(next_one, Case)
    assert next_one.code == "26-008"


def test_additions_by_two_people_merge(
    store: FolderStore, again: FolderStore, case: Case, entry: MakeEntry, now: datetime
) -> None:
    (base,) = store.save(Change(None, case), by="AB", at=now)
    assert isinstance(base, Case)
    store.save(Change(base, with_entry(base, entry("e1"))), by="AB", at=now)
    (both,) = again.save(Change(base, with_entry(base, entry("e2"))), by="CD", at=now)
    assert isinstance(both, Case)
    assert [each.id for each in both.entries] == ["e1", "e2"]
    assert both.rev == 3


def test_the_same_field_changed_twice_is_a_conflict(
    store: FolderStore, again: FolderStore, case: Case, now: datetime
) -> None:
    (base,) = store.save(Change(None, case), by="AB", at=now)
    store.save(Change(base, base.but(title="Mine")), by="AB", at=now)
    with pytest.raises(Conflict) as raised:
        again.save(Change(base, base.but(title="Theirs")), by="CD", at=now)
    assert (raised.value.mine, raised.value.theirs) == ("Theirs", "Mine")
    assert again.book().cases[0].title == "Mine"


def test_all_changes_or_none(store: FolderStore, case: Case, practice: Practice, now: datetime) -> None:
    (base,) = store.save(Change(None, case), by="AB", at=now)
    store.save(Change(base, base.but(title="Mine")), by="AB", at=now)
    with pytest.raises(Conflict):
        store.save(Change(None, practice), Change(base, base.but(title="Theirs")), by="CD", at=now)
    assert store.book().practices == ()


def test_saving_the_same_new_record_again_changes_nothing(
    store: FolderStore, case: Case, now: datetime, folder: Path
) -> None:
    (first,) = store.save(Change(None, case), by="AB", at=now)
    content = (folder / "2026-27.json").read_bytes()
    assert store.save(Change(None, case), by="AB", at=now) == (first,)
    assert (folder / "2026-27.json").read_bytes() == content


def test_another_record_under_the_same_id_is_refused(store: FolderStore, case: Case, now: datetime) -> None:
    store.save(Change(None, case), by="AB", at=now)
    with pytest.raises(Refused, match="record-exists"):
        store.save(Change(None, case.but(title="En annen")), by="AB", at=now)


def test_an_edit_that_is_saved_again_changes_nothing(store: FolderStore, case: Case, now: datetime) -> None:
    (base,) = store.save(Change(None, case), by="AB", at=now)
    (edited,) = store.save(Change(base, base.but(title="Ny")), by="AB", at=now)
    assert store.save(Change(base, base.but(title="Ny")), by="AB", at=now) == (edited,)


def test_a_record_deleted_while_it_was_edited_is_gone(
    store: FolderStore, again: FolderStore, agreement: Agreement, now: datetime
) -> None:
    (base,) = store.save(Change(None, agreement), by="AB", at=now)
    again.save(Change(base, None), by="CD", at=now)
    with pytest.raises(Refused, match="record-gone"):
        store.save(Change(base, base.but(what="Skrive hjem")), by="AB", at=now)
    assert again.save(Change(base, None), by="CD", at=now) == ()


def test_what_somebody_changed_is_not_deleted_unseen(
    store: FolderStore, again: FolderStore, agreement: Agreement, now: datetime
) -> None:
    (base,) = store.save(Change(None, agreement), by="AB", at=now)
    again.save(Change(base, base.but(what="Skrive hjem")), by="CD", at=now)
    with pytest.raises(Refused, match="changed-since"):
        store.save(Change(base, None), by="AB", at=now)


def test_only_one_meeting_runs(store: FolderStore, again: FolderStore, meeting: Meeting, now: datetime) -> None:
    (running,) = store.save(Change(None, meeting), by="AB", at=now)
    assert isinstance(running, Meeting)
    with pytest.raises(Refused, match="meeting-running"):
        again.save(Change(None, meeting.but(id="other")), by="CD", at=now)
    store.save(Change(running, ended(running, now)), by="AB", at=now)
    again.save(Change(None, meeting.but(id="other")), by="CD", at=now)


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


def test_the_team_itself_can_change(store: FolderStore, again: FolderStore, now: datetime) -> None:
    team = store.book().team
    store.save(Change(team, with_member(team, "ef")), by="AB", at=now)
    assert again.book().team.aliases == ("AB", "CD", "EF")


@pytest.mark.parametrize(("day", "codes"), [(date(2027, 7, 30), ()), (date(2027, 7, 31), ("26-001",))])
def test_closed_cases_are_overdue_when_their_school_year_ends(
    store: FolderStore, case: Case, now: datetime, day: date, codes: tuple[str, ...]
) -> None:
    closed = case.but(standing=Standing(state=CaseState.CLOSED, on=date(2027, 6, 1)))
    store.save(Change(None, closed), Change(None, case.but(id="open")), by="AB", at=now)
    assert store.overdue_for_deletion(day) == codes


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
