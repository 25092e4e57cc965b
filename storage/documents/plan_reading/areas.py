"""What stands under an area's heading: what it is about, its own fields, and practices as items or rows."""

import re
from collections.abc import Sequence

from storage.documents.plan_file.texts import plain_text, text_of
from storage.documents.plan_file.tree import Node, Source
from storage.documents.plan_reading.drafts import AreaDraft, ReadingLedger
from storage.documents.plan_reading.items import LISTS, fields_known, groups_in, labelled, practice_from, practice_of
from storage.documents.plan_reading.tables import practices_in
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
    rows = practices_in(ledger, table) if table.kind == "table" else None
    for area, practice in rows or ():
        home = draft.beside.setdefault(area, AreaDraft(area)) if area else draft
        home.practices.append(practice)
    return rows is not None
