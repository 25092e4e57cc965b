"""The wheel as it is built, and as it lies once it is installed."""

import shutil
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("tui", "storage", ".ci", "pyproject.toml", "README.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.mo")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a clean copy: nobody's compiled catalogues get in, or are written over."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, copy / name)
    return Path(next(WheelBuilder(str(copy)).build(directory=str(copy / "dist"), versions=["standard"])))


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """Return a folder in which the wheel lies as an installer leaves it."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    return tmp_path / "site"
