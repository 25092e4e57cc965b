from datetime import UTC, date, datetime

import pytest

from storage.domain.case.case import LONGEST_TITLE, Case, Kind, Step
from storage.domain.case.standing import good_news
from storage.domain.errors import Refused

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def told(text: str) -> Case:
    return good_news(text, key="c", entry="e", by="AB", at=NOW, today=date(2026, 11, 23))


def test_one_line_becomes_a_success() -> None:
    case = told(" Ringte for å si at leseprøven gikk bra \n")
    assert (case.title, case.kind, case.owner) == ("Ringte for å si at leseprøven gikk bra", Kind.SUCCESS, "AB")
    assert case.themes == ("positive-contact",)
    entry = case.entries[0]
    assert (entry.text, entry.step, entry.by) == ("Ringte for å si at leseprøven gikk bra", Step.SITUATION, "AB")


def test_a_long_line_is_shortened_in_the_title_only() -> None:
    text = "Foreldrene takket for samtalen og fortalte om helgen. " * 3
    case = told(text)
    assert len(case.title) <= LONGEST_TITLE
    assert case.title.endswith(" …")
    assert case.entries[0].text == text.strip()


def test_nothing_told_is_nothing() -> None:
    with pytest.raises(Refused) as refused:
        told(" ")
    assert refused.value.code == "empty-title"
