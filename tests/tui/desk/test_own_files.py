"""What a school lays in its folder itself: used everywhere, or named with the line that is wrong."""

from pathlib import Path

import pytest

from storage.archive import create_store
from storage.content.forms import our_forms
from storage.domain.people import Language, Team
from storage.domain.plan.plan import Area, Practice
from tests.tui.meeting.sitting import seated
from tests.tui.mode_stage import read
from tests.tui.stage import NOW
from tui.desk.desk import Desk
from tui.desk.own_files import broken_files, sync_warning
from tui.i18n.refusals import broken_sentence
from tui.i18n.words import Words
from tui.screens.plan.practice import PracticeScreen
from tui.screens.plan.screen import PlanScreen
from tui.widgets.reader import Reader

ENGLISH = Words(Language.EN)
NOTE = """[[notes]]
key = "oppl-10-3"
reference = "Education Act § 10-9"
says = "The school works with the parents."
source = "Lovdata"
checked = 2027-01-15
"""
PATTERNS = {
    "a b*": "“b*” needs at least three letters",
    "~2 abc": "“~2 abc” begins or ends",
    "abc ~9 def": "“~9” is no gap",
    "@nobody": "no class of words “@nobody”",
    "abc||def": "is no word",
    "abc(a)(b)(c)(d)": "is empty or too long",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    area = Area(id="a", key="talk", title="The conversation")
    rests = Practice(id="p", area="talk", title="Two agreements", law=("oppl-10-3",))
    team = Team(id="team", name="Grade 6", language=Language.EN)
    store = create_store(tmp_path / "team", team, area, rests, now=NOW)
    return Desk(store, ENGLISH, "one", now=lambda: NOW, place=store.place)


def put(desk: Desk, name: str, text: str) -> None:
    file = desk.place.own_files / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


@pytest.mark.parametrize(("pattern", "said"), PATTERNS.items())
def test_a_pattern_that_cannot_be_read_is_explained(desk: Desk, pattern: str, said: str) -> None:
    put(desk, "lexicon/en.toml", f"[signals.ours]\ncategory = 'sigh'\nquestion = 'What now?'\npatterns = '{pattern}'\n")
    (broken,) = broken_files(desk.place.own_files, Language)
    sentence = broken_sentence(ENGLISH, broken)
    assert sentence.startswith("lexicon/en.toml, line 4: ")
    assert said in sentence
    assert sentence.endswith(" It is left out.")


def test_a_file_that_cannot_be_read_has_no_line(desk: Desk) -> None:
    (desk.place.own_files / "law" / "en.toml").mkdir(parents=True)
    (broken,) = broken_files(desk.place.own_files, Language)
    assert broken_sentence(ENGLISH, broken) == "law/en.toml: It cannot be read. It is left out."


def test_each_broken_file_is_named_once(desk: Desk) -> None:
    put(desk, "forms/ours.toml", "key = \n")
    put(desk, "law/nb.toml", "notes = 3\n")
    assert [each.name for each in broken_files(desk.place.own_files, Language)] == ["forms/ours.toml", "law/nb.toml"]


def test_where_a_school_has_laid_nothing_not_even_ours_is_read(tmp_path: Path) -> None:
    our_forms.cache_clear()
    assert broken_files(tmp_path, Language) == ()
    assert our_forms.cache_info().currsize == 0


async def test_what_is_broken_is_named_at_the_start_and_the_rest_is_used(desk: Desk) -> None:
    put(desk, "lexicon/en.toml", "[signals.ours]\nwords = 'x'\n")
    put(desk, "law/en.toml", NOTE)
    async with seated(desk) as sitting:
        await sitting.until(lambda: bool(sitting.app._notifications), "what is broken")
        (note,) = sitting.app._notifications
        assert note.message == "lexicon/en.toml, line 2: “words” is not known here. It is left out."
        await sitting.press("2")
        await sitting.on(PlanScreen)
        await sitting.press("enter")
        await sitting.on(PracticeScreen)
        page = sitting.screen.query_one(Reader)
        assert "Education Act § 10-9: The school works with the parents. (Lovdata; last checked 15 Jan 2027)" in read(
            page
        )


def test_a_folder_that_another_program_copies_is_told_apart_with_what_shows_it(desk: Desk, tmp_path: Path) -> None:
    assert sync_warning(ENGLISH, desk.place.care) == ()
    (tmp_path / ".stfolder").mkdir()
    (said,) = sync_warning(ENGLISH, desk.place.care)
    assert said.startswith(f"{tmp_path}/.stfolder shows that another program copies this folder")
