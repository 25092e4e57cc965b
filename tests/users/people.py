"""Real system users on one folder: numbers are enough, no accounts need to exist."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))
TEACHERS = 2000
"""The group that both are in."""


@dataclass(frozen=True)
class Person:
    """A system user with a group of their own."""

    number: int
    home: Path
    groups: tuple[int, ...] = (TEACHERS,)
    python: str = sys.executable

    def run(self, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run fredstid as this user."""
        return self.python_run("-m", "tui", "--language", "en", *arguments, typed=typed)

    def python_run(self, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run Python as this user."""
        return subprocess.run(
            [self.python, *arguments],
            input=typed,
            capture_output=True,
            check=False,
            user=self.number,
            group=self.number,
            extra_groups=self.groups,
            cwd="/",
            env={
                "HOME": str(self.home),
                "LC_ALL": "C.UTF-8",
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": LIBRARIES,
                "PYTHONDONTWRITEBYTECODE": "1",
            },
        )


def hindrance() -> str:
    """Return why nothing can be tried as other system users here; empty where it can."""
    if os.geteuid() != 0:
        return "only root can be several system users"
    return "" if usable_python() else "no Python here that other system users can run with our libraries"


def usable_python() -> str:
    """Return a Python that somebody without rights can run; empty where there is none."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, shutil.which(name, path="/usr/local/bin:/usr/bin:/bin")):
        if python and _runs(python):
            return python
    return ""


def _runs(python: str) -> bool:
    try:
        done = Person(1001, Path("/nonexistent"), python=python).python_run("-c", "import msgspec, click, tui.__main__")
    except OSError:
        return False
    return done.returncode == 0
