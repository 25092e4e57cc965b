"""What the papers claim of the whole: no network, no clock in the domain, one command for all checks."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.papers.papers import CHANGELOG, CONTRIBUTING, DECISIONS, README, ROOT, modules, section, text_of

OUTWARD = frozenset(
    (
        *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "socketserver"),
        *("webbrowser", "requests", "httpx", "aiohttp", "urllib3", "psycopg"),
    )
)
"""What a module would have to import to reach anything beyond the machine."""
CLOCKS = re.compile(r"\b(?:now|utcnow|today|randbits|random|urandom|monotonic)\(\)")
TEST_COMMAND = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the first names of what a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_nothing_of_ours_can_reach_a_network_but_a_database_that_somebody_named() -> None:
    outward = {path for path, text in modules().items() if OUTWARD & set(imported(ast.parse(text)))}
    assert {path for path in outward if not path.startswith("storage/postgres/")} == set()
    others = OUTWARD - {"psycopg", "urllib"}  # of the latter only what takes an address apart
    assert not [path for path in outward if others & set(imported(ast.parse(modules()[path])))]


def test_the_domain_has_no_clock_and_no_chance() -> None:
    domain = {path: text for path, text in modules().items() if path.startswith("storage/domain/")}
    assert [path for path, text in domain.items() if CLOCKS.search(text)] == []


def test_the_test_command_is_that_of_the_readme() -> None:
    assert TEST_COMMAND.findall(text_of(CONTRIBUTING))[0] == TEST_COMMAND.findall(text_of(README))[1]


def test_the_table_of_checks_is_what_run_does() -> None:
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    done = re.findall(r'^"\$bin/([^"]+)"(.*)$', run, re.MULTILINE)
    told = section(CONTRIBUTING, "## Set up and test")
    assert [f".venv/bin/{tool}{rest}" for tool, rest in done if f".venv/bin/{tool}{rest}" not in told] == [
        ".venv/bin/python -m compileall -q tui storage"
    ]


@pytest.mark.parametrize("system", ["ubuntu-latest", "macos-latest"])
def test_the_workflow_runs_the_same(system: str) -> None:
    (workflow,) = (ROOT / ".github" / "workflows").glob("*.yml")
    said = workflow.read_text("utf-8")
    assert system in said
    assert "run: .ci/run\n" in said
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_the_rules_are_those_that_are_counted() -> None:
    house = ast.parse((ROOT / ".ci" / "house.py").read_text("utf-8"))
    numbers = {name: value for name, value in constants(house) if isinstance(value, int)}
    told = section(CONTRIBUTING, "## The house rules")
    assert f"at most {numbers['LONGEST_MODULE']} lines" in told
    assert f"its body has at most {numbers['LONGEST_BODY']}" in told
    assert "_most(lengths, LONGEST_BODY)" in (ROOT / ".ci" / "house.py").read_text()
    vague = re.search(r"NO_NAMES = frozenset\(\{(.*?)\}\)", (ROOT / ".ci" / "house.py").read_text())
    assert vague
    assert set(re.findall(r'"(\w+)"', vague[1])) <= set(re.findall(r"`(\w+)`", told))


def constants(tree: ast.Module) -> Iterator[tuple[str, object]]:
    """Yield the constants of a module."""
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.targets[0], ast.Name)
        ):
            yield node.targets[0].id, node.value.value


def test_the_decisions_are_numbered_without_a_gap() -> None:
    assert [int(paper.name[:3]) for paper in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("paper", DECISIONS, ids=lambda paper: paper.stem)
def test_a_decision_says_what_why_and_what_it_costs(paper: Path) -> None:
    said = text_of(paper)
    assert said.startswith(f"# {int(paper.name[:3])}. ")
    assert all(section(paper, f"## {part}").strip() for part in ("What", "Why", "What it costs"))
    assert len(said.splitlines()) <= 40


def test_the_newest_version_has_its_changes() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.findall(r"^## (.+)$", text_of(CHANGELOG), re.MULTILINE)[0] == version
