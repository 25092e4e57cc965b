"""What a meeting came to is told to the team at its end, in its minutes, and to whoever leads the next."""

from dataclasses import replace as with_

import pytest
from msgspec.structs import replace

from storage.content.coach import advice_of
from storage.content.forms import forms
from storage.documents.pages.minutes import minutes
from storage.domain.case.agreement import Effect, Rating, rated
from storage.domain.case.case import View
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import MeetingState
from storage.domain.meeting.strip import StripKey
from storage.domain.people import Language
from storage.domain.views.strips import concluded
from storage.store import Change
from tests.tui.meeting.play import Play, gives
from tui.desk.desk import Desk
from tui.desk.preparation import Preparation
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import TextDialog
from tui.i18n.labels import page_labels
from tui.presentation.lines import Row
from tui.presentation.meeting import opening_lines
from tui.screens.meeting.start import start_lines

LAST = (
    "Last time 8 of 12. Today: a first step within three school days, with a buddy",
    "Say: “What is the smallest thing you'll do",
)


def beginnings(desk: Desk) -> tuple[str, str]:
    """Return what stands before a meeting and at its opening."""
    book = desk.store.book()
    form = forms(Language.EN).form("case-round")
    assert form
    ready = start_lines(desk, Preparation.proposed(book, form), 80)
    meeting = Preparation.proposed(book, form).foreseen(desk.now())
    return "\n".join(each.left for each in ready), "\n".join(each.left for each in opening_lines(desk, book, meeting))


@pytest.fixture
def out(still: Desk) -> Play:
    play = Play(still, "case-round").at(Writes.CHECK_OUT)
    play.change(lambda meeting: meeting.but(visits=tuple(replace(each, seen=True) for each in meeting.visits)))
    return play


def switched_off(desk: Desk) -> None:
    team = desk.store.book().team
    desk.store.save(Change(team, team.but(shows_strip=False)), by="", at=desk.now())


def test_whoever_leads_next_reads_two_lines_before_and_at_the_opening(still: Desk) -> None:
    for said in beginnings(still):
        assert all(line in " ".join(said.split()) for line in LAST)


def test_before_the_meeting_the_sentence_stands_whole_in_every_width(still: Desk) -> None:
    form = forms(Language.EN).form("case-round")
    assert form
    ready = Preparation.proposed(still.store.book(), form)
    for width in (64, 80, 120):
        rows = [each.left for each in start_lines(still, ready, width)]
        assert "Who is your buddy, and when do we see if it helped?”" in " ".join(rows)


def test_a_team_without_a_meeting_is_shown_where_to_practise(still: Desk) -> None:
    form = forms(Language.EN).form("case-round")
    assert form
    book = still.store.book()
    held = start_lines(still, Preparation.proposed(book, form), 80)
    new = start_lines(still, Preparation.proposed(with_(book, years=()), form), 80)
    assert [each.key == Row("rehearse") for each in (held[-1], new[-1])] == [False, True]


def test_at_the_check_out_the_team_sees_it_and_why_one_thing_is_practised(out: Play) -> None:
    assert "next time: a first step within three school days, with a buddy | \n" in out.text
    assert "What nobody has begun after a few days is rarely done." in out.text
    aloud = [line.aloud or "" for line in out.lines if line.key == "strip"]
    assert [each.startswith("Points of a meeting led well: ") for each in aloud] == [True]


async def test_when_all_is_said_the_strip_is_marked_and_enter_shows_it_item_by_item(out: Play) -> None:
    await out.write("7 8 6 9")
    assert out.stage.next_key(out.scene) == "next"
    await out.choose("next", (TextDialog, gives("week 50")))
    await out.choose("roles")
    assert out.stage.next_key(out.scene) == "strip"
    shown: list[str] = []

    def read(dialog: ReadingDialog) -> None:
        shown.extend(paragraph.text for paragraph in dialog.paragraphs)

    assert not await out.choose("strip", (ReadingDialog, read))
    assert len([row for row in shown if row[0] in "✓○·–…"]) >= 9
    assert shown[-1].startswith("Say: “")
    switched_off(out.desk)
    assert out.stage.next_key(out.scene) == ""


def test_what_the_home_said_in_the_meeting_stands_beside_it(out: Play) -> None:
    old = next(each for each in out.book.agreements if each.due <= out.desk.today and each.asked_next)
    home = Rating(on=out.desk.today, by=View.HOME, effect=Effect.BETTER, meeting=out.meeting.id)
    assert "The home:" not in out.text
    out.save(Change(old, rated(old, home)))
    assert "The home: asked about 1, 1 helped" in out.text


def test_a_team_that_has_switched_it_off_sees_none_of_it(out: Play) -> None:
    switched_off(out.desk)
    assert "next time:" not in out.text
    assert not any(line in said for said in beginnings(out.desk) for line in LAST)
    over = concluded(out.meeting, out.book, out.desk.now())
    assert over.strip is None
    assert advice_of(over, out.book, Language.EN) is None


def test_what_it_came_to_is_kept_when_it_ends_and_stays_when_its_case_goes(out: Play) -> None:
    over = concluded(out.meeting, out.book, out.desk.now())
    out.save(Change(out.meeting, over))
    assert over.state is MeetingState.HELD
    code = over.cases[0]
    before = advice_of(over, out.book, Language.EN)
    out.desk.store.delete_case(code, by="", at=out.desk.now())
    (kept,) = (each for each in out.book.meetings if each.id == over.id)
    assert kept.strip == over.strip
    assert advice_of(kept, out.book, Language.EN) == before
    assert kept.strip
    assert kept.strip.missed(StripKey.WHOLE)


def test_the_minutes_say_it_in_the_teams_language(out: Play) -> None:
    held = next(
        each for each in out.book.meetings if each.form == "case-round" and each.strip is None and not each.is_running
    )
    advice = advice_of(held, out.book, Language.NB)
    page = minutes(held, out.book, page_labels(Language.NB), advice)
    practised = "et første steg innen tre skoledager, med makker"
    assert f"var 8 av 12 på plass. Neste gang: {practised}. Det som ikke er begynt" in page
    assert "på plass" not in minutes(held, out.book, page_labels(Language.NB))
