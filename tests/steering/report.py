"""What the steering does on sentences that nobody learnt from, beside what it should do; and how alike its writers are.

Run with `python tests/steering/report.py`; with `--pages` it prints instead what is said beside the ten situations
as a tired team writes them, for a reader to say of each question whether it is apt. The sets lie under `blind/`:
talk and promises in `blind/talk`, a writer's sentences of one language a file, the gate's in the newest
`blind/*.toml`. A rate stands with the bounds between which it lies in 95 of 100 such sets.
"""

import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from math import sqrt
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.steering.gate import alarm
from storage.steering.nudges import judge
from storage.steering.sense import FOLDER, GATE, PROMISES, TALK, Sense
from storage.steering.shipped import shipped_bytes
from storage.steering.talk.promises import vague_stretch
from tests.steering.sentences import LANGUAGES, unheard
from tests.steering.sentences import table as table_of

HERE = Path(__file__).resolve().parent
CERTAIN = 1.96
ALIKE = 0.5
"""The share of its runs of three words that a sentence has in common with another writer's, to be nearly the same."""
NOTE_LENGTH, PAGE, YEAR = 2_000, 60, 200
"""In characters, and the lines from which they are taken, so that no page has a line of another."""


class Row(NamedTuple):
    """A sentence that was written for the report: what should become of it, how it is said, and itself."""

    writer: str
    language: str
    label: str
    how: str
    text: str


class Rate(NamedTuple):
    """How many of how many."""

    hits: int
    of: int

    @property
    def bounds(self) -> tuple[float, float]:
        """Between what it lies, by Wilson."""
        share, n, z = self.hits / max(1, self.of), max(1, self.of), CERTAIN**2
        middle, spread = (share + z / 2 / n) / (1 + z / n), sqrt(share * (1 - share) / n + z / 4 / n**2)
        half = CERTAIN * spread / (1 + z / n)
        return middle - half, middle + half

    def __str__(self) -> str:
        low, high = self.bounds
        return f"{self.hits / max(1, self.of):6.1%} of {self.of:<5}({max(0.0, low):.0%}–{high:.0%})"


def rows_in(folder: Path) -> list[Row]:
    """Return all that was written in a folder."""
    read = []
    for file in sorted(folder.glob("*.tsv")):
        writer, language = file.stem.split(".")
        for line in file.read_text("utf-8").splitlines():
            label, how, _, text = line.split("\t")
            read.append(Row(writer, language, label, how, text))
    return read


def asked(row: Row) -> bool:
    """Return whether a question is put."""
    return any(each.loud for each in judge(row.text, row.language))


def heard(row: Row) -> bool:
    """Return whether a question is put or a quiet mark made."""
    return bool(judge(row.text, row.language))


def asked_by_words(row: Row) -> bool:
    """Return whether the lexicon alone puts a question."""
    return bool(judge(row.text, row.language, hear=unheard))


def promise_asked(row: Row) -> bool:
    """Return whether an act is asked for."""
    return vague_stretch(row.text, row.language) is not None


def rate(rows: Iterable[Row], what: Callable[[Row], bool]) -> Rate:
    """Return of how many rows something is so."""
    every = list(rows)
    return Rate(sum(map(what, every)), len(every))


Line = tuple[str, Callable[[Row], bool], Callable[[Row], bool], str]
LINES: tuple[Line, ...] = (
    ("to be met: asked about, by words alone", lambda row: row.label == "meet", asked_by_words, ""),
    ("to be met: asked about", lambda row: row.label == "meet", asked, "65 %"),
    ("… at either loudness", lambda row: row.label == "meet", heard, "85 %"),
    ("said outright: asked about", lambda row: row.how == "outright", asked, "90 %"),
    ("… at either loudness", lambda row: row.how == "outright", heard, ""),
    ("understated: asked about", lambda row: row.how == "understated", asked, ""),
    ("… at either loudness", lambda row: row.how == "understated", heard, ""),
    ("to be left alone: asked about, by words alone", lambda row: row.label == "leave", asked_by_words, ""),
    ("to be left alone: asked about", lambda row: row.label == "leave", asked, "≤ 1.5 %"),
    ("… marked quietly", lambda row: row.label == "leave", lambda row: heard(row) and not asked(row), "≤ 6 %"),
    ("vague promises asked about", lambda row: row.label == "vague", promise_asked, "92 %"),
    ("good promises asked about", lambda row: row.label == "whole", promise_asked, "≤ 3 %"),
)


