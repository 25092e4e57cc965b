"""Made-up documents of made-up schools, no two by one pattern; what begins with `»` was agreed on.

Those in `foreign/` were written for what reads them, those in `strangers/` by somebody who had not looked at it, and so
were those in `fresh/`, which have no sign: `fresh.csv` tells who does what until when, a week as its Friday. The
sign is no part of the document: `raw` takes it away, `agreed` says what had it. What ends in `.word` becomes a Word
document: headings, lists, bold lines and tables as in Markdown.
"""

import csv
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx

PROMISE = re.compile(r"»[|\s]*([^»;|\t\n]+?)(?=[.!?](?:\s|$)|\s*[»;|\t\n]|$)")
IN_TABLE = re.compile(r"»([^|»;,\n]+)")


class Foreign(NamedTuple):
    """A document, how its name ends, and its text with what was agreed on marked."""

    name: str
    ending: str
    marked: str

    @property
    def document(self) -> str:
        """The text as the school has it."""
        return self.marked.replace("»", "")

    @property
    def raw(self) -> bytes:
        """The file as the school has it."""
        return word_of(self.document) if self.ending == ".docx" else self.document.encode()

    @property
    def agreed(self) -> tuple[str, ...]:
        """What was agreed on, as far as its first sentence goes."""
        promise = IN_TABLE if self.ending == ".csv" else PROMISE
        return tuple(re.sub(r"^(?:[-*•☐☑]|\d+[.)])\s+", "", each.strip()) for each in promise.findall(self.marked))


def word_of(text: str) -> bytes:
    """Return a Word document with the headings, lists, bold lines and tables of a text."""
    held, rows = docx.Document(), list[list[str]]()
    for line in (*text.splitlines(), ""):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            table = held.add_table(len(rows), len(rows[0]))
            for cell, told in zip(table._cells, (each for row in rows for each in row), strict=True):
                cell.text = told
            rows = []
        if heading := re.match(r"(#+) ", line):
            held.add_heading(line[heading.end() :], len(heading[1]))
        elif line.startswith("- "):
            held.add_paragraph(line.removeprefix("- "), style="List Bullet")
        elif line.startswith("**"):
            held.add_paragraph().add_run(line.strip("*")).bold = True
        elif line:
            held.add_paragraph(line)
    into = BytesIO()
    held.save(into)
    return into.getvalue()


def papers_in(folder: str) -> tuple[Foreign, ...]:
    """Return the documents of a folder beside this file."""
    files = sorted(Path(__file__).with_name(folder).iterdir())
    return tuple(Foreign(file.stem, file.suffix.replace("word", "docx"), file.read_text("utf-8")) for file in files)


PAPERS, STRANGERS, FRESH = papers_in("foreign"), papers_in("strangers"), papers_in("fresh")


class Promised(NamedTuple):
    """What one of the fresh documents tells that somebody is to do."""

    paper: str
    words: str
    who: tuple[str, ...]
    due: date | None


def promised() -> tuple[Promised, ...]:
    """Return all that is agreed on in the fresh documents."""
    rows = csv.DictReader(Path(__file__).with_name("fresh.csv").read_text("utf-8").splitlines(), delimiter=";")
    return tuple(
        Promised(
            row["paper"],
            row["words"],
            tuple(row["who"].split()),
            date.fromisoformat(row["due"]) if row["due"] else None,
        )
        for row in rows
    )


def words_of(text: str) -> str:
    """Return a text's words alone, so that how it was set does not count."""
    return " ".join(re.findall(r"\w+", text))


def told_lines(paper: Foreign) -> tuple[str, ...]:
    """Return the words of each line that a document holds, without the numbers and boxes that lists begin with."""
    bare = (
        re.sub(r"^[\s_*]*(?:[-*•#>]+\s+)?(?:\d{1,3}[.)]\s+)?(?:\[[ x]\]\s*)?", "", line)
        for line in paper.document.splitlines()
    )
    return tuple(words for line in bare if (words := words_of(line.rstrip("_"))))


def paper_called(name: str) -> Foreign:
    """Return the document with a name."""
    return next(paper for paper in PAPERS if paper.name == name)
