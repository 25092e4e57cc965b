"""Rounds of conversations, with real keys: typed fast, and asked about in one pass."""

from datetime import date

import pytest

from storage.domain.case.agreement import Done, Effect, Rating
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound, followed_up
from storage.domain.people import Language
from storage.domain.record import Record
from storage.store import Change
from tests.tui.stage import TODAY, Player, memory_desk, shown, store_of
from tui.desk.desk import Desk
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.choose import ConfirmDialog, HalfWrittenDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.homes.rounds import RoundDialog
from tui.i18n.words import Words
from tui.look.bars import meter
from tui.look.signs import text_of
from tui.presentation.lines import Row
from tui.presentation.rounds import midpoint_line, understood
from tui.screens.homes.rounds import RoundScreen, RoundsScreen
from tui.widgets.composer import Composer

EMPTY = ConversationRound(id="r", starts=date(2026, 10, 19), ends=date(2026, 11, 13), midpoint=date(2026, 11, 25))


def agreement(key: str, pupil: str, owner: str = "AB", what: str = "") -> ConversationAgreement:
    return ConversationAgreement(id=key, pupil=pupil, what=what or f"Agreed {key}", owner=owner, made=EMPTY.starts)


AUTUMN = EMPTY.but(
    agreements=(agreement("a", "3"), agreement("b", "3"), agreement("c", "7"), agreement("d", "1", "CD"))
)


def kept(desk: Desk) -> ConversationRound:
    record = desk.store.book().record("r")
    assert isinstance(record, ConversationRound)
    return record


def written(desk: Desk) -> list[tuple[str, str, str]]:
    return [(each.owner, each.pupil, each.what) for each in kept(desk).agreements]


def whose(player: Player) -> str:
    return player.text("#whose").split("  ")[0].strip()


async def test_rounds_are_listed_with_how_many_were_followed_up() -> None:
    spring = EMPTY.but(id="s", starts=date(2026, 2, 2), ends=date(2026, 3, 2), midpoint=date(2026, 5, 2))
    rated = followed_up(AUTUMN, "a", Rating(on=TODAY, done=Done.AS_PLANNED))
    async with shown(RoundsScreen(memory_desk(spring, rated))) as player:
        autumn, old = player.text().splitlines()[2:4]
        assert "! The autumn round 2026" in autumn
        assert "▇▇░░░░░░░░  1 of 4 followed up" in autumn
        assert "  The spring round 2026" in old
        assert "░░░░░░░░░░  0 of 0 followed up" in old


async def test_a_round_begins_with_its_days_and_opens() -> None:
    desk = memory_desk()
    async with shown(RoundsScreen(desk)) as player:
        await player.sees("No round yet.")
        await player.press("x", "enter")
        await player.on(RoundDialog)
        await player.press("escape")
        await player.on(RoundsScreen)
        await player.press("n")
        await player.on(RoundDialog)
        await player.press("enter")
        await player.on(RoundScreen)
        (made,) = desk.store.book().rounds
        assert (made.starts, made.ends, made.midpoint) == (TODAY, date(2026, 12, 18), date(2027, 2, 12))
        await player.sees("Nothing agreed yet.")
        await player.press("escape")
        await player.on(RoundsScreen)
        await player.press("enter")
        await player.on(RoundScreen)


async def test_taking_a_round_away_is_asked_about() -> None:
    desk = memory_desk(AUTUMN)
    async with shown(RoundsScreen(desk)) as player:
        await player.press("x")
        await player.on(ConfirmDialog)
        await player.press("enter")
        await player.on(RoundsScreen)
        assert kept(desk) == AUTUMN
        await player.press("x")
        await player.on(ConfirmDialog)
        await player.press("up", "enter")
        await player.until(lambda: not desk.store.book().rounds)
        await player.press("escape")


async def test_a_line_is_an_agreement_and_two_make_a_conversation() -> None:
    desk = memory_desk(EMPTY)
    async with shown(RoundScreen(desk, "r")) as player:
        assert whose(player) == "New agreement for pupil 1: 1 of 2"
        await player.press("enter")
        await player.write("Reads at home")
        await player.press("enter")
        await player.until(lambda: whose(player) == "New agreement for pupil 1: 2 of 2")
        await player.write("Calls on Friday")
        await player.press("enter")
        await player.until(lambda: whose(player) == "New agreement for pupil 2: 1 of 2")
        await player.write("Half an hour")
        await player.press("enter")
        await player.until(lambda: whose(player) == "New agreement for pupil 2: 2 of 2")
        await player.press("f7")
        await player.until(lambda: whose(player) == "New agreement for pupil 3: 1 of 2")
        await player.write("Starts early")
        await player.press("enter", "escape")
        await player.until(lambda: len(kept(desk).agreements) == 4)
        assert written(desk) == [
            ("AB", "1", "Reads at home"),
            ("AB", "1", "Calls on Friday"),
            ("AB", "2", "Half an hour"),
            ("AB", "3", "Starts early"),
        ]
        desk.drafting.flush()
        assert desk.store.drafts("AB") == {}
        assert "0 of 4 agreements" in player.text("#follow")


