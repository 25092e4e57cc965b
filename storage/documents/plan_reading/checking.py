"""What is looked at before a file is read as a plan, and after: nothing huge, nothing binary, nothing built to harm."""

import codecs
from datetime import date

from storage.documents.plan_reading.reading import read_plan
from storage.documents.plan_reading.sections import split
from storage.domain.errors import Refused
from storage.domain.plan.plan import Paper
from storage.domain.text import LONGEST_TEXT

LONGEST_FILE = 300 * 1024
"""Bytes: half as much again as the longest plan we promise to read at once."""
MOST_BRACKETS = 4_000
"""Each may begin a link, and looking for its end takes time."""
MOST_STRESSED = 30_000
"""Stars, underscores and tildes: each may begin or end what is stressed."""
MOST_COLUMNS = 100
"""Bars in one line: each may be a table's."""
MOST_CELLS = 30_000
"""Bars in all lines together."""
MOST_LINES = 15_000
"""A page has fifty."""
MOST_PRACTICES = 5_000
"""Areas and practices together."""
WRITTEN_BY_PROGRAMS = (b"PK\x03\x04", b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"\x89PNG")


def plan_in(raw: bytes, today: date, name: str) -> Paper:
    """Return the plan in a file; raises what `text_in` and `checked_paper` raise, and `odd-document`."""
    return checked_paper(read_plan(text_in(raw), today, name))


def text_in(raw: bytes) -> str:
    """Return a file as text; raises `long-document`, `not-text`, `many-lines` or `odd-document`."""
    if len(raw) > LONGEST_FILE:
        raise Refused("long-document", longest=f"{LONGEST_FILE // 1024} KB")
    text = _decoded(raw)
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refused("many-lines", most=MOST_LINES)
    widest = max((line.count("|") for line in lines), default=0)
    if sum(map(text.count, "*_~")) > MOST_STRESSED:
        raise Refused("odd-document")
    if text.count("[") > MOST_BRACKETS or text.count("|") > MOST_CELLS or widest > MOST_COLUMNS:
        raise Refused("odd-document")
    return text


def _decoded(raw: bytes) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not-text") from None
    if "\0" in text or raw.startswith(WRITTEN_BY_PROGRAMS):
        raise Refused("not-text")
    return text


def checked_paper(paper: Paper) -> Paper:
    """Return a plan that can be kept; raises `long-plan` or `long-text`."""
    if len(paper.areas) + len(paper.practices) > MOST_PRACTICES:
        raise Refused("long-plan", most=MOST_PRACTICES)
    titles = (each.area.title for each in paper.areas)
    lines = (text for each in paper.practices for text in (each.practice.title, each.practice.owner))
    if any(len(text) > LONGEST_TEXT for text in (*titles, *lines)):
        raise Refused("long-text", longest=LONGEST_TEXT)
    return split(paper)
