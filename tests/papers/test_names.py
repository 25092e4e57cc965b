"""What a paper names is there: every path, every dotted name, every link, and every name beside its file."""

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.papers.papers import (
    ARCHITECTURE,
    CHANGELOG,
    CONTRIBUTING,
    FACES,
    FORMAT,
    PAPERS,
    README,
    ROOT,
    SECURITY,
    dotted_in,
    files_at,
    names_in,
    paths_in,
    prose_of,
    rows,
    section,
    text_of,
)

KINDS = {".py", ".toml", ".tcss"}
LINK = re.compile(r"\]\(([^)#\s]+)\)")
EVERY = pytest.mark.parametrize("paper", [*PAPERS, README], ids=lambda paper: paper.relative_to(ROOT).as_posix())


@EVERY
def test_every_path_is_there(paper: Path) -> None:
    assert [path for path in paths_in(prose_of(paper)) if not files_at(path)] == []


@EVERY
def test_every_dotted_name_is_there(paper: Path) -> None:
    assert [name for name in dotted_in(prose_of(paper)) if not is_known(name)] == []


def is_known(name: str) -> bool:
    """Tell whether a dotted name is that of a module, or of something in one."""
    above, _, last = name.rpartition(".")
    return find_spec(above) is not None and (hasattr(import_module(above), last) or find_spec(name) is not None)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_every_name_stands_somewhere_in_the_code(paper: Path) -> None:
    assert [name for name in names_in(prose_of(paper)) if len(name) > 1 and name not in code_words()] == []


@cache
def code_words() -> frozenset[str]:
    """Return every word of the code, of its settings and of its data."""
    kept = (file for face in ("storage", "tui", ".ci") for file in (ROOT / face).rglob("*") if file.suffix in KINDS)
    texts = [file.read_text("utf-8") for file in (*kept, ROOT / "pyproject.toml", ROOT / ".ci" / "run")]
    return frozenset(re.findall(r"[A-Za-z_]\w*", "\n".join(texts)))


@EVERY
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = [link for link in LINK.findall(prose_of(paper)) if not link.startswith("http")]
    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("paper", "heading"),
    [
        (ARCHITECTURE, "## Where do I change …"),
        (ARCHITECTURE, "## Words of the code"),
        (CONTRIBUTING, "## A record kind"),
        (CONTRIBUTING, "## A store"),
        (CONTRIBUTING, "## A field of a record"),
        (CONTRIBUTING, "## A command"),
        (CONTRIBUTING, "## A page"),
        (CONTRIBUTING, "## A dialog"),
        (CONTRIBUTING, "## A stage"),
    ],
    ids=lambda given: given if isinstance(given, str) else given.stem,
)
def test_a_name_stands_in_a_file_of_its_row(paper: Path, heading: str) -> None:
    lost = []
    for row in rows(section(paper, heading)):
        line = " | ".join(row)
        said = "".join(file.read_text("utf-8") for path in paths_in(line) for file in files_at(path) if file.is_file())
        lost += [name for name in names_in(line) if not re.search(rf"\b{name}\b", said)]
    assert lost == []


@EVERY
def test_no_paper_sends_anybody_out(paper: Path) -> None:
    sent = re.findall(r"https?://[^\s)]+", text_of(paper))
    assert [each for each in sent if not each.startswith(("https://docs.astral.sh", "https://pipx.pypa.io"))] == []


def test_the_readme_names_them_all() -> None:
    named = {(README.parent / link).resolve() for link in LINK.findall(text_of(README)) if not link.startswith("http")}
    assert {ARCHITECTURE, CONTRIBUTING, CHANGELOG, SECURITY, FORMAT, FACES, ROOT / ".github" / "decisions"} <= named
