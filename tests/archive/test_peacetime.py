"""Parent meetings, rounds of conversations and first contacts in a folder: kept, merged, undone."""

from datetime import date, datetime

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.care.check import findings_in
from storage.domain.case.agreement import Done, Rating
from storage.domain.errors import Conflict, Refused
from storage.domain.homes.contact import ClassContacts, Tick, ticked
from storage.domain.homes.conversation_round import (
    ConversationAgreement,
    ConversationRound,
    agreed,
    followed_up,
    reworded,
)
from storage.domain.homes.parent_meeting import (
    AgendaItem,
    ParentMeeting,
    agenda,
    lengthened,
    moved,
    with_changed,
    with_items,
    without_item,
)
from storage.store import Change

ON = date(2026, 9, 17)
ITEMS = tuple(AgendaItem(id=key, title=f"Punkt {key}", minutes=10) for key in "abc")
MEETING = with_items(ParentMeeting(id="pm", title="Foreldremøte", on=ON), ITEMS)
CLASS = ClassContacts(id="class", label="6A", homes=20, made=date(2026, 8, 20))


def meeting_in(store: FolderStore) -> ParentMeeting:
    (kept,) = store.book().parent_meetings
    return kept


def order(store: FolderStore) -> str:
    return "".join(item.id for item in agenda(meeting_in(store)))


@pytest.fixture
def kept(store: FolderStore, autumn: ConversationRound, now: datetime) -> FolderStore:
    store.save(Change(None, MEETING), Change(None, autumn), Change(None, CLASS), by="AB", at=now)
    return store


def test_they_lie_in_the_file_of_their_school_year_and_are_read_again(
    kept: FolderStore, autumn: ConversationRound
) -> None:
    book = open_store(kept.folder, session="later").book()
    (year,) = book.years
    assert year.year.name == "2026-27"
    assert [each.but(rev=0) for each in year.parent_meetings] == [MEETING]
    assert [each.but(rev=0) for each in year.rounds] == [autumn]
    assert [each.but(rev=0) for each in year.classes] == [CLASS]
    assert findings_in(kept.folder) == ()


def test_every_operation_on_the_agenda_can_be_undone(kept: FolderStore, now: datetime) -> None:
    standing = meeting_in(kept)
    for wanted in (
        moved(standing, "a", 1),
        without_item(standing, "b"),
        with_items(standing, [AgendaItem(id="d", title="Ny", minutes=5)], after="a"),
        with_changed(standing, lengthened(standing.items[0], 5)),
    ):
        before = meeting_in(kept)
        kept.save(Change(before, before.but(items=wanted.items)), by="AB", at=now)
        assert agenda(meeting_in(kept)) == agenda(wanted) != agenda(before)
        kept.undo(by="AB", at=now)
        assert agenda(meeting_in(kept)) == agenda(before)


def test_a_meeting_that_was_taken_away_comes_back(kept: FolderStore, now: datetime) -> None:
    kept.save(Change(meeting_in(kept), None), by="AB", at=now)
    assert kept.book().parent_meetings == ()
    kept.undo(by="AB", at=now)
    assert order(kept) == "abc"


def test_two_who_work_on_one_agenda_both_get_what_they_did(
    kept: FolderStore, again: FolderStore, now: datetime
) -> None:
    mine, theirs = meeting_in(kept), meeting_in(again)
    kept.save(Change(mine, moved(mine, "c", -1)), by="AB", at=now)
    again.save(Change(theirs, with_items(theirs, [AgendaItem(id="d", title="Ny", minutes=5)])), by="CD", at=now)
    assert order(kept) == "acbd"


def test_two_ticks_at_once_are_two_ticks(kept: FolderStore, again: FolderStore, now: datetime) -> None:
    (mine,), (theirs,) = kept.book().classes, again.book().classes
    kept.save(Change(mine, ticked(mine, Tick(id="t1", on=ON))), by="AB", at=now)
    again.save(Change(theirs, ticked(theirs, Tick(id="t2", on=ON))), by="CD", at=now)
    (both,) = kept.book().classes
    assert [tick.id for tick in both.ticks] == ["t1", "t2"]


def test_two_teachers_type_in_the_same_round(kept: FolderStore, again: FolderStore, now: datetime) -> None:
    (mine,), (theirs,) = kept.book().rounds, again.book().rounds
    ours = ConversationAgreement(id="x", pupil="7", what="Leser", owner="AB", made=ON)
    other = ConversationAgreement(id="y", pupil="7", what="Ringer", owner="CD", made=ON)
    kept.save(Change(mine, agreed(mine, ours)), by="AB", at=now)
    again.save(Change(theirs, agreed(theirs, other)), by="CD", at=now)
    (both,) = kept.book().rounds
    assert [each.what for each in both.agreements] == ["Leser", "Ringer"]
    kept.save(Change(both, followed_up(both, "x", Rating(on=ON, done=Done.PARTLY))), by="AB", at=now)
    stopped = followed_up(both, "x", Rating(on=ON, done=Done.STOPPED))
    again.save(Change(both, stopped), by="CD", at=now)
    (rated,) = kept.book().rounds
    assert [rating.done for rating in rated.agreements[0].ratings] == [Done.PARTLY, Done.STOPPED]
    kept.save(Change(rated, reworded(rated, "x", "Leser stille")), by="AB", at=now)
    with pytest.raises(Conflict):
        again.save(Change(rated, reworded(rated, "x", "Leser høyt")), by="CD", at=now)


def test_an_identity_number_comes_into_none_of_them(kept: FolderStore, now: datetime) -> None:
    number = "01010100131"
    (class_,), (round_,), meeting = kept.book().classes, kept.book().rounds, meeting_in(kept)
    about = ConversationAgreement(id="x", pupil="7", what=f"Ring {number}", made=ON)
    for before, after in (
        (class_, class_.but(label=number)),
        (round_, agreed(round_, about)),
        (meeting, with_items(meeting, [AgendaItem(id="d", title="x", minutes=5, note=number)])),
    ):
        with pytest.raises(Refused, match="identity-number"):
            kept.save(Change(before, after), by="AB", at=now)
