"""The ten situations, as they are logged and as they are told on a bad day."""

import pytest

from storage.steering.gate import alarm
from storage.steering.nudges import judge
from tests.steering.sentences import LANGUAGES, table, unheard

SITUATIONS = [(language, told) for language in LANGUAGES for told in table("situations", language)["situations"]]
NAMES = [f"{language}-{told['key']}" for language, told in SITUATIONS]


def test_there_are_ten_in_each_language() -> None:
    assert len(SITUATIONS) == 10 * len(LANGUAGES)


@pytest.mark.parametrize("way", ["plain", "sigh"])
@pytest.mark.parametrize(("language", "told"), SITUATIONS, ids=NAMES)
def test_the_gate_says_what_it_must(language: str, told: dict[str, str], way: str) -> None:
    seen = alarm(told[way], language)
    assert (seen.level if seen else "none") == told["gate"]
    assert seen is None or seen.route == "not-safe"


@pytest.mark.parametrize(("language", "told"), SITUATIONS, ids=NAMES)
def test_facts_are_left_alone_and_sighs_are_met(language: str, told: dict[str, str]) -> None:
    assert not judge(told["plain"], language, hear=unheard)
    assert judge(told["sigh"], language, hear=unheard)
