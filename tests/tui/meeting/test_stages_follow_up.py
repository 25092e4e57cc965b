from datetime import date, time, timedelta

import msgspec
import pytest

from storage.domain.calendar import Series
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import Route, Step, Told, View
from storage.domain.case.standing import alarmed, reported
from storage.domain.errors import Refused
from storage.domain.meeting.form import ROTATING, Writes
from storage.domain.meeting.meeting import DecisionKind, parked
from storage.domain.plan.plan import Milestone, Practice, PracticeState
from storage.domain.views.balance import spent
from storage.store import Change
from tests.tui.meeting.conftest import NOW
from tests.tui.meeting.play import LEFT, Play, gives
from tests.tui.stage import NOT_ANSWERED, asked
from tui.desk.desk import Desk
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import TextDialog
from tui.look.letters import letters
from tui.look.signs import Mark
from tui.screens.meeting.stages.stage import StageKey
from tui.screens.meeting.start import interrupted_lines
from tui.widgets.composer import Composer

TODAY = date(2026, 11, 23)
RATED = Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, meeting="meeting")


@pytest.fixture
def wheel(still: Desk) -> Play:
    return Play(still, "peacetime").at(Writes.YEAR_WHEEL)


@pytest.fixture
def old(still: Desk) -> Play:
    return Play(still, "case-round").at(Writes.AGREEMENTS)


@pytest.fixture
def out(still: Desk) -> Play:
    return Play(still, "case-round").at(Writes.CHECK_OUT)


def practice(play: Play, key: StageKey) -> Practice:
    return next(each for each in play.book.practices if each.id == key)


def agreement(play: Play, key: StageKey) -> Agreement:
    return next(each for each in play.book.agreements if each.id == key)


def ids(play: Play) -> set[str]:
    return {each.id for each in play.book.agreements}


def late(play: Play) -> StageKey:
    key = play.stage.next_key(play.scene)
    assert (asked := agreement(play, key).asked_next)
    assert asked < TODAY
    return key


YES, NO = (ChooseDialog, gives("done")), (ChooseDialog, gives("not-yet"))


async def test_a_practice_is_asked_about_before_it_is_ticked_and_can_be_unticked(wheel: Play) -> None:
    key = next(line.key for line in wheel.lines if line.mark is Mark.NOW)
    title = practice(wheel, key).title
    assert wheel.stage.offers(wheel.scene, key)
    assert not await wheel.choose(key, (ChooseDialog, LEFT))
    await wheel.choose(key, YES, (TextDialog, gives("All eight were called")))
    assert practice(wheel, key).done == (2026,)
    assert f"✓ {title}" in wheel.text
    assert f"┃ {title}: All eight were called" in wheel.text
    await wheel.choose(key, NO, (TextDialog, LEFT))
    assert practice(wheel, key).done == ()
    assert f"▸ {title}" in wheel.text


@pytest.mark.parametrize("state", PracticeState)
async def test_what_is_not_done_yet_is_not_ticked_and_its_next_step_is_asked_for(
    wheel: Play, state: PracticeState
) -> None:
    before = practice(wheel, wheel.scene.month_practices[0].id)
    wheel.save(Change(before, new := before.but(milestones=(Milestone(state, TODAY),), done=())))
    if state is PracticeState.RETIRED:
        assert not wheel.stage.offers(wheel.scene, new.id)
        return
    labels: list[TextDialog] = []
    await wheel.choose(new.id, NO, (TextDialog, labels.append))
    assert labels[0].label == "What is the next step, and who takes it?"
    assert (practice(wheel, new.id).done, practice(wheel, new.id).milestones) == ((), new.milestones)


async def test_the_wheel_shows_at_most_three_practices_that_wait(wheel: Play) -> None:
    new = (Practice(id=f"p{number}", area="other", title=f"Practice {number}", month=11) for number in range(5))
    wheel.save(*(Change(None, each) for each in new))
    assert len([line for line in wheel.lines if line.mark is Mark.NOW]) == 3


