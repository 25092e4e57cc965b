"""Concepts: one table for every language, so that what is met in one of them is met in the others."""

import tomllib
from pathlib import Path

import pytest

from storage.domain.case.case import Route
from storage.steering.concepts import concepts_in, gate_concepts
from storage.steering.gate import alarm
from storage.steering.gate_lists import Certainty
from storage.steering.lexicon import lexicon, school_lexicon
from storage.steering.talk.met import sentences_read
from tests.steering.sentences import LANGUAGES, by_lists
from tests.steering.sentences import judged_by_words as judge

EXAMPLES = tomllib.loads(Path(__file__).with_name("concepts.toml").read_text(encoding="utf-8"))
OTHER_FORMS = (("blir", "vert"), ("blei", "vart"))
"""Both forms of nynorsk, where a sentence can be written in either."""


SPOKEN = tomllib.loads(Path(__file__).with_name("spoken.toml").read_text(encoding="utf-8"))
"""Of what the lexicon meets, by its concepts' names."""


def pointed_at(text: str, language: str) -> set[str]:
    return {met.signal.key for each in sentences_read(text, lexicon(language)) for met in each.read.met}


def test_every_way_of_speaking_has_an_example_of_its_own_in_every_language() -> None:
    assert SPOKEN.keys() == concepts_in("concepts", "talk")["signals"].keys()
    examples = [text for each in SPOKEN.values() for language in LANGUAGES for text in each[language]]
    assert len(examples) == len(set(examples)) >= len(SPOKEN) * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_way_of_speaking_that_is_met_in_one_language_is_met_in_the_others(language: str) -> None:
    concepts = concepts_in("concepts", "talk", language)["signals"]
    missed = {
        key: each[language]
        for key, each in SPOKEN.items()
        if not all(
            concepts[key].get("called", {}).get(language, key) in pointed_at(text, language) for text in each[language]
        )
    }
    assert missed == {}


def heard(text: str, language: str) -> set[str]:
    return {one.sign for one in by_lists(text, language)}


def test_every_concept_has_examples_in_every_language() -> None:
    table = gate_concepts()
    assert set(EXAMPLES) == {*table.concepts, *table.clues}
    assert all(EXAMPLES[key][language] for key in EXAMPLES for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", EXAMPLES)
def test_a_concept_that_is_met_in_one_language_is_met_in_the_others(key: str, language: str) -> None:
    assert [text for text in EXAMPLES[key][language] if key not in heard(text, language)] == []


@pytest.mark.parametrize("key", EXAMPLES)
def test_both_forms_of_nynorsk_are_met(key: str) -> None:
    for text in EXAMPLES[key]["nn"]:
        for one, other in OTHER_FORMS:
            assert heard(text.replace(f" {one} ", f" {other} "), "nn"), text
            assert heard(text.replace(f" {other} ", f" {one} "), "nn"), text


OUTRIGHT = tomllib.loads(Path(__file__).with_name("outright.toml").read_text(encoding="utf-8"))
RUNG_AT_MOST = 0.02
RUNG_BY_BOTH_AT_MOST = 0.08
"""The second ear knows nothing of these sentences, which the lists were worked out on."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_outright_is_met_and_what_only_looks_like_it_is_never_rung_in_full(language: str) -> None:
    unsafe, calm = OUTRIGHT["unsafe"][language], OUTRIGHT["calm"][language]
    assert [text for text in unsafe if alarm(text, language) is None] == []
    rung = [seen for text in calm if (seen := alarm(text, language))]
    assert len(rung) <= RUNG_BY_BOTH_AT_MOST * len(calm)
    assert not [seen for seen in rung if seen.level is Certainty.SURE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_themselves_the_lists_let_nearly_all_pass_that_only_looks_like_it(language: str) -> None:
    calm = OUTRIGHT["calm"][language]
    assert sum(bool(by_lists(text, language)) for text in calm) <= RUNG_AT_MOST * len(calm)


CALM = {
    "nb": (
        "Foreldrene har ikke trua på dette opplegget.",
        "Møtet om mobbing er flyttet til torsdag.",
        "Vi gikk gjennom § 12-4 og § 12-5 på planleggingsdagen.",
        "Mor er bekymret for at salen blir for full.",
        "Far truer med å slutte i koret.",
        "De hilste med et håndtrykk.",
    ),
    "nn": (
        "Vi har trua på klassa.",
        "Ho miste trua på at møtet ville hjelpe.",
        "Møtet om mobbing blei utsett.",
        "Vi las § 12-4 høgt på teammøtet.",
        "Mor lurer på om salen er full.",
        "Faren trugar med å melde seg ut av FAU.",
    ),
    "en": (
        "She hit her target in reading.",
        "He hit his head on the door frame.",
        "The policy explains how we prevent bullying.",
        "We read § 12-4 together.",
        "The mother is worried the hall will be too full.",
        "Dad threatens to leave the choir.",
        "They settled it with a handshake.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_law_themes_prevention_and_things_are_no_sign(language: str) -> None:
    assert {text: heard(text, language) for text in CALM[language] if heard(text, language)} == {}


@pytest.mark.parametrize(
    ("text", "language", "route"),
    [
        ("Onkelen vil at hun skal kose med tissen hans.", "nb", Route.HOME),
        ("De store guttene tar på ham under buksa.", "nb", Route.NOT_SAFE),
        ("Ein lærar tok på henne under genseren.", "nn", Route.ADULT),
        ("His uncle makes him touch him.", "en", Route.HOME),
        ("They made him eat mud.", "en", Route.NOT_SAFE),
        ("Assistenten la hendene rundt nakken på eleven.", "nb", Route.ADULT),
        ("Gutten hadde barberblad i pennalet.", "nb", Route.DANGER),
        ("Jentene har avtalt at ingen skal snakke med henne.", "nb", Route.NOT_SAFE),
    ],
)
def test_the_route_follows_whoever_does_it(text: str, language: str, route: Route) -> None:
    seen = alarm(text, language)
    assert seen
    assert (seen.level, seen.route) == (Certainty.SURE, route)


def test_what_is_done_to_somebodys_body_is_done_to_them() -> None:
    assert heard("They hit her head.", "en")
    assert heard("Dad hit his little brother.", "en")


def test_a_theme_that_is_reported_is_a_sign() -> None:
    seen = alarm("Foreldrene melder om mobbing.", "nb")
    assert seen
    assert seen.level is Certainty.SURE


def test_without_anybody_it_can_happen_to_nothing_is_sure() -> None:
    seen = alarm("Det har vært slåssing og trusler i skolegården.", "nb")
    assert seen is None or seen.level is Certainty.DOUBT


OLD = """
silence = ["never"]

[signals.my-own]
category = "label"
about = "parents"
kind = "trait"
patterns = "surmaget"
question = "Hva skjedde?"

[signals.never]
patterns = "aldri i livet"
"""


def test_a_schools_own_lexicon_works_as_before(tmp_path: Path) -> None:
    (tmp_path / "nb.toml").write_text(OLD, encoding="utf-8")
    words = school_lexicon("nb", tmp_path)
    assert not words.broken
    (found,) = judge("Mora er surmaget.", "nb", lexicon=words)
    assert (found.key, found.question) == ("my-own", "Hva skjedde?")
    assert not judge("De svarer aldri på meldinger.", "nb", lexicon=words)
