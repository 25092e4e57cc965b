"""Everything that can be refused has a sentence, and the sentence gets what it names."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest

from storage.domain.errors import Refused
from storage.domain.people import Language
from tui.i18n.refusals import sentence
from tui.i18n.words import Words, sentences

ROOT = Path(__file__).resolve().parents[3]
MAKERS = {"Refused": 0, "BrokenFile": 2, "Wrong": 0}
"""What carries a code to people, and which of its arguments the code is."""
ENGLISH = Words(Language.EN)
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def refusals() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield where, which code and which parameters, for every refusal in the source."""
    for file in (*ROOT.glob("storage/**/*.py"), *ROOT.glob("tui/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                code = node.args[MAKERS[node.func.id]]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", code.value, frozenset(given(node))


def given(call: ast.Call) -> Iterator[str]:
    """Yield the names of the parameters that go with a code, as keywords or in a dictionary."""
    yield from (keyword.arg for keyword in call.keywords if keyword.arg)
    for literal in (each for each in call.args if isinstance(each, ast.Dict)):
        yield from (key.value for key in literal.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def test_every_refusal_has_a_sentence_that_can_be_filled_in() -> None:
    found = list(refusals())
    assert len(found) > 50
    lacking = []
    for where, code, params in found:
        named = {name for _, name, _, _ in Formatter().parse(sentences("refused").get(code, "{no-sentence}")) if name}
        if named - params:
            lacking.append((where, code, named - params))
    assert not lacking


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refused("due-too-early", due=date(2026, 11, 3), today=None), "3 Nov 2026 is in the past."),
        (Refused("unknown-member", typed="ZZ", members=("AB", "CD")), "Members: AB, CD."),
        (Refused("not-saved", reason="disk-full"), "(the disk is full)"),
        (Refused("not-saved", reason="Bad weather"), "(Bad weather)"),
        (Refused("locked", holder="", since=None), "Somebody has been saving since just now,"),
        (Refused("unknown-code", typed="9" * 61), f"“{'9' * 60}…”"),
    ],
)
def test_a_sentence_is_filled_in_as_people_write(refusal: Refused, said: str) -> None:
    assert said in sentence(ENGLISH, refusal)


def test_a_moment_is_said_as_the_time_of_day() -> None:
    said = sentence(ENGLISH, Refused("locked", holder="AB", since=NOON))
    assert said.startswith(f"AB has been saving since {ENGLISH.clock(NOON)},")
