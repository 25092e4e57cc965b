"""The ten situations, plain and on a bad day, written with `fredstid log`: said on standard error, never blocking."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from storage.archive import create_store, open_store
from storage.domain.case.case import Case, Entry, Step
from storage.domain.people import Language, Member, Team
from storage.steering.gate_texts import gate_file
from tests.cli.conftest import NOW
from tests.steering.sentences import LANGUAGES, table

Run = Callable[..., Result]
SITUATIONS = [(language, told) for language in LANGUAGES for told in table("situations", language)["situations"]]
NAMES = [f"{language}-{told['key']}" for language, told in SITUATIONS]
NOTHING_YET = Entry(id="e", step=Step.CLARIFICATION, text="…", at=NOW)


@pytest.mark.parametrize("way", ["plain", "sigh"])
@pytest.mark.parametrize(("language", "told"), SITUATIONS, ids=NAMES)
def test_the_gate_and_one_question_stand_on_standard_error(
    run_anywhere: Run, tmp_path: Path, language: str, told: dict[str, str], way: str
) -> None:
    team = Team(id="team", name="6", language=Language(language), members=(Member(alias="AB"),))
    case = Case(id="c", code="26-001", title="x", opened=date(2026, 11, 2), entries=(NOTHING_YET,))
    create_store(tmp_path / "team", team, case, now=NOW)
    result = run_anywhere("log", "26-001", told[way], "--team", str(tmp_path / "team"), "--language", language)
    gate = gate_file(language)
    assert (result.exit_code, result.stdout) == (0, "")
    assert (gate.routes["not-safe"].say in result.stderr) == (told["gate"] == "sure")
    assert any(question in result.stderr for question in gate.ask.values()) == (told["gate"] == "doubt")
    turned = result.stderr.count("◦") + result.stderr.count("♡")
    assert turned == 0 if told["gate"] != "none" else turned <= 1
    assert turned == 1 or way == "plain" or told["gate"] != "none"
    kept = open_store(tmp_path / "team", session="looking").book().case("26-001")
    assert kept.entries[-1].text == told[way]
    assert bool(kept.alarm) == (told["gate"] == "sure")
