"""Works out what the safety gate's second ear weighs, from sentences that people wrote: `learn`, or `try` it first.

`learn` writes the weights that come with the program; the same sentences always give the same whole numbers. `try`
leaves out one writer at a time, learns from the others and says how the gate does on that writer's sentences: the
honest measure of how it will do on the next teacher's. Needs `pip install -e '.[train]'`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from teaching import LANGUAGES, ROOT, Example, Taught, digest, weights_of, write_weights

from storage.domain.case.case import Route
from storage.steering.gate import heard_in, told
from storage.steering.gate_lists import Certainty
from storage.steering.language.text import read
from storage.steering.sense import GATE, Sense

WRITTEN = ROOT / "tests" / "steering" / "written"
CALM = "calm"
TAUGHT = Taught(loose=3.0, kinds=tuple(Route), slots=16_384, loose_kinds=3.0)
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


def lines() -> list[Line]:
    """Return what all writers wrote, in the order of their names."""
    return [Line(file.stem, *each.split("\t")) for file in _files() for each in _rows(file)]


def _files() -> list[Path]:
    return sorted(WRITTEN.glob("*.tsv"))


def _rows(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def marked(line: Line) -> Example:
    """Tell the second ear of a line, all its sentences as one."""
    heard = [told(line.text[each.start : each.end], line.language) for each in read(line.text)]
    forms = tuple(form for words, _ in heard for form in words)
    hints = frozenset(hint for _, hints in heard for hint in hints)
    counts = OWN_WORDS_COUNT if line.writer == OWN_WORDS else 1.0
    return Example(forms, hints, line.label != CALM, line.label, counts)


def learnt(examples: Sequence[Example]) -> bytes:
    """Return a file of weights, learnt from some examples."""
    return weights_of(examples, TAUGHT, digest(_files()))


def learn() -> None:
    """Write the weights that come with the program."""
    write_weights(GATE, learnt([marked(line) for line in lines()]))


def attempt() -> None:
    """Print how the gate does on each writer's sentences, by its lists alone and by both ears."""
    written = lines()
    examples = [marked(line) for line in written]
    heard: list[tuple[Line, str, str]] = []
    for writer in sorted({line.writer for line in written} - {OWN_WORDS, PLAIN}):
        others = [each for line, each in zip(written, examples, strict=True) if line.writer != writer]
        sense = Sense(learnt(others))
        heard += [(line, level(line, None), level(line, sense)) for line in written if line.writer == writer]
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
