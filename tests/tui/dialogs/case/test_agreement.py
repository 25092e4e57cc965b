"""An agreement as a form: proposals, dates as people type them, and what is wrong beside its field."""

from datetime import date

import pytest
from textual.widgets import Input

from storage.domain.case.agreement import Agreement
from tests.tui.stage import NOT_ANSWERED, Player, asked, english_desk, memory_desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.choose import BegunBeforeDialog
from tui.look.letters import letters
from tui.look.panels import TEXT_MEASURE
from tui.widgets.fields import ChoiceRow


def new(what: str = "", case: str = "26-001", me: str = "AB") -> AgreementDialog:
    desk = memory_desk(me=me)
    return AgreementDialog(desk, desk.store.book(), None, case=case, what=what, meeting="m1")


async def keep(player: Player) -> None:
    """Keep it, without a buddy where it is asked who that is."""
    await player.press("enter")
    if player.screen.query("#buddy-field") and "how it goes?" in player.text("#buddy-field"):
        await player.press("enter")


def answer(player: Player) -> Agreement:
    assert isinstance(player.stage.answer, Agreement)
    return player.stage.answer


async def test_only_what_is_to_be_done_must_be_typed() -> None:
    async with asked(new()) as player:
        await player.write("Call the home")
        await keep(player)
        made = answer(player)
        assert (made.what, made.owner, made.case, made.meeting) == ("Call the home", "AB", "26-001", "m1")
        assert (made.due, made.review) == (date(2026, 11, 26), date(2026, 12, 3))


async def test_on_a_shared_machine_the_case_owner_is_proposed() -> None:
    async with asked(new("Call", me="")) as player:
        await keep(player)
        assert answer(player).owner == "AB"


async def test_without_an_owner_it_says_so_beside_the_field() -> None:
    async with asked(new("Call", case="", me="")) as player:
        await keep(player)
        assert player.stage.answer is NOT_ANSWERED
        assert "An agreement needs an owner." in player.text("#owner-field")
        assert player.one("#owner").has_focus
        await player.press("right")
        await keep(player)
        assert answer(player).owner == "AB"


@pytest.mark.parametrize(
    ("typed", "day", "shown"),
    [
        ("fri", date(2026, 11, 27), "Friday"),
        ("week 50", date(2026, 12, 11), "Friday"),
        ("+3", date(2026, 11, 26), "Thu"),
    ],
)
async def test_a_date_is_typed_as_people_type_it_and_understood_beside(typed: str, day: date, shown: str) -> None:
    async with asked(new("Call")) as player:
        await player.tab_to("#due")
        await player.write(typed)
        await player.until(lambda: shown in player.text("#due-field"), shown)
        await keep(player)
        assert answer(player).due == day


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("next tuesday", "“next tuesday” can be Tuesday 24 Nov or Tuesday 1 Dec."),
        ("31.12.9999", "Choose an earlier day: 31 Dec 2099 is the last"),
    ],
)
async def test_a_day_not_to_be_taken_is_said_while_it_is_typed_and_none_is_taken(typed: str, says: str) -> None:
    async with asked(new("Call")) as player:
        await player.tab_to("#due")
        await player.write(typed)
        await player.until(lambda: says in " ".join(player.text("#due-field").split()), says)
        assert player.one("#due").has_focus
        await keep(player)
        assert player.stage.answer is NOT_ANSWERED
        assert says in " ".join(player.text("#due-field").split())
        player.screen.query_one("#due", Input).value = "1.12"
        await player.until(lambda: "can be" not in player.text("#due-field"), "the end of the doubt")
        await keep(player)
        assert answer(player).due == date(2026, 12, 1)


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
async def test_a_day_far_ahead_is_understood_with_its_year_on_any_screen(size: tuple[int, int]) -> None:
    async with asked(new("Call"), size) as player:
        await player.tab_to("#due")
        await player.write("29.9.2027")
        beside = {"Wednesday", "29", "Sept", "2027"}
        await player.until(lambda: beside <= set(player.text("#due-field").split()), "the day with its year")


