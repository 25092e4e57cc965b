"""`fredstid rehearse`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from storage.content.rehearsal import Rehearsal, rehearsals
from storage.domain.people import Language

Run = Callable[..., Result]


def typed(language: Language, replies: str, situation: int = 0) -> str:
    """Return what somebody types to say these replies, wherever they are offered."""
    script = rehearsals(language).script
    rehearsal, keys = Rehearsal(script, script.situations[situation]), ""
    for reply in map(int, replies):
        keys += f"{rehearsal.offers.index(reply) + 1}\n"
        rehearsal = rehearsal.after(reply)
    return keys


@pytest.mark.parametrize(("language", "met"), [("en", "12 of 12"), ("nb", "12 av 12"), ("nn", "12 av 12")])
def test_it_is_led_to_its_end_without_any_team(run_anywhere: Run, language: str, met: str) -> None:
    played = run_anywhere("rehearse", "--language", language, input=typed(Language(language), "0" * 11))
    assert played.exit_code == 0
    assert met in played.stdout
    assert "6:24" not in played.stdout.splitlines()[0]


def test_the_team_answers_sighs_goes_silent_and_runs_over(run_anywhere: Run) -> None:
    shown = run_anywhere("rehearse", "--language", "en", input=typed(Language.EN, "2" * 11)).stdout
    for text in ("KL: Shall we just begin?", "Nobody writes.", "It goes quite silent.", "Three begin to pack."):
        assert text in shown
    assert "0 of 12; next time: a first step within three school days, with a buddy" in shown
    assert "5 min over" in shown
    assert "0:06 of 7 min" in shown


def test_another_situation_is_asked_for_by_its_key(run_anywhere: Run) -> None:
    script = rehearsals(Language.EN).script
    number = [each.key for each in script.situations].index("homework-tears")
    keys = typed(Language.EN, "0" * 11, number)
    assert (
        "Homework every afternoon" in run_anywhere("rehearse", "homework-tears", "--language", "en", input=keys).stdout
    )
    refused = run_anywhere("rehearse", "moon", "--language", "en")
    assert refused.exit_code == 2
    assert "stars-trip" in refused.stderr


def test_it_can_be_stopped_and_what_is_no_reply_is_asked_for_again(run_anywhere: Run) -> None:
    stopped = run_anywhere("rehearse", "--language", "en", input="7\n\nx\n1\nq\n")
    assert stopped.exit_code == 0
    assert stopped.stderr.count("Choose with 1, 2 or 3,") == 3
    assert "Stopped. Nothing of it is kept." in stopped.stderr
    assert run_anywhere("rehearse", "--language", "en", input="").exit_code == 0


def test_nothing_of_it_reaches_the_team(run: Run) -> None:
    before = run("review", "--json").stdout, run("history").stdout
    run("rehearse", input=typed(Language.EN, "0" * 11))
    assert (run("review", "--json").stdout, run("history").stdout) == before


def test_a_schools_own_that_is_broken_is_named_with_its_line_and_ours_is_played(run: Run, folder: Path) -> None:
    own = folder / "forms"
    own.mkdir()
    (own / "rehearsal.en.toml").write_text('title = "Ours"\nteam = ["AB"]\n', "utf-8")
    (own / "coach.en.toml").write_text('[[items]]\nkey = "moon"\n', "utf-8")
    (own / "walk.toml").write_text('key = "walk"\n', "utf-8")
    played = run("rehearse", "--language", "en", input="q\n")
    assert "forms/rehearsal.en.toml, line 1: " in played.stderr
    assert "KL: Shall we just begin?" in played.stdout
    page = run("coach", "--language", "en")
    assert "forms/coach.en.toml, line 2: " in page.stderr
    assert page.exit_code == 0
    assert "forms/walk.toml, " not in page.stderr
    gone = run("coach", "walk", "--language", "en")
    assert gone.exit_code == 2
    assert "forms/walk.toml, line " in gone.stderr
