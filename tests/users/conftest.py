"""Two teachers with a group in common, one without it, and a place that all can reach."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.users.people import Person, hindrance, usable_python

WHY_NOT = hindrance()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say why these tests cannot be run, where they cannot."""
    for item in items:
        if WHY_NOT and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=WHY_NOT))


@pytest.fixture
def place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="fredstid-test-", dir="/tmp"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def person(place: Path, number: int, *groups: int) -> Person:
    home = place / f"home-{number}"
    home.mkdir(mode=0o700)
    shutil.chown(home, number, number)
    return Person(number, home, groups, usable_python())


@pytest.fixture
def one(place: Path) -> Person:
    return person(place, 1001, 2000)


@pytest.fixture
def two(place: Path) -> Person:
    return person(place, 1002, 2000)


@pytest.fixture
def outsider(place: Path) -> Person:
    return person(place, 1003)