async def test_a_note_at_the_wheel_stands_below_it(wheel: Play) -> None:
    await wheel.write("The call in November is under way")
    assert wheel.lines[-1].said == "┃ The call in November is under way"
    assert not wheel.stage.offers(wheel.scene, wheel.lines[-1].key)
    assert not await wheel.choose(wheel.lines[-1].key)


async def test_what_was_said_of_an_agreement_is_kept_and_shown(old: Play) -> None:
    key = late(old)
    await old.choose(key, (RatingDialog, gives((RATED,))))
    row = next(line for line in old.lines if line.key == key)
    assert agreement(old, key).ratings[-1] == RATED
    assert (row.said[0], row.right, row.look) == ("✓", "done as agreed × it got better", "quiet")
    decision = old.meeting.decisions[-1]
    assert (decision.kind, decision.ref) == (DecisionKind.RATING, key)
    assert decision.text.endswith("done as agreed × it got better")


def said(voice: View, done: Done | None, effect: Effect | None) -> Rating:
    return Rating(on=TODAY, done=done, effect=effect, by=voice, meeting="meeting")


async def test_what_home_and_pupil_say_stands_beside_what_the_school_says(old: Play) -> None:
    key = late(old)
    home, pupil = said(View.HOME, Done.PARTLY, Effect.UNCHANGED), said(View.PUPIL, None, Effect.BETTER)
    await old.choose(key, (RatingDialog, gives((RATED, home, pupil))))
    assert agreement(old, key).ratings[-3:] == (RATED, home, pupil)
    assert agreement(old, key).effect is Effect.BETTER
    row = next(line for line in old.lines if line.key == key)
    assert row.right == (
        "done as agreed × it got better · the home: partly done × no change · the pupil: it got better"
    )


async def test_what_did_not_help_asks_what_it_taught_as_a_lesson_of_its_case(old: Play) -> None:
    was = next(each for each in old.book.agreements if each.asked_next and old.book.find_case(each.case))
    asked: list[TextDialog] = []

    def taught(dialog: TextDialog) -> str:
        asked.append(dialog)
        return dialog.given + "Evenings are too late."

    rating = said(View.SCHOOL, Done.AS_PLANNED, Effect.WORSE)
    await old.choose(was.id, (RatingDialog, gives((rating,))), (TextDialog, taught))
    entry = old.book.case(was.case).entries[-1]
    assert entry.step is Step.LESSON
    assert entry.text == f"Tried, did not help: {was.what} (it got worse). Evenings are too late."
    assert asked[0].label == "It did not help. What did that teach us?"


async def test_the_lesson_may_stay_unsaid_and_is_not_asked_for_again_while_nothing_changes(old: Play) -> None:
    was = next(each for each in old.book.agreements if each.asked_next and old.book.find_case(each.case))
    entries, rating = old.book.case(was.case).entries, said(View.SCHOOL, Done.AS_PLANNED, Effect.UNCHANGED)
    await old.choose(was.id, (RatingDialog, gives((rating,))), (TextDialog, LEFT))
    await old.choose(was.id, (RatingDialog, gives((rating,))))
    assert (old.book.case(was.case).entries, agreement(old, was.id).effect) == (entries, Effect.UNCHANGED)


async def test_one_agreement_is_asked_about_at_a_time_large_and_with_its_number(old: Play) -> None:
    count = len([line for line in old.lines if line.key in ids(old)])
    for number in range(1, count + 1):
        asked = agreement(old, old.stage.next_key(old.scene))
        large = [row.rstrip() for row in letters(asked.owner, 60)]
        card = old.lines[1:5]
        assert card[0].key == asked.id
        assert [line.said[2:].startswith(row) for line, row in zip(card, large, strict=False)] == [True] * 3
        assert card[0].said.endswith(f"{number} of {count}")
        assert (card[3].left, card[3].look) == (asked.what, "heading")
        assert {line.look for line in old.lines if line.key in ids(old) - {asked.id}} <= {"quiet"}
        await old.choose(asked.id, (RatingDialog, gives((RATED,))))
    assert not any(line.indent for line in old.lines[:count])


