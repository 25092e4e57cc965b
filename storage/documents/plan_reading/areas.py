"""What stands under an area's heading: what it is about, its own fields, and practices as items or rows."""

import re
from collections.abc import Sequence

from storage.documents.plan_reading.drafts import AreaDraft, Ledger
from storage.documents.plan_reading.items import LISTS, fields_known, labelled, practice_of
from storage.documents.plan_reading.tables import practices_in
from storage.documents.plan_reading.texts import text_of
from storage.documents.plan_reading.tree import Node, Source
from storage.documents.plan_reading.vocabulary import plain, vocabulary

CONTENTS = re.compile(r".*\(#[^()\n]*\)", re.DOTALL)
"""A line that leads somewhere within the document."""


def fill_area(ledger: Ledger, source: Source, draft: AreaDraft, blocks: Sequence[Node], *, nested: bool) -> None:
    """Take what stands under an area; where practices have headings of their own (`nested`), lists are text."""
    free: list[Node] = []
    for block in blocks:
        if block.kind in LISTS and not nested and not _is_contents(source, block):
            for item in block.children:
                _take_item(ledger, source, draft, item)
        elif not (block.kind == "table" and _take_table(ledger, draft, block)):
            free.append(block)
    text = text_of(source, free)
    if text:
        draft.about.append(text)


def _is_contents(source: Source, block: Node) -> bool:
    """Tell whether a list only says where in the document one finds what."""
    return all(CONTENTS.fullmatch(text_of(source, item.children)) for item in block.children)


def _take_item(ledger: Ledger, source: Source, draft: AreaDraft, item: Node) -> None:
    label, text = labelled(ledger, source, item) or ("", "")
    name = vocabulary().area.get(plain(label)) if label else None
    if name:
        draft.put(ledger, name, label, text)
    elif label and plain(label) in fields_known(ledger):
        draft.note(label, text)
    elif text_of(source, item.children):
        draft.practices.append(practice_of(ledger, source, item))


def _take_table(ledger: Ledger, draft: AreaDraft, table: Node) -> bool:
    rows = practices_in(ledger, table)
    for area, practice in rows or ():
        home = draft.beside.setdefault(area, AreaDraft(area)) if area else draft
        home.practices.append(practice)
    return rows is not None
