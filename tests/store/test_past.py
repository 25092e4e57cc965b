"""The contract of `undo`, `history` and `delete_case`, over every store."""

from datetime import date, datetime, timedelta

import pytest

from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.card import Experience, ExperienceCard, experience_here
from storage.domain.case.case import Case, Entry, with_entry
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.meeting.meeting import Meeting, Note
from storage.domain.plan.plan import Practice
from storage.domain.record import texts_of
from storage.store import Change, Draft, TeamStore
from tests.store.conftest import Open

SECRET = "hemmelig"  # noqa: S105 - a word to look for


@pytest.fixture
def kept(store: TeamStore, case: Case, now: datetime) -> Case:
    (kept,) = store.save(Change(None, case), by="AB", at=now)
    assert isinstance(kept, Case)
    return kept


def agreement_about(case: Case) -> Agreement:
    return Agreement(
        id="agreement", what=f"{SECRET} 3", owner="AB", made=date(2026, 9, 1), due=date(2026, 9, 4), case=case.code
    )


def test_one_change_after_the_other_is_taken_back(store: TeamStore, kept: Case, entry: Entry, now: datetime) -> None:
    (longer,) = store.save(Change(kept, with_entry(kept, entry)), by="AB", at=now)
    store.save(Change(longer, longer.but(title="Ny")), by="AB", at=now)
    (back,) = store.undo(by="AB", at=now)
    assert (back.rev, [memory.value for memory in back.before][1:]) == (4, [kept.title, "Ny"])
    assert store.book().cases == (back,)
    store.undo(by="AB", at=now)
    assert (store.book().cases[0].title, store.book().cases[0].entries) == (kept.title, ())
    assert store.undo(by="AB", at=now) == ()
    assert store.book().cases == ()
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="AB", at=now)


def test_a_change_of_several_records_is_taken_back_whole(store: TeamStore, kept: Case, now: datetime) -> None:
    practice = Practice(id="practice", area="homework", title="Lekser", minimum="Høyst en halv time")
    store.save(Change(kept, kept.but(title="Ny")), Change(None, practice), by="AB", at=now)
    store.undo(by="AB", at=now)
    assert (store.book().practices, store.book().cases[0].title) == ((), kept.title)


def test_what_this_session_deleted_comes_back(store: TeamStore, kept: Case, now: datetime) -> None:
    (made,) = store.save(Change(None, agreement_about(kept)), by="AB", at=now)
    store.save(Change(made, None), by="AB", at=now)
    (back,) = store.undo(by="AB", at=now)
    assert (back.rev, store.book().agreements) == (2, (back,))


def test_what_an_earlier_session_deleted_does_not(
    store: TeamStore, again: TeamStore, kept: Case, now: datetime
) -> None:
    (made,) = store.save(Change(None, agreement_about(kept)), by="AB", at=now)
    store.save(Change(made, None), by="AB", at=now)
    with pytest.raises(Refused, match="nothing-to-undo"):
        again.undo(by="AB", at=now, earlier=True)


def test_what_somebody_else_did_stays(
    store: TeamStore, again: TeamStore, kept: Case, entry: Entry, now: datetime
) -> None:
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    again.save(Change(kept, with_entry(kept, entry)), by="CD", at=now)
    store.undo(by="AB", at=now)
    assert (store.book().cases[0].title, store.book().cases[0].entries) == (kept.title, (entry,))


def test_what_somebody_changed_since_is_not_taken_back(
    store: TeamStore, again: TeamStore, kept: Case, now: datetime
) -> None:
    (mine,) = store.save(Change(kept, kept.but(title="Min")), by="AB", at=now)
    again.save(Change(mine, mine.but(title="Din")), by="CD", at=now)
    with pytest.raises(Refused, match="changed-since"):
        store.undo(by="AB", at=now)
    assert store.book().cases[0].title == "Din"


def test_what_is_new_and_was_changed_since_is_not_removed(
    store: TeamStore, again: TeamStore, kept: Case, now: datetime
) -> None:
    again.save(Change(kept, kept.but(title="Din")), by="CD", at=now)
    with pytest.raises(Refused, match="changed-since"):
        store.undo(by="AB", at=now)


def test_what_an_earlier_session_did_is_taken_back_only_when_asked_for_and_once(
    store: TeamStore, again: TeamStore, kept: Case, now: datetime
) -> None:
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    book = again.book()
    with pytest.raises(Refused) as asked:
        again.undo(by="AB", at=now)
    assert (asked.value.code, asked.value.params["change"]) == ("undo-reaches-back", next(again.history()).change)
    assert again.book() is book
    again.undo(by="AB", at=now, earlier=True)
    assert again.book().cases[0].title == kept.title
    with pytest.raises(Refused, match="nothing-to-undo"):
        again.undo(by="AB", at=now, earlier=True)


def test_each_alias_reaches_back_to_its_own(store: TeamStore, again: TeamStore, kept: Case, now: datetime) -> None:
    (mine,) = store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    store.save(Change(mine, mine.but(owner="CD")), by="CD", at=now)
    again.undo(by="AB", at=now, earlier=True)
    assert (again.book().cases[0].title, again.book().cases[0].owner) == (kept.title, "CD")
    again.undo(by="CD", at=now, earlier=True)
    assert again.book().cases[0].owner == ""
    with pytest.raises(Refused, match="nothing-to-undo"):
        again.undo(by="EF", at=now, earlier=True)


def test_what_was_taken_back_is_not_taken_back_once_more(open_as: Open, kept: Case, now: datetime) -> None:
    store = open_as("two")
    store.save(Change(kept, kept.but(title="Ny")), by="AB", at=now)
    store.undo(by="AB", at=now)
    later = open_as("three")
    later.undo(by="AB", at=now, earlier=True)
    assert later.book().cases == ()


