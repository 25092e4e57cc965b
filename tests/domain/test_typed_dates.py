from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from storage.domain.calendar import EARLIEST, LATEST
from storage.domain.errors import Refused
from storage.domain.typed_dates import typed_date

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)

SAME_IN_ALL = {
    "2026-12-24": date(2026, 12, 24),
    "24.12": date(2026, 12, 24),
    "24.12.": date(2026, 12, 24),
    "24/12": date(2026, 12, 24),
    "24-12": date(2026, 12, 24),
    "24 12": date(2026, 12, 24),
    "24.12.26": date(2026, 12, 24),
    "24.12.2027": date(2027, 12, 24),
    "1.5": date(2027, 5, 1),
    "23.11": MONDAY,
    "29.2": date(2028, 2, 29),
    "+3": date(2026, 11, 26),
    "+0": MONDAY,
    " FRE ": FRIDAY,
}
BOKMAAL = {
    "i dag": MONDAY,
    "i morgen": date(2026, 11, 24),
    "i overmorgen": date(2026, 11, 25),
    "fre": FRIDAY,
    "fredag": FRIDAY,
    "på fredag": FRIDAY,
    "førstkommende fre": FRIDAY,
    "man": date(2026, 11, 30),
    "tirs": date(2026, 11, 24),
    "ons": date(2026, 11, 25),
    "to": date(2026, 11, 26),
    "lørdag": date(2026, 11, 28),
    "søn": date(2026, 11, 29),
    "om 3 dager": date(2026, 11, 26),
    "om 2 uker": date(2026, 12, 7),
    "uke 50": date(2026, 12, 11),
    "u50": date(2026, 12, 11),
    "uke 48": FRIDAY,
    "uke 2": date(2027, 1, 15),
    "12. desember": date(2026, 12, 12),
    "12 des": date(2026, 12, 12),
    "1. mai 2027": date(2027, 5, 1),
    "3.sep": date(2027, 9, 3),
}
NYNORSK = {
    "i morgon": date(2026, 11, 24),
    "overmorgon": date(2026, 11, 25),
    "måndag": date(2026, 11, 30),
    "tysdag": date(2026, 11, 24),
    "laurdag": date(2026, 11, 28),
    "sundag": date(2026, 11, 29),
    "om 3 dagar": date(2026, 11, 26),
    "om 1 veke": date(2026, 11, 30),
    "om 2 veker": date(2026, 12, 7),
    "veke 50": date(2026, 12, 11),
    "v 50": date(2026, 12, 11),
    "12. juni": date(2027, 6, 12),
}
ENGLISH = {
    "today": MONDAY,
    "tomorrow": date(2026, 11, 24),
    "day after tomorrow": date(2026, 11, 25),
    "monday": date(2026, 11, 30),
    "tue": date(2026, 11, 24),
    "thursday": date(2026, 11, 26),
    "on friday": FRIDAY,
    "this fri": FRIDAY,
    "sat": date(2026, 11, 28),
    "in 3 days": date(2026, 11, 26),
    "in 1 week": date(2026, 11, 30),
    "week 50": date(2026, 12, 11),
    "w50": date(2026, 12, 11),
    "12 december": date(2026, 12, 12),
    "Dec 12": date(2026, 12, 12),
    "December 12, 2027": date(2027, 12, 12),
    "12 may": date(2027, 5, 12),
    "1 Oct 2027": date(2027, 10, 1),
}


@pytest.mark.parametrize(("typed", "day"), [*SAME_IN_ALL.items(), *BOKMAAL.items(), *NYNORSK.items(), *ENGLISH.items()])
def test_a_day_is_understood_as_people_type_it(typed: str, day: date) -> None:
    assert typed_date(typed, MONDAY) == day


