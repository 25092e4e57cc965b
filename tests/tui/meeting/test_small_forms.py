"""The small forms: a look back after a hard conversation, fifteen per cent, and troika."""

import re
from dataclasses import replace

import pytest

from storage.domain.case.case import Step
from storage.domain.meeting.form import Writes
from storage.domain.meeting.strip import StripKey
from storage.domain.people import Language
from storage.domain.views.strips import strip_of
from tests.tui.meeting.play import Play
from tui.cli.layout import laid_out
from tui.desk.desk import Desk
from tui.i18n.words import Words


@pytest.mark.parametrize(("form", "minutes"), [("look-back", 5), ("fifteen", 20), ("troika", 15)])
def test_it_begins_with_its_phases_and_minutes(still: Desk, form: str, minutes: int) -> None:
    meeting = Play(still, form).meeting
    assert meeting.planned == minutes
    assert sum(visit.minutes for visit in meeting.visits) == minutes


async def test_a_look_back_leads_from_what_was_wanted_to_what_comes_next(still: Desk) -> None:
    play = Play(still, "look-back")
    for phase, step in (("meant", Step.WANTED), ("happened", Step.CLARIFICATION), ("reason", Step.LESSON)):
        play.at_phase(phase)
        await play.write("We began with the question.")
        assert play.case.entries[-1].step is step
    assert play.at(Writes.FIRST_STEP).scene.phase.key == "next"


async def test_fifteen_per_cent_is_written_in_silence_and_seen_in_the_round(still: Desk) -> None:
    play = Play(still, "fifteen").at_phase("silent")
    await play.write("Call one home on Monday.")
    assert "Call one home" not in play.text
    play.at_phase("round")
    assert "Call one home on Monday." in play.text


async def test_troika_counts_ideas_and_a_whole_first_step(still: Desk) -> None:
    play = Play(still, "troika").at(Writes.IDEAS)
    for number in range(4):
        await play.write(f"Idea {number}")
    strip = strip_of(play.meeting, play.book, None)
    ideas = strip.tally(StripKey.IDEAS)
    assert ideas
    assert (ideas.got, ideas.of, ideas.met) == (4, 4, True)
    assert strip.tally(StripKey.WISH) is None


@pytest.mark.parametrize("language", Language)
async def test_how_ideas_are_sorted_is_said_where_there_are_some_and_never_as_a_row(
    still: Desk, language: Language
) -> None:
    play = Play(replace(still, words=Words(language)), "case-round").at(Writes.FIRST_STEP)
    said = [line.aloud for line in play.lines if line.aloud]
    assert bool(said) is bool(play.case.ideas)
    play = play.at(Writes.IDEAS)
    await play.write("Call one home")
    said = [line.aloud for line in play.at(Writes.FIRST_STEP).lines if line.aloud]
    assert said
    for width in range(30, 100):
        assert not any(re.match(r"\d+\. ", row) for each in said for row in laid_out(each, width))