@pytest.mark.parametrize(
    ("keys", "agreed", "pupil"),
    [(("enter",), [("AB", "1", "Reads at h")], "2"), (("down", "enter"), [], "2"), (("escape",), [], "1")],
)
async def test_half_a_sentence_never_becomes_the_next_pupils(
    keys: tuple[str, ...], agreed: list[tuple[str, str, str]], pupil: str
) -> None:
    desk = memory_desk(EMPTY)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("enter")
        await player.write("Reads at h")
        await player.press("f7")
        await player.on(HalfWrittenDialog)
        await player.press(*keys)
        await player.on(RoundScreen)
        await player.until(
            lambda: written(desk) == agreed and whose(player) == f"New agreement for pupil {pupil}: 1 of 2"
        )
        left = "Reads at h" if pupil == "1" else ""
        assert player.screen.query_one(Composer).text == left
        desk.drafting.flush()
        assert [each.text for each in desk.store.drafts("AB").values()] == [left] * bool(left)


async def test_a_line_may_say_whose_it_is() -> None:
    desk = memory_desk(EMPTY)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("n")
        await player.write("12: Reads")
        await player.press("enter")
        await player.until(lambda: written(desk) == [("AB", "12", "Reads")])
        assert whose(player) == "New agreement for pupil 12: 2 of 2"
        await player.write("26-1: Calls")
        await player.press("enter")
        await player.until(lambda: written(desk)[1:] == [("AB", "26-001", "Calls")])
        await player.sees("AB 26-001")


async def test_n_goes_on_to_the_next_pupil_each_time() -> None:
    async with shown(RoundScreen(memory_desk(AUTUMN), "r")) as player:
        assert whose(player) == "New agreement for pupil 8: 1 of 2"
        for number in (9, 10):
            await player.press("n", "escape")
            assert whose(player) == f"New agreement for pupil {number}: 1 of 2"


async def test_a_third_agreement_is_given_back_with_a_reason() -> None:
    desk = memory_desk(AUTUMN)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("enter")
        await player.write("3: One more")
        await player.press("enter")
        await player.hears("A conversation has at most 2 agreements.")
        assert player.screen.query_one(Composer).text == "3: One more"
        assert kept(desk) == AUTUMN


async def test_what_cannot_be_saved_waits_in_the_field_and_as_a_draft() -> None:
    desk = memory_desk(AUTUMN)
    store_of(desk).refusal = Refused("read-only")
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("enter")
        await player.write("Reads")
        await player.press("enter")
        await player.hears("This folder can be read but not changed.")
        assert player.screen.query_one(Composer).text == "Reads"
        desk.drafting.flush()
        assert [draft.text for draft in desk.store.drafts("AB").values()] == ["Reads"]
    async with shown(RoundScreen(desk, "r")) as player:
        assert player.screen.query_one(Composer).text == "Reads"


async def test_a_name_in_the_text_is_asked_about() -> None:
    async with shown(RoundScreen(memory_desk(AUTUMN), "r")) as player:
        await player.press("enter")
        await player.write("Ring 912 34 567")
        await player.sees("Is this a phone number?")
        await player.press("f4")
        await player.until(lambda: "phone number" not in player.text())
        await player.press("f3")
        assert player.screen.query_one(Composer).text == "Ring 912 34 567"


async def test_one_pass_asks_about_the_marked_one_and_all_that_wait() -> None:
    desk = memory_desk(followed_up(AUTUMN, "b", Rating(on=TODAY, done=Done.STOPPED)))
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("down", "down", "r")
        await player.on(RatingDialog)
        await player.sees("pupil 7: Agreed c")
        await player.press("3", "3", "enter")
        await player.sees("pupil 1: Agreed d")
        await player.press("1", "0", "enter")
        await player.sees("pupil 3: Agreed a")
        await player.press("2", "1", "enter")
        await player.hears("All have been asked about.")
        ratings = {each.id: (each.ratings[-1].done, each.ratings[-1].effect) for each in kept(desk).agreements}
        assert ratings == {
            "a": (Done.PARTLY, Effect.WORSE),
            "b": (Done.STOPPED, None),
            "c": (Done.AS_PLANNED, Effect.BETTER),
            "d": (Done.NOT_STARTED, None),
        }
        await player.sees("4 of 4 agreements")


