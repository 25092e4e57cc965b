"""The encoder in reach: what its head was learnt from, that it adds, that no key waits for it, and life without it."""

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from storage.steering.nudges import Ear, judge
from storage.steering.sense import FOLDER
from storage.steering.shipped import shipped_bytes
from storage.steering.talk import ear
from storage.steering.talk.ear import HEAD, HeadHeader, encoder_with

WRITTEN = Path(__file__).resolve().parents[1] / "written" / "talk"
LARGEST = 150_000
HARMLESS = "Mum rang on Monday and asked for a meeting before Christmas."


@pytest.fixture(autouse=True)
def heard_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(ear, "INSTALLED", True)
    ear._heard.clear()
    yield
    ear._heard.clear()


def test_its_head_was_learnt_from_the_sentences_that_lie_here_and_is_small() -> None:
    content = shipped_bytes(FOLDER, HEAD)
    header = msgspec.json.decode(content.partition(b"\n")[0], type=HeadHeader)
    written = b"".join(file.read_bytes() for file in sorted(WRITTEN.glob("*.tsv")))
    assert header.learnt_from == sha256(written).hexdigest()
    assert len(content) <= LARGEST


@pytest.mark.parametrize("spoilt", [b"", b"{}\n", b"not json\n123"])
def test_a_damaged_head_is_told(spoilt: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        encoder_with(spoilt)


def test_a_head_with_one_wrong_byte_is_damaged() -> None:
    content = bytearray(shipped_bytes(FOLDER, HEAD))
    content[-1] ^= 1
    with pytest.raises(ValueError, match="not whole"):
        encoder_with(bytes(content))


def test_what_it_hears_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ear, "encoder", lambda: lambda written: 50.0 if written == HARMLESS else 0.0)
    (found,) = judge(HARMLESS, "en")
    assert (found.ear, found.loud) == (Ear.SENSE, True)


def test_of_few_words_and_beside_quotations_it_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ear, "encoder", lambda: lambda _: 50.0)
    assert judge("Mum rang on Monday.", "en") == ()
    assert judge("Mum said «they never come» and asked for a meeting.", "en") == ()


async def test_keys_never_wait_for_it_and_it_is_known_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ear, "encoder", lambda: lambda _: 50.0)
    assert judge(HARMLESS, "en") == ()
    assert await asyncio.to_thread(judge, HARMLESS, "en")
    assert judge(HARMLESS, "en")


def test_without_it_all_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ear, "encoder", lambda: None)
    alone = judge(HARMLESS, "en")
    monkeypatch.setattr(ear, "INSTALLED", False)
    assert alone == judge(HARMLESS, "en") == ()
