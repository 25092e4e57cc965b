from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest

from storage.documents.wording import PageWords
from storage.documents.words import labels, words
from storage.domain.people import Language


@pytest.mark.parametrize("language", Language)
def test_every_month_has_a_word(language: Language) -> None:
    assert len(words(language).months) == 13


def test_days_are_plain_without_anybodys_way_of_writing_them() -> None:
    plain = labels(Language.NB)
    moment = datetime(2026, 12, 24, 23, 30, tzinfo=UTC)
    assert plain.day(date(2026, 12, 24)) == "2026-12-24"
    assert (plain.day_of(moment), plain.clock(moment)) == ("2026-12-24", "23:30")


def test_moments_are_told_on_the_readers_clock() -> None:
    oslo = labels(Language.NB, local=lambda moment: moment.astimezone(timezone(timedelta(hours=1))))
    moment = datetime(2026, 12, 24, 23, 30, tzinfo=UTC)
    assert (oslo.day_of(moment), oslo.clock(moment)) == ("2026-12-25", "00:30")


def test_an_unknown_word_in_the_file_is_a_defect() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**msgspec.to_builtins(words(Language.NB), str_keys=True), "more": "x"}, PageWords)
