"""The head of a meeting: what it says at which size, and what gives way while somebody writes."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from storage.domain.people import Language
from tui.i18n.words import Words
from tui.look.letters import HEIGHT, letters
from tui.look.signs import Span, text_of
from tui.presentation.lines import Halt, Track
from tui.presentation.meeting import Picture
from tui.widgets.clock import CLOCK_WIDTH
from tui.widgets.head import HeadState, clock_row, head_rows

NAMES = ("In", "Plan", "Case", "Clarify", "Wanted", "Credit", "Ideas", "Step", "Plan", "Out")
PICTURE = Picture(
    title="Case round · Team 6",
    track=Track(tuple(Halt(name, 2 if name == "In" else 5, here=name == "Ideas") for name in NAMES)),
    prompts=("What could we at school do?", "Eight ideas before we stop.", "Is there a card about it?"),
    phase="Ideas 7 of 10",
    speaker=(Span("● AB listens"),),
    rule="One idea per turn, no judging.",
    case="26-008 Homework every afternoon",
    themes="homework",
)
STEERS = HeadState(Span("ends 07:26", "quiet"), "leads IJ")
WRITES = replace(STEERS, writes=True)
SIZES = ((64, 20), (80, 24), (100, 30), (120, 36), (140, 40), (160, 45), (200, 50))


def rows(width: int, height: int, moment: HeadState = STEERS, picture: Picture = PICTURE) -> list[str]:
    return [text_of(row) for row in head_rows(Words(Language.EN), picture, moment, Size(width, height))]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", [STEERS, WRITES])
@pytest.mark.parametrize("prompt", ["Why?", "What happened? " * 5])
def test_nothing_is_wider_than_the_screen_or_lies_under_the_clock(
    size: tuple[int, int], moment: HeadState, prompt: str
) -> None:
    picture = replace(PICTURE, prompts=(prompt,), rule="A rule that is long. " * 10)
    drawn = rows(*size, moment, picture)
    assert all(cell_len(row) <= size[0] for row in drawn)
    clock = clock_row(picture, moment, Size(*size))
    beside = [row for row in drawn[clock : clock + HEIGHT] if row]
    assert all(cell_len(row) <= size[0] - CLOCK_WIDTH for row in beside)


@pytest.mark.parametrize(("size", "most"), [((64, 20), 4), ((80, 24), 6)])
def test_it_folds_while_somebody_writes(size: tuple[int, int], most: int) -> None:
    folded, unfolded = rows(*size, WRITES), rows(*size)
    assert len(folded) <= most < len(unfolded) + 1
    assert "Ideas 7 of 10" in folded[0]
    assert "ends 07:26" in folded[0]
    assert "What could we at school do?" in folded[1]
    assert any("26-008" in row for row in folded)


@pytest.mark.parametrize("size", [each for each in SIZES if each[0] < 120])
@pytest.mark.parametrize("prompt", ["What happened? Tell what you saw.", "What happened, and what did you see, " * 3])
def test_a_room_can_read_the_question_or_whose_turn_it_is(size: tuple[int, int], prompt: str) -> None:
    asked = replace(PICTURE, prompts=(prompt,), name="Step", turn="AB")
    drawn, large = rows(*size, STEERS, asked), letters(prompt, size[0] - 2)
    turn = letters("AB", size[0])
    said = large if len(large) <= HEIGHT * 2 and size[1] >= 24 else turn
    assert drawn[1].strip()[:12] == said[0].strip()[:12]
    assert size[1] - len(drawn) >= 11


def test_the_question_steps_back_for_what_came_of_it() -> None:
    assert PICTURE.prompts[0] in rows(80, 24, STEERS, replace(PICTURE, is_answered=True))[1]


@pytest.mark.parametrize("size", SIZES)
def test_no_key_is_told_of_that_does_nothing_now(size: tuple[int, int]) -> None:
    hinted = replace(PICTURE, speaker=(*PICTURE.speaker, Span("   press t", "faint")), follows="press l", rule="")
    free, away = ("\n".join(rows(*size, moment, hinted)) for moment in (STEERS, replace(STEERS, steers=False)))
    assert "f next" in free
    assert "question 1 of 3" in away
    assert [key for key in ("f next", "press t", "press l") if key in away] == []


def test_themes_give_way_to_the_case() -> None:
    many = replace(PICTURE, case="26-008 Homework every single afternoon", themes="homework · communication · school")
    (row,) = (row for row in rows(64, 20, STEERS, many) if "26-008" in row)
    assert many.case in row
    assert "homework" not in row


def test_a_phase_is_as_long_as_its_minutes() -> None:
    bar = head_rows(Words(Language.EN), PICTURE, STEERS, Size(80, 24))[0]
    pieces = [cell_len(span.text) for span in bar if span.text.strip() and set(span.text) <= set("━▄─")]
    assert len(pieces) == len(NAMES)
    assert pieces[0] < min(pieces[1:])
    assert [span.role for span in bar if "▄" in span.text] == ["ask"]


def test_one_question_stands_there_and_the_others_follow() -> None:
    for asked, prompt in enumerate((*PICTURE.prompts, PICTURE.prompts[0])):
        said = "\n".join(rows(80, 24, replace(STEERS, asked=asked)))
        large = letters(prompt, 80 - CLOCK_WIDTH - 2)
        assert all(row.rstrip() in said for row in large)
        assert f"question {asked % 3 + 1} of 3" in said


@pytest.mark.parametrize(("size", "times"), [((64, 20), 2), ((80, 24), 7)])
def test_the_rule_gives_way_to_who_speaks(size: tuple[int, int], times: int) -> None:
    long = replace(PICTURE, prompts=("What happened, and what did you see and hear of it, " * times, "And then?"))
    said = "\n".join(rows(*size, STEERS, long))
    assert "AB listens" in said
    assert PICTURE.rule not in said
    assert PICTURE.rule in "\n".join(rows(*size))


def test_from_120_columns_all_phases_have_names_and_the_question_large_letters() -> None:
    drawn = rows(140, 40)
    assert drawn[2].split() == list(NAMES)
    assert "leads IJ" in drawn[0]
    assert all("█" in row for row in drawn[4:6])
    long = replace(PICTURE, prompts=("What happened, and what did you see and hear of it?" * 2,))
    assert "What happened" in rows(140, 40, STEERS, long)[3]


@pytest.mark.parametrize("moment", [STEERS, WRITES])
def test_the_count_stays_where_the_case_has_little_room(moment: HeadState) -> None:
    counted = replace(PICTURE, count="●●●●○○○○ 4 of 8")
    row = next(row for row in rows(64, 20, moment, counted) if "26-008" in row)
    assert "4 of 8" in row


def test_who_follows_is_told_so_at_every_size() -> None:
    follows = replace(PICTURE, follows="you follow", rule="")
    assert all("you follow" in "\n".join(rows(*size, STEERS, follows)) for size in SIZES)


@pytest.mark.parametrize("size", SIZES)
def test_a_rule_is_never_cut_within_a_sentence(size: tuple[int, int]) -> None:
    first, second = "Two short answers for each agreement.", "No new case before this is done, whatever else waits."
    said = " ".join(" ".join(rows(*size, STEERS, replace(PICTURE, rule=f"{first} {second}"))).split())
    assert first in said
    assert "…" not in said
    assert second in said or "No new" not in said


def test_an_alarm_leaves_the_count_where_it_is() -> None:
    alarmed = replace(PICTURE, themes="▲ nobody has been told yet", count="●●○ 2 of 8", alarmed=True)
    assert "▲ nobody has been told yet · ●●○ 2 of 8" in "\n".join(rows(80, 24, STEERS, alarmed))
    assert "●●○ 2 of 8" in "\n".join(rows(64, 20, WRITES, alarmed))


def test_the_key_that_passes_the_turn_on_gives_way_to_who_comes_then() -> None:
    speaker = (Span("▸"), Span(" AB   ", "ask"), Span("then CD  EF  GH  IJ  KL", "quiet"), Span("   press t", "faint"))
    (row,) = (row for row in rows(64, 20, STEERS, replace(PICTURE, speaker=speaker)) if "AB" in row)
    assert row.strip().endswith("press t" if len(row) < 48 else "KL")
