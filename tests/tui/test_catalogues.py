import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from storage.content.names import names
from storage.domain.people import Language
from tui.cli.fredstid import COMMANDS
from tui.i18n.words import Words

ROOT = Path(__file__).parents[2]
LANGUAGES = ("nb", "nn")
NOT_WORDS = re.compile(rf"\{{\w*\}}|\$\w+|--[a-z]+|«[a-z]+»|fredstid (?:{'|'.join(COMMANDS)})\b|\b[a-z-]+ (?=\()")
"""Parameters, options, commands, keys of a file, and the English words of an option that are explained in brackets."""

BOKMAL = (
    r"jeg|dere|deres|noen|noe|en(?!\.)|et|hun|dem|disse|man|hva|hvem|hvor|hvordan|hvorfor|hvilken|hvilket|hvilke|hver|"
    r"ikke|bare|mer|mye|nå|ennå|fra|siden|sammen|selv|senere|tidlig|fortsatt|allerede|videre|bedre|forrige|annen|annet|"
    r"gjøre|gjør|gjøres|være|vært|ble|vet|sier|spørre|velg|velger|skriver|skrevet|åpne|åpen|åpner|gikk|fikk|fant|fulgt|"
    r"hjalp|kjør|skjedde|trenger|mangler|passer|venter|finnes|leses|lages|lukkes|endres|skrives|lagres|vurderes|"
    r"lukket|løftet|endret|slettet|lagret|angret|tatt|enige|uenige|voksen|egen|eget|navn|tall|tallet|tegn|verdier|"
    r"uke|uka|uker|måned|måneden|måneder|dager|ganger|gangen|minutter|avtaler|temaer|ideer|medlemmer|eksempler|"
    r"skole\w*|hjem\w*|\w*leder|ledelse\w*|\w*løsning\w*|medvirkning|\w*giver|\w*taker|\w{3,}het(?:en|er)?|saken"
)
"""Words and forms that are bokmål and not nynorsk."""
ENGLISH = (
    "the|and|of|or|with|without|you|your|is|are|was|were|this|that|these|what|who|whose|when|where|why|how|which|in|"
    "there|here|it|its|we|our|they|their|not|yes|nothing|nobody|somebody|another|every|each|only|more|than|from|into|"
    "case|cases|meeting|agreement|practice|practices|peacetime|entry|idea|ideas|success|buddy|turn|step|steps|lesson|"
    "press|write|written|choose|cancel|back|next|previous|done|keep|search|undo|quit|begin|end|move|line|field|name|"
    "day|days|week|month|year|minutes|owner|pupil|school|leadership|shared|voluntary"
)


@cache
def catalogue(language: str) -> Catalog:
    file = ROOT / "tui" / "i18n" / "locale" / language / "LC_MESSAGES" / "fredstid.po"
    with file.open("rb") as text:
        return read_po(text, locale=language)


def said(language: str) -> Iterator[str]:
    """Yield every text of a language, and what choices and fields are called; English is what others are made from."""
    ours = names(Language(language))
    yield from ours.fields.values()
    yield from (name for called in ours.choices.values() for name in called.values())
    for message in catalogue("nb" if language == "en" else language):
        text = message.id if language == "en" else message.string
        if message.id:
            yield from [text] if isinstance(text, str) else text or ()


def holding(language: str, forbidden: str) -> list[str]:
    """Return the texts of a language in which a forbidden word stands, each with the word."""
    word = re.compile(rf"(?<![\w-])(?:{forbidden})(?![\w-])", re.IGNORECASE)
    found = ((word.search(NOT_WORDS.sub(" ", text)), text) for text in said(language))
    return [f"{hit[0]}: {text}" for hit, text in found if hit]


def literals() -> Iterator[tuple[str, str]]:
    """Yield every text the program asks words for, with its file; wherever in the code it stands."""
    for file in sorted((ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and called(node.func) in {"words", "N_", "many"}:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield file.name, text.value


def called(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def test_nothing_is_missing_and_nothing_is_left_over() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "catalogues.py"), "check"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_every_text_in_the_code_reaches_the_catalogues() -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue("nb")}
    assert [(file, text) for file, text in literals() if text and text not in known] == []


def test_no_bokmal_in_nynorsk() -> None:
    assert holding("nn", BOKMAL) == []


@pytest.mark.parametrize(("language", "forbidden"), [("nb", BOKMAL), ("en", ENGLISH)])
def test_the_lists_would_notice(language: str, forbidden: str) -> None:
    texts = [text for text in said(language) if len(text.split()) > 5]
    noticed = [text for text in holding(language, forbidden) if text.partition(": ")[2] in texts]
    assert len(noticed) > 0.8 * len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_in_norwegian(language: str) -> None:
    assert holding(language, ENGLISH) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_and_blanks_at_the_edges_stay(language: str) -> None:
    edges = re.compile(r"^[\s▶↵!·]*|[\s:?]*$")
    for message in catalogue(language):
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id:
            assert edges.findall(message.id)[0] == edges.findall(message.string)[0], message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_named_in_a_text_stay(language: str) -> None:
    keys = re.compile(r"[↵␣↑↓←→]|\b(?:Enter|Esc|Tab|Ctrl\+\w|F\d+)\b")
    for message in catalogue(language):
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id:
            assert set(keys.findall(message.string)) >= set(keys.findall(message.id)) - {"Enter"}, message.string


QUOTED_AS = {"nb": "«»", "nn": "«»", "en": "“”"}
"""Each language's one pair of quotation marks."""


def foreign_marks(language: str, text: str) -> list[str]:
    return re.findall(f"[{'«»“”„'.translate(str.maketrans('', '', QUOTED_AS[language]))}]", text)


@pytest.mark.parametrize("language", list(QUOTED_AS))
def test_a_language_quotes_with_one_pair_of_marks(language: str) -> None:
    words = Words(Language(language))
    shown = map(words, said("en")) if language == "en" else said(language)
    assert not [text for text in shown if foreign_marks(language, text)]
    assert words.quoted("a") == f"{QUOTED_AS[language][0]}a{QUOTED_AS[language][1]}"


@pytest.mark.parametrize("language", list(QUOTED_AS))
def test_what_the_program_brings_along_quotes_as_its_language_does(language: str) -> None:
    files = [*(ROOT / "storage").rglob(f"*.{language}.toml"), *(ROOT / "storage").rglob(f"{language}.toml")]
    assert files
    other = {file: marks for file in files if (marks := foreign_marks(language, file.read_text("utf-8")))}
    other = {file: marks for file, marks in other.items() if "steering" not in file.parts}
    assert not other, "what is listened for comes in every pair; what is said has one"


def test_no_line_of_code_quotes_past_the_catalogue() -> None:
    """A mark next to a hole in an f-string is quoting in one language only."""
    own = re.compile(r"f\".*(?:«\{|\}»)")
    files = (ROOT / "tui").rglob("*.py")
    lines = [f"{file.name}: {line}" for file in files for line in file.read_text("utf-8").splitlines()]
    assert [line for line in lines if own.search(line)] == [
        'words.py:         return f"“{text}”" if self.language is Language.EN else f"«{text}»"'
    ]
