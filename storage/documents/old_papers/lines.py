"""An old document as lines: Markdown, text, Word or a table in a text file; nothing huge, nothing built to harm."""

import csv
import re
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

import msgspec

from storage.documents.plan_reading.checking import MOST_LINES, WRITTEN_BY_PROGRAMS
from storage.domain.errors import Refused
from storage.domain.text import cleaned, decoded

LONGEST_PAPER = 5 * 1024 * 1024
"""Bytes of a document as it lies there."""
MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all that a Word document unpacks to."""
MOST_TEXT = 1024 * 1024
"""Characters: years of minutes."""
SEPARATORS = ";\t,|"
HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$|(?P<bold>\*\*[^*]+\*\*|__[^_]+__):?$")
ITEM = re.compile(r"(?:[-*+•–▪◦]|\d{1,3}[.)]|[a-zæøå]\))\s+(?P<text>\S.*)$")
TICK = re.compile(r"\[[ xX]\]\s*|[☐☑☒✓]\s*")
RULE = re.compile(r"[\s|:=_*-]+$")


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an old document, as it is read."""

    text: str
    heading: int = 0
    """How deep a heading it is; 0 for none."""
    is_item: bool = False
    cells: tuple[str, ...] = ()
    """What stands in the columns of a table's row."""


def lines_of(raw: bytes, ending: str) -> tuple[PaperLine, ...]:
    """Return a document's lines, the empty ones left out; `ending` is how its name ends.

    Raises `long-document`, `many-lines`, `not-text`, `not-a-document` or `no-word`.
    """
    if len(raw) > LONGEST_PAPER:
        raise Refused("long-document", longest=f"{LONGEST_PAPER // 1024 // 1024} MB")
    if ending == ".docx":
        found = _of_word(raw)
    else:
        text = _text(raw)
        found = _of_table(text) if ending in {".csv", ".tsv"} else map(_line, text.splitlines())
    lines = tuple(line for line in found if line.text)
    if len(lines) > MOST_LINES:
        raise Refused("many-lines", most=MOST_LINES)
    return lines


def _text(raw: bytes) -> str:
    if raw.startswith(WRITTEN_BY_PROGRAMS):
        raise Refused("not-text")
    text, _ = decoded(raw)
    if len(text) > MOST_TEXT:
        raise Refused("long-document", longest=f"{MOST_TEXT // 1024} KB")
    return cleaned(text)


def _line(line: str) -> PaperLine:
    bare = line.strip()
    if not bare or RULE.match(bare):
        return PaperLine(text="")
    if heading := HEADING.match(bare):
        text = heading["text"] or heading["bold"].strip("*_")
        return PaperLine(text=text, heading=len(heading["marks"] or "##"))
    if bare.startswith("|") or bare.count("|") > 1 or "\t" in bare:
        return _row(re.split(r"\t+" if "\t" in bare else r"(?<!\\)\|", bare.strip("|")))
    item = ITEM.match(bare)
    text = TICK.sub("", item["text"] if item else bare, count=1) if item or TICK.match(bare) else bare
    return PaperLine(text=text, is_item=bool(item) or text != bare)


def _row(cells: list[str]) -> PaperLine:
    told = tuple(cell.strip() for cell in cells)
    return PaperLine(text=" · ".join(filter(None, told)), cells=told)


def _of_table(text: str) -> Iterator[PaperLine]:
    """Yield a table's rows, by the separator that most of its first lines agree on."""
    first = text.splitlines()[:20]
    separator = max(SEPARATORS, key=lambda each: min((line.count(each) for line in first if line.strip()), default=0))
    try:
        for row in csv.reader(StringIO(text), delimiter=separator):
            yield _row([" ".join(cell.split()) for cell in row])
    except csv.Error:
        raise Refused("not-a-document") from None


def _of_word(raw: bytes) -> Iterator[PaperLine]:
    """Yield a Word document's paragraphs and rows, once it is known that it unpacks to no more than a document."""
    try:
        word = import_module("docx")  # an extra, and only who has such a document needs it
    except ModuleNotFoundError:
        raise Refused("no-word") from None
    try:
        with ZipFile(BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise Refused("long-document", longest=f"{MOST_UNPACKED // 1024 // 1024} MB")
        held = word.Document(BytesIO(raw))
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        raise Refused("not-a-document") from None
    for block in held.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield _row([cleaned(cell.text).replace("\n", " ") for cell in row.cells])
            continue
        style = block.style.name if block.style else ""
        for text in cleaned(block.text).splitlines():
            level = re.match(r"(?:Heading|Title|Overskrift)\s*(\d?)", style or "")
            read = _line(text)
            if level and read.text:
                yield PaperLine(text=read.text, heading=int(level[1] or 1))
            else:
                yield PaperLine(text=read.text, is_item=read.is_item or "List" in (style or ""), cells=read.cells)
