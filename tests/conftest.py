"""What every test needs: a user of one's own, and the same language and time zone everywhere."""

import os
import time
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the tester's own settings and teams out; give every test a home that is empty."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("FREDSTID_TEAM", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    return home


def pytest_xdist_auto_num_workers() -> int:
    """Return how many try things at once: half as many more than there are cores, since every other test waits."""
    return 3 * (os.cpu_count() or 1) // 2 or 1
