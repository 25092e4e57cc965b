"""Real processes in one folder, killed, failed, crowded: the store's promises, in their short forms."""

import pytest

from tests.archive.measures import MEASURES, Measure
from tests.archive.report import main


def _named(measure: Measure) -> str:
    return measure.name


@pytest.mark.parametrize("measure", MEASURES, ids=_named)
def test_a_promise_is_kept(measure: Measure) -> None:
    assert measure.kept(measure.taken())


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES, ids=_named)
def test_a_promise_is_kept_for_long(measure: Measure) -> None:
    result = measure.taken(long=True)
    assert measure.kept(result)
    assert measure.kept_long(result)


def test_the_report_says_what_came_of_a_promise(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--short", "damaged"]) == 0
    assert "measured  0 of 400" in capsys.readouterr().out
