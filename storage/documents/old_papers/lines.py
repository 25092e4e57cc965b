"""An old document as lines: Markdown, text, Word or a table in a text file; nothing huge, nothing built to harm."""

import csv
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import msgspec

from storage.documents.plan_reading.checking import MOST_LINES, WRITTEN_BY_PROGRAMS
from storage.domain.errors import Refused
from storage.domain.text import cleaned, decoded
from storage.domain.written_days import MONTH_WORDS, MONTHS

LONGEST_PAPER = 5 * 1024 * 1024
"""Bytes of a document as it lies there."""
MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all that a Word document unpacks to."""
MOST_MARKUP = 12 * 1024 * 1024
"""Bytes of what is read of it: pictures aside."""
MOST_WITH_EMPTY = 2 * MOST_LINES
MOST_TEXT = 1024 * 1024
"""Characters: years of minutes."""
SEPARATORS = ";\t,|"
HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$|(?P<bold>\*\*[^*]+\*\*|__[^_]+__):?$")
NAMES_OF_MONTHS = "|".join(
    (*(name for names in MONTHS for name in names), *(s for short in MONTH_WORDS for s in short))
)
IN_ITS_ROW = rf"\d{{1,2}}\.\s+(?:(?i:{NAMES_OF_MONTHS}|(?:års)?trinn\w*|klass\w*|ste[gt]\w*)\b|\d{{1,2}}\.\s?\d{{4}}\b)"
"""A day or a year of school that a line begins with, which is no number of a list."""
ITEM = re.compile(rf"(?!{IN_ITS_ROW})(?:[-*+•–▪◦]|\d{{1,3}}[.)]|[a-zæøå]\))\s+(?P<text>\S.*)$")
TICK = re.compile(r"\[[ xX]\]\s*|[☐☑☒✓]\s*")
STRONG = re.compile(r"(?P<sign>\*\*|__|(?<![\w*])\*(?=[^\s*]))(?P<text>[^*_]+)(?P=sign)")
FEW_WORDS = 8
"""Words that a heading has at most where only bold letters tell that it is one."""
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}
BESIDE = re.compile(r"/word/(?:footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
"""Parts of a Word document in which something is written beside its pages."""
RULE = re.compile(r"[\s|:=_*-]+$")


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an old document, as it is read."""

    text: str
    heading: int = 0
    """How deep a heading it is; 0 for none."""
    is_item: bool = False
    is_task: bool = False
    """Whether it has a box to tick."""
    is_done: bool = False
    """Whether the box is ticked."""
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
    lines: list[PaperLine] = []
    for number, line in enumerate(found):
        if len(lines) > MOST_LINES or number > MOST_WITH_EMPTY:
            raise Refused("many-lines", most=MOST_LINES)
        if line.text:
            lines.append(line)
    return tuple(lines)


def _text(raw: bytes) -> str:
    if raw.startswith(WRITTEN_BY_PROGRAMS):
        raise Refused("not-text")
    text, _ = decoded(raw)
    if len(text) > MOST_TEXT:
        raise Refused("long-document", longest=f"{MOST_TEXT // 1024} KB")
    return cleaned(text)


def _line(line: str) -> PaperLine:
    bare = STRONG.sub(r"\g<text>", line.strip())
    if not bare or RULE.match(bare):
        return PaperLine(text="")
    if heading := HEADING.match(line.strip()):
        text = STRONG.sub(r"\g<text>", heading["text"] or heading["bold"])
        return PaperLine(text=text, heading=len(heading["marks"] or "##"))
    if bare.startswith("|") or bare.count("|") > 1 or "\t" in bare:
        return _row(re.split(r"\t+" if "\t" in bare else r"(?<!\\)\|", bare.strip("|")))
    item = ITEM.match(bare)
    listed = item["text"] if item else bare
    ticked = TICK.match(listed)
    return PaperLine(
        text=listed[ticked.end() :] if ticked else listed,
        is_item=bool(item or ticked),
        is_task=bool(ticked),
        is_done=bool(ticked) and listed[:2] not in {"[ ", "☐", "☐ "},
    )


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
            sizes = {each.filename: each.file_size for each in packed.infolist()}
            markup = sum(size for name, size in sizes.items() if name.casefold().endswith((".xml", ".rels")))
            if sum(sizes.values()) > MOST_UNPACKED or markup > MOST_MARKUP:
                raise Refused("long-document", longest=f"{MOST_UNPACKED // 1024 // 1024} MB")
        held = word.Document(BytesIO(raw))
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        raise Refused("not-a-document") from None
    styles = {each.style_id: each.name or "" for each in held.styles}
    yield from _of_blocks(held.element.body, styles)
    for part in held.part.package.iter_parts():
        if BESIDE.fullmatch(part.partname):
            yield from _of_blocks(word.oxml.parse_xml(part.blob), styles)


def _of_blocks(within: Any, styles: Mapping[str, str]) -> Iterator[PaperLine]:
    """Yield what stands in a part of a Word document, in forms, boxes and what was put in afterwards too."""
    for block in within:
        kind = _tag(block)
        if kind == "p":
            yield from _of_paragraph(block, styles)
        elif kind == "tbl":
            yield from (_row(list(_cells(row))) for row in _own(block, "tr"))
        elif kind not in {"Fallback", "del"}:
            yield from _of_blocks(block, styles)


def _own(element: Any, kind: str) -> Iterator[Any]:
    """Yield a table's rows, or a row's cells: none of a table that stands within a cell."""
    for child in element:
        if _tag(child) == kind:
            yield child
        elif _tag(child) not in {"tbl", "tc"}:
            yield from _own(child, kind)


def _cells(row: Any) -> Iterator[str]:
    """Yield what stands in a row's columns; a cell that spans several leaves the others empty."""
    for cell in _own(row, "tc"):
        yield " ".join(_words(cell).split())
        yield from [""] * (cell.grid_span - 1)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: Any) -> str:
    """Return what is written in an element, boxes of text aside: they are paragraphs of their own."""
    if (kind := _tag(element)) == "t":
        return str(element.text or "")
    if kind in BREAKS:
        return BREAKS[kind]
    if kind in {"Fallback", "del", "txbxContent", "pPr", "tcPr"}:
        return ""
    return "".join(map(_words, element)) + ("\n" if kind == "p" else "")


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.r_lst if _words(run).strip()]
    return bool(runs) and all(run.rPr is not None and run.rPr.b is not None and run.rPr.b.val for run in runs)


def _of_paragraph(paragraph: Any, styles: Mapping[str, str]) -> Iterator[PaperLine]:
    """Yield a paragraph's lines, as headings where its style says so, or where a few words are all bold."""
    style, text = styles.get(paragraph.style or "", ""), cleaned(_words(paragraph))
    level = re.match(r"(?:Heading|Title|Overskrift)\s*(\d?)", style)
    is_listed = "List" in style or (paragraph.pPr is not None and paragraph.pPr.numPr is not None and not level)
    is_bold = 0 < len(text.split()) <= FEW_WORDS and _is_bold(paragraph)
    depth = int(level[1] or 1) if level else 2 if is_bold and not is_listed else 0
    for line in map(_line, text.splitlines() or [""]):
        if depth and line.text:
            yield PaperLine(text=line.text, heading=depth)
        else:
            yield msgspec.structs.replace(line, is_item=line.is_item or is_listed)
    for box in (each for each in paragraph.iter() if _tag(each) == "txbxContent"):
        if not any(_tag(above) == "Fallback" for above in box.iterancestors()):
            yield from _of_blocks(box, styles)
