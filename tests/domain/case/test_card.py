from datetime import date

import pytest

from storage.domain.case.card import ExperienceCard, checked_card
from storage.domain.errors import Refused


def card(key: str, *themes: str) -> ExperienceCard:
    return ExperienceCard(id=key, title=key, made=date(2026, 11, 23), worked="Vi ringte først.", themes=themes)


def test_a_card_says_what_it_is_about_and_what_worked() -> None:
    assert checked_card(card("a")).id == "a"


@pytest.mark.parametrize(("broken", "code"), [({"title": " "}, "empty-title"), ({"worked": "\n"}, "empty-card")])
def test_what_cannot_be_kept_says_why(broken: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_card(card("a").but(**broken))
    assert refused.value.code == code
