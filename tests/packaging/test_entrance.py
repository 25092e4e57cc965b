"""Another distribution's packages in the place of ours."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

SAID = {
    "en_GB.UTF-8": "fredstid cannot start: ",
    "nn_NO.UTF-8": "fredstid kan ikkje starta: ",
    "nb_NO.UTF-8": "fredstid kan ikke starte: ",
    "C": "fredstid kan ikke starte: ",
}


def started(
    installed: Path, locale: str = "en_GB.UTF-8", before: tuple[Path, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Start it as the installed command does; nothing says where a copy that is worked on lies."""
    places = [*map(str, before), str(installed), sysconfig.get_path("purelib")]
    script = f"import sys; sys.path[:0] = {places!r}; import fredstid; fredstid.main()"
    env = os.environ | {"LANG": locale, "PYTHONUTF8": "1"}
    command = [sys.executable, "-I", "-S", "-c", script, "--version"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def intrude(installed: Path, *files: str, name: str = "warehouse") -> None:
    """Install another distribution over ours."""
    for file in files:
        place = installed / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("SHELVES = 3\n", "utf-8")
    described = installed / f"{name}-2.1.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.1\n", "utf-8")
    (described / "RECORD").write_text("".join(f"{file},,\n" for file in files), "utf-8")


def test_an_untouched_one_starts(installed: Path) -> None:
    ended = started(installed)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("fredstid ")


@pytest.mark.parametrize("locale", SAID)
@pytest.mark.parametrize("package", ["tui", "storage"])
def test_one_that_was_written_over_names_the_intruder(installed: Path, package: str, locale: str) -> None:
    intrude(installed, f"{package}/__init__.py")
    ended = started(installed, locale)
    assert ended.returncode == 1
    assert ended.stderr.startswith(SAID[locale])
    assert package in re.findall("[“«](.*?)[”»]", ended.stderr)
    assert "warehouse 2.1" in ended.stderr
    assert "pipx" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_single_module_that_was_written_over_names_the_intruder(installed: Path) -> None:
    intrude(installed, "storage/store.py")
    ended = started(installed)
    assert ended.returncode == 1
    assert "warehouse 2.1" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("package", ["tui", "storage"])
def test_what_the_intruders_removal_left_is_said(installed: Path, package: str) -> None:
    (installed / package / "__init__.py").unlink()
    ended = started(installed)
    assert ended.returncode == 1
    assert f"of its package “{package}” parts are gone" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_an_intruder_that_comes_first_on_the_path_is_named_by_its_place(installed: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    (foreign / "storage").mkdir(parents=True)
    (foreign / "storage" / "__init__.py").write_text("", "utf-8")
    ended = started(installed, before=(foreign,))
    assert ended.returncode == 1
    assert str(foreign / "storage") in ended.stderr


def test_an_import_that_fails_for_another_reason_is_not_blamed_on_anybody(installed: Path) -> None:
    (installed / "storage" / "store.py").unlink()
    assert "No module named 'storage.store'" in started(installed).stderr
