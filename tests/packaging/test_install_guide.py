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


SET_UP = (
    "### The program",
    "### A team: its group, its folder, its people",
    "### What is settled for all",
    "### Every night",
)
BEFORE = """
su teacher-ab -c "fredstid open 'A second case' --safe"
"""
LATER = """
su teacher-ab -c "fredstid log 26-001 'Written after the copy.'"
su teacher-ab -c "fredstid close 26-002 --first-step 'It went well.' --nothing 'It stands there.'"
su teacher-ab -c 'fredstid delete 26-002 --yes'
"""
"""What a team does after a copy was made of its folder: all of it is in the folder that is put aside."""
RESTORED = """
su teacher-ab -c 'fredstid cases' | grep 'A first case'
! su teacher-ab -c 'fredstid show 26-001' | grep 'Written after the copy.'
for teacher in ab cd; do su teacher-$teacher -c "fredstid log 26-001 'Again by $teacher.' --team 'Year 8'"; done
su teacher-cd -c 'fredstid show 26-001' | grep 'Again by ab.'
su teacher-ab -c 'fredstid show 26-001' | grep 'Again by cd.'
"""
NIGHT = """
sed -n 's/^[0-9].* root //p' /etc/cron.d/fredstid > /srv/jobs
night() { env -i HOME=/root "$(grep '^PATH=' /etc/cron.d/fredstid)" sh /srv/jobs 2>&1; }
test -z "$(night)"
ls /var/backups/fredstid/year-8.*.tar.gz /var/backups/fredstid/year-9.*.tar.gz
cp /srv/fredstid/year-9/team.json /srv/whole
printf '{' > /srv/fredstid/year-9/team.json
night | grep '^/srv/fredstid/year-9/: team.json'
cp /srv/whole /srv/fredstid/year-9/team.json
"""
"""What cron does, in surroundings as bare as cron's: nothing is said until something is wrong, then of which team."""
BROKEN = """
printf 'language = [1]\nkeep = = 7\n[teams]\nfredstid-8 = "/srv/fredstid/year-8"\n' > /etc/fredstid.toml
su teacher-cd -c 'fredstid cases' | grep 'A first case'
su teacher-cd -c 'fredstid cases' 2>&1 | grep '^/etc/fredstid.toml, line 1:'
su teacher-cd -c 'fredstid cases' 2>&1 | grep '^/etc/fredstid.toml, line 2:'
"""


@pytest.mark.slow
def test_a_server_is_set_up_from_the_guide_and_survives_upgrade_and_restored_backup(alone: Path) -> None:
    """Two teams and three accounts, one of them in both; what the guide says at a place is run at that place."""
    copy, *restore = blocks("### Backup, and what deleting means for it")
    steps = (
        *(block for heading in SET_UP for block in blocks(heading)),
        BEFORE,
        copy,
        LATER,
        *restore,
        RESTORED,
        NIGHT,
        *blocks("### Upgrading, and going back"),
        "su teacher-ab -c 'fredstid show 26-001' | grep 'After the upgrade.'",
        BROKEN,
    )
    ended = run_in(alone, with_this_program("\n".join(steps)))
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert "\n26-002\n" in ended.stdout, "the deleted case that the copy brought back"


def test_the_parts_of_the_guide_have_commands() -> None:
    assert blocks("## One machine")
    assert len(blocks("## A server with twelve teams")) >= 8
