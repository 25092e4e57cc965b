"""Our names of months and weekdays are those of CLDR, which Babel carries."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date

from storage.domain.people import Language
from tui.i18n.words import Words, written_day

LOCALES = {Language.NB: "nb_NO", Language.NN: "nn_NO", Language.EN: "en_GB"}
STYLES = ("d. MMM", "d. MMM y", "d.M.yyyy", "EEEE d. MMM", "EEE d. MMM", "EEEE d. MMMM", "LLLL", "LLLLL")
DAYS = [date(2026, 1, 1) + timedelta(days=5 * step) for step in range(75)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("style", STYLES)
def test_a_day_is_written_as_cldr_writes_it(language: Language, style: str) -> None:
    assert [written_day(language, day, style) for day in DAYS] == [
        format_date(day, style, locale=LOCALES[language]) for day in DAYS
    ]


def test_english_has_no_point_after_the_day() -> None:
    assert Words(Language.EN).weekday(date(2026, 11, 27)) == "Friday 27 Nov"


def test_no_day_is_written_as_nothing() -> None:
    assert not Words(Language.EN).day(None)
