"""Two states of one record become one: both additions stay, the later change stands, what both changed is shown."""

from datetime import UTC, date, datetime, timedelta

from storage.domain.case.case import Case, CrossPressure, Entry, Route, Step
from storage.domain.joining.trails import chosen_of, forks, joined
from storage.domain.people import Member, Team
from storage.domain.plan.plan import Practice
from storage.domain.record import AnyRecord, revised

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
STAMPS = (NOON, "a"), (NOON, "b")
CASE = Case(id="01", rev=1, title="Lekser", opened=date(2026, 9, 1), code="26-001")


def after(record: AnyRecord, by: str, minutes: int, change: str = "", **values: object) -> AnyRecord:
    """Return a record that somebody changed some minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    return revised(record, record.but(**values), by=by, at=at, change=change or f"{by}{minutes}")


def entry(key: str, text: str) -> Entry:
    return Entry(id=key, step=Step.SITUATION, text=text, at=NOON)


def as_one(ours: AnyRecord, theirs: AnyRecord) -> AnyRecord:
    """Return two states as one where nobody was asked."""
    return chosen_of(ours, theirs, joined(ours, theirs, STAMPS), {})


def test_what_both_added_stays() -> None:
    ours, theirs = (after(CASE, by, 1, entries=(entry(by, f"fra {by}"),)) for by in ("AB", "CD"))
    assert [each.text for each in joined(ours, theirs, STAMPS).entries] == ["fra AB", "fra CD"]
    assert forks(ours, theirs) == ()


def test_the_later_change_stands_and_the_other_is_an_earlier_value() -> None:
    ours, theirs = after(CASE, "AB", 9, title="Leksene"), after(CASE, "CD", 5, title="Leksetid")
    whole = joined(ours, theirs, STAMPS)
    assert whole.title == "Leksene"
    assert [(memory.by, memory.value) for memory in whole.before] == [("CD", "Lekser"), ("AB", "Leksetid")]
    assert whole == joined(theirs, ours, STAMPS[::-1])


def test_of_two_changes_at_one_moment_the_id_decides() -> None:
    ours, theirs = (after(CASE, by, 5, title=by) for by in ("AB", "CD"))
    assert joined(ours, theirs, STAMPS).title == joined(theirs, ours, STAMPS).title == "CD"


def test_a_field_that_both_changed_is_a_fork_with_who_and_when() -> None:
    ours, theirs = after(CASE, "AB", 9, title="Leksene"), after(CASE, "CD", 5, title="Leksetid")
    (fork,) = forks(ours, theirs)
    assert (fork.field, fork.ours, fork.theirs) == ("title", "Leksene", "Leksetid")
    assert (fork.our_change.by, fork.their_change.by, fork.stands) == ("AB", "CD", "Leksene")


def test_what_was_chosen_stands_though_it_is_the_earlier_one() -> None:
    ours, theirs = after(CASE, "AB", 9, title="Leksene"), after(CASE, "CD", 5, title="Leksetid")
    whole = joined(ours, theirs, STAMPS)
    assert chosen_of(ours, theirs, whole, {"title": "Leksetid"}).title == "Leksetid"


def test_what_both_said_alike_is_no_fork() -> None:
    ours, theirs = after(CASE, "AB", 9, title="Leksene"), after(CASE, "CD", 5, title="Leksene")
    assert forks(ours, theirs) == ()


def test_who_changed_what_the_other_left_alone_is_not_asked() -> None:
    base = after(CASE, "AB", 1, title="Leksene")
    ours, theirs = after(base, "AB", 2, owner="AB"), after(base, "CD", 3, title="Leksetid")
    assert forks(ours, theirs) == ()
    assert (as_one(ours, theirs).title, as_one(ours, theirs).owner) == ("Leksetid", "AB")


def test_a_clock_that_was_put_back_takes_nobodys_last_word() -> None:
    ours = after(after(CASE, "AB", 50, title="først"), "AB", 10, title="sist")
    theirs = after(CASE, "CD", 5, owner="CD")
    whole = joined(ours, theirs, STAMPS)
    assert (whole.title, whole.owner) == ("sist", "CD")
    assert joined(whole, ours, STAMPS) == whole == joined(theirs, whole, STAMPS)


def test_two_parts_of_one_field_that_each_changed_are_both_there() -> None:
    ours = after(CASE, "AB", 9, pressure=CrossPressure(fixed="timeplanen"))
    theirs = after(CASE, "CD", 5, pressure=CrossPressure(we_can="ringe hjem"))
    assert as_one(ours, theirs).pressure == CrossPressure(fixed="timeplanen", we_can="ringe hjem")
    assert forks(ours, theirs) == ()


def test_lists_that_both_made_longer_are_both_there() -> None:
    practice = Practice(id="p", rev=1, area="homework", title="Leksefri")
    ours, theirs = after(practice, "AB", 9, evidence=("26-001",)), after(practice, "CD", 5, evidence=("26-002",))
    assert as_one(ours, theirs).evidence == ("26-002", "26-001")


def test_an_alarm_is_not_put_away_by_a_later_change_that_did_not_know_of_it() -> None:
    base = after(CASE, "AB", 1, alarm=Route.NOT_SAFE)
    ours, theirs = after(base, "AB", 9, alarm=None, false_alarm="En lek"), after(base, "CD", 5, alarm=Route.HOME)
    assert as_one(ours, theirs).alarm is Route.HOME
    assert [fork.stands for fork in forks(ours, theirs)] == [Route.HOME]


def test_of_what_a_record_forgets_the_state_that_changed_last_keeps_its_own() -> None:
    team = Team(id="t", rev=1, name="6. trinn", members=(Member(alias="AB"),))
    ours, theirs = team.but(rev=2, names=("aa",), names_key="1"), team.but(rev=2, names=("bb",), names_key="2")
    later = (NOON + timedelta(minutes=1), "x"), (NOON, "y")
    assert joined(ours, theirs, later) == joined(theirs, ours, later[::-1])
    assert (joined(ours, theirs, later).names, joined(ours, theirs, later).names_key) == (("aa",), "1")
