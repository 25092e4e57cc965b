"""Days as teachers say them, in each language; what can be two days is asked about."""

from contextlib import nullcontext, suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.calendar import is_school_day
from storage.domain.errors import Refused
from storage.domain.typed_dates import typed_date

MONDAY = date(2026, 11, 30)
FRIDAY = date(2026, 12, 4)

BOKMAAL = {
    "innen fredag": FRIDAY,
    "senest fredag": FRIDAY,
    "til fredag": FRIDAY,
    "frist fredag": FRIDAY,
    "om en uke": date(2026, 12, 7),
    "om én uke": date(2026, 12, 7),
    "om to uker": date(2026, 12, 14),
    "om et par uker": date(2026, 12, 14),
    "om en ukes tid": date(2026, 12, 7),
    "to uker fra nå": date(2026, 12, 14),
    "om fjorten dager": date(2026, 12, 14),
    "om en måned": date(2026, 12, 30),
    "om tre måneder": date(2027, 2, 28),
    "+ 2 uker": date(2026, 12, 14),
    "neste uke": date(2026, 12, 11),
    "i neste uke": date(2026, 12, 11),
    "til uka": date(2026, 12, 11),
    "denne uka": FRIDAY,
    "innen uke 50": date(2026, 12, 11),
    "over helga": date(2026, 12, 7),
    "etter helgen": date(2026, 12, 7),
    "før helga": FRIDAY,
    "innen helga": FRIDAY,
    "i helga": date(2026, 12, 5),
    "før jul": date(2026, 12, 18),
    "innen jul": date(2026, 12, 18),
    "før juleferien": date(2026, 12, 18),
    "etter jul": date(2027, 1, 4),
    "over nyttår": date(2027, 1, 4),
    "før ferien": date(2026, 12, 18),
    "etter ferien": date(2027, 1, 4),
    "før vinterferien": date(2027, 2, 19),
    "etter vinterferien": date(2027, 3, 1),
    "etter påske": date(2027, 3, 30),
    "før sommeren": date(2027, 6, 18),
    "etter sommerferien": date(2027, 8, 16),
    "etter høstferien": date(2027, 10, 11),
    "innen 14 dager": date(2026, 12, 14),
    "innan to veker": date(2026, 12, 14),
    "within a fortnight": date(2026, 12, 14),
    "i løpet av to uker": date(2026, 12, 14),
    "i løpet av uka": FRIDAY,
    "by the end of next week": date(2026, 12, 11),
    "innen utgangen av uke 50": date(2026, 12, 11),
    "innan utgangen av januar": date(2027, 1, 29),
    "by the end of December": date(2026, 12, 18),
    "på nyåret": date(2027, 1, 4),
    "in the new year": date(2027, 1, 4),
    "before half term": date(2027, 2, 19),
    "før fredag": date(2026, 12, 3),
    "etter fredag": date(2026, 12, 7),
    "etter uke 50": date(2026, 12, 14),
    "tirsdag 8/12": date(2026, 12, 8),
    "mandag 7.12 kl 14.15": date(2026, 12, 7),
    "mandag 7.12. kl. 14:15": date(2026, 12, 7),
    "7.12 14.15": date(2026, 12, 7),
    "fre kl 14": FRIDAY,
    "torsdag kveld": date(2026, 12, 3),
    "torsdag ettermiddag kl 15": date(2026, 12, 3),
    "torsdag etter skoletid": date(2026, 12, 3),
    "i morgen tidlig": date(2026, 12, 1),
    "i morgen kveld": date(2026, 12, 1),
    "i kveld": MONDAY,
    "i går": date(2026, 11, 29),
    "i forgårs": date(2026, 11, 28),
    "fredagen": FRIDAY,
    "nå på fredag": FRIDAY,
    "denne fredagen": FRIDAY,
    "førstkommende tirsdag": date(2026, 12, 1),
    "på tirsdag": date(2026, 12, 1),
    "neste mandag": date(2026, 12, 7),
    "fredag i uke 50": date(2026, 12, 11),
    "tirsdag neste uke": date(2026, 12, 8),
    "tirsdag til uka": date(2026, 12, 8),
    "neste uke på tirsdag": date(2026, 12, 8),
    "fredag om en uke": date(2026, 12, 11),
    "fre. 4. des.": FRIDAY,
    "fredag 4. desember": FRIDAY,
    "fredag den 4. desember": FRIDAY,
    "fredag 4. desember 2026": FRIDAY,
    "4. 12.": FRIDAY,
    "4. 12. 2026": FRIDAY,
    "4.des.2026": FRIDAY,
    "4. des 26": FRIDAY,
    "den 4.12": FRIDAY,
    "uke 50 2026": date(2026, 12, 11),
    "uke 50, 2026": date(2026, 12, 11),
    "uke 2 i 2028": date(2028, 1, 14),
    "26-12-04": FRIDAY,
    "04-12-26": FRIDAY,
    "2026\u201112\u201104": FRIDAY,
    "4\u00a0desember": FRIDAY,
    "mandag 23. nov.": date(2026, 11, 23),
}
NYNORSK = {
    "innan fredag": FRIDAY,
    "seinast": None,
    "seinest fredag": FRIDAY,
    "om ei veke": date(2026, 12, 7),
    "om to veker": date(2026, 12, 14),
    "om eit par veker": date(2026, 12, 14),
    "om ein månad": date(2026, 12, 30),
    "neste veke": date(2026, 12, 11),
    "til veka": date(2026, 12, 11),
    "over helga": date(2026, 12, 7),
    "etter helga": date(2026, 12, 7),
    "før jul": date(2026, 12, 18),
    "etter jul": date(2027, 1, 4),
    "etter nyttår": date(2027, 1, 4),
    "etter haustferien": date(2027, 10, 11),
    "før sommaren": date(2027, 6, 18),
    "tysdag 8/12": date(2026, 12, 8),
    "måndag 7.12 kl 14.15": date(2026, 12, 7),
    "måndag 7.12 klokka 14.15": date(2026, 12, 7),
    "torsdag kveld": date(2026, 12, 3),
    "torsdag føremiddag": date(2026, 12, 3),
    "torsdag etter skuletid": date(2026, 12, 3),
    "i morgon tidleg": date(2026, 12, 1),
    "førstkomande tysdag": date(2026, 12, 1),
    "no på fredag": FRIDAY,
    "neste måndag": date(2026, 12, 7),
    "fr. 4. des.": FRIDAY,
    "må. 7. des.": date(2026, 12, 7),
    "on. 2. des.": date(2026, 12, 2),
    "la. 5. des.": date(2026, 12, 5),
    "fredag i veke 50": date(2026, 12, 11),
    "veke 50 2026": date(2026, 12, 11),
    "ma\u030andag": date(2026, 12, 7),
}
ENGLISH = {
    "by Friday": FRIDAY,
    "until Friday": FRIDAY,
    "in a week": date(2026, 12, 7),
    "in two weeks": date(2026, 12, 14),
    "in a couple of weeks": date(2026, 12, 14),
    "in a fortnight": date(2026, 12, 14),
    "two weeks from now": date(2026, 12, 14),
    "in a month": date(2026, 12, 30),
    "next week": date(2026, 12, 11),
    "the week after next": date(2026, 12, 18),
    "after the weekend": date(2026, 12, 7),
    "before the weekend": FRIDAY,
    "before Christmas": date(2026, 12, 18),
    "by Christmas": date(2026, 12, 18),
    "after Christmas": date(2027, 1, 4),
    "after the holidays": date(2027, 1, 4),
    "after Easter": date(2027, 3, 30),
    "Tuesday 8/12": date(2026, 12, 8),
    "Monday 7.12 at 14.15": date(2026, 12, 7),
    "Monday 7 Dec 2:15 pm": date(2026, 12, 7),
    "Friday 2pm": FRIDAY,
    "Thursday evening": date(2026, 12, 3),
    "Thursday after school": date(2026, 12, 3),
    "tomorrow morning": date(2026, 12, 1),
    "tonight": MONDAY,
    "yesterday": date(2026, 11, 29),
    "this Friday": FRIDAY,
    "next Monday": date(2026, 12, 7),
    "Tuesday next week": date(2026, 12, 8),
    "Friday in week 50": date(2026, 12, 11),
    "Friday 4 December": FRIDAY,
    "Fri 4 Dec": FRIDAY,
    "Fri, 4 Dec 2026": FRIDAY,
    "December 4th": FRIDAY,
    "4th of December": FRIDAY,
    "Friday, December 4, 2026": FRIDAY,
    "on 4 Dec": FRIDAY,
    "3 Sept 2027": date(2027, 9, 3),
    "week 50, 2026": date(2026, 12, 11),
    "in week 50": date(2026, 12, 11),
}
SAID = [(typed, day) for table in (BOKMAAL, NYNORSK, ENGLISH) for typed, day in table.items()]


