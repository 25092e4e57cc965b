"""The contract of `book` and `save`, over every store."""

from datetime import date, datetime

import pytest

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Entry, Standing, with_entry
from storage.domain.errors import Conflict, Refused
from storage.domain.meeting.meeting import Meeting, ended
from storage.domain.people import with_member
from storage.domain.plan.plan import Area, Practice
from storage.store import Change, TeamStore

PRACTICE = Practice(id="practice", area="homework", title="Lekser", minimum="Høyst en halv time")
NUMBER = "020132 99997"


@pytest.fixture
def kept(store: TeamStore, case: Case, now: datetime) -> Case:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    assert isinstance(kept, Case)
    return kept


def code_of(record: object) -> str:
    assert isinstance(record, Case)
    return record.code


def test_a_new_team_can_be_written(store: TeamStore) -> None:
    assert store.book().read_only is None
    assert (store.book().team.name, [area.key for area in store.book().areas]) == ("6. trinn", ["homework"])


def test_the_book_is_the_same_object_until_somebody_changes_something(
    store: TeamStore, again: TeamStore, case: Case, now: datetime
) -> None:
    book = again.book()
    assert again.book() is book
    store.save(Change(None, case), by="AB", at=now)
    assert book.cases == ()
    assert again.book() is not book
    assert again.book().cases == store.book().cases


def test_shelves_stand_in_the_order_of_their_kind(store: TeamStore, case: Case, now: datetime) -> None:
    areas = (Area(id="1", key="b", title="B", order=2), Area(id="2", key="a", title="A", order=1))
    cases = (case.but(id="9", code="26-002"), case.but(id="8", code="26-001"))
    store.save(*(Change(None, record) for record in (*areas, *cases)), by="AB", at=now)
    assert [area.key for area in store.book().areas if area.order] == ["a", "b"]
    assert [each.code for each in store.book().cases] == ["26-002", "26-001"]


def test_a_case_lies_in_its_own_year(store: TeamStore, case: Case, now: datetime) -> None:
    store.save(Change(None, case.but(opened=date(2025, 10, 1))), Change(None, case.but(id="new")), by="AB", at=now)
    assert [[each.code for each in year.cases] for year in store.book().years] == [["26-001"], ["25-001"]]


def test_what_is_kept_is_returned_counted_and_remembers_what_it_was(
    store: TeamStore, kept: Case, entry: Entry, now: datetime
) -> None:
    (longer,) = store.save(Change(kept, with_entry(kept, entry)), by="CD", at=now)
    (renamed,) = store.save(Change(longer, longer.but(title="Ny")), by="AB", at=now)
    assert (kept.rev, longer.rev, renamed.rev) == (1, 2, 3)
    assert [(memory.by, memory.field, memory.value) for memory in renamed.before] == [
        ("CD", "entries/e1", None),
        ("AB", "title", kept.title),
    ]
    assert store.book().cases == (renamed,)


def test_the_team_itself_can_change(store: TeamStore, again: TeamStore, now: datetime) -> None:
    team = store.book().team
    store.save(Change(team, with_member(team, "ef")), by="AB", at=now)
    assert again.book().team.aliases == ("AB", "CD", "EF")


def test_codes_count_up_and_are_never_given_twice(
    store: TeamStore, again: TeamStore, case: Case, now: datetime
) -> None:
    given = store.save(Change(None, case), Change(None, case.but(id="second")), by="AB", at=now)
    assert [code_of(each) for each in given] == ["26-001", "26-002"]
    store.delete_case("26-002", by="AB", at=now)
    store.save(Change(None, case.but(id="seventh", code="26-007")), by="AB", at=now)
    (next_one,) = again.save(Change(None, case.but(id="eighth")), by="AB", at=now)
    assert code_of(next_one) == "26-008"
    again.delete_case("26-008", by="AB", at=now)
    (last,) = again.save(Change(None, case.but(id="ninth")), by="AB", at=now)
    assert code_of(last) == "26-009"


def test_a_code_that_is_taken_is_refused(store: TeamStore, case: Case, kept: Case, now: datetime) -> None:
    with pytest.raises(Refused, match="code-taken"):
        store.save(Change(None, case.but(id="other", code=kept.code)), by="AB", at=now)


def test_what_two_people_add_is_merged(
    store: TeamStore, again: TeamStore, kept: Case, entry: Entry, now: datetime
) -> None:
    store.save(Change(kept, with_entry(kept, entry)), by="AB", at=now)
    (both,) = again.save(Change(kept, kept.but(title="Ny")), by="CD", at=now)
    assert isinstance(both, Case)
    assert (both.title, both.entries, both.rev) == ("Ny", (entry,), 3)


def test_the_same_field_changed_twice_is_a_conflict(
    store: TeamStore, again: TeamStore, kept: Case, now: datetime
) -> None:
    store.save(Change(kept, kept.but(title="Min")), by="AB", at=now)
    with pytest.raises(Conflict) as raised:
        again.save(Change(kept, kept.but(title="Din")), by="CD", at=now)
    assert (raised.value.params["record"], raised.value.field) == (kept.id, "title")
    assert (raised.value.mine, raised.value.theirs) == ("Din", "Min")


