"""Choices and fields have one name in a language, wherever they are read."""

import pytest

from storage.content.names import names
from storage.documents.plan_file.document import AREA_FIELDS, PRACTICE_FIELDS
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Step
from storage.domain.people import Language
from storage.domain.plan.plan import Level
from tui.i18n.deeds import field_name
from tui.i18n.labels import label
from tui.i18n.words import Words

BOOKKEEPING = {"id", "rev", "before"}
"""What every record holds, and nobody reads."""


@pytest.mark.parametrize("language", Language)
def test_every_choice_has_a_name(language: Language) -> None:
    ours = names(language)
    for kind, held in (*ours.choices.items(), *ours.typed.items()):
        assert list(held) == list(kind)
        assert all(name == name.strip() != "" for name in held.values()), kind


@pytest.mark.parametrize("language", Language)
def test_every_field_that_a_paper_tells_of_has_a_name(language: Language) -> None:
    told = {*Case.__struct_fields__, *Agreement.__struct_fields__, *PRACTICE_FIELDS, *AREA_FIELDS} - BOOKKEEPING
    assert {field for field in told if not names(language).of_field(field)} == set()


def test_a_field_has_the_name_of_its_kind_of_record() -> None:
    ours = names(Language.EN)
    assert (ours.of_field("review"), ours.of_field("review", "practice")) == ("look back", "to be reviewed")
    assert ours.of_field("review", "agreement") == "look back"
    assert ours.of_field("comet") == ""


def test_the_screens_say_what_the_papers_say() -> None:
    for language in Language:
        words, ours = Words(language), names(language)
        assert [label(words, level) for level in Level] == [ours.of(level) for level in Level]
        assert label(words, Step.EXCEPTIONS) == ours.of(Step.EXCEPTIONS)
        assert field_name(words, "level", "practice") == ours.of_field("level", "practice")
