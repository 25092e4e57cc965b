import inspect
from pathlib import Path
from types import ModuleType

import pytest

from storage.content import coach as coaching
from storage.content.coach import coach
from storage.content.forms import forms
from storage.domain.meeting import strip
from storage.domain.meeting.strip import Strip, StripKey, Tally
from storage.domain.people import Language
from tui.desk.own_files import broken_files
from tui.i18n import strips as sentences

ITEM = """[[items]]
key = "{key}"
title = "Vårt eget"
practise = "det vi øver på"
why = "Fordi vi vil."
say = "Nå sier vi det."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    return tmp_path


def put(folder: Path, text: str, name: str = "coach.nb.toml") -> None:
    (folder / "forms" / name).write_text(text, "utf-8")


def missed(*keys: StripKey) -> Strip:
    return Strip(items=tuple(Tally(key=key, got=0 if key in keys else 1, of=1) for key in StripKey))


def test_the_first_thing_that_was_not_so_is_practised() -> None:
    assert coach(Language.NB).to_practise(missed()) is None
    practised = coach(Language.NB).to_practise(missed(StripKey.SCORE, StripKey.ASKED))
    assert practised
    assert practised.key is StripKey.ASKED


def test_what_cannot_be_told_is_not_practised() -> None:
    unknown = Strip(items=(Tally(key=StripKey.WHOLE, of=1, known=False),))
    assert coach(Language.NB).to_practise(unknown) is None
    assert (unknown.met, unknown.of) == (0, 0)


def test_a_school_says_it_its_own_way_and_practises_it_first(folder: Path) -> None:
    put(folder, ITEM.format(key="score"))
    own = coach(Language.NB, folder)
    assert own.exercise(StripKey.SCORE).title == "Vårt eget"
    practised = own.to_practise(missed(StripKey.SCORE, StripKey.ASKED))
    assert practised
    assert practised.key is StripKey.SCORE
    assert {each.key for each in own.items} == set(StripKey)


def test_a_schools_coach_is_no_form(folder: Path) -> None:
    put(folder, ITEM.format(key="score"))
    assert forms(Language.NB, folder) == forms(Language.NB)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (ITEM.format(key="scores"), 2, "wrong-value"),
        (ITEM.format(key="score") * 2, 8, "strip-item-twice"),
        (ITEM.format(key="score").replace("Fordi vi vil.", " "), 5, "empty-value"),
        (ITEM.format(key="score") + 'who = "AB"', 7, "unknown-key"),
        ("[[items]]", 1, "missing-key"),
        ("[[items", 1, "not-toml"),
    ],
)
def test_a_broken_coach_is_named_with_its_line_and_ours_is_used(folder: Path, text: str, line: int, code: str) -> None:
    put(folder, text)
    assert coach(Language.NB, folder).items == coach(Language.NB).items
    (broken,) = broken_files(folder, [Language.NB])
    assert (broken.name, broken.line, broken.code) == ("forms/coach.nb.toml", line, code)


@pytest.mark.parametrize(
    ("limits", "line", "code"),
    [("roles = 500", 6, "strip-limit"), ("role = 5", 6, "unknown-key"), ('roles = "all"', 6, "wrong-value")],
)
def test_a_limit_that_cannot_be_held_to_is_named_with_its_line(folder: Path, limits: str, line: int, code: str) -> None:
    form = 'key = "walk"\ntitle = "Tur"\nminutes = 10\n\n[strip]\n' + limits
    put(folder, f'{form}\n[[phases]]\nkey = "a"\ntitle = "A"\nshort = "A"\nminutes = 10\nprompts = ["?"]', "walk.toml")
    (broken,) = forms(Language.NB, folder).broken
    assert (broken.line, broken.code) == (line, code)


@pytest.mark.parametrize("module", [coaching, strip, sentences])
def test_nothing_that_is_said_takes_an_alias(module: ModuleType) -> None:
    """Whoever leads, writes or owns a case: no sentence about a meeting has a place for them."""
    people = {"alias", "who", "owner", "buddy", "by", "me", "member", "leader", "present", "people", "roles"}
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__:
            assert not people & set(inspect.signature(function).parameters), name
