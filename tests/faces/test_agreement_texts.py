"""Each text of an agreement is where people look for it: whoever adds one is told which place lacks it."""

from datetime import date

import msgspec
import pytest

from storage.documents.words import agreement_line, labels
from storage.domain.case.agreement import AGREEMENT_TEXTS, Agreement
from storage.domain.people import Language
from tests.cli.conftest import Run, folder, opened, run, run_anywhere, team
from tests.tui.stage import asked, english_desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.i18n.deeds import CHOSEN, OTHER, field_name
from tui.i18n.words import Words
from tui.presentation.case import agreement_paragraphs

__all__ = ["folder", "opened", "run", "run_anywhere", "team"]

TODAY = date(2026, 11, 25)
WHAT, SAID = "Call the home", "the boathouse by the lake"
AGREED = Agreement(id="a", what=WHAT, owner="AB", made=TODAY, due=TODAY)
BY_THE_PROGRAM = {"id", "meeting"}
"""Its texts that nobody writes or chooses."""
EACH = pytest.mark.parametrize("field", AGREEMENT_TEXTS)


def test_what_is_not_chosen_is_among_them() -> None:
    texts = {field.name for field in msgspec.structs.fields(Agreement) if field.type is str}
    assert texts - CHOSEN - BY_THE_PROGRAM == set(AGREEMENT_TEXTS)


@EACH
async def test_it_is_typed_where_an_agreement_is_made(field: str) -> None:
    desk = english_desk()
    async with asked(AgreementDialog(desk, desk.store.book(), None, what=WHAT)) as player:
        await player.tab_to("#buddy")
        await player.tab_to(f"#{field}")
        await player.write(SAID)
        await player.press("enter")
        assert isinstance(player.stage.answer, Agreement)
        assert getattr(player.stage.answer, field) == SAID


@EACH
def test_a_command_sets_it_prints_it_with_its_case_and_finds_it(field: str, run: Run) -> None:
    options = (SAID,) if field == "what" else (WHAT, f"--{field}", SAID)
    assert run("agree", "26-001", *options).exit_code == 0
    for read in (("show", "26-001"), ("search", "boathouse")):
        assert SAID in " ".join(run(*read).stdout.split())


@EACH
@pytest.mark.parametrize("language", Language)
def test_a_screen_paper_and_history_have_words_for_it(field: str, language: Language) -> None:
    words, agreement = Words(language), AGREED.but(**{field: SAID})
    assert any(SAID in each.text for each in agreement_paragraphs(words, agreement, TODAY))
    assert SAID in "".join(stretch.text for stretch in agreement_line(agreement, labels(language)))
    assert field_name(words, field, "agreement") != words(OTHER)
