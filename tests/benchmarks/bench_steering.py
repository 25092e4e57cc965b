"""How long judging takes, for 2 000 and 20 000 characters of what teachers write; prints a table.

Run with `python tests/benchmarks/bench_steering.py`. We promise less than 2 and 20 milliseconds for judging, growing
linearly, also without a full stop in it. The text is the tests' quiet sentences with every tenth a sighing one. It
counts the program's own time on the processor, since other programs come in between on a busy machine.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.steering.gate import alarm
from storage.steering.guard import identify
from storage.steering.nudges import judge
from tests.steering.sentences import LANGUAGES, flat, table

SIZES = (2_000, 20_000)
ROUNDS = 20
_ONE_IN = 9
WORK: dict[str, Callable[[str, str], object]] = {
    "judge": judge,
    "gate": alarm,
    "guard": lambda text, language: identify(text, language=language),
}


def main() -> None:
    """Print the table."""
    sys.stdout.write(f"{'':<14}{'2 000':>10}{'20 000':>10}{'without stops':>16}\n")
    for language in LANGUAGES:
        text = _written(language)
        plain = text.translate({ord(sign): None for sign in ".!?…\n"})
        for name, work in WORK.items():
            work(text, language)
            times = [
                _best(work, each[:size], language) for each, size in ((text, 2_000), (text, 20_000), (plain, 20_000))
            ]
            shown = f"{times[0]:10.2f}{times[1]:10.2f}{times[2]:16.2f}"
            sys.stdout.write(f"{language} {name:<11}{shown} ms\n")


def _written(language: str) -> str:
    """Make a long text of the tables' sentences, one in ten of them sighing."""
    quiet, sighs = flat(table("quiet", language)["quiet"]), flat(table("fires", language)["fires"])
    sentences = [
        sentence
        for at, calm in enumerate(quiet * 3)
        for sentence in ((calm, sighs[at % len(sighs)]) if at % _ONE_IN == 0 else (calm,))
    ]
    text = " ".join(sentences)
    return text * (max(SIZES) // len(text) + 1)


def _best(work: Callable[[str, str], object], text: str, language: str) -> float:
    """Give the shortest of some rounds, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work(text, language)
        took.append(time.process_time() - began)
    return min(took) * 1_000


if __name__ == "__main__":
    main()
