"""The file format is as the paper says: the store reads the worked example, and writes the same."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from storage.archive import open_store
from storage.archive.care.check import findings_in
from storage.archive.format.layout import MIGRATIONS, SCHEMA, TABLES, Header, parsed
from storage.domain.case.agreement import Agreement
from storage.domain.kinds import KINDS
from storage.domain.record import Record
from tests.papers.example import (
    AGREEMENT,
    AREA,
    CASE,
    COPIES,
    ENTRY,
    SESSION,
    TEAM,
    files_in,
    settled,
    write_example,
)
from tests.papers.papers import FORMAT, names_in, rows, section, text_of
from tui.cli.facts import agreement_facts

BLOCK = re.compile(r"^```json (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
KEYS = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def told() -> dict[str, str]:
    """Return the files of the example as the paper has them; each ends as its file does."""
    blocks = BLOCK.findall(text_of(FORMAT))
    return {name: content.removesuffix("\n") if is_without_end(name) else content for name, content in blocks}


def is_without_end(name: str) -> bool:
    """Tell whether a file is one value without a line's end: a sign of life."""
    return name.startswith("present/") or name == "drafts/heartbeat.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example's folder, laid there by hand."""
    place = tmp_path / "team-6"
    files = told()
    for name, content in (*files.items(), *((copy, files[of]) for copy, of in COPIES.items())):
        file = place / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
        file.chmod(0o600)
    return place


def test_the_store_writes_the_example(tmp_path: Path) -> None:
    place = tmp_path / "team-6"
    write_example(place)
    files = told()
    assert files_in(place) == files | {copy: files[of] for copy, of in COPIES.items()}


def test_the_store_reads_the_example(folder: Path) -> None:
    book = open_store(folder, session="another").book()
    assert book.read_only is None
    assert (book.team.but(rev=0), book.areas[0].but(rev=0)) == (TEAM, AREA)
    (case,) = book.cases
    assert case.but(rev=0, before=(), entries=(), code="") == CASE
    assert case.entries == (ENTRY,)
    assert case.code == "26-001"
    assert [each.but(rev=0) for each in book.agreements] == [AGREEMENT]


def test_what_lies_beside_is_read_too(folder: Path) -> None:
    with settled():
        store = open_store(folder, session=SESSION)
        assert [draft.text for draft in store.drafts("AB").values()] == ["Ringte i dag"]
    assert [deed.by for deed in store.history()] == ["AB", "AB", ""]
    beat = store.heartbeat()
    assert beat is not None
    assert beat.spent == 41.5


def test_nothing_is_wrong_with_the_example(folder: Path) -> None:
    assert findings_in(folder) == ()


def test_the_header_has_the_keys_that_are_told() -> None:
    table = section(FORMAT, "## A data file").partition("\n### ")[0]
    assert tuple(KEYS.findall(table)) == Header.__struct_fields__
    assert f"this program writes {SCHEMA}" in table


def test_the_tables_are_those_that_are_told() -> None:
    described = [row for row in rows(section(FORMAT, "### Tables and records")) if len(row) == 4]
    assert {row[0].strip("`"): row[1].strip("`") for row in described} == {k: v.__name__ for k, v in TABLES.items()}
    assert {row[0].strip("`") for row in described if row[2] == "`team.json`"} == {
        kind.table for kind in KINDS if kind.is_of_team
    }
    assert all(
        (f"class {row[1].strip('`')}(") in (FORMAT.parents[1] / row[3].strip("`")).read_text() for row in described
    )


def test_the_limits_are_those_of_the_code() -> None:
    table = {row[0].strip("`"): row[1] for row in rows(section(FORMAT, "## Limits"))}
    assert {name: str(constant(name)) for name in table} == table


def constant(name: str) -> object:
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)


def test_an_agreement_is_given_to_programs_as_it_is_told() -> None:
    row = next(each for each in rows(section(FORMAT, "## What commands give to programs")) if each[0] == "an agreement")
    always, rest = (set(names_in(part)) for part in row[1].split("; only where they are not:"))
    shared = set(Record.__struct_fields__)
    assert always == agreement_facts(AGREEMENT.but(case=""), AGREEMENT.due).keys() - shared
    assert rest == set(Agreement.__struct_fields__) - shared - always


def test_every_step_of_the_schema_is_told() -> None:
    steps = [(int(row[0]), int(row[1])) for row in rows(section(FORMAT, "## Migrations"))]
    assert steps == [(schema, schema + 1) for schema in sorted(MIGRATIONS)]


def test_the_example_is_of_the_present_schema() -> None:
    files = told()
    assert {parsed(files[name].encode())[0].schema for name in ("team.json", "2026-27.json")} == {SCHEMA}
