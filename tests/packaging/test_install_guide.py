"""The guide for who installs it, run as it stands: as root, on a machine of its own that is gone afterwards."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.users.people import LIBRARIES, ROOT, hindrance, usable_python

GUIDE = (ROOT / ".github" / "INSTALL.md").read_text("utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PROGRAM = re.compile(r"^python3 -m venv (/opt/[\w-]+)$|^/opt/\S+/pip install .*$", re.MULTILINE)
OWN = ("/srv", "/home", "/var", "/usr/local/bin", "/usr/local/share", "/etc")
"""What the guide writes into; the rest of the machine is looked at only."""


def blocks(section: str) -> list[str]:
    """Return the commands under a heading of the guide."""
    text = GUIDE.partition(f"\n{section}\n")[2]
    level = section.partition(" ")[0]
    return BLOCK.findall(re.split(rf"^#{{1,{len(level)}}} ", text, maxsplit=1, flags=re.MULTILINE)[0])


def with_this_program(commands: str) -> str:
    """Return commands with this very program in the place of one that is fetched and installed."""

    def program(found: re.Match[str]) -> str:
        if not found[1]:
            return ":"
        start = f'export PYTHONPATH={LIBRARIES} PYTHONDONTWRITEBYTECODE=1; exec {usable_python()} -m tui "$@"'
        file = f"{found[1]}/bin/fredstid"
        return f"mkdir -p {found[1]}/bin; printf '%s\\n' '#!/bin/sh' '{start}' > {file}; chmod 755 {file}"

    return PROGRAM.sub(program, commands).replace("/opt/", "/usr/local/bin/opt-")


def machine(place: Path) -> str:
    """Return what gives a shell its own copies of the folders that the guide writes into."""
    lines = [f"mount -t tmpfs none {place}"]
    for number, folder in enumerate(OWN):
        lines.append(f"mkdir {place}/{number}")
        if folder == "/etc":
            lines.append(f"cp -a /etc/. {place}/{number}/")
        if folder == "/var":
            lines.append(f"mkdir -p {place}/{number}/backups {place}/{number}/mail {place}/{number}/spool")
        lines.append(f"mount --bind {place}/{number} {folder}")
    return "\n".join(lines)


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    tried = (
        subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", str(tmp_path)], check=False)
        if shutil.which("unshare")
        else None
    )
    if hindrance() or tried is None or tried.returncode:
        pytest.skip(hindrance() or "no folders of one's own can be mounted here")
    return tmp_path


def run_in(place: Path, commands: str) -> subprocess.CompletedProcess[str]:
    script = f"set -e\n{machine(place)}\ncd {ROOT}\nexport PATH=/usr/local/bin:$PATH LC_ALL=C.UTF-8\nset -x\n{commands}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG", "FREDSTID"))}
    return subprocess.run(
        ["unshare", "-m", "bash", "-c", script], capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.slow
def test_a_server_is_set_up_from_the_guide_and_survives_upgrade_and_restored_backup(alone: Path) -> None:
    commands = with_this_program("\n".join(blocks("## A server with twelve teams")))
    second = """
        groupadd fredstid-9
        install -d -m 2770 -g fredstid-9 /srv/fredstid/year-9
        fredstid new /srv/fredstid/year-9 --name 'Year 9' --member EF
        chgrp -R fredstid-9 /srv/fredstid/year-9
        echo 'fredstid-9 = "/srv/fredstid/year-9"' >> /etc/fredstid.toml
        useradd --create-home --groups fredstid-9 teacher-ef
        su teacher-ef -c 'fredstid today' | grep 'Year 9'
        ! su teacher-ef -c 'fredstid today --team /srv/fredstid/year-8'
        su teacher-cd -c 'fredstid cases' | grep 'A first case'
        for team in /srv/fredstid/*/; do fredstid check --team "$team" || exit 9; done
    """
    ended = run_in(alone, f"{commands}\n{second}")
    assert ended.returncode == 0, ended.stderr[-3000:]


def test_the_parts_of_the_guide_have_commands() -> None:
    assert blocks("## One machine")
    assert len(blocks("## A server with twelve teams")) >= 8
