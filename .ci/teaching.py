"""What the teaching of all second ears shares: sentences as numbers, and weights as whole numbers of one byte.

Needs `pip install -e '.[train]'`; is run by nobody alone.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.linear_model import LogisticRegression

from storage.steering.language.marks import (
    HINT,
    NEARNESS,
    PAIRED,
    PHRASES,
    PIECES,
    SLOTS,
    TOLD,
    marks_of,
    of_hints,
    of_near,
    of_runs,
    of_two,
    of_word,
)
from storage.steering.sense import FOLDER, SenseHeader

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nb", "nn", "en")
PARTS = ((0, PIECES), (PIECES, PIECES + PHRASES), (PIECES + PHRASES, TOLD), (TOLD, PAIRED), (PAIRED, SLOTS))
"""The slots of each part, which has a scale of its own."""
MOST = 127


class Example(NamedTuple):
    """A sentence as a second ear is told it, whether there was something to hear in it, and of what kind."""

    forms: tuple[str, ...]
    hints: frozenset[str]
    heard: bool
    kind: str = ""
    counts: float = 1.0
    """How much it counts among the others."""


class Taught(NamedTuple):
    """How closely the weights may follow the sentences, and among which kinds and slots what is heard is told apart."""

    loose: float
    hint: float = HINT
    """How much what the lists met counts beside the words, before anything is learnt."""
    listens: int = PAIRED
    """To how many marks it listens: to words, to words near each other too, to runs of words too."""
    fewest: int = 1
    """In how many examples a mark must stand to be learnt of."""
    kinds: tuple[str, ...] = ()
    slots: int = 0
    loose_kinds: float = 1.0


def digest(files: Sequence[Path]) -> str:
    """Return what names the sentences in a file of weights."""
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def rows_of(examples: Sequence[Example], hint: float = HINT) -> csr_matrix:
    """Return the examples as numbers, a row each."""
    return vstack([_row(each.forms, each.hints, hint) for each in examples], format="csr")


@cache
def _row(forms: tuple[str, ...], hints: frozenset[str], hint: float) -> csr_matrix:
    """Return how often each mark stands in an example, words in relation to how many there are."""
    counts = Counter(_of_words(forms))
    share = 1 / sqrt(max(1, len(forms)))
    values = {mark: count * share for mark, count in counts.items()}
    for mark in of_hints(hints):
        values[mark] = values.get(mark, 0.0) + hint
    words = [marks_of(form) for form in forms]
    for rows, counts_as in ((of_near(words), NEARNESS * share), (of_runs(words), share)):
        for mark in (mark for each in rows for mark in each.marks):
            values[mark] = values.get(mark, 0.0) + counts_as
    marks = sorted(values)
    return csr_matrix(([values[mark] for mark in marks], ([0] * len(marks), marks)), shape=(1, SLOTS))


def _of_words(forms: Sequence[str]) -> Iterator[int]:
    """Give the marks of words in order: of each by itself, and of every two in a row."""
    for form in forms:
        yield from of_word(form)
    for one, following in pairwise(map(marks_of, forms)):
        yield of_two(one, following)


def _rare(rows: csr_matrix, fewest: int) -> np.ndarray:
    """Return how telling each mark is: one that stands everywhere tells nothing, nor one that stands too seldom."""
    among, seen = rows.shape[0], np.asarray((rows > 0).sum(axis=0)).ravel()
    telling: np.ndarray = (np.maximum(0.0, np.log(among / (1 + seen))) / 4) ** 2
    telling[seen < fewest] = 0.0
    return telling


def _fitted(
    rows: csr_matrix, labels: Sequence[bool], heed: Sequence[float], loose: float, fewest: int = 1
) -> tuple[np.ndarray, float]:
    """Return the weight of each mark in telling one kind of sentences from the others, and what is added to all."""
    telling = _rare(rows, fewest)
    model = LogisticRegression(C=loose, solver="liblinear", class_weight="balanced", random_state=0, tol=1e-3)
    model.fit(rows @ diags(telling), labels, sample_weight=heed)
    return model.coef_[0] * telling, float(model.intercept_[0])


def weights_of(examples: Sequence[Example], taught: Taught, named: str) -> bytes:
    """Return a file of weights, learnt from some examples; `named` is the digest of their files."""
    heed = [each.counts for each in examples]
    rows = rows_of(examples, taught.hint)[:, : taught.listens]
    weights, bias = _fitted(rows, [each.heard for each in examples], heed, taught.loose, taught.fewest)
    parts = [_rounded(weights[first:last]) for first, last in PARTS if last <= taught.listens]
    of_kinds, kinds = _kinds([each for each in examples if each.heard and each.kind in taught.kinds], taught)
    body = b"".join((*(part for part, _ in parts), of_kinds))
    counted = (1.0, 1.0, taught.hint, NEARNESS, 1.0)
    scales = tuple(scale * by for (_, scale), by in zip(parts, counted, strict=False))
    header = SenseHeader(named, crc32(body), scales, bias, kinds, taught.listens)
    return msgspec.json.encode(header) + b"\n" + body


def _kinds(heard: Sequence[Example], taught: Taught) -> tuple[bytes, dict[str, float]]:
    """Return the weights of all kinds, and what is added for each, in the same measure."""
    if not taught.kinds:
        return b"", {}
    rows, heed = _folded(rows_of(heard), taught.slots), [each.counts for each in heard]
    found = [_fitted(rows, [each.kind == kind for each in heard], heed, taught.loose_kinds) for kind in taught.kinds]
    body, scale = _rounded(np.concatenate([weights for weights, _ in found]))
    return body, {kind: bias / scale for kind, (_, bias) in zip(taught.kinds, found, strict=True)}


def _folded(rows: csr_matrix, slots: int) -> csr_matrix:
    """Return rows with every slot that tells kinds apart taken among as many as a kind has."""
    cells = rows[:, :TOLD].tocoo()
    return csr_matrix((cells.data, (cells.row, cells.col % slots)), shape=(rows.shape[0], slots))


def _rounded(weights: np.ndarray) -> tuple[bytes, float]:
    """Return weights as whole numbers of one byte, and what one stands for."""
    scale = float(np.abs(weights).max()) / MOST
    return array("b", np.rint(weights / scale).astype(int).tolist()).tobytes(), scale


def write_weights(name: str, content: bytes) -> None:
    """Write weights that come with the program."""
    place = ROOT / "storage" / "steering" / FOLDER / name
    place.write_bytes(content)
    print(f"{place.relative_to(ROOT)}: {place.stat().st_size:,} bytes")