def test_the_making_of_the_team_stands(store: TeamStore, now: datetime) -> None:
    with pytest.raises(Refused, match="nothing-to-undo"):
        store.undo(by="", at=now, earlier=True)
    assert store.book().team.name == "6. trinn"


def test_the_history_tells_who_did_what_newest_first(
    store: TeamStore, kept: Case, meeting: Meeting, now: datetime
) -> None:
    later = now + timedelta(minutes=5)
    store.save(
        Change(kept, kept.but(title="Ny", owner="CD")),
        Change(None, agreement_about(kept)),
        Change(None, meeting),
        by="CD",
        at=later,
    )
    newest, oldest = list(store.history())[:2]
    assert [(deed.by, deed.at, deed.undoes) for deed in (newest, oldest)] == [("CD", later, False), ("AB", now, False)]
    assert newest.user == oldest.user != ""
    assert [(each.kind, each.what, each.name, set(each.fields)) for each in newest.records] == [
        ("case", "changed", kept.code, {"title", "owner"}),
        ("agreement", "made", kept.code, set()),
        ("meeting", "made", "2026-09-01", set()),
    ]


def test_the_history_of_some_records_tells_of_these_alone(store: TeamStore, kept: Case, now: datetime) -> None:
    store.save(Change(kept, kept.but(title="Ny")), Change(None, agreement_about(kept)), by="AB", at=now)
    store.undo(by="AB", at=now)
    told = [(deed.undoes, [(each.id, each.what) for each in deed.records]) for deed in store.history(["agreement"])]
    assert told == [(True, [("agreement", "deleted")]), (False, [("agreement", "made")])]


def test_what_changed_nothing_is_no_history(store: TeamStore, case: Case, kept: Case, now: datetime) -> None:
    before = list(store.history())
    store.save(Change(None, case), Change(kept, kept), by="AB", at=now)
    assert list(store.history()) == before


@pytest.fixture
def spoken_of(
    store: TeamStore, kept: Case, entry: Entry, meeting: Meeting, autumn: ConversationRound, now: datetime
) -> Case:
    """A case that much was said about, wherever one can say something."""
    case, _ = store.save(
        Change(kept, with_entry(kept.but(title=f"{SECRET} 1"), entry)),
        Change(None, agreement_about(kept)),
        by="AB",
        at=now,
    )
    talk = ConversationAgreement(id="t", pupil=kept.code, what=f"{SECRET} 4", made=now.date())
    other = ConversationAgreement(id="u", pupil="7", what="blir", made=now.date())
    notes = (Note(id="n1", phase="clarify", case=kept.code, text=f"{SECRET} 5"),)
    store.save(
        Change(None, autumn.but(agreements=(talk, other))), Change(None, meeting.but(notes=notes)), by="AB", at=now
    )
    store.keep_draft(Draft(by="AB", place=f"case/{kept.code}/entry/text", text=f"{SECRET} 6", at=now))
    store.keep_draft(Draft(by="AB", place="case/26-0010/entry/text", text="blir", at=now))
    assert isinstance(case, Case)
    return case


@pytest.mark.parametrize("by", ["id", "code"])
def test_a_deleted_case_takes_everything_about_it_along(
    store: TeamStore, spoken_of: Case, now: datetime, by: str
) -> None:
    assert store.delete_case(getattr(spoken_of, by), by="AB", at=now) == ()
    book = store.book()
    assert (book.cases, book.agreements) == ((), ())
    assert not [text for record in book.records() for text in texts_of(record) if SECRET in text]
    assert [each.what for each in book.rounds[0].agreements] == ["blir"]
    assert [draft.text for draft in store.drafts("AB").values()] == ["blir"]


def test_a_deleted_case_is_brought_back_by_nobody(
    store: TeamStore, again: TeamStore, spoken_of: Case, now: datetime
) -> None:
    (agreement,) = again.book().agreements
    again.save(Change(agreement, None), by="AB", at=now)
    store.delete_case(spoken_of.code, by="AB", at=now)
    for session in (store, again):
        with pytest.raises(Refused, match="nothing-to-undo"):
            session.undo(by="AB", at=now, earlier=True)


def test_the_history_tells_who_deleted_a_case(store: TeamStore, kept: Case, now: datetime) -> None:
    store.delete_case(kept.code, by="CD", at=now)
    newest = next(store.history([kept.id]))
    assert (newest.by, [(each.what, each.name) for each in newest.records]) == ("CD", [("deleted", "")])


def test_a_case_that_is_not_there_cannot_be_deleted(store: TeamStore, now: datetime) -> None:
    with pytest.raises(Refused, match="no-such-case"):
        store.delete_case("26-099", by="AB", at=now)


def test_an_experience_card_keeps_what_came_of_a_deleted_case_and_nothing_of_it(
    store: TeamStore, kept: Case, now: datetime
) -> None:
    card = ExperienceCard(id="card", title="Korte meldinger", made=now.date(), worked="Én i uka.")
    rating = Rating(on=now.date(), done=Done.AS_PLANNED, effect=Effect.UNCHANGED, note=SECRET)
    tried = agreement_about(kept).but(card="card", ratings=(rating,))
    waiting = tried.but(id="waiting", ratings=())
    store.save(Change(None, card), Change(None, tried), Change(None, waiting), by="AB", at=now)
    store.delete_case(kept.code, by="AB", at=now)
    (left,) = store.book().cards
    assert experience_here(left, store.book().agreements) == Experience(tried=1, done=1, helped=0)
    assert SECRET not in str(left)
    assert "agreement" not in str(left)
