"""What stands under an area's heading: what it is about, its own fields, and practices as items or rows of a table."""

import re
from collections.abc import Iterator, Sequence

from storage.documents.plan_file.texts import plain_text, rows_of, text_of
from storage.documents.plan_file.tree import Node, Source
from storage.documents.plan_reading.drafts import NAMELESS, AreaDraft, PracticeDraft, ReadingLedger
from storage.documents.plan_reading.items import (
    LISTS,
    fields_known,
    groups_in,
    labelled,
    practice_from,
    practice_of,
    titled,
)
from storage.documents.plan_reading.values import named_month
from storage.documents.plan_reading.vocabulary import plain, vocabulary

CONTENTS = re.compile(r".*\(#[^()\n]*\)", re.DOTALL)
"""A line that leads somewhere within the document."""


def fill_area(ledger: ReadingLedger, source: Source, draft: AreaDraft, blocks: Sequence[Node], *, nested: bool) -> None:
    """Take what stands under an area; where practices have headings of their own (`nested`), lists are text."""
    free: list[Node] = []
    for block in blocks:
        if block.kind in LISTS and not nested and not _is_contents(source, block):
            for item in block.children:
                if not _take_month(ledger, source, draft, item):
                    _take_item(ledger, source, draft, item)
        elif not (_take_table(ledger, draft, block) or _take_lines(ledger, source, draft, block, nested=nested)):
            free.append(block)
    text = text_of(source, free)
    if text:
        draft.about.append(text)


def _is_contents(source: Source, block: Node) -> bool:
    """Tell whether a list only says where in the document one finds what."""
    return all(CONTENTS.fullmatch(text_of(source, item.children)) for item in block.children)


def _take_item(ledger: ReadingLedger, source: Source, draft: AreaDraft, item: Node) -> None:
    label, text = labelled(ledger, source, item) or ("", "")
    name = vocabulary().area.get(plain(label)) if label else None
    if name:
        draft.put(ledger, name, label, text)
    elif label and plain(label) in fields_known(ledger):
        draft.note(label, text)
    elif text_of(source, item.children):
        draft.practices.append(practice_of(ledger, source, item))


def _take_month(ledger: ReadingLedger, source: Source, draft: AreaDraft, item: Node) -> bool:
    """Take an item that names a month and holds a list: what is in that list falls in it."""
    first, *more = item.children or [Node("none")]
    month = None if ledger.ours or first.kind != "paragraph" else named_month(plain_text(first.inline))
    if month is None or not more or any(block.kind not in LISTS for block in more):
        return False
    ledger.take(plain_text(first.inline))
    for inner in (each for block in more for each in block.children):
        practice = practice_of(ledger, source, inner)
        practice.month = month if practice.month is None else practice.month
        draft.practices.append(practice)
    return True


def _take_lines(ledger: ReadingLedger, source: Source, draft: AreaDraft, block: Node, *, nested: bool) -> bool:
    """Take lines of plain text that say a practice and its fields."""
    groups = None if nested or ledger.ours else groups_in(ledger, source, block)
    draft.practices.extend(practice_from(ledger, group) for group in groups or ())
    return groups is not None


def _take_table(ledger: ReadingLedger, draft: AreaDraft, table: Node) -> bool:
    rows = _practices_in(ledger, table) if table.kind == "table" else None
    for area, practice in rows or ():
        home = draft.beside.setdefault(area, AreaDraft(area)) if area else draft
        home.practices.append(practice)
    return rows is not None


def _practices_in(ledger: ReadingLedger, table: Node) -> list[tuple[str, PracticeDraft]] | None:
    """Return a table's rows as practices, each with the area it names; None where no column is known."""
    head, *rows = rows_of(table)
    fields = _columns(head)
    if fields is None:
        return None
    ledger.take(*(name for name, field in zip(head, fields, strict=True) if field))
    return [_row_practice(ledger, head, fields, row) for row in _with_months(fields, rows)]


def _with_months(fields: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield the rows, with the month above where a merged cell left the next ones empty."""
    place = fields.index("month") if "month" in fields else None
    month = ""
    for row in rows:
        if place is None or place >= len(row):
            yield row
            continue
        month = row[place] or month
        yield (*row[:place], month, *row[place + 1 :])


def _columns(head: Sequence[str]) -> list[str] | None:
    """Return which field each column holds; a title is needed, and one thing more."""
    fields = [vocabulary().columns.get(plain(name), "") for name in head]
    fields = [field if field not in fields[:place] else "" for place, field in enumerate(fields)]
    if "title" not in fields and "" in fields:
        fields[fields.index("")] = "title"
    return fields if "title" in fields and any(field not in {"", "title"} for field in fields) else None


def _row_practice(
    ledger: ReadingLedger, head: Sequence[str], fields: Sequence[str], row: Sequence[str]
) -> tuple[str, PracticeDraft]:
    cells = dict(zip(fields, row, strict=False))
    draft = titled(cells["title"] or NAMELESS)
    for name, field, cell in zip(head, fields, row, strict=False):
        if not cell or field in {"title", "area"}:
            continue
        if field:
            draft.put(ledger, field, name, cell)
        else:
            draft.note(name, cell)
    return cells.get("area", ""), draft
