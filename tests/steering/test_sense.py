"""The gate's second ear: what comes with the program, what it never does, and how it is without its file."""

import time
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from storage.steering import gate, sense
from storage.steering.gate import SENSE, alarm, alarms, heard_in
from storage.steering.gate_lists import Certainty
from storage.steering.language.marks import Topics
from storage.steering.sense import FOLDER, GATE, Sense, heaviest, parted
from storage.steering.shipped import shipped_bytes
from tests.steering.sentences import LANGUAGES, flat, table

WRITTEN = Path(__file__).with_name("written")
LABELS = {"not-safe", "adult", "home", "danger", "calm"}
LARGEST = 3 * 150_000
LONG = "han gjekk ut og dei lo av han og han gret og "


def rows() -> list[list[str]]:
    return [
        line.split("\t") for file in WRITTEN.glob("*.tsv") for line in file.read_text(encoding="utf-8").splitlines()
    ]


def test_what_it_learns_from_has_a_label_and_a_language() -> None:
    assert all(len(row) == 3 and row[0] in LABELS and row[1] in LANGUAGES for row in rows())


def test_it_was_learnt_from_the_sentences_that_lie_here() -> None:
    header, _ = parted(shipped_bytes(FOLDER, GATE))
    written = b"".join(file.read_bytes() for file in sorted(WRITTEN.glob("*.tsv")))
    assert header.learnt_from == sha256(written).hexdigest()


def test_it_is_small() -> None:
    assert len(shipped_bytes(FOLDER, GATE)) <= LARGEST


def test_no_sentence_of_a_measure_was_learnt() -> None:
    learnt = {text for _, _, text in rows()}
    measured = {text for language in LANGUAGES for text in flat(table("alarms", language)["calm"])}
    assert learnt.isdisjoint(measured)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Har skore seg att, denne gongen på låret.", "nn"),
        ("Stolen hennes står ute på gangen hver morgen, og ingen har gjort det.", "nb"),
        ("Goes stiff and silent when stepdad's car pulls up.", "en"),
    ],
)
def test_what_no_list_has_is_asked_about_and_never_sure(text: str, language: str) -> None:
    seen = alarm(text, language)
    assert seen is not None
    assert seen.level is Certainty.DOUBT
    assert text[seen.start : seen.end] == seen.signal


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "Hva?",
        "???",
        "👨‍👩‍👧 💔 🔪",
        "Его бьют в школе каждый день.",
        "ضربوه في المدرسة",
        "for x in range(10): print(x)",
        "Slo.",
        "",
        "`def hit(self, target): return self.kill(target)`",
    ],
)
def test_it_hears_nothing_in_what_is_no_note(text: str, language: str) -> None:
    assert SENSE not in {seen.sign for seen in alarms(text, language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_thousand_characters_without_a_stop_take_bounded_time(language: str) -> None:
    text = (LONG * (100_000 // len(LONG) + 1))[:100_000]
    begun = time.process_time()
    list(alarms(text, language))
    assert time.process_time() - begun < 5


def test_a_sentence_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ho var ikkje på skulen i dag, sa dei andre i gangen. "
    first = list(alarms(text, "nn"))
    monkeypatch.setattr(gate, "heard_in", None)
    assert list(alarms(text, "nn")) == first


@pytest.mark.parametrize("damaged", [b"", b"{}\n", b"not json\n123"])
def test_a_damaged_file_is_told(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Sense(damaged)


def test_a_file_with_one_wrong_byte_is_damaged() -> None:
    content = bytearray(shipped_bytes(FOLDER, GATE))
    content[-1] ^= 1
    with pytest.raises(ValueError, match="not whole"):
        Sense(bytes(content))


def test_a_file_whose_first_line_lacks_a_kind_is_damaged() -> None:
    header, body = parted(shipped_bytes(FOLDER, GATE))
    shorter = msgspec.structs.replace(header, kinds=dict(list(header.kinds.items())[1:]))
    with pytest.raises(ValueError, match="not whole"):
        Sense(msgspec.json.encode(shorter) + b"\n" + body)


@pytest.mark.parametrize("trouble", [OSError, ValueError])
def test_without_its_file_the_gate_has_its_lists(monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]) -> None:
    def missing(folder: str, name: str) -> bytes:
        raise trouble(folder, name)

    monkeypatch.setattr(sense, "shipped_bytes", missing)
    sense.sense.cache_clear()
    try:
        assert sense.sense() is None
    finally:
        sense.sense.cache_clear()
    assert "bullied" in {seen.sign for seen in heard_in("Hun blir mobbet.", "nb", None)}


def test_the_heaviest_stretch_is_the_one_that_adds_up_to_most() -> None:
    assert heaviest([-1.0, 2.0, -0.5, 3.0, -4.0, 1.0]) == (1, 4)
    assert heaviest([-3.0, -1.0]) == (1, 2)


def test_a_word_is_about_what_it_begins_with_holds_and_is() -> None:
    topics = Topics({"a": "ball", "b": "ball*", "c": "*kniv*", "d": "knivblad"})
    assert topics.of("ball") == {"a", "b"}
    assert topics.of("ballspill") == {"b"}
    assert topics.of("brødkniv") == {"c"}
    assert topics.of("knivblad") == {"c", "d"}
