"""The papers for whoever comes after, taken apart: their sections, their tables, and what they name."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
ARCHITECTURE, CONTRIBUTING = GITHUB / "ARCHITECTURE.md", GITHUB / "CONTRIBUTING.md"
CHANGELOG, SECURITY = GITHUB / "CHANGELOG.md", GITHUB / "SECURITY.md"
README, FORMAT, FACES = ROOT / "README.md", ROOT / "storage" / "README.md", ROOT / "tui" / "README.md"
DECISIONS = tuple(sorted((GITHUB / "decisions").glob("*.md")))
PAPERS = (ARCHITECTURE, CONTRIBUTING, CHANGELOG, SECURITY, FORMAT, FACES, *DECISIONS)
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:storage|tui|tests|\.ci|\.github)/[\w./*-]*|(?!__init__)[\w./-]+\.py|pyproject\.toml|README\.md")
DOTTED = re.compile(r"(?:storage|tui)(?:\.\w+)+")
NAME = re.compile(r"[A-Za-z_]\w*")


def text_of(paper: Path) -> str:
    """Return a paper as it is written."""
    return paper.read_text("utf-8")


def prose_of(paper: Path) -> str:
    """Return a paper without its blocks of code."""
    return FENCE.sub("", text_of(paper))


def section(paper: Path, heading: str) -> str:
    """Return what stands below a heading, to the next of its level or above."""
    level, found = heading.partition(" ")[0], re.split(rf"^{re.escape(heading)}$", text_of(paper), flags=re.MULTILINE)
    assert len(found) == 2, f"{paper.name} has no «{heading}»"
    return re.split(rf"^#{{1,{len(level)}}} ", found[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Return the rows of the tables in a text, without their heads."""
    lines = text.splitlines()
    kept = [line for place, line in enumerate(lines) if line.startswith("| ") and not _is_head(lines, place)]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in kept]


def _is_head(lines: list[str], place: int) -> bool:
    return place + 1 < len(lines) and lines[place + 1].startswith("|---")


def paths_in(text: str) -> list[str]:
    """Return the paths that a text names."""
    return [span for span in SPAN.findall(text) if PATH.fullmatch(span)]


def names_in(text: str) -> list[str]:
    """Return the names of the code that a text speaks of."""
    return [span for span in SPAN.findall(text) if NAME.fullmatch(span)]


def dotted_in(text: str) -> list[str]:
    """Return the dotted names that a text names."""
    return [span for span in SPAN.findall(text) if DOTTED.fullmatch(span)]


def files_at(path: str) -> list[Path]:
    """Return what lies at a path that a paper names; several where it says `*`."""
    return list(ROOT.glob(path)) if "*" in path else [each for each in (ROOT / path,) if each.exists()]


@cache
def modules() -> dict[str, str]:
    """Return every module of the product by its path, as it is written."""
    files = (file for face in ("storage", "tui") for file in sorted((ROOT / face).rglob("*.py")))
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}


def speaking_of(word: str) -> Iterator[str]:
    """Yield the modules of the product in which a word stands."""
    yield from (path for path, text in modules().items() if re.search(rf"\b{word}\b", text))
