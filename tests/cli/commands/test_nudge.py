import json
import subprocess
import sys

import pytest

from storage.steering.gate_texts import gate_file

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
    said_of_it = json.loads(said(text, language, "--json"))
    assert set(said_of_it) == {"nudges", "gate", "guard"}
    assert (said_of_it["gate"], said_of_it["guard"]) == (None, [])
    (finding,) = said_of_it["nudges"]
    assert text[finding["start"] : finding["end"]] == finding["signal"]
    assert finding["category"] == category
    assert finding["question"]
    assert set(finding) == {"start", "end", "category", "signal", "question", "neutral", "ear", "loud"}
    assert (finding["ear"], finding["loud"]) == ("words", True)


def test_where_it_stays_quiet_nothing_is_in_it() -> None:
    assert json.loads(said("De svarer alltid raskt.", "nb", "--json")) == {"nudges": [], "gate": None, "guard": []}


@pytest.mark.parametrize(
    ("text", "language", "signal"),
    [
        ("Følge opp hjemmet", "nb", "Følge opp"),
        ("Ha tettare dialog med foreldra", "nn", "Ha tettare dialog"),
        ("Keep an eye on it", "en", "Keep"),
    ],
)
def test_an_agreement_without_an_act_gets_the_question_that_makes_it_whole(
    text: str, language: str, signal: str
) -> None:
    assert json.loads(said(text, language, "--json"))["nudges"] == []
    (finding,) = json.loads(said(text, language, "--json", "--promise"))["nudges"]
    assert (finding["category"], finding["signal"]) == ("promise", signal)
    assert finding["question"].endswith("?")
    assert finding["neutral"].endswith("…")


def test_an_agreement_with_an_act_in_it_is_left_alone() -> None:
    assert json.loads(said("Følge opp: EF ringer mor tirsdag", "nb", "--json", "--promise"))["nudges"] == []


DEFENDED = {
    "nb": "De slår ham hver dag og truer ham, så de må ha en grunn. De er umulige. Han vil ikke leve.",
    "nn": "Dei slår han kvar dag og trugar han, så dei må ha ein grunn. Dei er umoglege. Han vil ikkje leve.",
    "en": "They hit him every day and threaten him. They never answer and are impossible. He does not want to live.",
}


@pytest.mark.parametrize("language", DEFENDED)
def test_of_several_routes_the_gravest_stands_in_it_and_nothing_is_turned_beside_the_gate(language: str) -> None:
    told = json.loads(said(DEFENDED[language], language, "--json"))
    assert told["gate"].keys() == {"level", "route", "signal"}
    assert (told["gate"]["level"], told["gate"]["route"]) == ("sure", "danger")
    assert told["gate"]["signal"] in DEFENDED[language]
    assert told["nudges"] == []


def test_a_doubt_and_what_could_tell_who_it_is_stand_in_it() -> None:
    text = "The pupil leaves the classroom several times a week. Call 91 23 45 67."
    told = json.loads(said(text, "en", "--json"))
    assert (told["gate"]["level"], told["gate"]["route"]) == ("doubt", "not-safe")
    assert told["guard"] == [{"category": "phone", "signal": "91 23 45 67"}]


@pytest.mark.parametrize("language", DEFENDED)
def test_in_words_the_gate_says_first_who_must_be_told(language: str) -> None:
    first, *rest = said(DEFENDED[language], language).splitlines()
    text = gate_file(language).routes["danger"]
    assert first == f"! {text.title}. {text.say}"
    assert rest == []
    asked = said(f"{DEFENDED['en']} Write to kari@example.org.", "en").splitlines()
    assert asked[1].startswith("“kari@example.org” – ")


def test_an_unknown_language_is_used_wrongly() -> None:
    done = subprocess.run((*PROGRAM, "x", "--language", "sv"), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "sv" in done.stderr