async def test_the_look_back_follows_the_day_until_somebody_sets_it() -> None:
    async with asked(new("Call")) as player:
        await player.tab_to("#due")
        await player.write("week 50")
        await player.until(
            lambda: player.screen.query_one("#review", Input).value == "18.12.2026", "the look back a week later"
        )
        await player.press("tab")
        await player.write("12.1")
        await player.press("shift+tab")
        await player.write("week 51")
        await keep(player)
        assert answer(player).review == date(2027, 1, 12)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("due", "someday", "“someday” is not a date I know"),
        ("due", "2026-11-20", "20 Nov 2026 is in the past"),
        ("review", "fri", ""),
        ("review", "tomorrow", "The review cannot come before"),
        ("what", "", "An agreement needs to say"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(field: str, typed: str, says: str) -> None:
    async with asked(new("Call")) as player:
        player.screen.query_one(f"#{field}", Input).value = typed
        await player.pilot.pause()
        await keep(player)
        if says:
            assert says in player.text(f"#{field}-field").replace("\n", " ")
            assert player.one(f"#{field}").has_focus
        else:
            assert answer(player).review == date(2026, 11, 27)


async def test_an_overdue_agreement_may_keep_its_day_when_something_else_changes() -> None:
    desk = memory_desk()
    book = desk.store.book()
    was = book.agreements[0]
    async with asked(AgreementDialog(desk, book, was)) as player:
        player.screen.query_one("#buddy", ChoiceRow).value = "EF"
        await keep(player)
        assert answer(player) == was.but(buddy="EF")


async def test_the_buddy_is_somebody_else_than_who_does_it() -> None:
    async with asked(new("Call")) as player:
        buddy = player.screen.query_one("#buddy", ChoiceRow)
        buddy.focus()
        await player.press("right")
        assert buddy.value == "CD"
        assert "AB" not in dict(buddy.options)
        player.screen.query_one("#owner", ChoiceRow).value = "CD"
        await keep(player)
        assert "CD does it: choose somebody else as buddy, or nobody." in " ".join(player.text("#buddy-field").split())


async def test_it_fits_the_smallest_screen() -> None:
    async with asked(new("Call"), (64, 20)) as player:
        assert "Esc cancel" in player.text()
        assert "A new agreement" in player.text()


async def test_it_says_of_which_case_it_is() -> None:
    desk = memory_desk()
    async with asked(AgreementDialog(desk, desk.store.book(), None, case="26-001")) as player:
        assert "A new agreement: 26-001 Homework every afternoon" in " ".join(player.text().split())


async def test_an_agreement_left_with_escape_is_offered_again() -> None:
    desk = memory_desk()
    async with asked(AgreementDialog(desk, desk.store.book(), None, case="26-001")) as player:
        await player.write("Call on Monday")
        await player.press("escape")
        assert player.stage.answer is None
    async with asked(AgreementDialog(desk, desk.store.book(), None, case="26-001")) as player:
        await player.on(BegunBeforeDialog)
        await keep(player)
        await player.on(AgreementDialog)
        assert player.screen.query_one("#what", Input).value == "Call on Monday"


def in_english(what: str = "") -> AgreementDialog:
    desk = english_desk()
    return AgreementDialog(desk, desk.store.book(), None, what=what)


async def test_a_promise_without_an_act_is_asked_for_one_when_its_field_is_left() -> None:
    async with asked(in_english()) as player:
        await player.write("Follow up with the home")
        await player.press("tab")
        await player.sees("What will people see us do")
        await player.press("f3")
        what = player.one("#what")
        assert isinstance(what, Input)
        assert what.value == "Follow up with the home → The first time is …, and what people will see is … "


async def test_an_act_is_asked_for_nothing_and_what_came_from_a_meeting_is_looked_at() -> None:
    async with asked(in_english("Work on the relationship")) as player:
        await player.sees("What will people see us do")
        await player.press("f4")
    async with asked(in_english("Call the home")) as player:
        await player.press("tab")
        assert "What will people see us do" not in player.text()


async def test_the_team_can_have_promises_left_alone() -> None:
    dialog = in_english("Keep an eye on it")
    async with asked(dialog) as player:
        await player.sees("What will people see us do")
        await player.press("ctrl+t")
        await player.until(lambda: dialog.desk.store.book().team.silenced == ("~promise",))
        await player.sees("Not asked about any more")


async def test_the_sentence_is_said_as_it_is_written_and_none_of_it_is_forced() -> None:
    async with asked(in_english("Call the home"), (64, 20)) as player:
        assert "does this" not in player.text()
        await player.tab_to("#cue")
        await player.write("When the bell rings")
        said = "When the bell rings, AB does this: Call the home"
        await player.until(lambda: said in player.text("#sentence"), "the sentence")
        player.screen.query_one("#owner", ChoiceRow).value = "CD"
        await player.until(lambda: "rings, CD does this" in player.text("#sentence"), "the one who does it")
        await player.tab_to("#obstacle")
        await player.write("nobody answers")
        await player.tab_to("#sign")
        await player.write("a note")
        assert "Esc cancel" in player.text()
        await keep(player)
        made = answer(player)
        assert (made.cue, made.obstacle, made.sign, made.owner) == ("the bell rings", "nobody answers", "a note", "CD")


async def test_what_will_show_it_is_a_draft_like_the_rest() -> None:
    desk = memory_desk()
    async with asked(AgreementDialog(desk, desk.store.book(), None, case="26-001", what="Call")) as player:
        await player.tab_to("#sign")
        await player.write("a note")
        await player.press("escape")
    async with asked(AgreementDialog(desk, desk.store.book(), None, case="26-001", what="Call")) as player:
        await player.on(BegunBeforeDialog)
        await keep(player)
        await player.on(AgreementDialog)
        assert player.screen.query_one("#sign", Input).value == "a note"


async def test_who_and_when_stand_large_and_follow_what_is_typed() -> None:
    async with asked(new("Call"), size=(80, 24)) as player:
        await player.until(lambda: shows("AB THU 26 NOV", player), "Thursday in large")
        await player.sees("agreed in the meeting")
        await player.tab_to("#due")
        await player.write("fri")
        await player.until(lambda: shows("AB FRI 27 NOV", player), "Friday in large")


def shows(large: str, player: Player) -> bool:
    return all(row.strip() in player.text() for row in letters(large, TEXT_MEASURE))


async def test_without_a_buddy_it_is_asked_once_who_that_is_and_nobody_is_an_answer() -> None:
    async with asked(new("Call the home")) as player:
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "Who asks AB how it goes?" in " ".join(player.text("#buddy-field").split())
        assert player.one("#buddy").has_focus
        await player.press("enter")
        assert answer(player).buddy == ""
    async with asked(new("Call the home")) as player:
        await player.press("enter", "right")
        assert "how it goes?" not in player.text("#buddy-field")
        await player.press("enter")
        assert answer(player).buddy == "CD"
