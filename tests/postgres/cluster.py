"""A cluster of three with Patroni on one machine, whose leader is killed again and again while people write.

Run with `python tests/postgres/cluster.py [KILLS]`; it stands on the system's packages `patroni`, `python3-pysyncobj`
and `postgresql`, speaks to nothing but this machine, and takes half a minute a kill. Every other kill takes the whole
machine of the leader, Patroni with it; the rest take the database alone. Nothing that was said to be saved may be lost
or doubled; how long people had to wait is said at the end.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.postgres.address import Address, address_in
from storage.postgres.opening import create_team, open_team
from storage.store import Change
from tests.postgres.server import NOBODY
from tests.store.conftest import NOW, TEAM

NODES, WRITERS, KILLS = 3, 4, 20
FIRST_PORT = 25432
PATIENCE = 180.0
ENOUGH = 10
"""So many changes of everybody come between two kills."""
PAUSE = 0.05
CONFIGURATION = """
scope: fredstid
name: node{number}
restapi: {{listen: "127.0.0.1:{rest}", connect_address: "127.0.0.1:{rest}"}}
raft: {{data_dir: {home}/raft, self_addr: "127.0.0.1:{raft}", partner_addrs: [{partners}]}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 5
    primary_start_timeout: 0
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql: {{use_pg_rewind: true, use_slots: true, parameters: {{wal_log_hints: "on", max_connections: 60}}}}
  initdb: [{{encoding: UTF8}}, no-locale, {{auth: trust}}]
  pg_hba: ["local all all trust", "host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust"]
postgresql:
  listen: "127.0.0.1:{port}"
  connect_address: "127.0.0.1:{port}"
  data_dir: {home}/data
  bin_dir: {programs}
  pgpass: {home}/pgpass
  authentication: {{replication: {{username: owner}}, superuser: {{username: owner}}, rewind: {{username: owner}}}}
  parameters: {{unix_socket_directories: {home}}}
"""


def programs() -> Path:
    """Where the system's database lies."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name))


@dataclass
class Node:
    """A machine of the cluster: Patroni, and the database that it runs."""

    number: int
    home: Path
    process: subprocess.Popen[bytes] | None = None

    def port(self, number: int | None = None, *, kind: int = 0) -> int:
        return FIRST_PORT + 100 * kind + (self.number if number is None else number)

    def lay_out(self) -> None:
        partners = [f'"127.0.0.1:{self.port(other, kind=2)}"' for other in range(NODES) if other != self.number]
        text = CONFIGURATION.format(
            number=self.number, home=self.home, programs=programs(), partners=", ".join(partners),
            port=self.port(), rest=self.port(kind=1), raft=self.port(kind=2),
        )  # fmt: skip
        self.home.mkdir(mode=0o700)
        (self.home / "raft").mkdir()
        (self.home / "patroni.yml").write_text(text, "utf-8")
        for path in (self.home, *self.home.iterdir()):
            os.chown(path, NOBODY, NOBODY)

    def start(self) -> None:
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                ["patroni", str(self.home / "patroni.yml")], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                cwd=self.home, user=NOBODY, group=NOBODY, start_new_session=True,
            )  # fmt: skip

    def kill(self, *, whole: bool) -> None:
        """Kill the database, and with the whole machine what watches over it, without a last word."""
        if whole and self.process:
            self.process.kill()
            self.process.wait()
        with suppress(OSError, ValueError, IndexError):
            first = int((self.home / "data" / "postmaster.pid").read_text("utf-8").splitlines()[0])
            children = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, encoding="utf-8", check=False)
            for process in (first, *map(int, children.stdout.split())):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def told(self) -> dict[str, str]:
        """Which part each member of the cluster has, as Patroni tells it here; empty where nobody answers."""
        with suppress(URLError, OSError, ValueError):
            with urlopen(f"http://127.0.0.1:{self.port(kind=1)}/cluster", timeout=2) as answer:
                members = json.load(answer)["members"]
            return {each["name"]: each["role"] for each in members if each["state"] in {"running", "streaming"}}
        return {}


