"""The register knows every kind of record, and every table over kinds knows the whole register."""

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from storage.domain import kinds
from storage.domain.kinds import KINDS, RecordKind, kind_named, kind_of
from storage.domain.people import Team
from storage.domain.record import Record
from storage.domain.views.book import Book, YearBook

ROOT = Path(__file__).resolve().parents[2]
FILES = tuple(
    file for face in ("storage", "tui") for file in sorted((ROOT / face).rglob("*.py")) if file.name != "__main__.py"
)
RECORDS = frozenset(kind.record.__name__ for kind in KINDS)
COMPOUND_NAMES = frozenset({"classcontacts", "conversationround", "experiencecard", "parentmeeting"})
"""What the history calls some kinds, and nothing else is called."""
MOST_BRANCHES = 2
"""Kinds that one decision may be about; one about more is a table in disguise, and forgets those that come later."""


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def knows_register(file: Path) -> bool:
    text = file.read_text(encoding="utf-8")
    return "storage.domain.kinds import" in text or "from storage.domain import kinds" in text


READERS = tuple(file for file in FILES if knows_register(file))


def tables_in(file: Path) -> Iterator[tuple[str, Mapping[object, object]]]:
    """Yield the tables that a module makes whose keys are kinds, each by its full name."""
    name = module_of(file)
    text = file.read_text(encoding="utf-8")
    for variable, value in vars(import_module(name)).items():
        is_table = isinstance(value, Mapping) and any(isinstance(key, RecordKind) for key in value)
        if is_table and f"\n{variable}: " in text:
            yield f"{name}.{variable}", value


def lacking(table: Collection[object], known: Collection[RecordKind[Record]] = KINDS) -> list[str]:
    return [kind.name for kind in known if kind not in table]


@pytest.mark.parametrize("file", READERS, ids=module_of)
def test_every_table_over_kinds_is_total(file: Path) -> None:
    for name, table in tables_in(file):
        assert not lacking(table), f"{name} lacks {', '.join(lacking(table))}"


def test_the_tables_that_there_are_were_found() -> None:
    names = {name.rpartition(".")[2] for file in READERS for name, _ in tables_in(file)}
    assert names >= {"ASKED_AGAIN", "BESIDE", "KIND_WORDS", "ODD_DATES", "POINTERS", "WHEREABOUTS"}


def test_a_table_that_lacks_a_kind_is_seen() -> None:
    assert lacking({kind: "" for kind in KINDS if kind is not kinds.ROUND}) == ["conversationround"]


def kinds_decided_on(node: ast.AST) -> set[str]:
    """Return the kinds that a `match`, a dictionary or a function with `isinstance` tells apart."""
    match node:
        case ast.Match(cases=cases):
            parts: list[ast.AST] = [each.pattern for each in cases]
        case ast.Dict(keys=keys):
            parts = [key for key in keys if key]
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            parts = [call.args[1] for call in ast.walk(node) if isinstance(call, ast.Call) and is_isinstance(call)]
        case _:
            parts = []
    return {each.id for part in parts for each in ast.walk(part) if isinstance(each, ast.Name)} & RECORDS


def is_isinstance(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "isinstance"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_no_table_over_kinds_is_hidden_from_the_register(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        told_apart = kinds_decided_on(node)
        where = f"{module_of(file)}:{getattr(node, 'lineno', 0)}"
        assert len(told_apart) <= MOST_BRANCHES, f"{where} tells {told_apart} apart: read the register, or be a table"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value not in COMPOUND_NAMES, f"{where} writes a kind's name down: {node.value}"


def subclasses(kind: type[Record]) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_kind_of_record_has_one_row_and_one_name() -> None:
    for file in FILES:
        if file.is_relative_to(ROOT / "storage" / "domain"):
            import_module(module_of(file))
    assert {each for each in subclasses(Record) if each.__module__.startswith("storage.")} == {
        kind.record for kind in KINDS
    }
    assert len({kind.name for kind in KINDS}) == len({kind.table for kind in KINDS}) == len(KINDS)
    assert all(kind_named(kind.name) is kind for kind in KINDS)
    assert kind_named("file") is None


def test_every_row_is_named() -> None:
    named = [value for value in vars(kinds).values() if isinstance(value, RecordKind)]
    assert set(named) == set(KINDS)


def test_every_kind_has_a_shelf() -> None:
    of_a_year = {each.name for each in fields(YearBook)} - {"year"}
    assert of_a_year == {kind.table for kind in KINDS if not kind.is_of_team}
    book = Book(Team(id="t", name="Team"))
    assert {kind.name: book.shelf(kind) for kind in KINDS} == {
        kind.name: (book.team,) if kind is kinds.TEAM else () for kind in KINDS
    }


def test_what_a_row_names_is_a_field() -> None:
    for kind in KINDS:
        sharing = (*kind.sharing.without, *kind.sharing.alike_by) if kind.sharing else ()
        assert {kind.known_by, *kind.called_by, *sharing} <= set(kind.record.__struct_fields__), kind.name


def test_a_record_knows_its_row() -> None:
    assert kind_of(Team(id="t", name="Team")) is kinds.TEAM
