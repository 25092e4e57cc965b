"""Works out what the safety gate's second ear weighs, from sentences that people wrote: `learn`, or `try` it first.

`learn` writes the weights that come with the program; the same sentences always give the same whole numbers. `try`
leaves out one writer at a time, learns from the others and says how the gate does on that writer's sentences: the
honest measure of how it will do on the next teacher's. Needs `pip install -e '.[train]'`.
"""

import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.linear_model import LogisticRegression

from storage.steering.gate import heard_in, told
from storage.steering.gate_lists import Certainty
from storage.steering.language.marks import HINT, NEARNESS, PHRASES, PIECES, SLOTS, TOLD, of_hints, of_near, of_words
from storage.steering.language.text import read
from storage.steering.sense import FILE, FOLDER, ROUTE_SLOTS, ROUTES, Sense, SenseHeader

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = ROOT / "tests" / "steering" / "written"
LANGUAGES = ("nb", "nn", "en")
CALM = "calm"
PARTS = ((0, PIECES), (PIECES, PIECES + PHRASES), (PIECES + PHRASES, TOLD), (TOLD, SLOTS))
"""The slots of each part, which has a scale of its own."""
LOOSE, LOOSE_ROUTE = 3.0, 3.0
"""How closely the weights may follow the sentences, for safe or not and for the route."""
MOST = 127
PLAIN = "plain"
"""Short everyday sentences that were added to teach how plain notes sound: learnt from, never measured on."""
OWN_WORDS, OWN_WORDS_COUNT = "shipped", 0.1
"""The program's own templates, forms and demo team: many and all alike, so that each counts for little."""


class Line(NamedTuple):
    """One sentence that somebody wrote, and what it tells of."""

    writer: str
    label: str
    language: str
    text: str


class Marked(NamedTuple):
    """A line as the second ear is told it."""

    line: Line
    forms: tuple[str, ...]
    hints: frozenset[str]


def lines() -> list[Line]:
    """Return what all writers wrote, in the order of their names."""
    return [Line(file.stem, *each.split("\t")) for file in _files() for each in _rows(file)]


def _files() -> list[Path]:
    return sorted(WRITTEN.glob("*.tsv"))


