"""The map of the house is the house: its rooms, their sentences, its floors, and the way to what one looks for."""

import ast
import re
import tomllib

import pytest

from tests.papers.papers import ARCHITECTURE, README, ROOT, files_at, modules, paths_in, rows, section

MAP = "## The rooms"
NUMBERED = re.compile(r"\d+\. ")
ASKED = (
    "question after a denied gate",
    "wording of a due agreement",
    "order of phases",
    "`log` does after saving",
    "meeting's clock",
    "new field of an agreement",
    "who may read an export",
    "what a search finds",
    "colours of the light look",
    "first step is proposed to be due",
    "printed minutes hold",
    "block letters",
)
"""What somebody new must find within two minutes."""


def test_the_rooms_are_the_folders_of_the_product_with_their_own_sentences() -> None:
    said = {room.strip("`").rstrip("/"): sentence for room, sentence in rows(section(ARCHITECTURE, MAP))}
    heads = {path.removesuffix("/__init__.py"): ast.get_docstring(ast.parse(text)) for path, text in inits().items()}
    assert said == heads


def inits() -> dict[str, str]:
    return {path: text for path, text in modules().items() if path.endswith("__init__.py")}


def test_the_folders_of_data_are_named() -> None:
    folders = {file.parent for face in ("storage", "tui") for file in (ROOT / face).rglob("*.toml")}
    rooms = {ROOT / path.removesuffix("/__init__.py") for path in inits()}
    data = {folder.relative_to(ROOT).as_posix() for folder in folders - rooms}
    assert data <= {path.rstrip("/") for path in paths_in(section(ARCHITECTURE, MAP))}


def test_the_map_of_the_readme_is_of_what_is_there() -> None:
    drawn = re.findall(r"^( *)([\w./]+) +\S", section(README, "## The map of the code").split("```")[1], re.MULTILINE)
    roots = [name for indent, name in drawn if not indent]
    assert roots == ["storage/", "tui/", "tests/", ".ci/"]
    above, lost = "", []
    for indent, name in drawn:
        above = above if indent else name
        lost += [] if files_at(f"{above}{name}" if indent else name) else [name]
    assert lost == []
    named = {name for indent, name in drawn if indent}
    rooms = {f"{path.split('/')[1]}/" for path in inits() if path.count("/") == 2}
    assert rooms <= named


def test_what_lies_in_no_room_is_named() -> None:
    loose = {path for path in modules() if path.count("/") == 1 and not path.endswith("__init__.py")}
    assert loose <= set(paths_in(section(ARCHITECTURE, MAP)))


def test_the_floors_are_those_that_are_checked() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = {each["containers"][0]: " → ".join(each["layers"]) for each in contracts if each["type"] == "layers"}
    drawn = (line.split("/:") for line in section(ARCHITECTURE, "## The floors").splitlines() if "/:" in line)
    assert {room.replace("/", "."): floors.strip() for room, floors in drawn} == layers


@pytest.mark.parametrize("asked", ASKED)
def test_what_somebody_new_looks_for_has_a_row(asked: str) -> None:
    found = [row for row in rows(section(ARCHITECTURE, "## Where do I change …")) if asked in row[0]]
    assert len(found) == 1
    assert paths_in(found[0][1])


def test_every_row_leads_to_a_file() -> None:
    for heading in ("## Where do I change …", "## What always holds"):
        for row in rows(section(ARCHITECTURE, heading)):
            assert any(files_at(path) for path in paths_in(row[1])), row


def test_where_to_begin_is_no_long_way() -> None:
    steps = [line for line in section(ARCHITECTURE, "## Where to begin").splitlines() if NUMBERED.match(line)]
    first = [paths_in(step)[0] for step in steps]
    assert len(first) >= 8
    assert sum(len(files_at(path)[0].read_text("utf-8").splitlines()) for path in first) < 2000