@dataclass
class Cluster:
    """Three nodes that know each other."""

    home: Path
    nodes: list[Node] = field(default_factory=list)

    def begin(self) -> None:
        self.nodes = [Node(number, self.home / f"node{number}") for number in range(NODES)]
        for node in self.nodes:
            node.lay_out()
            node.start()
        self.settle()

    def parts(self) -> dict[str, str]:
        return next(filter(None, (node.told() for node in self.nodes)), {})

    def leader(self) -> Node | None:
        parts = self.parts()
        return next((node for node in self.nodes if parts.get(f"node{node.number}") == "leader"), None)

    def settle(self) -> None:
        """Wait until one leads, another has all that it says is saved, and the third follows too."""
        wanted = ["leader", "replica", "sync_standby"]
        waited_until(lambda: sorted(self.parts().values()) == wanted, "a whole cluster")

    def address(self, database: str) -> str:
        """The one address that leads to whoever writes."""
        hosts = ",".join(f"127.0.0.1:{node.port()}" for node in self.nodes)
        return f"postgresql://owner@{hosts}/{database}?target_session_attrs=read-write"

    def end(self) -> None:
        for node in self.nodes:
            node.kill(whole=True)


def waited_until(true: object, what: str) -> None:
    assert callable(true)
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"{what} never came"
        time.sleep(0.2)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Run three nodes in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="pgc", dir="/tmp") as home:
        Path(home).chmod(0o755)
        cluster = Cluster(Path(home))
        try:
            cluster.begin()
            yield cluster
        finally:
            cluster.end()


@dataclass
class Writer:
    """Somebody who goes on writing in the one case, and does again what was refused."""

    name: str
    said: list[str] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0

    def write(self, address: Address, over: Event) -> None:
        store, last = None, time.monotonic()
        while not over.is_set():
            key = f"{self.name}-{len(self.said):05}"
            try:
                store = store or open_team(address, session=self.name)
                case = store.book().cases[0]
                kept = Entry(id=key, step=Step.SITUATION, text=key, at=NOW)
                store.save(Change(case, with_entry(case, kept)), by="AB", at=NOW)
            except Refused as why:
                self.refusals[why.code] += 1
            else:
                self.said.append(key)
                self.longest, last = max(self.longest, time.monotonic() - last), time.monotonic()
            over.wait(PAUSE)


def written_while_killed(cluster: Cluster, kills: int) -> tuple[list[Writer], list[str]]:
    """Let people write while leaders are killed; return them, and what is kept in the end."""
    with psycopg.connect(cluster.address("postgres"), autocommit=True) as connection:
        connection.execute("create database school")
    address = address_in(f"{cluster.address('school')}&team=team")
    case = Case(id="shared", title="shared", opened=NOW.date())
    create_team(address, TEAM, now=NOW).save(Change(None, case), by="AB", at=NOW)
    writers, over = [Writer(f"w{number}") for number in range(WRITERS)], Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        works = [pool.submit(writer.write, address, over) for writer in writers]
        try:
            for number in range(kills):
                kill_leader(cluster, writers, whole=number % 2 == 0)
        finally:
            over.set()
        for work in works:
            work.result()
    cluster.settle()
    return writers, [each.id for each in open_team(address, session="reader").book().cases[0].entries]


def kill_leader(cluster: Cluster, writers: list[Writer], *, whole: bool) -> None:
    """Kill whoever leads, wait until everybody has been told again that something is saved, and bring it back."""
    cluster.settle()
    leader, before = cluster.leader(), [len(writer.said) for writer in writers]
    assert leader
    began = time.monotonic()
    leader.kill(whole=whole)
    waited_until(
        lambda: all(len(writer.said) > said + ENOUGH for writer, said in zip(writers, before, strict=True)),
        "a new leader",
    )
    sys.stdout.write(f"{'machine' if whole else 'database'} {leader.number} killed: {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()
    if whole:
        leader.start()


def main(words: list[str]) -> int:
    """Print what came of it; return 1 where something was lost or doubled."""
    if not shutil.which("patroni") or not list(Path("/usr/lib/postgresql").glob("*/bin")):
        sys.stderr.write("It needs the system's packages patroni, python3-pysyncobj and postgresql.\n")
        return 2
    with running_cluster() as cluster:
        writers, kept = written_while_killed(cluster, int(words[0]) if words else KILLS)
    said = {key for writer in writers for key in writer.said}
    refusals = sum((writer.refusals for writer in writers), Counter[str]())
    lost, doubled = said - set(kept), len(kept) - len(set(kept))
    sys.stdout.write(
        f"acknowledged {len(said)}, kept {len(kept)}, lost {len(lost)}, doubled {doubled},"
        f" longest wait {max(writer.longest for writer in writers):.1f} s, refused {dict(refusals)}\n"
    )
    return 1 if lost or doubled else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