def _rows(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def digest() -> str:
    """Return what names the sentences in the file of weights."""
    return sha256(b"".join(file.read_bytes() for file in _files())).hexdigest()


def marked(line: Line) -> Marked:
    """Tell the second ear of a line, all its sentences as one."""
    heard = [told(line.text[each.start : each.end], line.language) for each in read(line.text)]
    forms = tuple(form for words, _ in heard for form in words)
    return Marked(line, forms, frozenset(hint for _, hints in heard for hint in hints))


def rows_of(examples: Sequence[Marked]) -> csr_matrix:
    """Return the examples as numbers, a row each."""
    return vstack([_row(each) for each in examples], format="csr")


@cache
def _row(example: Marked) -> csr_matrix:
    """Return how often each mark stands in an example, words in relation to how many there are."""
    counts = Counter(of_words(example.forms))
    share = 1 / sqrt(max(1, len(example.forms)))
    values = {mark: count * share for mark, count in counts.items()}
    for mark in of_hints(example.hints):
        values[mark] = values.get(mark, 0.0) + HINT
    for mark, _, _ in of_near(example.forms):
        values[mark] = values.get(mark, 0.0) + NEARNESS * share
    marks = sorted(values)
    return csr_matrix(([values[mark] for mark in marks], ([0] * len(marks), marks)), shape=(1, SLOTS))


def rare(rows: csr_matrix) -> np.ndarray:
    """Return how telling each mark is: one that stands everywhere tells nothing."""
    among, seen = rows.shape[0], np.asarray((rows > 0).sum(axis=0)).ravel()
    telling: np.ndarray = (np.maximum(0.0, np.log(among / (1 + seen))) / 4) ** 2
    return telling


def fitted(rows: csr_matrix, labels: Sequence[bool], heed: Sequence[float], loose: float) -> tuple[np.ndarray, float]:
    """Return the weight of each mark in telling one kind of sentences from the others, and what is added to all."""
    telling = rare(rows)
    model = LogisticRegression(C=loose, solver="liblinear", class_weight="balanced", random_state=0, tol=1e-3)
    model.fit(rows @ diags(telling), labels, sample_weight=heed)
    return model.coef_[0] * telling, float(model.intercept_[0])


def heed(examples: Sequence[Marked]) -> list[float]:
    """Return how much each example counts: the program's own words are many, and all alike."""
    return [OWN_WORDS_COUNT if each.line.writer == OWN_WORDS else 1.0 for each in examples]


def learnt(examples: Sequence[Marked]) -> bytes:
    """Return a file of weights, learnt from some examples."""
    rows = rows_of(examples)
    weights, bias = fitted(rows, [each.line.label != CALM for each in examples], heed(examples), LOOSE)
    parts = [rounded(weights[first:last]) for first, last in PARTS]
    routes, route_bias = _routes([each for each in examples if each.line.label != CALM])
    body = b"".join((*(part for part, _ in parts), routes))
    scales = parts[0][1], parts[1][1], parts[2][1] * HINT, parts[3][1] * NEARNESS
    header = SenseHeader(digest(), crc32(body), scales, bias, route_bias)
    return msgspec.json.encode(header) + b"\n" + body


def _routes(unsafe: Sequence[Marked]) -> tuple[bytes, tuple[float, ...]]:
    """Return the weights of all routes, and what is added for each, in the same measure."""
    rows, labels = folded(rows_of(unsafe)), [each.line.label for each in unsafe]
    found = [fitted(rows, [label == route.value for label in labels], heed(unsafe), LOOSE_ROUTE) for route in ROUTES]
    body, scale = rounded(np.concatenate([weights for weights, _ in found]))
    return body, tuple(bias / scale for _, bias in found)


def folded(rows: csr_matrix) -> csr_matrix:
    """Return rows with every slot that tells routes apart taken among as many as a route has."""
    cells = rows[:, :TOLD].tocoo()
    return csr_matrix((cells.data, (cells.row, cells.col % ROUTE_SLOTS)), shape=(rows.shape[0], ROUTE_SLOTS))


def rounded(weights: np.ndarray) -> tuple[bytes, float]:
    """Return weights as whole numbers of one byte, and what one stands for."""
    scale = float(np.abs(weights).max()) / MOST
    return array("b", np.rint(weights / scale).astype(int).tolist()).tobytes(), scale


def learn() -> None:
    """Write the weights that come with the program."""
    place = ROOT / "storage" / "steering" / FOLDER / FILE
    place.write_bytes(learnt([marked(line) for line in lines()]))
    print(f"{place.relative_to(ROOT)}: {place.stat().st_size:,} bytes")


def attempt() -> None:
    """Print how the gate does on each writer's sentences, by its lists alone and by both ears."""
    examples = [marked(line) for line in lines()]
    heard: list[tuple[Line, str, str]] = []
    for writer in sorted({each.line.writer for each in examples} - {OWN_WORDS, PLAIN}):
        sense = Sense(learnt([each for each in examples if each.line.writer != writer]))
        heard += [(line, level(line, None), level(line, sense)) for line, _, _ in examples if line.writer == writer]
        print_table(writer, [each for each in heard if each[0].writer == writer])
    for language in LANGUAGES:
        print_table(language, [each for each in heard if each[0].language == language])
    print_table("all", heard)
    for line, _, both in heard:
        if line.label == CALM and both == Certainty.SURE:
            print(f"in full: {line.language} {line.text}")


def level(line: Line, sense: Sense | None) -> str:
    """Return how sure the gate is of a line, or nothing."""
    sentences = [line.text[each.start : each.end] for each in read(line.text)]
    return max((seen.level.value for each in sentences for seen in heard_in(each, line.language, sense)), default="")


def print_table(name: str, heard: Sequence[tuple[Line, str, str]]) -> None:
    """Print how many were met, rung and rung in full: by the lists, and by both ears."""
    unsafe = [each for each in heard if each[0].label != CALM]
    calm = [each for each in heard if each[0].label == CALM]
    by = [
        f"met {share(unsafe, ear)} rung {share(calm, ear)} in full {sum(each[ear] == Certainty.SURE for each in calm)}"
        for ear in (1, 2)
    ]
    print(f"{name:<5} lists: {by[0]}   both: {by[1]}")


def share(heard: Sequence[tuple[Line, str, str]], ear: int) -> str:
    """Return how many of some lines an ear heard."""
    return f"{sum(bool(each[ear]) for each in heard) / max(1, len(heard)):6.1%}"


WORK = {"learn": learn, "try": attempt}


def main(what: str = "") -> None:
    """Learn, or try."""
    if what not in WORK:
        raise SystemExit(__doc__)
    WORK[what]()


if __name__ == "__main__":
    main(*sys.argv[1:])