def table(rows: list[Row]) -> Iterator[str]:
    """Yield each measure, then the same language by language."""
    for name, sort, what, wanted in LINES:
        chosen = [row for row in rows if sort(row)]
        of_each = {each: rate((row for row in chosen if row.language == each), what) for each in LANGUAGES}
        each = "  ".join(f"{language} {of.hits / max(1, of.of):5.1%}" for language, of in of_each.items())
        yield f"{name:<46}{rate(chosen, what)!s:<30}{wanted:>8}   {each}"


def gate_lines() -> Iterator[str]:
    """Yield what the gate does on its newest blind set."""
    newest = max((HERE / "blind").glob("*.toml"), key=lambda file: int(file.stem))
    told = tomllib.loads(newest.read_text("utf-8"))
    for kind, wanted in (("unsafe", "85 %"), ("calm", "≤ 6 %")):
        texts = [(text, language) for language in LANGUAGES for text in told[kind][language]]
        met = Rate(sum(alarm(*each) is not None for each in texts), len(texts))
        yield f"{f'gate: {kind}, opened or asked about':<46}{met!s:<30}{wanted:>8}"


def year_lines() -> Iterator[str]:
    """Yield how often a year's calm notes, written to measure the gate and told to no ear for talk, are asked about."""
    told = [tomllib.loads(file.read_text("utf-8"))["calm"] for file in sorted((HERE / "blind").glob("*.toml"))]
    for language in LANGUAGES:
        year = [text for calm in told for text in calm[language]][:YEAR]
        asked = sum(any(each.loud for each in judge(text, language)) for text in year)
        yield f"{f'a harmless year, {YEAR} lines, {language}':<46}{asked:>6} asked about{'≤ 3':>26}"


def times(rows: list[Row]) -> Iterator[str]:
    """Yield how long it takes to load the weights, and to judge a page cold and when one sentence has changed."""
    begun = time.process_time()
    for file in (GATE, TALK, PROMISES):
        Sense(shipped_bytes(FOLDER, file))
    yield f"{'loading all weights':<46}{(time.process_time() - begun) * 1000:6.1f} ms"
    for language in LANGUAGES:
        texts = [row.text for row in rows if row.language == language and row.label in {"meet", "leave"}]
        pages = ["\n".join(texts[at : at + PAGE])[:NOTE_LENGTH] for at in range(0, len(texts) - PAGE, PAGE)]
        cold = median(_took(page, language) for page in pages)
        pages = [f"{page}\nHun sa at det var {at} she said" for at, page in enumerate(pages)]
        changed = median(_took(page, language, page[: page.rindex("\n")]) for page in pages)
        yield f"{f'2 000 characters, {language}':<46}{cold:6.1f} ms cold, {changed:.1f} ms with one line changed"


def _took(text: str, language: str, before: str = "") -> float:
    judge(before, language)
    begun = time.process_time()
    judge(text, language)
    return (time.process_time() - begun) * 1000


def alike(rows: list[Row]) -> int:
    """Return how many sentences are nearly the same as one of another writer's in their language."""
    runs = {
        row: {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))}
        for row in rows
        if (words := row.text.lower().split())
    }
    known: defaultdict[tuple[str, tuple[str, ...]], set[Row]] = defaultdict(set)
    for row, each in runs.items():
        for run in each:
            known[row.language, run].add(row)
    nearly = 0
    for row, each in runs.items():
        shared = Counter(other for run in each for other in known[row.language, run] if other.writer != row.writer)
        nearly += any(count >= ALIKE * len(each) and len(each) > 1 for count in shared.values())
    return nearly


def pages() -> Iterator[str]:
    """Yield the ten situations as a tired team writes them, each with what the program says beside it."""
    for language in LANGUAGES:
        for told in table_of("situations", language)["situations"]:
            rings = alarm(told["sigh"], language)
            yield f"\n{language} {told['key']}{f' ! {rings.level}: {rings.question}' if rings else ''}\n{told['sigh']}"
            for each in judge(told["sigh"], language):
                yield f"  {'?' if each.loud else '·'} «{each.signal}» [{each.ear}, {each.category}] {each.question}"


def main(*options: str) -> None:
    """Print the report, or the pages."""
    if "--pages" in options:
        sys.stdout.write("\n".join(pages()) + "\n")
        return
    rows, learnt = rows_in(HERE / "blind" / "talk"), rows_in(HERE / "written" / "talk")
    writers = sorted({row.writer for row in rows}), sorted({row.writer for row in learnt})
    lines = (
        f"learnt from: {len(learnt)} sentences by {', '.join(writers[1])}",
        f"measured on: {len(rows)} sentences by {', '.join(writers[0])}",
        f"nearly the same as another writer's: {alike(learnt + rows)}\n",
        *(table(rows) if rows else ("no set is blind any more: put a new one into tests/steering/blind/talk",)),
        *gate_lines(),
        *year_lines(),
        "",
        *times(learnt),
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
