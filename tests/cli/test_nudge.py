import json
import subprocess
import sys

import pytest

PROGRAM = (sys.executable, "-m", "tui", "nudge")


def said(text: str, language: str, *options: str) -> str:
    command = (*PROGRAM, "-", "--language", language, *options)
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("text", "language", "category"),
    [
        ("Mor svarer aldri på meldinger.", "nb", "generalising"),
        ("Mor svarar aldri på meldingar.", "nn", "generalising"),
        ("The parents never answer.", "en", "generalising"),
    ],
)
def test_findings_have_places_and_a_question(text: str, language: str, category: str) -> None:
    (finding,) = json.loads(said(text, language, "--json"))
    assert text[finding["start"] : finding["end"]] == finding["signal"]
    assert finding["category"] == category
    assert finding["question"]
    assert set(finding) == {"start", "end", "category", "signal", "question", "neutral"}


def test_where_it_stays_quiet_the_list_is_empty() -> None:
    assert json.loads(said("De svarer alltid raskt.", "nb", "--json")) == []


def test_an_unknown_language_is_used_wrongly() -> None:
    done = subprocess.run((*PROGRAM, "x", "--language", "sv"), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "sv" in done.stderr
