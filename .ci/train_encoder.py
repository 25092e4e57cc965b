"""Works out what the head of the encoder weighs, from the sentences that the ear for talk learns from: `learn`.

The encoder itself is taken as it is. Needs `pip install -e '.[train,sense]'` and some ten minutes; with the same pinned
versions the same sentences always give the same whole numbers.
"""

import os
import sys
import warnings
from array import array
from zlib import crc32

import msgspec
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from teaching import MOST, digest, write_weights
from train_talk import LEAVE, MEET, WRITTEN, Line, files_in, lines

from storage.steering.talk.ear import HEAD, PACKAGE, HeadHeader

HIDDEN, HEED, ROUNDS, STEP, AT_ONCE = 128, 3.0, 12, 2e-3, 256
"""How many hidden units, how little they may follow the sentences, how often all are gone through, and how."""
DIGITS = 5


def vectors(written: list[Line]) -> np.ndarray:
    """Return what the encoder makes of each line, a row each."""
    encode = __import__(PACKAGE).E5(num_threads=1).query
    rows: np.ndarray = np.array([encode(line.text) for line in written], np.float16).astype(np.float32)
    return rows


def head(rows: np.ndarray, heard: list[bool], named: str) -> bytes:
    """Return the head's file, learnt from what the encoder makes of sentences."""
    middle = rows.mean(0)
    spread = float((rows - middle).std())
    model = MLPClassifier(
        (HIDDEN,), alpha=HEED, max_iter=ROUNDS, random_state=0, batch_size=AT_ONCE, learning_rate_init=STEP
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit((rows - middle) / spread, heard)
    (hidden, out), (biases, bias) = model.coefs_, model.intercepts_
    hidden = hidden / spread
    scale = float(np.abs(hidden).max()) / MOST
    body = array("b", np.rint(hidden / scale).astype(int).ravel().tolist()).tobytes()
    first, last = (_plain(values) for values in (biases - middle @ hidden, out[:, 0]))
    header = HeadHeader(named, crc32(body), scale, first, last, *_plain(bias))
    return msgspec.json.encode(header) + b"\n" + body


def _plain(values: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(each), DIGITS) for each in values)


def learn() -> None:
    """Write the head that comes with the program."""
    written = [line for line in lines() if line.label in {MEET, LEAVE}]
    write_weights(HEAD, head(vectors(written), [line.label == MEET for line in written], digest(files_in(WRITTEN))))


if __name__ == "__main__":
    if sys.argv[1:] != ["learn"]:
        raise SystemExit(__doc__)
    os.environ["OMP_NUM_THREADS"] = "1"
    learn()