@pytest.mark.parametrize(
    ("done", "mark"),
    [
        (Done.NOT_STARTED, Mark.LATER),
        (Done.PARTLY, Mark.PARTLY),
        (Done.AS_PLANNED, Mark.DONE),
        (Done.STOPPED, Mark.ENDED),
    ],
)
async def test_only_what_was_done_gets_a_tick(old: Play, done: Done, mark: Mark) -> None:
    key = late(old)
    await old.choose(key, (RatingDialog, gives((Rating(on=TODAY, done=done, meeting="meeting"),))))
    assert next(line.mark for line in old.lines if line.key == key) is mark


def test_nothing_is_praised_while_what_was_agreed_on_today_waits(old: Play) -> None:
    stopped = Rating(on=TODAY - timedelta(1), done=Done.STOPPED)
    waiting = [each for each in old.book.agreements if each.asked_next]
    new = Agreement(id="new", what="Call", owner="AB", made=TODAY, due=TODAY)
    old.save(Change(None, new), *(Change(each, each.but(ratings=(*each.ratings, stopped))) for each in waiting))
    assert "Nothing overdue" not in old.text
    assert "What was agreed on today is asked about next time." in old.text


async def test_an_agreement_that_is_not_rated_stays(old: Play) -> None:
    key = late(old)
    assert not await old.choose(key, (RatingDialog, LEFT))
    assert late(old) == key


async def test_with_the_old_agreements_stands_the_plan(old: Play) -> None:
    key = old.scene.month_practices[0].id
    done = practice(old, key).done
    assert old.stage.offers(old.scene, key)
    await old.choose(key, NO if done else YES, (TextDialog, LEFT))
    assert practice(old, key).done != done


async def test_the_next_agreement_is_marked_and_then_the_next_practice(old: Play) -> None:
    due = [line.key for line in old.lines if line.key in ids(old)]
    assert old.stage.next_key(old.scene) == due[0]
    await old.choose(due[0], (RatingDialog, gives((RATED,))))
    assert old.stage.next_key(old.scene) == due[1]
    for key in due[1:]:
        await old.choose(key, (RatingDialog, gives((RATED,))))
    waiting = [each.id for each in old.scene.month_practices if old.scene.year.start not in each.done]
    assert old.stage.next_key(old.scene) == waiting[0]
    for key in waiting:
        await old.choose(key, YES, (TextDialog, LEFT))
    assert old.stage.next_key(old.scene) == ""


def test_a_case_nobody_was_told_of_stands_before_all_else_that_is_left(out: Play) -> None:
    case = out.book.find_case(out.meeting.cases[0])
    assert case
    before = out.lines
    out.save(Change(case, alarmed(case, Route.HOME)))
    alarm = f"▲ {case.code}: nobody has been told yet"
    heading = next(place for place, line in enumerate(out.lines) if line.said == "Before we go")
    assert out.lines[heading + 1].said == alarm
    assert len(out.lines) == len(before) + 1


def test_that_the_head_was_told_is_read_aloud_with_the_decisions(out: Play) -> None:
    (code, *_) = out.meeting.cases
    today, before = out.scene.today, out.scene.today - timedelta(days=1)
    for on, who in ((today, "The head"), (before, "The deputy")):
        told = Told(route=Route.NOT_SAFE, who=who, on=on)
        out.save(Change(out.book.case(code), reported(out.book.case(code), told)))
    lines = [(line.said, line.right) for line in out.lines]
    assert ("• The head was told that the pupil may not be safe", code) in lines
    assert not any("deputy" in left for left, _ in lines)


async def test_what_was_parked_comes_up_at_the_check_out(out: Play) -> None:
    assert "Parked" not in out.text
    out.change(lambda meeting: parked(meeting, "p1", "The trip"))
    said = [line.said for line in out.lines]
    parked_at = said.index("Parked: when do we come back to it?")
    assert said[parked_at + 1] == "• The trip"


