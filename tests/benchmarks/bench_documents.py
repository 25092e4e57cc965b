"""How long the plan's documents take to write, to print and to read; prints a table.

Run with `python tests/benchmarks/bench_documents.py` after `python -m compileall -q tui storage`. We promise a plan of
200 KB in less than a second.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.content.plan_template import template
from storage.documents.html import html_page
from storage.documents.pages.plan import plan_to_print
from storage.documents.plan_file.document import plan_document
from storage.documents.plan_reading.checking import plan_in
from storage.documents.plan_reading.merging import differences
from storage.documents.words import labels
from storage.domain.people import Language, Team
from storage.domain.views.book import Book

TODAY = date(2026, 11, 25)
ROUNDS = 7
PRACTICES = 60
SIZE = 200_000
THEIRS = """\
## Område

Tekst med *mye* [lenke](https://skole.example/plan) og mer å lese.

- Punkt én som er langt nok til å telle
  - Ansvar: AB
- [x] Punkt to

| Når | Tiltak | Hvem |
|-----|--------|------|
| uke 36 | Foreldremøte | AB |

"""


def book_of(count_of: int) -> Book:
    """Return a plan of so many practices, made from the template over and over."""
    numbers = count()
    areas, practices = template(Language.NB, new_id=lambda: f"{next(numbers):016d}", today=TODAY)
    many = (practices[number % len(practices)].but(id=f"p{number:015d}") for number in range(count_of))
    return Book(Team(id="team", name="6. trinn"), areas=areas, practices=tuple(many))


def main() -> None:
    """Print the table."""
    ours = labels(Language.NB)
    book = book_of(PRACTICES)
    document = plan_document(book, ours)
    long = _grown(document.split("\n## ", 1)[0] + "\n", "\n## " + document.split("\n## ", 1)[1])
    theirs = _grown("# Vår plan\n\n", THEIRS)
    paper = plan_in(document.encode(), TODAY, "plan")
    for name, deed in (
        (f"export {PRACTICES} practices", lambda: plan_document(book, ours)),
        (f"print {PRACTICES} practices as HTML", lambda: html_page(plan_to_print(book, ours), Language.NB)),
        (f"import {PRACTICES} practices", lambda: plan_in(document.encode(), TODAY, "plan")),
        ("find what changed in them", lambda: differences(paper, book, ours, new_id=str, today=TODAY)),
        ("import 200 KB of ours", lambda: plan_in(long, TODAY, "plan")),
        ("import 200 KB of somebody else's", lambda: plan_in(theirs, TODAY, "plan")),
    ):
        sys.stdout.write(f"{name:<36} {_milliseconds(deed):8.0f} ms\n")


def _grown(start: str, more: str) -> bytes:
    times = SIZE // len(more.encode()) + 1
    return (start + more * times).encode()[:SIZE].decode("utf-8", "ignore").encode()


def _milliseconds(deed: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        deed()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


if __name__ == "__main__":
    main()
