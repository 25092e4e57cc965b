"""Made-up documents of made-up schools in `foreign/`, no two by one pattern; a line that begins with `»` was agreed on.

The sign is not part of the document: `document` takes it away, `agreed` says which lines had it.
"""

from pathlib import Path
from typing import NamedTuple


class Foreign(NamedTuple):
    """A document, how its name ends, and its text with the agreed lines marked."""

    name: str
    ending: str
    marked: str

    @property
    def document(self) -> str:
        """The text as the school has it."""
        return self.marked.replace("»", "")

    @property
    def agreed(self) -> tuple[str, ...]:
        """The lines that were agreed on."""
        return tuple(line.removeprefix("»").strip() for line in self.marked.splitlines() if line.startswith("»"))


FOLDER = Path(__file__).with_name("foreign")
PAPERS = tuple(Foreign(file.stem, file.suffix, file.read_text("utf-8")) for file in sorted(FOLDER.iterdir()))


def paper_called(name: str) -> Foreign:
    """Return the document with a name."""
    return next(paper for paper in PAPERS if paper.name == name)