def test_all_changes_are_kept_or_none(store: TeamStore, kept: Case, case: Case, now: datetime) -> None:
    store.save(Change(kept, kept.but(title="Min")), by="AB", at=now)
    before = store.book()
    with pytest.raises(Conflict):
        store.save(
            Change(None, PRACTICE),
            Change(None, case.but(id="other")),
            Change(kept, kept.but(title="Din")),
            by="CD",
            at=now,
        )
    assert store.book() == before
    (next_one,) = store.save(Change(None, case.but(id="other")), by="AB", at=now)
    assert code_of(next_one) == "26-002"


def test_the_same_record_saved_once_more_changes_nothing(
    store: TeamStore, case: Case, kept: Case, now: datetime
) -> None:
    book = store.book()
    assert store.save(Change(None, case), by="AB", at=now) == (kept,)
    assert store.save(Change(kept, kept), by="AB", at=now) == (kept,)
    assert store.book() is book


def test_an_edit_saved_once_more_changes_nothing(store: TeamStore, kept: Case, now: datetime) -> None:
    edit = Change(kept, kept.but(title="Ny"))
    assert store.save(edit, by="AB", at=now) == store.save(edit, by="AB", at=now)


@pytest.mark.usefixtures("kept")
def test_another_record_under_the_same_id_is_refused(store: TeamStore, case: Case, now: datetime) -> None:
    with pytest.raises(Refused, match="record-exists"):
        store.save(Change(None, case.but(title="En annen")), by="AB", at=now)


def test_what_was_deleted_while_it_was_edited_is_gone(
    store: TeamStore, again: TeamStore, agreement: Agreement, now: datetime
) -> None:
    assert again.save(Change(agreement, None), by="CD", at=now) == ()
    with pytest.raises(Refused) as raised:
        store.save(Change(agreement, agreement.but(what="Skrive hjem")), by="AB", at=now)
    assert (raised.value.code, raised.value.params) == ("record-gone", {"record": agreement.id, "kind": "agreement"})


@pytest.fixture
def agreement(store: TeamStore, now: datetime) -> Agreement:
    new = Agreement(id="agreement", what="Ringe hjem", owner="AB", made=date(2026, 9, 1), due=date(2026, 9, 4))
    (kept,) = store.save(Change(None, new), by="AB", at=now)
    assert isinstance(kept, Agreement)
    return kept


def test_what_is_gone_can_be_deleted_once_more(
    store: TeamStore, again: TeamStore, agreement: Agreement, now: datetime
) -> None:
    store.save(Change(agreement, None), by="AB", at=now)
    assert again.save(Change(agreement, None), by="CD", at=now) == ()
    assert again.book().agreements == ()


def test_what_somebody_changed_is_not_deleted_unseen(
    store: TeamStore, again: TeamStore, agreement: Agreement, now: datetime
) -> None:
    again.save(Change(agreement, agreement.but(what="Skrive hjem")), by="CD", at=now)
    with pytest.raises(Refused, match="changed-since"):
        store.save(Change(agreement, None), by="AB", at=now)


def test_only_one_meeting_runs(store: TeamStore, again: TeamStore, meeting: Meeting, now: datetime) -> None:
    (running,) = store.save(Change(None, meeting), by="AB", at=now)
    assert isinstance(running, Meeting)
    with pytest.raises(Refused) as raised:
        again.save(Change(None, meeting.but(id="other")), by="CD", at=now)
    assert (raised.value.code, raised.value.params["meeting"]) == ("meeting-running", "meeting")
    store.save(Change(running, ended(running, now)), by="AB", at=now)
    again.save(Change(None, meeting.but(id="other")), by="CD", at=now)
    assert again.book().running is not None


def test_no_identity_number_is_kept(store: TeamStore, kept: Case, entry: Entry, now: datetime) -> None:
    before = store.book()
    with pytest.raises(Refused, match="identity-number"):
        store.save(Change(None, PRACTICE.but(title=f"Om {NUMBER}")), by="AB", at=now)
    with pytest.raises(Refused, match="identity-number"):
        store.save(Change(kept, with_entry(kept.but(title=NUMBER), entry)), by="AB", at=now)
    assert store.book() is before


def test_digits_that_chance_put_into_a_hash_are_no_identity_number(store: TeamStore, now: datetime) -> None:
    team = store.book().team
    listed = team.but(names_key=f"ab{NUMBER}cd", names=(f"ef{NUMBER}",))
    store.save(Change(team, listed), by="AB", at=now)
    assert store.book().team.names == listed.names


@pytest.mark.parametrize(("day", "codes"), [(date(2027, 7, 30), ()), (date(2027, 7, 31), ("26-001",))])
def test_a_closed_case_is_overdue_from_its_delete_by_date(
    store: TeamStore, case: Case, now: datetime, day: date, codes: tuple[str, ...]
) -> None:
    closed = case.but(standing=Standing(state=CaseState.CLOSED, on=date(2027, 6, 1)))
    store.save(Change(None, closed), Change(None, case.but(id="open")), by="AB", at=now)
    assert store.book().overdue_for_deletion(day) == codes
