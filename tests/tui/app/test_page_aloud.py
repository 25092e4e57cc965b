"""Parent meetings and rounds in plain lines: as by keys on the screens, from a script or with a screen reader."""

import io
import os
from datetime import date

import pytest

from storage.domain.homes.parent_meeting import agenda
from tests.tui.memory_store import MemoryStore
from tests.tui.mode_stage import TODAY, desk_with
from tui.app.aloud.page import SIZE, PageAloud
from tui.app.aloud.talk import AloudApp, Talk
from tui.desk.settings import Settings


async def said(page: str, *lines: str) -> tuple[str, MemoryStore]:
    """Type lines on a page, and return what was said and what is kept."""
    kept, desk = desk_with()
    read, write = os.pipe()
    os.write(write, "".join(f"{line}\n" for line in lines).encode())
    os.close(write)
    out = io.StringIO()
    with os.fdopen(read, "rb", buffering=0) as typed:
        app = AloudApp(desk, Settings(), Talk(desk.words, out, typed, repeats=True))
        await app.run_async(headless=True, size=SIZE, auto_pilot=PageAloud(app, page).hold)
        app.let_go()
    assert app.failure is None
    return out.getvalue(), kept


async def test_a_parent_meeting_is_planned_changed_and_looked_back_on() -> None:
    lines = ("n", "2", "A talk about screens", "15.12", "..", "2 x", "1 +", "a", "18", "7", "..", ".", ".")
    text, store = await said("parents", *lines)
    (meeting,) = store.book().parent_meetings
    assert (meeting.title, meeting.on) == ("A talk about screens", date(2026, 12, 15))
    assert len(agenda(meeting)) == 4
    assert agenda(meeting)[0].minutes == 15
    assert meeting.after is not None
    assert (meeting.after.came, meeting.after.went) == (18, 7)
    assert "Taken out. Press u to bring it back." in text
    assert not set("▁▄█") & set(text)


async def test_a_round_begins_agreements_are_written_and_asked_about() -> None:
    text, store = await said(
        "rounds",
        "n",
        "..",
        "12: reads aloud every evening",
        "calls on Friday",
        "12: a third",
        "1",
        "1",
        "3",
        "..",
        ".",
        ".",
    )
    (kept,) = store.book().rounds
    assert kept.starts == TODAY
    assert [(each.pupil, each.what) for each in kept.agreements] == [
        ("12", "reads aloud every evening"),
        ("12", "calls on Friday"),
    ]
    assert [len(each.ratings) for each in kept.agreements] == [1, 0]
    assert "New agreement for pupil 13: 1 of 2" in text
    assert not set("✓◐○×") & set(text)


@pytest.mark.parametrize("page", ["parents", "rounds"])
async def test_what_means_nothing_is_said_and_what_can_be_typed_is_told(page: str) -> None:
    text, store = await said(page, "nonsense", "?", ".")
    assert "That is none of these. ? says what can be typed here." in text
    assert "n  " in text
    assert (store.book().parent_meetings, store.book().rounds) == ((), ())
