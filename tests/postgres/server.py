"""A PostgreSQL server of our own for tests: in a folder of its own, on a socket, without the rights of root."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

NOBODY = 65534
PATIENCE = 120.0


class Server:
    """A server that runs, and can be killed and started again."""

    def __init__(self, home: Path, lines: int = 60) -> None:
        self.home = home
        self.lines = lines
        """How many may be connected at once."""
        self._user = NOBODY if os.geteuid() == 0 else None
        """As whom the server runs: it refuses root."""
        self._programs = self._reachable_programs()
        self._process: subprocess.Popen[bytes] | None = None

    def _reachable_programs(self) -> Path:
        """Return where the server's programs are; somebody without rights may not reach where they are installed."""
        spec = find_spec("pgserver")
        assert spec
        assert spec.origin
        package = Path(spec.origin).parent
        if self._user is None:
            return package / "pginstall" / "bin"
        for folder in (package / "pginstall", package.with_name("pgserver.libs")):
            shutil.copytree(folder, self.home / "programs" / folder.relative_to(package.parent), symlinks=True)
        return self.home / "programs" / "pgserver" / "pginstall" / "bin"

    def make(self) -> None:
        """Make the folder of the data."""
        self.home.chmod(0o755)
        if self._user is not None:
            (self.home / "sockets").mkdir()
            os.chown(self.home / "sockets", NOBODY, NOBODY)
            (self.home / "data").mkdir(mode=0o700)
            os.chown(self.home / "data", NOBODY, NOBODY)
        else:
            (self.home / "sockets").mkdir()
        self._run("initdb", "-D", str(self.home / "data"), "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-locale")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments],
            check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, user=self._user, group=self._user,
        )  # fmt: skip

    def start(self) -> None:
        """Start the server, anew where what was killed still stood in its way, and wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        self._process = self._begun()
        while not self.answers():
            assert time.monotonic() < deadline, "the server never answered"
            time.sleep(0.02)
            if self._process.poll() is not None:
                self._process = self._begun()

    def _begun(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                str(self._programs / "postgres"), "-D", str(self.home / "data"),
                "-k", str(self.home / "sockets"), "-c", "listen_addresses=", "-c", f"max_connections={self.lines}",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            user=self._user, group=self._user,
        )  # fmt: skip

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address("owner", "postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """Kill the server as a power cut does, its children with it."""
        if self._process:
            self._process.send_signal(3)  # at once, without a last word
            self._process.wait()
            self._process = None

    def address(self, login: str, database: str) -> str:
        return f"postgresql://{login}@/{database}?host={self.home / 'sockets'}"

    def made_database(self, name: str) -> str:
        """Make a database and return its address as its owner has it."""
        with psycopg.connect(self.address("owner", "postgres"), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return self.address("owner", name)

    def made_login(self, name: str) -> None:
        with psycopg.connect(self.address("owner", "postgres"), autocommit=True) as connection:
            connection.execute(f'create role "{name}" login')


@contextmanager
def running_server(lines: int = 60) -> Iterator[Server]:
    """Run a server; its sockets need a short path."""
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as home:
        server = Server(Path(home), lines)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.kill()