@pytest.mark.parametrize(("typed", "day"), SAID)
def test_a_day_is_understood_as_people_say_it(typed: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(Refused):
            typed_date(typed, MONDAY)
    else:
        assert typed_date(typed, MONDAY) == day
        assert typed_date(typed.upper(), MONDAY) == day
        assert typed_date(f" {typed}. ", MONDAY) == day


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("neste tirsdag", (date(2026, 12, 1), date(2026, 12, 8))),
        ("neste tysdag", (date(2026, 12, 1), date(2026, 12, 8))),
        ("next Tuesday", (date(2026, 12, 1), date(2026, 12, 8))),
        ("på neste tirsdag", (date(2026, 12, 1), date(2026, 12, 8))),
        ("innen neste fredag", (FRIDAY, date(2026, 12, 11))),
        ("neste fredag kl 14", (FRIDAY, date(2026, 12, 11))),
        ("tirsdag 7/12", (date(2026, 12, 7), date(2026, 12, 8))),
        ("fredag 12.12", (date(2026, 12, 12), date(2026, 12, 11))),
        ("søndag 4. desember 2026", (FRIDAY, date(2026, 12, 6))),
    ],
)
def test_what_can_be_two_days_is_asked_about(typed: str, days: tuple[date, date]) -> None:
    with pytest.raises(Refused) as refused:
        typed_date(typed, MONDAY)
    assert (refused.value.code, refused.value.params) == ("which-day", {"typed": typed, "days": days})


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_the_next_weekday_is_this_weeks_or_next_weeks_and_never_guessed(today: date, weekday: int) -> None:
    name = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")[weekday]
    if weekday > today.weekday():
        with pytest.raises(Refused, match="which-day"):
            typed_date(f"neste {name}", today)
    else:
        assert typed_date(f"neste {name}", today) == typed_date(name, today)


