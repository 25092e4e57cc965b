from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, Route
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.plan.plan import Milestone, Practice, PracticeState
from storage.domain.views.balance import Minutes
from storage.domain.views.overview import Begun, Overview
from storage.domain.views.reviews import Coverage, Reason, Review
from storage.store import Draft
from tests.tui.mode_stage import ENGLISH, NOW, TODAY
from tui.desk.draft_places import belongs_to
from tui.desk.drafting import DraftPlace
from tui.look.letters import huge_letters, letters
from tui.look.signs import text_of
from tui.presentation.lines import Line, Row
from tui.presentation.today import Room, TodayKey, led_lines, shared, today_lines

ROOM = Room(width=80, height=14)
NOTHING = Overview(
    today=TODAY,
    has_plan=True,
    practices=(),
    late=(),
    agreements=(),
    stepless=(),
    gaps=(),
    running=None,
    planned=None,
    minutes=Minutes(),
)
AGREED = (Milestone(PracticeState.AGREED, TODAY),)


def lines(
    room: Room = ROOM, drafts: dict[DraftPlace, Draft] | None = None, **seen: object
) -> tuple[Line[TodayKey], ...]:
    return today_lines(ENGLISH, msgspec.structs.replace(NOTHING, **seen), drafts or {}, room)


def row(found: tuple[Line[TodayKey], ...], key: TodayKey) -> Line[TodayKey]:
    return next(line for line in found if line.key == key)


def practice(key: str, **values: object) -> Practice:
    made = Practice(id=key, area="a", title=f"Practice {key}", month=11, milestones=AGREED)
    return made.but(**values)


def agreement(key: str, days: int, *ratings: Rating, review: int | None = None) -> Agreement:
    due = TODAY + timedelta(days=days)
    look = None if review is None else TODAY + timedelta(days=review)
    return Agreement(id=key, what=key, owner="AB", made=TODAY, due=due, review=look, ratings=ratings)


def test_an_empty_plan_says_which_key_gets_one_further() -> None:
    first = next(line for line in lines(has_plan=False) if line.key)
    assert first.key == Row("plan")
    assert "then t to start it from the template" in first.said


def test_a_month_without_practices_still_leads_to_the_plan() -> None:
    assert "Nothing in the plan falls this month" in row(lines(), Row("plan")).said


def test_this_months_first_practice_shows_both_tiers_and_the_others_their_titles() -> None:
    first = practice("1", minimum="All of us call.", room="You may visit.")
    found = lines(practices=(first, practice("2", minimum="Hidden until marked.")))
    drawn = [line.said for line in found]
    assert drawn[:4] == [
        "The plan in November",
        "▸ Practice 1",
        "  ■ Shared minimum: All of us call.",
        "  □ Room for initiative: You may visit.",
    ]
    assert "Hidden until marked." not in "".join(drawn)
    assert row(found, Row("practice", "2")).said == "▸ Practice 2"


def test_a_tier_that_is_not_written_yet_says_so() -> None:
    assert "  □ Room for initiative: not written yet" in [line.said for line in lines(practices=(practice("1"),))]


def test_a_long_tier_takes_three_rows_and_shows_that_it_goes_on() -> None:
    found = lines(Room(width=40, height=14), practices=(practice("1", minimum="a few words " * 30),))
    tier = [line.said for line in found[2:5]]
    assert tier[2].endswith(" …")
    assert found[5].said.startswith("  □")
    assert all(len(text) <= 40 for text in tier)


def test_a_practice_that_is_done_says_so_in_sign_and_word() -> None:
    done = row(lines(practices=(practice("1", done=(2026,)),)), Row("practice", "1"))
    assert (done.said, done.right, done.look) == ("✓ Practice 1", "done", "quiet")


def test_an_idea_is_not_called_undone() -> None:
    idea = row(lines(practices=(practice("1", milestones=()),)), Row("practice", "1"))
    assert (idea.said, idea.right) == ("◇ Practice 1", "idea")


def test_two_practices_to_look_at_again_are_named_with_why_and_the_rest_counted() -> None:
    case = Case(id="c", code="26-001", title="t", opened=TODAY)
    asked = (
        Review(practice=practice("1", review=TODAY), reason=Reason.OVERDUE),
        Review(practice=practice("2", themes=("homework",)), reason=Reason.CASES, cases=(case,) * 3),
        Review(practice=practice("3"), reason=Reason.OVERDUE),
    )
    found = lines(reviews=asked)
    assert row(found, Row("practice", "1")).right == "look at it again: Mon 23 Nov"
    assert row(found, Row("practice", "2")).right == "3 cases about homework since"
    assert row(found, Row("plan", "again")).said == "? 1 more practice to look at again"
    assert Row("plan", "again") not in [line.key for line in lines(reviews=asked[:2])]


def test_practices_of_earlier_months_are_counted_in_one_row() -> None:
    found = row(lines(late=(practice("1"), practice("2"))), Row("plan", "late"))
    assert found.said == "! 2 practices from earlier are not ticked off"


