"""A plan from a document, ours or another school's: areas, their practices, and everything else as notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from storage.documents.plan_file.tree import Node, Source, label_and_text, parsed, plain_text, rows_of, text_of
from storage.documents.plan_reading.drafts import NAMELESS, AreaDraft, PracticeDraft, ReadingLedger, lost_lines
from storage.documents.plan_reading.items import (
    LISTS,
    fields_known,
    fill_practice,
    groups_in,
    has_labels,
    labelled,
    practice_from,
    practice_of,
    titled,
)
from storage.documents.plan_reading.sections import OURS, Levels, Section, is_ours, levels_in, sections_of
from storage.documents.plan_reading.shapes import as_markdown, front_matter
from storage.documents.plan_reading.vocabulary import named_month, plain, vocabulary
from storage.domain.plan.plan import Paper, PaperArea
from storage.domain.text import cleaned

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


def read_plan(markdown: str, today: date, name: str) -> Paper:
    """Return the plan that a document holds; `name` is the area of what stands under no heading."""
    source = parsed(markdown)
    ledger = ReadingLedger(today, ours=is_ours(source))
    before = ""
    if not ledger.ours:
        before, document = front_matter(cleaned(markdown))
        markdown = as_markdown(document)
        source = parsed(markdown)
    areas = list(_made(ledger, _areas(ledger, source, name)))
    lost = "\n".join(filter(None, (before, *lost_lines(markdown, (*_kept(areas), *ledger.understood)))))
    if lost:
        last = areas.pop() if areas else AreaDraft(name).made(ledger, 1, bare=False)
        notes = "\n\n".join(filter(None, (last.area.notes, lost)))
        areas.append(replace(last, area=last.area.but(notes=notes), bare=False))
    return Paper(tuple(areas), ledger.ours)


def _areas(ledger: ReadingLedger, source: Source, name: str) -> list[AreaDraft]:
    sections = sections_of(source, bold=not ledger.ours)
    levels = OURS if ledger.ours else levels_in(sections)
    start = AreaDraft(name)
    areas = [start]
    practice: PracticeDraft | None = None
    title = ""
    for place, section in enumerate(sections):
        if _is_the_wheel(ledger, source, section, sections):
            continue
        if section.level == 0 or (section.level == levels.title and not title):
            title = section.title
            _open(ledger, source, start, section)
        elif _is_a_practice(ledger, source, sections, place):
            practice = _practice(ledger, source, section, areas[-1])
        elif section.level == levels.area or (ledger.ours and section.level == levels.title):
            practice = None
            areas.append(_area(ledger, source, section, nested=_is_nested(sections[place + 1 : place + 2], levels)))
        elif section.level == levels.practice and not _names_a_field(ledger, section):
            practice = _practice(ledger, source, section, areas[-1])
        elif practice:
            _below(ledger, source, practice, section)
        else:
            areas[-1].note(section.title, text_of(source, section.blocks))
    return _with_start(ledger, [each for area in areas for each in (area, *area.beside.values())], title)


def _practice(ledger: ReadingLedger, source: Source, section: Section, area: AreaDraft) -> PracticeDraft:
    practice = PracticeDraft(section.title)
    area.practices.append(practice)
    fill_practice(ledger, source, practice, section.blocks)
    return practice


def _is_a_practice(ledger: ReadingLedger, source: Source, sections: Sequence[Section], place: int) -> bool:
    """Tell whether a heading at any depth names a practice: a practice's fields stand under it, and no heading does."""
    section, following = sections[place], sections[place + 1 : place + 2]
    is_last = not any(each.level > section.level for each in following)
    fits = not ledger.ours and section.level > 0 and is_last and not _names_a_field(ledger, section)
    return fits and has_labels(ledger, source, section.blocks)


def _open(ledger: ReadingLedger, source: Source, start: AreaDraft, section: Section) -> None:
    """Read what stands before the first area; what every page of ours says about itself is no part of the plan."""
    blocks = [block for block in section.blocks if not _is_our_note(ledger, source, block)]
    fill_area(ledger, source, start, blocks, nested=False)


def _is_our_note(ledger: ReadingLedger, source: Source, block: Node) -> bool:
    if block.kind != "blockquote":
        return False
    text = text_of(source, block.children)
    ours = plain(text.rstrip(".")) in {note.rstrip(".") for note in vocabulary().notes_for_the_team}
    if ours:
        ledger.take(text)
    return ours


def _with_start(ledger: ReadingLedger, areas: list[AreaDraft], title: str) -> list[AreaDraft]:
    """Return the areas; what stood before the first one is its note, if it is text, with the document's title."""
    start, *more = areas
    if any(heading.fullmatch(title) for heading in vocabulary().headings):
        ledger.take(title)
        title = ""
    if ledger.ours:
        ledger.take(title)
    elif not more:
        start.title = title or start.title
        return [start] if title or not start.is_empty else []
    elif title:
        start.about.insert(0, title)
    if more and not (start.practices or start.values):
        more[0].notes[:0] = [*start.about, *start.notes]
        return more
    return more if start.is_empty else areas


def _area(ledger: ReadingLedger, source: Source, section: Section, *, nested: bool) -> AreaDraft:
    draft = AreaDraft(section.title)
    draft.month = None if ledger.ours else named_month(section.title)
    fill_area(ledger, source, draft, section.blocks, nested=nested and not ledger.ours)
    return draft


def _is_nested(following: Iterable[Section], levels: Levels) -> bool:
    """Tell whether an area's practices stand under headings of their own."""
    first = next(iter(following), None)
    return first is not None and levels.practice != 0 and first.level == levels.practice


def _is_the_wheel(ledger: ReadingLedger, source: Source, section: Section, sections: Sequence[Section]) -> bool:
    """Tell whether a section is a year wheel of ours, which follows from the months of the practices below it."""
    if plain(section.title) not in vocabulary().wheel:
        return False
    titles = {each.title for each in sections}
    items = [item for block in section.blocks for item in block.children]
    pairs = [label_and_text(source, item) for item in items]
    named = [title.strip() for pair in pairs if pair for title in pair[1].split("·")]
    whole = bool(items) and None not in pairs and titles.issuperset(named)
    if whole:
        ledger.take(section.title, *(text for pair in pairs if pair for text in pair))
    return whole


def _names_a_field(ledger: ReadingLedger, section: Section) -> bool:
    return not ledger.ours and plain(section.title) in fields_known(ledger)


def _below(ledger: ReadingLedger, source: Source, practice: PracticeDraft, section: Section) -> None:
    """Read a heading inside a practice: a field by its name, or more text."""
    text = text_of(source, section.blocks)
    field = fields_known(ledger).get(plain(section.title))
    if field and field != "title":
        practice.put(ledger, field, section.title, text)
    else:
        practice.free.append("\n\n".join(filter(None, (section.title, text))))


def _kept(areas: Iterable[PaperArea]) -> Iterator[str]:
    for given in areas:
        yield from (given.area.title, given.area.about, given.area.notes)
        for made in (each.practice for each in given.practices):
            yield from (made.title, made.minimum, made.room, made.sign, made.notes)


def _made(ledger: ReadingLedger, areas: Sequence[AreaDraft]) -> Iterator[PaperArea]:
    for order, draft in enumerate(areas, 1):
        last = order == len(areas)
        bare = ledger.ours and last and _is_bare(draft)
        yield draft.made(ledger, order, bare=bare)


def _is_bare(draft: AreaDraft) -> bool:
    """Tell whether a heading of ours only stands for practices without an area."""
    return plain(draft.title) in vocabulary().no_area and bool(draft.practices) and not (draft.about or draft.values)