def test_a_weekend_that_goes_on_is_the_one_that_is_meant() -> None:
    for day in (date(2026, 12, 5), date(2026, 12, 6)):
        assert typed_date("over helga", day) == date(2026, 12, 7)


def test_a_holiday_that_goes_on_has_an_after_but_no_before() -> None:
    assert typed_date("etter jul", date(2026, 12, 27)) == date(2027, 1, 4)
    with pytest.raises(Refused, match="unknown-date"):
        typed_date("før jul", date(2026, 12, 27))


def test_the_teams_own_free_days_are_looked_at() -> None:
    planning = (date(2027, 1, 4),)
    assert typed_date("etter jul", MONDAY, planning) == date(2027, 1, 5)
    week_9 = tuple(date(2027, 3, day) for day in range(1, 6))
    assert typed_date("etter vinterferien", MONDAY, week_9) == date(2027, 3, 8)


def test_this_week_is_over_on_saturday() -> None:
    with pytest.raises(Refused, match="unknown-date"):
        typed_date("denne uka", date(2026, 12, 5))


def test_the_thirty_first_in_a_short_month_is_its_last_day() -> None:
    assert typed_date("om en måned", date(2027, 1, 31)) == date(2027, 2, 28)
    assert typed_date("om 12 måneder", date(2028, 2, 29)) == date(2029, 2, 28)


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["før", "etter", "over", "before", "after"]),
    st.sampled_from(["jul", "påske", "ferien", "helga", "sommeren", "høstferien", "vinterferien", "uke 50", "fredag"]),
)
def test_before_and_after_is_a_school_day_that_is_not_behind(today: date, when: str, what: str) -> None:
    with suppress(Refused) if when in {"før", "before"} else nullcontext():
        day = typed_date(f"{when} {what}", today)
        assert is_school_day(day)
        assert today <= day <= today + timedelta(days=480)