def test_an_overdue_agreement_is_late_in_mark_words_and_look() -> None:
    found = row(lines(agreements=(agreement("call", -6),)), Row("agreement", "call"))
    assert (found.said, found.right, found.look) == ("! 6 d  AB  call", "", "plain")
    assert [span.text for span in found.front if span.role == "late"] == ["!", "6 d"]


def test_what_is_due_today_and_later_stands_in_the_same_columns() -> None:
    found = lines(agreements=(agreement("now", 0), agreement("soon", 4)))
    assert row(found, Row("agreement", "now")).said == "▸  today  AB  now"
    assert row(found, Row("agreement", "soon")).said == "  27 Nov  AB  soon"


def test_a_done_agreement_asks_whether_it_helped() -> None:
    done = Rating(on=TODAY, done=Done.AS_PLANNED)
    found = row(lines(agreements=(agreement("call", -9, done, review=2),)), Row("agreement", "call"))
    assert (found.said, found.right, found.look) == ("? 25 Nov  AB  call", "did it help?", "plain")


def test_too_many_rows_are_folded_until_somebody_unfolds_them() -> None:
    many = tuple(agreement(f"a{number}", number) for number in range(7))
    folded = [line.key for line in lines(agreements=many) if line.key and line.key.kind in {"agreement", "more"}]
    assert folded == [
        Row("agreement", "a0"),
        Row("agreement", "a1"),
        Row("agreement", "a2"),
        Row("agreement", "a3"),
        Row("agreement", "a4"),
        Row("more", "agreements"),
    ]
    assert row(lines(agreements=many), Row("more", "agreements")).said == "  … 2 more"
    whole = lines(Room(width=80, height=14, unfolded={"agreements"}), agreements=many)
    assert sum(isinstance(line.key, Row) and line.key.kind == "agreement" for line in whole) == 7


@pytest.mark.parametrize(
    ("left", "first", "second", "shares"),
    [
        (10, 9, 9, (5, 5)),
        (11, 9, 9, (6, 5)),
        (10, 9, 2, (8, 5)),
        (10, 0, 9, (5, 9)),
        (10, 2, 9, (5, 8)),
        (2, 9, 9, (3, 3)),
    ],
)
def test_two_sections_share_the_rows_and_neither_goes_without(
    left: int, first: int, second: int, shares: tuple[int, int]
) -> None:
    assert shared(left, first, second) == shares


def test_a_heading_counts_what_stands_below_it() -> None:
    found = lines(agreements=(agreement("a", -1), agreement("b", 0), agreement("c", 2), agreement("d", 3)))
    heading = next(line for line in found if line.said == "Agreements to follow up")
    assert heading.right == "1 overdue · 1 today · 2 soon"


def test_an_agreement_names_its_case_and_a_practice_its_owner() -> None:
    found = lines(agreements=(agreement("a", 1).but(case="26-004"),), practices=(practice("1", owner="KL"),))
    assert row(found, Row("agreement", "a")).right == "26-004"
    assert row(found, Row("practice", "1")).right == "KL"


def test_agreements_stand_in_a_list_of_their_own_where_there_is_room() -> None:
    found = lines(Room(width=60, height=30, apart=True), agreements=(agreement("a", 1),))
    assert "agreement" not in {line.key.kind for line in found if isinstance(line.key, Row)}
    assert [line.said for line in found if line.look == "heading"][1:] == ["Open cases without a next step", "The team"]
    assert all(not above.left for above, line in pairwise(found) if line.look == "heading")


def test_a_new_team_meets_its_first_steps_until_they_are_done() -> None:
    found = lines(begun=Begun(plan=True, agreed=False, case=False))
    assert [(line.key, line.said, line.right) for line in found[:3]] == [
        ("", "To start with", "1 of 3 done"),
        ("", "✓ Take in the template of a plan", "done"),
        (Row("plan", "start"), "▸ Agree on one area of the plan", "↵ to the plan"),
    ]
    assert (row(found, Row("new")).said, row(found, Row("new")).right) == ("· 3  Write one case", "↵ write it")
    assert "To start with" not in [line.said for line in lines()]


def led(room: Room = ROOM, **seen: object) -> tuple[Line[TodayKey], ...]:
    return led_lines(ENGLISH, msgspec.structs.replace(NOTHING, **seen), {}, room)


@pytest.mark.parametrize("room", [Room(64, 18), Room(80, 24), Room(60, 30, apart=True)])
def test_the_first_thing_to_do_stands_beside_a_large_figure_and_alone_in_that_role(room: Room) -> None:
    done, undone = practice("1", done=(2026,)), practice("2", minimum="All of us call.", room="You may visit.")
    asked = [line for line in led(room, practices=(done, undone)) if line.look == "ask"]
    assert [(line.key, line.said) for line in asked] == [(Row("practice", "2"), "▸ Practice 2")]
    drawn = {letters("1/2", 40)[0].strip(), huge_letters("1/2", 40)[0].strip()}
    assert text_of(asked[0].figure).strip() in drawn