async def test_what_falls_within_a_school_week_is_asked_about_and_what_was_made_today_is_not(old: Play) -> None:
    soon = Agreement(id="soon", what="Ask", owner="AB", made=TODAY - timedelta(7), due=TODAY + timedelta(4))
    new = Agreement(id="new", what="Call", owner="AB", made=TODAY, due=TODAY + timedelta(1))
    far = Agreement(id="far", what="Look back", owner="AB", made=TODAY - timedelta(7), due=TODAY + timedelta(40))
    old.save(*(Change(None, each) for each in (soon, new, far)))
    assert {"soon", "new", "far"} & {line.key for line in old.lines} == {"soon"}
    row = next(line for line in old.lines if line.key == "soon")
    assert (row.said, row.look) == ("· AB: Ask", "quiet")


async def test_when_nothing_is_due_the_team_is_praised(old: Play) -> None:
    waiting = [each for each in old.book.agreements if each.asked_next]
    stopped = Rating(on=TODAY - timedelta(1), done=Done.STOPPED)
    old.save(*(Change(each, each.but(ratings=(*each.ratings, stopped))) for each in waiting))
    assert "Nothing overdue. Well done!" in old.text


async def test_the_score_is_a_row_of_numbers_and_anything_else_a_note(out: Play) -> None:
    await out.write("7 8 6 9")
    await out.write("Thanks for a good start")
    assert out.meeting.score
    assert "the middle is 7.5, from 6 to 9" in out.text
    assert out.lines[-1].said == "┃ Thanks for a good start"


@pytest.mark.parametrize("typed", ["7 11", ", ,"])
async def test_a_score_that_is_none_is_refused(out: Play, typed: str) -> None:
    with pytest.raises(Refused, match="no-such-scale"):
        await out.write(typed)


async def test_numbers_are_asked_for_until_they_are_given_and_then_drawn(out: Play) -> None:
    assert out.stage.asks_for(out.scene).startswith("A score each")
    await out.write("7 8 6 9")
    assert out.stage.asks_for(out.scene) == "Write a note"
    place = next(place for place, line in enumerate(out.lines) if line.key == "score")
    card, (above, scale) = out.lines[place : place + 3], out.lines[place + 3 : place + 5]
    assert all(set(row.said) & set("▄█") for row in card)
    assert [above.said[scale.said.index(f"{number}")] for number in (6, 7, 8, 9)] == ["●"] * 4
    assert card[0].aloud == "7.5 · Good use of the time, 0–10 · the middle is 7.5, from 6 to 9 · some way apart"


def test_what_was_agreed_is_read_from_cards_and_where_there_are_many_in_bold(out: Play) -> None:
    for number in range(1, 4):
        made = Agreement(id=f"a{number}", what=f"Call {number}", owner="AB", made=TODAY, due=TODAY + timedelta(2))
        out.save(Change(None, made), out.scene.decision(DecisionKind.AGREEMENT, f"AB: Call {number}", made.id))
        large = [line for line in out.lines if line.indent and line.spans and line.spans[0].role == "plan"]
        assert len(large) == (0 if number > 2 else 3 * number)
        assert [line.look for line in out.lines if f"Call {number}" in line.left] == ["heading"]
        assert not any(line.is_rule for line in out.lines if "Call" in line.left)


def test_it_says_what_the_time_went_to_and_where_the_minutes_are(out: Play) -> None:
    assert "for the plan" not in out.text
    out.change(lambda meeting: meeting.but(visits=tuple(msgspec.structs.replace(v, spent=120) for v in meeting.visits)))
    took = spent([out.meeting])
    assert f"{took.plan:.0f} min for the plan · {took.cases:.0f} min for cases" in out.text
    assert took.plan
    assert took.cases
    assert "m shows the minutes · e writes them to a file" in out.text


async def test_the_next_meeting_is_named_with_who_leads_it(out: Play) -> None:
    await out.choose("next", (TextDialog, gives("week 50")))
    await out.choose("roles")
    leads = out.meeting.next_roles[ROTATING[0]]
    assert f"Friday 11 Dec, {leads} leads" in out.text


