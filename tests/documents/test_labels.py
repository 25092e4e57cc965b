from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import get_args, get_type_hints

import msgspec
import pytest

from storage.documents.words import PageWords, labels, words
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.people import Language
from storage.domain.record import fields_of


@pytest.mark.parametrize("language", Language)
def test_every_choice_has_a_word(language: Language) -> None:
    ours = words(language)
    for name, hint in get_type_hints(PageWords).items():
        choices = get_args(hint)[0] if get_args(hint) else None
        if isinstance(choices, type) and issubclass(choices, StrEnum):
            held: Mapping[StrEnum, str] = getattr(ours, name)
            assert set(held) == set(choices), name


@pytest.mark.parametrize("language", Language)
def test_every_month_and_field_has_a_word(language: Language) -> None:
    assert len(words(language).months) == 13
    case = Case(id="1", title="a", opened=date(2026, 1, 1))
    agreement = Agreement(id="1", what="a", owner="AB", made=date(2026, 1, 1), due=date(2026, 1, 1))
    assert {*fields_of(case), *fields_of(agreement)} == set(words(language).fields)


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