def test_where_the_plan_is_done_the_first_agreement_is_called_on() -> None:
    over = led(practices=(practice("1", done=(2026,)),), agreements=(agreement("call", -6),))
    assert [line.key for line in over if line.look == "ask"] == [Row("agreement", "call")]
    assert any(letters("1", 40)[0] in text_of(line.figure) for line in over)


def test_what_is_called_on_fits_where_the_rows_fit() -> None:
    many = tuple(agreement(f"{number}", -number) for number in range(1, 12))
    for height in (18, 19, 23, 30):
        found = led(Room(64, height), practices=(practice("1", minimum="All call."),), agreements=many)
        assert len(found) <= height


def test_a_case_shows_its_code_its_title_and_how_long_it_has_been_open() -> None:
    case = Case(id="c", title="Homework", opened=TODAY - timedelta(days=20), code="26-008")
    found = row(lines(stepless=(case,)), Row("case", "26-008"))
    assert (found.said, found.right) == ("  26-008 Homework", "open 20 days")


def test_a_gap_names_the_theme_and_offers_the_next_step() -> None:
    case = Case(id="c", title="C", opened=TODAY, code="26-001", themes=("homework",))
    gap = Coverage(theme="homework", cases=(case,) * 3, practices=(), ideas=())
    bare = row(lines(gaps=(gap,)), Row("gap", "homework"))
    assert (bare.said, bare.right) == ("! homework: 3 cases this year, and no practice agreed", "↵ make one")
    with_idea = msgspec.structs.replace(gap, ideas=(practice("1"),))
    assert row(lines(gaps=(with_idea,)), Row("gap", "homework")).right == "↵ agree on one"


def test_the_next_meeting_says_when_and_who_leads() -> None:
    planned = Meeting(
        id="m",
        form="f",
        title="F",
        started=NOW,
        planned=45,
        state=MeetingState.HELD,
        next_on=TODAY + timedelta(days=7),
        next_roles={MeetingRole.FACILITATOR: "CD"},
    )
    found = row(lines(planned=planned), Row("meeting"))
    assert (found.said, found.right) == ("  Next meeting: Monday 30 Nov · in 7 days", "facilitator CD")
    assert row(lines(), Row("meeting")).said == "  Next meeting: no date yet"


def test_a_running_meeting_comes_before_everything() -> None:
    running = Meeting(id="m", form="f", title="Case round", started=NOW, planned=45)
    assert lines(running=running)[0].said == "▸ A meeting is going on: Case round"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("today/good-news", "good news"),
        ("case/26-001/entry/text", "26-001 · an entry"),
        ("case/26-001/01abc/text", "26-001 · a changed entry"),
        ("case/26-001/told/who", "26-001 · who was told"),
        ("case/new/case/title", "a new case"),
        ("case/new/success/text", "good news"),
        ("card/26-001/title", "26-001 · an experience card"),
        ("card/new/title", "an experience card"),
        ("agreement/01abc/rating/note", "an agreement"),
        ("plan/new/minimum", "a practice of the plan"),
        ("meeting/01abc/3", "a meeting"),
        ("parents/01abc/after/keep", "a parent meeting"),
        ("rounds/01abc/agreement", "development conversations"),
        ("area/new/about", "an area of the plan"),
        ("both/01abc/text", "two texts being joined"),
    ],
)
def test_a_draft_is_offered_with_its_place_and_time_and_never_with_its_words(place: str, shown: str) -> None:
    draft = Draft(by="AB", place=place, text="The home called", at=datetime(2026, 11, 22, 12, tzinfo=UTC))
    whole = belongs_to(DraftPlace.read(place))
    found = row(lines(drafts={whole: draft}), whole)
    assert found.said == f"  {shown}"
    assert found.right == f"22 Nov {ENGLISH.clock(draft.at)}"
    assert not any("The home called" in f"{line.said}{line.right}" for line in lines(drafts={whole: draft}))


def test_the_balance_is_one_bar_between_two_numbers() -> None:
    found = row(lines(minutes=Minutes(plan=30, cases=90)), Row("insight"))
    assert found.said == "  Meeting time ▇▇▇▇▒▒▒▒▒▒▒▒▒▒  plan 30, cases 90 min"
    assert "none yet" in row(lines(), Row("insight")).said


def test_keys_are_never_given_twice() -> None:
    running = Meeting(id="m", form="f", title="Case round", started=NOW, planned=45)
    for found in (lines(running=running, late=(practice("1"),)), lines(has_plan=False, late=(practice("1"),))):
        keys = [line.key for line in found if line.key]
        assert len(keys) == len(set(keys))


def test_an_open_gate_stands_above_everything() -> None:
    case = Case(id="c", code="26-001", title="Kept out", opened=TODAY, alarm=Route.NOT_SAFE)
    found = lines(alarms=(case,))
    assert (found[0].key, found[0].said, found[0].look) == (
        Row("alarm", "26-001"),
        "▲ 26-001: nobody has been told yet",
        "safety",
    )