async def test_the_pass_stops_with_escape_and_one_that_was_rated_can_be_asked_about_again() -> None:
    desk = memory_desk(followed_up(AUTUMN, "a", Rating(on=date(2026, 11, 20), done=Done.NOT_STARTED)))
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("r")
        await player.on(RatingDialog)
        await player.sees("pupil 3: Agreed a")
        await player.press("3", "4", "enter")
        await player.sees("pupil 3: Agreed b")
        await player.press("escape")
        await player.on(RoundScreen)
        assert [len(each.ratings) for each in kept(desk).agreements] == [2, 0, 0, 0]


async def test_an_agreement_is_reworded_or_taken_out() -> None:
    desk = memory_desk(AUTUMN)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("e")
        await player.on(TextDialog)
        await player.write("!")
        await player.press("enter")
        await player.until(lambda: kept(desk).agreements[0].what == "Agreed a!")
        await player.press("x")
        assert [each.id for each in kept(desk).agreements] == ["b", "c", "d"]
        desk.store.undo(by="AB", at=desk.now())
        assert len(kept(desk).agreements) == 4


async def test_the_days_can_be_changed() -> None:
    desk = memory_desk(AUTUMN)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("c")
        await player.on(RoundDialog)
        await player.press("tab", "tab", *["backspace"] * 12)
        await player.write("15.1.2027")
        await player.press("enter")
        await player.until(lambda: kept(desk).midpoint == date(2027, 1, 15))
        await player.press("c")
        await player.on(RoundDialog)
        await player.press("escape")
        await player.on(RoundScreen)


@pytest.mark.parametrize("records", [(), (EMPTY,)])
async def test_keys_without_an_agreement_do_no_harm(records: tuple[Record, ...]) -> None:
    desk = memory_desk(*records)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("r", "e", "x", "escape")
        assert desk.store.book().rounds == records


async def test_a_round_that_somebody_took_away_says_so_and_gives_the_text_back() -> None:
    desk = memory_desk(AUTUMN)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("enter")
        await player.write("Reads")
        store_of(desk).save(Change(AUTUMN, None), by="CD", at=desk.now())
        assert isinstance(player.screen, RoundScreen)
        player.screen.follow()
        await player.sees("This round was taken away.")
        await player.press("enter", "f7", "escape", "c", "n")
        assert player.screen.query_one(Composer).text == "Reads"


async def test_it_fits_the_smallest_terminal_and_hostile_text_is_text() -> None:
    hostile = EMPTY.but(agreements=(agreement("a", "3", what="[/] [@click=app.quit]x[/]"),))
    async with shown(RoundScreen(memory_desk(hostile), "r"), (64, 20)) as player:
        assert "[@click=app.quit]x[/]" in player.text()
        assert "0 of 1 agreement\n" in player.text("#follow")


@pytest.mark.parametrize(
    ("text", "pupil", "what"),
    [
        ("Reads", "", "Reads"),
        ("pupil 7: Reads: ten minutes", "7", "Reads: ten minutes"),
        ("Ola: reads", "", "Ola: reads"),
        ("26-14:Reads", "26-014", "Reads"),
        ("7:", "", "7:"),
    ],
)
def test_only_a_number_or_a_code_before_the_colon_is_a_pupil(text: str, pupil: str, what: str) -> None:
    assert (understood(text).pupil, understood(text).what) == (pupil, what)


def test_a_bar_shows_also_the_smallest_part() -> None:
    assert text_of(meter(0, 0, 4)) == text_of(meter(0, 9, 4)) == "░░░░"
    assert text_of(meter(1, 100, 4)) == "▇░░░"
    assert text_of(meter(9, 9, 4)) == "▇▇▇▇"


@pytest.mark.parametrize(
    ("today", "left", "right", "look"),
    [
        (date(2026, 11, 20), "  Mid-point check, the autumn round 2026: 0 of 4 followed up", "in 5 days", "plain"),
        (date(2026, 11, 25), "▸ Mid-point check, the autumn round 2026: 0 of 4 followed up", "today", "plain"),
        (date(2026, 11, 26), "! Mid-point check, the autumn round 2026: 0 of 4 followed up", "Wed 25 Nov", "plain"),
    ],
)
def test_on_today_a_mid_point_says_how_far_it_is(today: date, left: str, right: str, look: str) -> None:
    line = midpoint_line(Words(Language.EN), AUTUMN, today)
    assert (line.key, line.said, line.right, line.look) == (Row("round", "r"), left, right, look)


async def test_what_may_mean_that_a_pupil_is_not_safe_is_met_here_too() -> None:
    desk = memory_desk(EMPTY)
    async with shown(RoundScreen(desk, "r")) as player:
        await player.press("enter")
        await player.write("Hun blir mobbet i klassen")
        await player.press("enter")
        await player.until(lambda: player.screen.is_modal, "the gate")
        assert written(desk) == [("AB", "1", "Hun blir mobbet i klassen")]
