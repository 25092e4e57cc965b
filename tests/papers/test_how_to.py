"""Each list of files for an addition is whole: what the model touches stands in it."""

import re
from pathlib import Path

import pytest

from storage.domain.meeting.form import Writes
from storage.domain.people import Language
from tests.papers.papers import CONTRIBUTING, ROOT, files_at, modules, paths_in, rows, section, speaking_of
from tui.cli.fredstid import COMMANDS, OF_KEEPERS, OF_PLAN, OF_TEACHERS
from tui.screens.meeting.room import STAGES

KINDS = (
    *("Team", "Area", "Practice", "ExperienceCard", "Case", "Agreement"),
    *("Meeting", "ParentMeeting", "ConversationRound", "ClassContacts"),
)
PLACE = "tui.cli.commands.{}"
MANY = 8
"""A module that knows so many kinds of records has a table of them."""
ROW = re.compile(r"\bkinds\.CLASS\b|^from storage\.domain\.kinds import .*\bCLASS\b", re.MULTILINE)
"""A module that names the model's row of the register has a table over kinds, or a place for each."""
DEMO = "storage/content/demo/"


def listed(heading: str) -> set[str]:
    """Return the files of a list."""
    return {path for row in rows(section(CONTRIBUTING, heading)) for path in paths_in(" ".join(row))}


@pytest.mark.parametrize(
    "heading",
    [
        "## A record kind",
        "## A store",
        "## A field of a record",
        "## A command",
        "## A page",
        "## An action on a screen",
        "## A dialog",
        "## A stage",
        "## A meeting form",
        "## A language",
        "## A sentence that the gate should hear",
        "## The gate's second ear",
        "## A migration",
    ],
)
def test_each_list_is_of_files_that_are_there(heading: str) -> None:
    assert listed(heading)
    assert [path for path in listed(heading) if not files_at(path)] == []


def test_who_knows_a_record_kind_by_name_is_listed() -> None:
    tables = {
        path for path, text in modules().items() if sum(bool(re.search(rf"\b{kind}\b", text)) for kind in KINDS) >= MANY
    }
    by_row = {path for path, text in modules().items() if ROW.search(text)}
    assert "tui/i18n/labels.py" in by_row
    assert (tables | by_row) - listed("## A record kind") == set()


@pytest.mark.parametrize("field", ["buddy", "cue"])
def test_who_knows_the_field_is_listed(field: str) -> None:
    knowing = {path for path in speaking_of(field) if not path.startswith(DEMO)}
    assert knowing - listed("## A field of a record") == set()


def test_every_command_lies_where_it_is_looked_for() -> None:
    assert {listed.name for listed in (*OF_TEACHERS, *OF_KEEPERS)} == set(COMMANDS)
    assert all(listed.module.startswith(PLACE.format(listed.name)) for listed in (*OF_TEACHERS, *OF_KEEPERS))
    assert all(listed.module.startswith(PLACE.format(f"plan_{listed.name}")) for listed in OF_PLAN)
    places = {listed.module.replace(".", "/") for listed in (*OF_TEACHERS, *OF_KEEPERS, *OF_PLAN)}
    assert [place for place in places if not files_at(f"{place}.py")] == []


def test_every_word_of_a_form_has_a_stage() -> None:
    assert set(STAGES) == set(Writes)


def test_every_file_of_a_language_is_listed() -> None:
    words = {file for face in ("storage", "tui") for file in (ROOT / face).rglob("*") if is_of(file, Language.NN)}
    folders = {file.parent.relative_to(ROOT).as_posix() for file in words}
    assert folders - {path.rpartition("/")[0] for path in listed("## A language")} == set()


def is_of(file: Path, language: Language) -> bool:
    named = file.name in {f"{language}.toml", "fredstid.po"} or file.name.endswith(f".{language}.toml")
    return named and (file.suffix == ".toml" or language in file.parts)


def test_every_table_of_languages_is_listed() -> None:
    tables = {path for path, text in modules().items() if re.search(r"Language\.NN\b|\"nn\"", text)}
    assert tables - listed("## A language") == set()