async def test_decisions_are_read_aloud(out: Play) -> None:
    assert "Nothing was decided." in out.text
    decision = out.scene.decision(DecisionKind.OTHER, "We meet on Mondays")
    out.save(decision)
    assert "• We meet on Mondays" in out.text
    assert "Nothing was decided." not in out.text


async def test_the_next_date_is_typed_as_it_is_said(out: Play) -> None:
    assert out.stage.offers(out.scene, "next")
    await out.choose("next", (TextDialog, gives("week 50")))
    assert out.meeting.next_on == date(2026, 12, 11)
    assert "Friday 11 Dec" in out.text


async def test_the_series_next_day_is_proposed_and_one_enter_takes_it(out: Play) -> None:
    team = out.book.team
    out.save(Change(team, team.but(series=Series(weekday=1, starts=time(14, 30), place="Room 2"))))
    for each in out.book.meetings:  # a day that was set before would come first
        if each.next_on:
            out.save(Change(each, each.but(next_on=None)))
    assert "by the series Tue 24 Nov 14:30, Room 2" in out.text
    dialogs: list[TextDialog] = []

    def takes_it(dialog: TextDialog) -> str:
        dialogs.append(dialog)
        return dialog.given

    await out.choose("next", (TextDialog, takes_it))
    assert out.meeting.next_on == date(2026, 11, 24)
    assert dialogs[0].hint == "The series meets then: Tuesday 24 Nov 14:30, Room 2"
    await out.choose("roles")
    leads = out.meeting.next_roles[ROTATING[0]]
    assert f"Tuesday 24 Nov 14:30, Room 2, {leads} leads" in out.text
    await out.choose("next", (TextDialog, gives("25.11.")))
    assert f"Wednesday 25 Nov, {leads} leads" in out.text


async def test_the_next_date_may_be_left_open_but_not_lie_behind(out: Play) -> None:
    assert not await out.choose("next", (TextDialog, LEFT))
    with pytest.raises(Refused, match="not-ahead"):
        await out.choose("next", (TextDialog, gives("today")))
    assert out.meeting.next_on is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sometime soon", "is not a date I know"),
        ("today", "Choose a day after today"),
        ("31.12.9999", "Choose an earlier day"),
    ],
)
async def test_a_next_date_that_is_not_understood_stays_where_it_was_typed(out: Play, typed: str, said: str) -> None:
    dialogs: list[TextDialog] = []
    await out.choose("next", (TextDialog, dialogs.append))
    async with asked(dialogs[0]) as player:
        await player.write(typed)
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert said in player.text("#problem")
        assert player.screen.query_one(Composer).text == typed
        await player.press("x")
        assert said not in player.text()
        await player.press(*["backspace"] * 20)
        await player.write("friday")
        await player.press("enter")
        assert player.stage.answer == "friday"


async def test_roles_go_round_until_next_time(out: Play) -> None:
    await out.choose("roles")
    assert set(out.meeting.next_roles) == set(ROTATING)
    assert not set(out.meeting.next_roles.items()) & set(out.meeting.roles.items())
    assert f"facilitator {out.meeting.next_roles[ROTATING[0]]}" in out.text


def test_a_meeting_of_another_day_that_is_not_finished_says_which(out: Play) -> None:
    meeting, words = out.meeting, out.scene.desk.words
    today, tomorrow = (
        interrupted_lines(words, meeting, NOW.date() + timedelta(days=ahead))[0].said for ahead in (0, 1)
    )
    assert today == f"The meeting from {words.clock(meeting.started)} is not finished."
    assert tomorrow == f"The meeting from Monday 23 Nov {words.clock(meeting.started)} is not finished."


def test_at_the_check_out_the_score_is_written_not_chosen(out: Play) -> None:
    assert not out.stage.offers(out.scene, "score")
    assert out.scene.today == NOW.date()


def test_only_a_text_names_the_key_for_a_new_line(out: Play) -> None:
    text = TextDialog(out.desk, "Note", "What?")
    day = TextDialog(out.desk, "Day", "When?", understood=date.fromisoformat)
    assert "new line" in TextDialog.keys(text)
    assert "new line" not in TextDialog.keys(day)
