from datetime import timedelta

import pytest

from storage.store import Draft
from tests.tui.mode_stage import NOW
from tui.desk.draft_places import begun, begun_in_case, belongs_to
from tui.desk.drafting import DraftPlace

WHOLES = {
    "case/26-014/entry/text": "case/26-014",
    "case/26-014/close": "case/26-014",
    "case/new/success/text": "case/new/success",
    "plan/01abc/minimum": "plan/01abc",
    "today/good-news": "today/good-news",
    "agreement/new/what": "agreement/new",
    "agreement/01abc/rating/note": "agreement/01abc/rating",
    "meeting/01abc/3": "meeting/01abc/3",
}
"""What each place belongs to."""


@pytest.mark.parametrize(("place", "whole"), WHOLES.items())
def test_fields_belong_to_what_they_were_typed_for(place: str, whole: str) -> None:
    assert belongs_to(DraftPlace.read(place)) == DraftPlace.read(whole)


@pytest.mark.parametrize("name", [*WHOLES, "both/a/b/c", "meeting/m/3/host:12:1", "", "case", "case/", "later/a/b"])
def test_a_place_is_kept_under_the_name_it_was_read_from(name: str) -> None:
    assert DraftPlace.read(name).name == name


def test_a_place_of_a_later_version_is_offered_whole() -> None:
    drafts = {name: draft(name, 1, "half") for name in ("letters/01abc/to", "letters/01abc/text")}
    assert [place.name for place in begun(drafts)] == list(drafts)


def draft(place: str, minutes: int, text: str) -> Draft:
    return Draft(by="AB", place=place, text=text, at=NOW + timedelta(minutes=minutes))


def test_of_several_fields_the_one_typed_last_is_shown() -> None:
    drafts = [draft("case/new/case/title", 5, "later"), draft("case/new/case/text", 1, "earlier")]
    found = begun({each.place: each for each in drafts})
    assert {place.name: each.text for place, each in found.items()} == {"case/new/case": "later"}


def test_the_running_meetings_own_texts_wait_in_the_meeting() -> None:
    drafts = {place: draft(place, 1, "half") for place in ("meeting/m/3", "meeting/over/2")}
    assert list(begun(drafts, "m")) == [DraftPlace("meeting", "over", ("2",))]


def test_what_was_begun_in_a_case_is_shown_with_the_key_that_goes_on() -> None:
    places = {
        "case/26-014/entry/text": "↵",
        "case/26-014/01abc/text": "e",
        "case/26-014/pressure/fixed": "d",
        "card/26-014/title": "l",
        "case/26-014/close": "x",
    }
    drafts = [draft(place, number, "half a sentence") for number, place in enumerate(places)]
    elsewhere = [draft(place, 1, "x") for place in ("case/26-015/entry/text", "plan/26-014/title", "case/26-014/close")]
    found = begun_in_case([*drafts, *elsewhere], "26-014")
    assert {place.name: key for place, key in found} == places
