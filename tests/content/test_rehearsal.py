"""A rehearsal leaves what a meeting leaves, and the same strip tells good leading from bad."""

import tomllib
from pathlib import Path

import pytest

from storage.content.forms import forms
from storage.content.rehearsal import REPLIES, Rehearsal, RehearsalFile, Reply, rehearsals
from storage.domain.meeting.strip import StripKey
from storage.domain.people import Language
from tui.desk.own_files import broken_files

SCRIPT = rehearsals(Language.NB).script
ORDERED: list[str] = tomllib.loads((Path(__file__).parent / "rehearsals.toml").read_text("utf-8"))["leading"]


def played(replies: str, script: RehearsalFile = SCRIPT, situation: int = 0) -> Rehearsal:
    rehearsal = Rehearsal(script, script.situations[situation])
    for reply in replies:
        rehearsal = rehearsal.after(int(reply))
    return rehearsal


def test_twenty_ways_to_lead_are_ordered_as_they_were_written() -> None:
    assert len(ORDERED) == len(set(ORDERED)) == 20
    scores = [played(replies).strip for replies in ORDERED]
    assert {each.of for each in scores} == {12}
    met = [each.met for each in scores]
    assert met == sorted(met)
    assert (met[0], met[-1]) == (0, 12)
    assert len(set(met)) >= 10


@pytest.mark.parametrize("language", Language)
def test_every_situation_can_be_led_well_and_badly_in_every_language(language: Language) -> None:
    script = rehearsals(language).script
    turns = len(script.turns)
    for number in range(len(script.situations)):
        assert played("0" * turns, script, number).strip.met == 12
        assert played("2" * turns, script, number).strip.met == 0
    assert played("0" * turns, script).minutes <= 7 < played("2" * turns, script).minutes


def test_each_of_the_ten_situations_is_there() -> None:
    assert [each.key for each in SCRIPT.situations] == [
        "hours-not-given", "nice-talk", "silent-meeting", "long-messages", "not-at-home", "homework-tears",
        "stars-trip", "football-coach", "left-out", "good-news",
    ]  # fmt: skip


def facts(script: RehearsalFile) -> object:
    phases = [(each.key, each.minutes, each.writes, each.step, each.about) for each in script.phases]
    turns = [(turn.phase, list(map(reply_facts, turn.replies))) for turn in script.turns]
    return script.team, script.strip, phases, turns, [(each.key, len(each.ideas)) for each in script.situations]


def reply_facts(reply: Reply) -> object:
    return reply.minutes, reply.does, len(reply.answer)


def test_it_is_the_same_in_every_language_and_nothing_is_left_to_fill_in() -> None:
    assert facts(rehearsals(Language.NN).script) == facts(SCRIPT) == facts(rehearsals(Language.EN).script)
    for language in Language:
        script = rehearsals(language).script
        for situation in script.situations:
            rehearsal = Rehearsal(script, situation)
            for turn in script.turns:
                texts = (*turn.team, *(text for reply in turn.replies for text in (reply.say, *reply.answer)))
                assert not any("{" in rehearsal.said(text) for text in texts)


def test_where_a_reply_is_offered_tells_nothing() -> None:
    places = {played("0" * gone).offers.index(0) for gone in range(len(SCRIPT.turns))}
    assert places == set(range(REPLIES))
    assert all(sorted(played("0" * gone).offers) == [0, 1, 2] for gone in range(len(SCRIPT.turns)))


def test_one_that_was_left_says_only_what_can_be_known() -> None:
    left = played("000")
    assert left.turn
    assert [each.key for each in left.strip.items if each.met] == [
        StripKey.ROLES,
        StripKey.FIRST,
        StripKey.ASKED,
        StripKey.DESCRIPTION,
    ]
    assert left.strip.of == 4


def test_what_is_practised_rises_when_it_is_led_well() -> None:
    assert played("00000001000").strip.missed(StripKey.WHOLE)
    assert not played("00000000000").strip.missed(StripKey.WHOLE)


OWN = Path(__file__).parents[2] / "storage" / "content" / "rehearsal" / "nb.toml"


def own(folder: Path, old: str, new: str) -> None:
    text = OWN.read_text("utf-8")
    assert old in text
    (folder / "forms").mkdir()
    (folder / "forms" / "rehearsal.nb.toml").write_text(text.replace(old, new, 1), "utf-8")


def test_a_school_writes_its_own(tmp_path: Path) -> None:
    own(tmp_path, 'title = "Prøvemøte"', 'title = "Vår prøve"')
    assert rehearsals(Language.NB, tmp_path).script.title == "Vår prøve"
    assert forms(Language.NB, tmp_path) == forms(Language.NB)
    assert broken_files(tmp_path, [Language.NB]) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('does = ["roles"]', 'does = ["rules"]', "wrong-value"),
        ('phase = "old"', 'phase = "older"', "rehearsal-turn"),
        ('key = "hours-not-given"', 'code = "hours"', "unknown-key"),
        ("roles = 5", "roles = 500", "strip-limit"),
        ('  "La spesialpedagogen lage et opplegg for vikardager.",\n', "", "rehearsal-situation"),
        ("[[turns]]", "[[turns", "not-toml"),
    ],
)
def test_a_broken_one_is_named_with_its_line_and_ours_is_played(tmp_path: Path, old: str, new: str, code: str) -> None:
    own(tmp_path, old, new)
    assert rehearsals(Language.NB, tmp_path).script == SCRIPT
    (broken,) = broken_files(tmp_path, [Language.NB])
    assert (broken.name, broken.code) == ("forms/rehearsal.nb.toml", code)
    assert broken.line > 1
