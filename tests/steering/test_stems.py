"""An innocent context is what it says: no short stem takes a place at school, a home or a person for something else.

A stem such as `sko*`, meant for shoes, met «på skolen» and hid what was said there.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import pytest

from storage.steering.concepts import gate_concepts
from storage.steering.gate_lists import gate_lists
from storage.steering.language.patterns import Pattern, patterns_in
from storage.steering.lexicon import lexicon
from tests.steering.sentences import judged_by_words as judge

NORWEGIAN = {
    "skol": "skole skolen skolens skoleveien skoledagen skolegården",
    "skul": "skule skulen skulens skulevegen skuledagen skulegarden",
    "hjem": "hjemme hjemmet hjemmefra",
    "heim": "heime heimen heimanfrå",
    "lærer": "lærer læreren lærere lærerne",
    "lærar": "lærar læraren lærarar lærarane",
    "rektor": "rektor rektoren",
    "klass": "klasse klassen klassens klasserommet klassemiljøet",
    "elev": "elev eleven elever elevene elevar elevane",
    "forel": "foreldre foreldrene foreldra",
    "friminutt": "friminutt friminuttet",
    "garderob": "garderobe garderoben",
    "assist": "assistent assistenten",
    "gut": "gutt gutten guttene gut guten gutane",
    "jent": "jente jenta jentene",
    "mor": "mor mora moren",
    "far": "far faren",
    "medel": "medelever medelevene medelevar",
}
ENGLISH = {
    "school": "school schools schoolyard",
    "home": "home homes",
    "teacher": "teacher teachers",
    "head": "head",
    "class": "class classes classroom classmates",
    "pupil": "pupil pupils",
    "parent": "parent parents",
    "playgr": "playground",
    "assist": "assistant assistants",
    "boy": "boy boys",
    "girl": "girl girls",
    "mum": "mum mums",
    "dad": "dad dads",
    "mother": "mother mothers",
    "father": "father fathers",
}
OUTSIDE = {"barnev": "barnevernet barnevernets"}
WORDS = {"nb": NORWEGIAN, "nn": NORWEGIAN, "en": ENGLISH}
"""What stands at school and at home, by what a stem must begin with that means it; nynorsk teams write bokmål too."""


def strays(patterns: Iterable[Pattern], meant: Mapping[str, str]) -> Iterator[str]:
    """Yield each stem that meets a word which it does not mean."""
    for stem in {stem for pattern in patterns for part in pattern.parts for stem in part.stems}:
        for root, words in meant.items():
            yield from (f"{stem}* <- {word}" for word in words.split() if word.startswith(stem) > stem.startswith(root))


@pytest.mark.parametrize("language", WORDS)
def test_no_innocent_context_of_a_nudge_hides_what_is_said_at_school_or_at_home(language: str) -> None:
    meant = WORDS[language] | OUTSIDE
    found = {
        signal.key: sorted(strays((*signal.unless, *signal.alone, *chain.from_iterable(signal.innocent)), meant))
        for signal in lexicon(language).signals.values()
    }
    assert {key: stray for key, stray in found.items() if stray} == {}


@pytest.mark.parametrize("language", WORDS)
def test_no_innocent_context_of_the_gate_hides_what_is_said_at_school_or_at_home(language: str) -> None:
    classes = gate_lists(language).grammar.classes
    table = gate_concepts(language)
    found = {
        name: sorted(strays(patterns_in(table.innocent(name, language), classes), WORDS[language]))
        for name in table.unless
    }
    assert {name: stray for name, stray in found.items() if stray} == {}


HIDDEN_ONCE = [
    ("Det burde noen gjøre, men noen andre finner ikke ut av skolen.", "nb", "someone-should"),
    ("Noen må ta tak i det, og noen finner vel på skolen nok.", "nb", "someone-should"),
    ("Nokon må ta tak i det, og nokon finn vel skolen for lite.", "nn", "someone-should"),
    ("Foreldrene nekter barnevernet alt.", "nb", "refuses"),
    ("Foreldra nektar barnevernet alt.", "nn", "refuses"),
    ("They are defensive on the playground.", "en", "difficult"),
]


@pytest.mark.parametrize(("text", "language", "signal"), HIDDEN_ONCE)
def test_what_a_short_stem_hid_is_asked_about(text: str, language: str, signal: str) -> None:
    assert signal in {nudge.key for nudge in judge(text, language)}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Noen må hjelpe, for noen finner ikke skoene.", "nb"),
        ("Nokon må hjelpe, for nokon finn ikkje skoene.", "nn"),
        ("Foreldrene nektet barnet å bli med.", "nb"),
        ("Foreldra nekta barnet å bli med.", "nn"),
        ("She is a defensive player.", "en"),
    ],
)
def test_what_the_context_meant_stays_quiet(text: str, language: str) -> None:
    assert not {nudge.key for nudge in judge(text, language)} & {"someone-should", "refuses", "difficult"}
