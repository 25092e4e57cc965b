"""Sentences as teachers write them: which must be met, and which must be left alone."""

import pytest

from storage.steering.lexicon import Category, lexicon
from tests.steering.sentences import LANGUAGES, flat, table
from tests.steering.sentences import judged_by_words as judge

FIRES = [(language, category) for language in LANGUAGES for category in table("fires", language)["fires"]]
FEWEST = 150
MET_AT_LEAST = 0.85
MET_FOR_NO_REASON_AT_MOST = 0.05


@pytest.mark.parametrize(("language", "category"), FIRES)
def test_every_sighing_sentence_is_met_in_its_category(language: str, category: str) -> None:
    sentences = table("fires", language)["fires"][category]
    missed = [
        text for text in sentences if Category(category) not in {found.category for found in judge(text, language)}
    ]
    assert not missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_teachers_write_otherwise_is_left_alone(language: str) -> None:
    met = {text: found for text in flat(table("quiet", language)["quiet"]) if (found := judge(text, language))}
    assert not met


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_long_enough_and_cover_every_category(language: str) -> None:
    fires, quiet = table("fires", language)["fires"], table("quiet", language)["quiet"]
    assert len(set(flat(fires))) >= FEWEST
    assert len(set(flat(quiet))) >= FEWEST
    assert len(quiet["innocent"]) >= len(quiet["plain"])
    assert set(fires) == {signal.category for signal in lexicon(language).signals.values()}


@pytest.mark.parametrize("name", ["heldout", "unseen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_it_was_not_tuned_on(name: str, language: str) -> None:
    held = table(name, language)
    sighs, others = flat(held["fires"]), flat(held["quiet"])
    assert sum(bool(judge(text, language)) for text in sighs) >= MET_AT_LEAST * len(sighs)
    assert sum(bool(judge(text, language)) for text in others) <= MET_FOR_NO_REASON_AT_MOST * len(others)
