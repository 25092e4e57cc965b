"""Field after field, until everything can be saved; without a screen."""

from datetime import UTC, datetime
from typing import Any

import pytest

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting, Note
from storage.store import Change
from tests.tui.stage import asked, memory_desk
from tui.desk.conflicts import Resolved, TwoVersions, called, settled
from tui.desk.desk import Desk
from tui.desk.drafting import DraftPlace
from tui.dialogs.conflict import ConflictDialog
from tui.widgets.composer import Composer

STARTED = datetime(2026, 11, 23, 12, tzinfo=UTC)
MEETING = Meeting(id="meeting", form="short", title="Case round", started=STARTED, planned=45)


class Answers:
    """Answers every question with mine, and remembers what was asked."""

    def __init__(self, *answers: object) -> None:
        self.asked: list[str] = []
        self.answers = list(answers)

    async def __call__(self, versions: TwoVersions) -> Resolved | None:
        self.asked.append(versions.about)
        answer = self.answers.pop(0) if self.answers else versions.mine
        return None if answer is None else Resolved(answer)


def save(desk: Desk, before: Any, **values: object) -> None:
    desk.store.save(Change(before, before.but(**values)), by="CD", at=desk.now())


async def test_what_is_new_goes_along_untouched() -> None:
    desk = memory_desk()
    was = desk.store.book().practices[0]
    new = Change(None, was.but(id="new"))
    save(desk, was, title="theirs")
    ask = Answers()
    after = await settled(ask, desk, (new, Change(was, was.but(title="mine", sign="a sign"))))
    assert after is not None
    assert after[0] is new
    record: Any = after[1].after
    assert (record.title, record.sign) == ("mine", "a sign")
    assert ask.asked == ["theirs · title"]


async def test_whoever_leaves_a_question_saves_nothing() -> None:
    desk = memory_desk()
    was = desk.store.book().practices[0]
    save(desk, was, title="theirs", sign="theirs")
    ask = Answers("mine", None)
    assert await settled(ask, desk, (Change(was, was.but(title="mine", sign="mine")),)) is None
    assert len(ask.asked) == 2


async def test_what_is_gone_cannot_be_settled() -> None:
    desk = memory_desk()
    was = desk.store.book().practices[0].but(id="gone")
    with pytest.raises(Refused, match="record-gone"):
        await settled(Answers(), desk, (Change(was, was.but(title="mine")),))


async def test_how_a_meeting_goes_is_not_asked_about_and_what_was_written_stays() -> None:
    desk = memory_desk(MEETING)
    save(desk, MEETING, place=3, paused=True)
    mine = MEETING.but(place=2, notes=(Note(id="n", phase="in", text="Mine"),))
    ask = Answers()
    after = await settled(ask, desk, (Change(MEETING, mine),))
    assert after is not None
    record: Any = after[0].after
    assert (record.place, record.notes[0].text, ask.asked) == (3, "Mine", [])


def test_every_record_is_called_by_what_people_know_of_it() -> None:
    desk = memory_desk(MEETING)
    book = desk.store.book()
    assert called(book.case("26-001")) == "26-001 Homework every afternoon"
    assert called(book.agreements[0]) == "26-001"
    assert called(book.practices[0]) == "Half an hour"
    assert called(book.team) == "6. trinn"


async def test_what_was_written_together_and_not_kept_stands_there_again() -> None:
    desk = memory_desk()
    was = desk.store.book().practices[0]
    save(desk, was, minimum="theirs")
    met: list[TwoVersions] = []

    async def ask(versions: TwoVersions) -> Resolved | None:
        met.append(versions)
        return None

    desk.draft_at(DraftPlace.read("both/practice/minimum")).typed("theirs and mi")
    desk.drafting.flush()
    await settled(ask, desk, (Change(was, was.but(minimum="mine")),))
    async with asked(ConflictDialog(desk, met[0])) as player:
        assert player.screen.query_one(Composer).text == "theirs and mi"
        await player.press("n", "e", "enter")
        assert player.stage.answer == Resolved("theirs and mine")
