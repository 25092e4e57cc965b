"""What is printed is understood again as the same day, carries its year when another lies nearer, and ends once."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import partial
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.domain.text import filled
from storage.domain.typed_dates import typed_date
from tui.i18n.labels import how_far, short_day
from tui.i18n.refusals import sentence
from tui.i18n.words import LOCALE, Words

TODAY = date(2026, 11, 30)
DAYS = [TODAY + timedelta(days=days) for days in range(-550, 551)]
WITH_YEAR = ("d. MMM y", "EEEE d. MMM y", "EEE d. MMM y", "EEEE d. MMMM y", "d.M.yyyy", "d. MMM yy", "d. MMMM y")
WITH_WEEKDAY = ("EEEE d. MMM", "EEE d. MMM", "EEEE d. MMMM")
BARE = ("d. MMM", "d. MMMM")
NOON = timezone(timedelta(hours=1))
TWO_STOPS = re.compile(r"[^.]\.\.(?![\w.])")


@pytest.fixture(params=list(Language), ids=str)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param, lambda: TODAY)


@pytest.mark.parametrize("style", [*WITH_YEAR, *WITH_WEEKDAY])
def test_a_printed_day_is_understood_as_itself(words: Words, style: str) -> None:
    printed = {day: words.day(day, style) for day in DAYS}
    assert {day: typed_date(text, TODAY) for day, text in printed.items()} == {day: day for day in DAYS}


@pytest.mark.parametrize("style", BARE)
def test_a_printed_day_without_weekday_is_understood_as_itself_unless_it_has_just_been(
    words: Words, style: str
) -> None:
    for day in DAYS:
        if day >= TODAY or (TODAY - day).days > 182:
            assert typed_date(words.day(day, style), TODAY) == day


def test_printed_days_are_understood_on_every_day_of_three_years(words: Words) -> None:
    for days in range(0, 3 * 365, 7):
        today = date(2026, 1, 1) + timedelta(days=days)
        seen = words.seen_from(partial(date.fromordinal, today.toordinal()))
        for away in (-182, -90, -1, 0, 1, 29, 181, 182, 183, 365, 400):
            day = today + timedelta(days=away)
            assert typed_date(seen.weekday(day), today) == day
            assert typed_date(short_day(seen, day), today) == day


def test_a_printed_moment_is_understood_as_its_day(words: Words) -> None:
    for day in DAYS[::7]:
        assert typed_date(words.moment(datetime(day.year, day.month, day.day, 12, tzinfo=NOON)), TODAY) == day


@pytest.mark.parametrize(
    ("day", "nb", "nn", "en"),
    [
        (date(2026, 12, 4), "fredag 4. des.", "fredag 4. des.", "Friday 4 Dec"),
        (date(2025, 9, 11), "torsdag 11. sep. 2025", "torsdag 11. sep. 2025", "Thursday 11 Sept 2025"),
        (date(2028, 1, 4), "tirsdag 4. jan. 2028", "tysdag 4. jan. 2028", "Tuesday 4 Jan 2028"),
        (date(2028, 2, 29), "tirsdag 29. feb. 2028", "tysdag 29. feb. 2028", "Tuesday 29 Feb 2028"),
        (date(2027, 5, 31), "mandag 31. mai", "måndag 31. mai", "Monday 31 May"),
        (date(2027, 6, 1), "tirsdag 1. juni 2027", "tysdag 1. juni 2027", "Tuesday 1 Jun 2027"),
    ],
)
def test_a_day_carries_its_year_when_another_such_day_lies_nearer(day: date, nb: str, nn: str, en: str) -> None:
    assert [Words(language, lambda: TODAY).weekday(day) for language in Language] == [nb, nn, en]


@pytest.mark.parametrize(("typed", "today", "year"), [
    ("+400", TODAY, "2028"), ("29.2", TODAY, "2028"), ("uke 53", date(2027, 1, 2), "2032"),
])  # fmt: skip
def test_what_was_understood_far_ahead_is_shown_with_its_year(words: Words, typed: str, today: date, year: str) -> None:
    assert words.seen_from(lambda: today).weekday(typed_date(typed, today)).endswith(year)


def test_without_a_day_to_see_from_no_year_is_added() -> None:
    assert Words(Language.NB).weekday(date(1999, 12, 31)) == "fredag 31. des."


def test_a_page_always_says_the_year(words: Words) -> None:
    assert words.full_day(TODAY).endswith("2026")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_sentence_of_ours_ends_twice(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "fredstid.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    texts = [
        text for each in catalogue for text in ((each.string,) if isinstance(each.string, str) else each.string or ())
    ]
    for text in texts:
        values = {name: "4. des." for _, name, _, _ in Formatter().parse(text or "") if name}
        assert not TWO_STOPS.search(filled(text, values)), text


@pytest.mark.parametrize(
    ("sentence", "filled_in"),
    [
        ("Frist {day}.", "Frist 4. des."),
        ("Frist {day}. Husk det.", "Frist 4. des. Husk det."),
        ("“{day}”.", "“4. des.”."),
        ("({day})", "(4. des.)"),
        ("{day}: {day}.", "4. des.: 4. des."),
        ("~/plan-{day}.md", "~/plan-4. des..md"),
        ("Vent {day}…", "Vent 4. des.…"),
    ],
)
def test_a_shortened_day_ends_a_sentence_alone(sentence: str, filled_in: str) -> None:
    assert filled(sentence, {"day": "4. des."}) == filled_in


def test_the_sentences_that_were_sighted_end_once() -> None:
    words, day = Words(Language.NB, lambda: TODAY), "fredag 4. des."
    assert words("Agreed: {what} – {owner}, due {when}.", what="x", owner="AB", when=day) == (
        "Avtalt: x – AB, frist fredag 4. des."
    )
    assert words("Last checked {day}.", day=day) == "Sist kontrollert fredag 4. des."
    assert words("Look at it again: {day} has come.", day=day) == "Skulle vurderes igjen fredag 4. des."
    assert words("Kept until {day}.", day=day).endswith("fredag 4. des.")


def test_what_is_late_is_past_its_due_day() -> None:
    ten_days_ago = TODAY - timedelta(days=10)
    assert [how_far(Words(language), ten_days_ago, TODAY) for language in Language] == [
        "10 dager over fristen",
        "10 dagar over fristen",
        "10 days late",
    ]


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        (Language.NB, "neste tirsdag", "«neste tirsdag» kan være tirsdag 1. des. eller tirsdag 8. des. Skriv datoen"),
        (Language.NN, "neste tysdag", "«neste tysdag» kan vere tysdag 1. des. eller tysdag 8. des. Skriv datoen"),
        (Language.EN, "next Tuesday", "“next Tuesday” can be Tuesday 1 Dec or Tuesday 8 Dec. Write the date"),
        (Language.NB, "31.12.9999", "Velg en tidligere dag: 31. des. 2099 er den siste som kan lagres."),
    ],
)
def test_both_days_are_said_and_an_earlier_one_asked_for(language: Language, typed: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        typed_date(typed, TODAY)
    assert sentence(Words(language, lambda: TODAY), refused.value).startswith(said)
