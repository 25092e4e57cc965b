import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from storage.content import coach as coaching
from storage.content.coach import Advice, coach
from storage.content.forms import forms
from storage.documents.pages.brief import brief_blocks
from storage.documents.words import labels
from storage.domain.meeting import strip
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.strip import Strip, StripKey, Tally
from storage.domain.people import Language
from storage.domain.views import over_time
from storage.domain.views.brief import Brief, ChangedSince
from tui.cli.commands import insight as insight_command
from tui.cli.commands import review as review_command
from tui.desk.own_files import broken_files
from tui.i18n import balance as counting
from tui.i18n import strips as sentences
from tui.presentation import balance as drawn

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


PEOPLE = {"alias", "who", "owner", "buddy", "by", "me", "member", "leader", "leads", "present", "people", "roles"}
SAYING = (coaching, strip, over_time, sentences, counting, drawn, insight_command, review_command)
"""All that says what meetings came to: coach, strip, Insight, on the screen and by command."""


@pytest.mark.parametrize("module", SAYING)
def test_nothing_that_is_said_takes_an_alias(module: ModuleType) -> None:
    """Whoever leads, writes or owns a case: no sentence about a meeting has a place for them."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__:
            assert not PEOPLE & set(inspect.signature(function).parameters), name
    assert not PEOPLE & set(re.findall(r"{(\w+)[}:!.]", inspect.getsource(module)))


@pytest.mark.parametrize("language", Language)
def test_what_is_practised_is_called_in_the_strip_what_it_is_called_in_the_advice(language: Language) -> None:
    for each in coach(language).items:
        assert each.line.casefold() == each.practise.casefold()
        assert each.line[0].isupper()


@pytest.mark.parametrize("language", Language)
def test_the_advice_before_a_meeting_is_the_same_whoever_reads_it(language: Language) -> None:
    known = coach(language)
    said = [text for each in known.items for text in (each.line, each.practise, each.why, each.say)]
    said += [text for each in known.phases for text in (each.say, each.listen, each.last)]
    assert not any("{" in text for text in said)
    advice = Advice(missed(StripKey.WHOLE), known.exercise(StripKey.WHOLE))
    pages = {
        brief_blocks(Brief(meets=None, since=None, roles=roles, due=(), changed=ChangedSince(), cases=(), practices=()),
                     labels(language), advice).markdown.partition("## ")[2]
        for roles in ({}, {MeetingRole.FACILITATOR: "QX"})
    }  # fmt: skip
    assert len(pages) == 1
    assert "QX" not in pages.pop()
