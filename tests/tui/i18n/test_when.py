from datetime import timedelta

import pytest

from tests.tui.mode_stage import ENGLISH, TODAY
from tui.i18n.labels import how_far, short_day


@pytest.mark.parametrize(
    ("days", "said"),
    [(-2, "2 days late"), (-1, "1 day late"), (0, "today"), (1, "tomorrow"), (2, "in 2 days"), (30, "in 30 days")],
)
def test_a_day_is_said_from_today(days: int, said: str) -> None:
    assert how_far(ENGLISH, TODAY + timedelta(days=days), TODAY) == said


def test_a_short_day_names_its_weekday() -> None:
    assert short_day(ENGLISH, TODAY) == "Mon 23 Nov"
    assert short_day(ENGLISH, None) == ""
