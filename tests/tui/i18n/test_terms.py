import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from storage.steering.lexicon import lexicon

ROOT = Path(__file__).parents[3]
LANGUAGES = ("nb", "nn", "en")
GLOSSARY: dict[str, Any] = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))
SHOWN = ("forms", "coach", "rehearsal", "demo", "plan", "parent_meetings", "turning", "themes", "names")
"""The content that is shown as it stands; what the steering listens for is what people write, not our text."""
NOT_SHOWN = {
    "key",
    "about",
    "area",
    "does",
    "phase",
    "law",
    "themes",
    "depth",
    "level",
    "led_by",
    "speaks",
    "writes",
    "step",
    "each",
    "steers_to",
}
KEY_LINE = re.compile(r" · |^\w  ")
"""A row of keys and what each does, and a choice with its key before two blanks: neither is a sentence."""
OPENING = r"(?:^|[.;:!?–(] )«?(?:'?)"
LETTER = r"(?:[b-hj-zå]|Del|,|/)»?"
NOT_KEYS = {"nb": r"(?!å )", "nn": r"(?!å )", "en": r""}
VERB = {
    "nb": r"(?:\w+er|gjør|tar|gir|får|går)",
    "nn": r"(?:\w+(?:er|ar)|gjer|tek|gir|får|går|vel|skriv|legg|set|vis|byt)",
    "en": r"\w+[^s\W]s",
}
ABBREVIATION_AND_STOP = re.compile(
    r"\b(?:kl|jan|feb|aug|sept|okt|nov|des|bl\.a|osv|f\.eks|min)\.\.(?!\.)", re.IGNORECASE
)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text that is shown of what was read from a file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in NOT_SHOWN or isinstance(each, dict):
                yield from texts_in(each)


def files(language: str) -> Iterator[Path]:
    for folder in SHOWN:
        yield from sorted((ROOT / "storage" / "content" / folder).glob(f"*{language}.toml"))
    yield ROOT / "storage" / "documents" / "labels" / f"{language}.toml"


def asked(language: str) -> Iterator[str]:
    """Yield the questions and kinder wordings of the steering, which stand on the screen."""
    yield from lexicon(language).questions.values()
    yield from (signal.neutral for signal in lexicon(language).signals.values() if signal.neutral)


@cache
def shown(language: str) -> tuple[str, ...]:
    """Return every text of a language: the catalogue's, the content's, the labels' and the steering's."""
    return (
        *catalogue(language),
        *(text for file in files(language) for text in texts_in(tomllib.loads(file.read_text("utf-8")))),
        *asked(language),
    )


@cache
def catalogue(language: str) -> tuple[str, ...]:
    """Return every text of the program; English is what the others are made from."""
    spoken = "nb" if language == "en" else language
    with (ROOT / "tui" / "i18n" / "locale" / spoken / "LC_MESSAGES" / "fredstid.po").open("rb") as file:
        found = [(m.id if language == "en" else m.string) for m in read_po(file, locale=spoken) if m.id]
    return tuple(text for each in found for text in ([each] if isinstance(each, str) else each or ()))


def holding(language: str, forbidden: list[str]) -> list[str]:
    """Return the texts in which one of these words stands, each with the word."""
    if not forbidden:
        return []
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(forbidden)})(?![\w-])", re.IGNORECASE)
    return [f"{hit[0]}: {text}" for text in shown(language) if (hit := word.search(text))]


def letters_as_subjects(language: str, texts: tuple[str, ...]) -> list[str]:
    """Return the texts in which a key does something by itself: «n begins one» instead of «Press n to begin one»."""
    subject = re.compile(rf"{OPENING}{NOT_KEYS[language]}{LETTER} {VERB[language]}(?![\w'])")
    loose = re.compile(rf"{OPENING}[ai] {VERB[language]}(?![\w'])")
    sentences = [text for text in texts if not KEY_LINE.search(text)]
    return [text for text in sentences if subject.search(text) or loose.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("concept", GLOSSARY["terms"])
def test_one_thing_has_one_name(concept: str, language: str) -> None:
    term = GLOSSARY["terms"][concept]
    assert holding(language, term["never"][language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("concept", GLOSSARY["terms"])
def test_every_name_is_used(concept: str, language: str) -> None:
    name = GLOSSARY["terms"][concept][language]
    assert [text for text in shown(language) if name in text.lower()], name


@pytest.mark.parametrize("form", GLOSSARY["nynorsk"])
def test_nynorsk_keeps_to_one_form(form: str) -> None:
    assert holding("nn", GLOSSARY["nynorsk"][form]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_a_subject(language: str) -> None:
    assert letters_as_subjects(language, catalogue(language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "n begins one: its days first."),
        ("en", "Nothing yet. a makes an agreement."),
        ("en", "Taken out; u brings it back."),
        ("en", "No practice yet; l makes one."),
        ("nb", "Ingen ennå. n begynner en."),
        ("nb", "Tatt ut. u henter det tilbake."),
        ("nb", "Den skulle vært slettet. Del sletter den."),
        ("nn", "Teke ut; k tek ei inn."),
        ("nn", "Han er gøymt; h viser det igjen."),
    ],
)
def test_a_key_that_acts_by_itself_is_noticed(language: str, text: str) -> None:
    assert letters_as_subjects(language, (text,)) == [text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a case's route, in a new file"),
        ("en", "Press n to begin one."),
        ("en", "v the next · Esc back"),
        ("nb", "i hvilken situasjon det virket"),
        ("nb", "Trykk n for å lage en."),
        ("nn", "t noen har fått vite det · f falsk alarm"),
    ],
)
def test_what_only_looks_like_it_is_let_be(language: str, text: str) -> None:
    assert letters_as_subjects(language, (text,)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_stop_stands_behind_the_stop_of_an_abbreviation(language: str) -> None:
    assert [text for text in shown(language) if ABBREVIATION_AND_STOP.search(text)] == []
