"""What is installed: all that is needed, and no more."""

import re
import tarfile
import zipfile
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

from tui.cli.fredstid import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
MOST_INSTALLED = 40 * MEGABYTE
NEEDED = {"click", "markdown-it-py", "msgspec", "segno", "snowballstemmer", "textual", "tinydb"}
"""What the program imports itself."""


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as packed:
        return packed.namelist()


def required(requirements: list[str]) -> set[str]:
    """Return the names of what is needed without an extra."""
    return {re.split(r"[\s\[<>=;!~(]", each)[0] for each in requirements if "extra ==" not in each}


def own_requirements(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as packed:
        described = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        return required(Parser().parsestr(packed.read(described).decode()).get_all("Requires-Dist") or [])


def closure(names: set[str]) -> set[str]:
    """Return what is installed with these, them included."""
    found: set[str] = set()
    while new := names - found:
        found |= new
        names = {each for name in new for each in required(metadata.requires(name) or []) if is_installed(each)}
    return found


def is_installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def size_of(name: str) -> int:
    files = (Path(str(file.locate())) for file in metadata.files(name) or ())
    return sum(file.stat().st_size for file in files if file.exists())


@pytest.mark.parametrize("name", ["tui/py.typed", "storage/py.typed", "fredstid.py", "tui/__main__.py"])
def test_it_holds_what_must_be_there(wheel: Path, name: str) -> None:
    assert name in names_in(wheel)


def test_it_holds_the_compiled_catalogues_and_not_their_sources(wheel: Path) -> None:
    names = names_in(wheel)
    compiled = [name for name in names if name.endswith(".mo")]
    assert sorted(compiled) == [f"tui/i18n/locale/{each}/LC_MESSAGES/fredstid.mo" for each in ("nb", "nn")]
    assert not [name for name in names if name.endswith((".po", ".new", ".pyc", "README.md"))]


def test_nothing_lies_at_the_top_but_its_own(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names_in(wheel)}
    (manual,) = (name for name in names_in(wheel) if ".data/" in name)
    assert manual.endswith(".data/data/share/man/man1/fredstid.1")
    own = {top for top in tops if not top.endswith((".dist-info", ".data"))}
    assert own == {"tui", "storage", "fredstid.py"}


def test_it_needs_what_it_imports_and_nothing_else(wheel: Path) -> None:
    assert own_requirements(wheel) == NEEDED


def test_with_all_it_needs_it_stays_small(wheel: Path) -> None:
    needed = closure(own_requirements(wheel))
    assert {"rich", "pygments"} <= needed
    assert "babel" not in needed
    with zipfile.ZipFile(wheel) as packed:
        own = 2 * sum(each.file_size for each in packed.infolist())  # a compiled copy lies beside each module
    assert own + sum(map(size_of, needed)) <= MOST_INSTALLED


def test_no_package_carries_the_pictures(wheel: Path, tmp_path: Path) -> None:
    sources = next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with tarfile.open(sources) as packed:
        names = packed.getnames()
    assert any(name.endswith("/.github/CONTRIBUTING.md") for name in names)
    assert [name for name in (*names, *names_in(wheel)) if name.endswith((".svg", ".png"))] == []


def test_it_brings_its_manual_page_with_every_command(wheel: Path) -> None:
    page = next(name for name in names_in(wheel) if name.endswith("share/man/man1/fredstid.1"))
    with zipfile.ZipFile(wheel) as packed:
        text = packed.read(page).decode()
    assert text.startswith(".TH FREDSTID 1")
    assert all(f"\\fB{name}\\fR" in text for name in COMMANDS)