@pytest.mark.parametrize(
    "typed",
    ["", " ", "f", "s", "30.2", "31.9", "32.1", "1.13", "0.5", "2026-02-30", "2026-13-01", "uke 0", "uke 54", "uke",
     "ti dager", "12. tirsdag", "snart", "+", "²", "12.12.0000", "..", "foo 12", "today!", "om en", "om to", "in a",
     "om uker", "jul", "i høstferien", "før", "etter", "innen", "før neste", "neste", "4.12.202", "kl 14", "kveld",
     "fredag fredag", "på på", "4. desperat", "uke 53 2025", "26-13-41", "99-12-04"],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_date(typed, MONDAY)
    assert refused.value.code == "unknown-date"
    assert refused.value.params == {"typed": typed}


@pytest.mark.parametrize(
    "typed",
    ["31.12.9999", "9999-12-31", "1.1.2100", "+99999", "+99999999", "om 9999 uker", "om 9999 måneder", "uke 1 2101"],
)
def test_a_day_that_lies_too_far_ahead_is_a_slip(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_date(typed, MONDAY)
    assert (refused.value.code, refused.value.params) == ("day-too-late", {"latest": date(2099, 12, 31)})


@pytest.mark.parametrize("typed", ["4.12.0026", "0001-01-01", "31.12.1999"])
def test_a_day_of_another_age_is_a_slip(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_date(typed, MONDAY)
    assert (refused.value.code, refused.value.params) == ("day-too-early", {"earliest": date(2000, 1, 1)})


def test_a_day_past_the_calendars_end_is_refused() -> None:
    for typed in ("+5", "1.1", "neste uke", "fre", "om en uke", "i morgen", "om en måned", "etter helga"):
        with pytest.raises(Refused):
            typed_date(typed, date.max)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from([*BOKMAAL, *NYNORSK, *ENGLISH]))
def test_a_day_without_a_year_never_lies_behind(today: date, typed: str) -> None:
    if not any(year in typed for year in ("2026", "2027")):
        with suppress(Refused):
            assert typed_date(typed, today) >= today


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_next_one_never_today(today: date, weekday: int) -> None:
    names = ("mandag", "tysdag", "wednesday", "torsdag", "friday", "lørdag", "sundag")
    day = typed_date(names[weekday], today)
    assert day.weekday() == weekday
    assert today < day <= today + timedelta(days=7)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
@example(date(2038, 1, 2))
def test_a_week_is_its_friday(today: date) -> None:
    day = typed_date(f"uke {today.isocalendar().week}", today)
    assert day.weekday() == 4
    assert day.isocalendar().week == today.isocalendar().week
    assert day >= today


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(-3650, 3650))
def test_a_full_date_means_itself(today: date, days: int) -> None:
    meant = today + timedelta(days=days)
    assume(EARLIEST <= meant <= LATEST)
    for typed in (meant.isoformat(), f"{meant.day}.{meant.month}.{meant.year}", f"{meant:%d/%m/%y}"):
        assert typed_date(typed, today) == meant


@given(st.text(max_size=20), st.dates())
def test_anything_typed_is_a_day_or_refused(typed: str, today: date) -> None:
    with suppress(Refused):
        assert isinstance(typed_date(typed, today), date)


@pytest.mark.parametrize(("typed", "behind"), [("22.11", 22), ("16. nov", 16), ("16.11.", 16), ("innen 16.11", 16)])
def test_a_day_just_behind_is_never_next_years_without_a_word(typed: str, behind: int) -> None:
    with pytest.raises(Refused) as refused:
        typed_date(typed, MONDAY)
    assert refused.value.code == "which-year"
    assert refused.value.params["days"] == (date(2026, 11, behind), date(2027, 11, behind))


def test_a_day_far_behind_or_with_its_weekday_is_next_years_all_the_same() -> None:
    assert typed_date("23.9", MONDAY) == date(2027, 9, 23)
    assert typed_date("tirsdag 16.11", MONDAY) == date(2027, 11, 16)
    assert typed_date("31.12", date(2026, 12, 30)) == date(2026, 12, 31)
    with pytest.raises(Refused, match="which-year"):
        typed_date("31.12", date(2027, 1, 2))


@pytest.mark.parametrize("typed", ["to familier", "til to lærere", "to uker", "ti veker", "til man låser", "on paper"])
def test_a_small_word_with_a_sentence_after_it_is_no_weekday(typed: str) -> None:
    assert typed_date("to", MONDAY) == typed_date("to.", MONDAY) == date(2026, 11, 26)
    with pytest.raises(Refused, match="unknown-date"):
        typed_date(typed, MONDAY)
