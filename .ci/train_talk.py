"""Works out what the second ears for talk and for promises weigh, from sentences that people wrote: `learn` or `try`.

`learn` writes the weights that come with the program; the same sentences always give the same whole numbers. `try`
leaves out one writer at a time, learns from the others and says how the steering does on that writer's sentences: the
honest measure of how it will do on the next teacher's. Needs `pip install -e '.[train]'`.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from teaching import ROOT, Example, Taught, digest, weights_of, write_weights

from storage.steering.language.marks import SLOTS, TOLD
from storage.steering.nudges import judge, told
from storage.steering.sense import PROMISES, TALK, Sense
from storage.steering.talk.ear import WAYS, heard_by
from storage.steering.talk.promises import promise_hints, promise_parts, vague_stretch

WRITTEN = ROOT / "tests" / "steering" / "written" / "talk"
MEET, LEAVE, VAGUE, WHOLE = "meet", "leave", "vague", "whole"
CALM, CALM_COUNTS = "calm", 0.1
"""What was written for the safety gate and is calm: notes of every day, and more of them than need be."""
HOW_COUNTS = {"outright": 3.0, "understated": 0.5}
"""What is said outright counts more than what is only hinted at: of the one nine in ten are to be asked about."""
MEASURED, MEASURED_COUNT = ("b", "d"), 3.0
"""Begins the name of writers who wrote to measure and are spent: left out what they were unsure of, and count more."""
TAUGHT = {
    TALK: Taught(1.0, hint=0.4, listens=SLOTS, fewest=2, kinds=tuple(WAYS), slots=4_096, loose_kinds=3.0),
    PROMISES: Taught(3.0, listens=TOLD),
}


class Line(NamedTuple):
    """What somebody wrote, and what is to become of it: met or left alone, asked about or whole."""

    writer: str
    language: str
    label: str
    how: str
    way: str
    text: str

    @property
    def file(self) -> str:
        """The weights it is measured by."""
        return PROMISES if self.label in {VAGUE, WHOLE} else TALK


def lines() -> list[Line]:
    """Return what all writers wrote, in the order of their names."""
    return [Line(*file.stem.split("."), *row.split("\t")) for file in files_in(WRITTEN) for row in _rows(file)]


def calm() -> list[Line]:
    """Return what others wrote of pupils for the safety gate: plain notes, in which there is nothing to meet."""
    rows = [row.split("\t") for file in files_in(WRITTEN.parent) for row in _rows(file)]
    return [Line("", language, LEAVE, CALM, "-", text) for label, language, text in rows if label == CALM]


def files_in(folder: Path) -> list[Path]:
    """Return what all writers wrote in a folder, in the order of their names."""
    return sorted(folder.glob("*.tsv"))


def _rows(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


@cache
def promised(line: Line) -> Example:
    """Tell the ear for promises of a line."""
    parts, _, forms = promise_parts(line.text, line.language)
    return Example(forms, promise_hints(parts, forms), line.label == VAGUE)


@cache
def spoken(line: Line) -> Example:
    """Tell the ear for talk of a line, all its sentences as one; a promise is nothing to it."""
    counts = CALM_COUNTS if line.how == CALM else HOW_COUNTS.get(line.how, 1.0)
    counts *= MEASURED_COUNT if line.writer.startswith(MEASURED) else 1.0
    return Example(*told(line.text, line.language), line.label == MEET, line.way, counts)


def learnt(file: str, written: Sequence[Line]) -> bytes:
    """Return a file of weights, learnt from some lines: that for talk from whole promises too, and what is calm."""
    if file == PROMISES:
        examples = [promised(line) for line in written if line.file == PROMISES]
    else:
        examples = [spoken(line) for line in (*written, *calm()) if line.label != VAGUE]
    return weights_of(examples, TAUGHT[file], digest((*files_in(WRITTEN), *files_in(WRITTEN.parent))))


def learn() -> None:
    """Write the weights that come with the program."""
    for file in TAUGHT:
        write_weights(file, learnt(file, lines()))


def attempt() -> None:
    """Print what becomes of each writer's sentences when the others' are learnt from."""
    written, heard = lines(), list[tuple[Line, str]]()
    for writer in sorted({line.writer for line in written}):
        others = [line for line in written if line.writer != writer]
        ears = {file: Sense(learnt(file, others)) for file in TAUGHT}
        heard += [(line, became(line, ears)) for line in written if line.writer == writer]
        print_table(writer, [each for each in heard if each[0].writer == writer])
    for language in sorted({line.language for line, _ in heard}):
        print_table(language, [each for each in heard if each[0].language == language])
    print_table("all", heard)


def became(line: Line, ears: dict[str, Sense]) -> str:
    """Return whether a line was asked about, marked, or left alone."""
    if line.file == PROMISES:
        return "asked" if vague_stretch(line.text, line.language, ears[PROMISES]) else ""
    found = judge(line.text, line.language, hear=lambda forms, hints, _: heard_by(ears[TALK], forms, hints))
    return "asked" if any(each.loud for each in found) else "marked" if found else ""


def print_table(name: str, heard: Sequence[tuple[Line, str]]) -> None:
    """Print how many of each sort were asked about, and how many marked."""
    print(f"{name:<4}", *_shares(heard), sep="  ")


def _shares(heard: Sequence[tuple[Line, str]]) -> Iterator[str]:
    for sort in (MEET, "outright", "understated", LEAVE, VAGUE, WHOLE):
        became = Counter(what for line, what in heard if sort in {line.label, line.how})
        of = max(1, became.total())
        marked = f"+{became['marked'] / of:4.0%}" if became["marked"] else ""
        yield f"{sort} {became['asked'] / of:5.1%}{marked}"


WORK = {"learn": learn, "try": attempt}


def main(what: str = "") -> None:
    """Learn, or try."""
    if what not in WORK:
        raise SystemExit(__doc__)
    WORK[what]()


if __name__ == "__main__":
    main(*sys.argv[1:])
