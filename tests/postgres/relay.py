"""A line between a client and its server, that can be spoilt or cut at any message."""

import contextlib
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

PIECE = 1 << 16


class Relay:
    """Hands on what a client says, after `heard` has seen it: what it returns goes on, and None cuts the line.

    `answered` does the same with what the server says.
    """

    def __init__(self, server: Path, home: Path) -> None:
        self.home = home
        self.heard: Callable[[bytes], bytes | None] = lambda said: said
        self.answered: Callable[[bytes], bytes | None] = lambda said: said
        self._server = server / ".s.PGSQL.5432"
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(home / ".s.PGSQL.5432"))
        self._door.listen()
        Thread(target=self._let_in, daemon=True).start()

    def _let_in(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
                Thread(target=self._carry, args=(client, server, self._heard), daemon=True).start()
                Thread(target=self._carry, args=(server, client, self._answered), daemon=True).start()

    def _heard(self, said: bytes) -> bytes | None:
        return self.heard(said)

    def _answered(self, said: bytes) -> bytes | None:
        return self.answered(said)

    def _carry(self, one: socket.socket, other: socket.socket, seen: Callable[[bytes], bytes | None]) -> None:
        with contextlib.suppress(OSError):
            while said := one.recv(PIECE):
                if (goes_on := seen(said)) is None:
                    break
                other.sendall(goes_on)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        one.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


@contextmanager
def relay_to(server: str) -> Iterator[tuple[Relay, str]]:
    """Lay a line to a server's address, and return it with the address at its near end."""
    server = unquote(server)
    place = server.partition("host=")[2].partition("&")[0]
    with tempfile.TemporaryDirectory(prefix="pgr", dir="/tmp") as home:
        relay = Relay(Path(place), Path(home))
        try:
            yield relay, server.replace(place, home)
        finally:
            relay.close()
