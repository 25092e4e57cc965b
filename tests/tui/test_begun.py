from datetime import timedelta

import pytest

from storage.store import Draft
from tests.tui.mode_stage import NOW
from tui.screens.begun import begun, belongs_to


@pytest.mark.parametrize(
    ("place", "whole"),
    [
        ("case/26-014/entry/text", "case/26-014"),
        ("case/26-014/close", "case/26-014"),
        ("case/new/success/text", "case/new/success"),
        ("plan/01abc/minimum", "plan/01abc"),
        ("today/good-news", "today/good-news"),
        ("agreement/what", "agreement/what"),
    ],
)
def test_fields_belong_to_what_they_were_typed_for(place: str, whole: str) -> None:
    assert belongs_to(place) == whole


def draft(place: str, minutes: int, text: str) -> Draft:
    return Draft(by="AB", place=place, text=text, at=NOW + timedelta(minutes=minutes))


def test_of_several_fields_the_one_typed_last_is_shown() -> None:
    drafts = [draft("case/new/case/title", 5, "later"), draft("case/new/case/text", 1, "earlier")]
    found = begun({each.place: each for each in drafts})
    assert {place: each.text for place, each in found.items()} == {"case/new/case": "later"}


def test_a_meetings_own_texts_wait_in_the_meeting() -> None:
    assert begun({"meeting/m/3": draft("meeting/m/3", 1, "half")}) == {}
