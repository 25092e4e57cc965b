"""Tables whose columns are known: a practice a row."""

from collections.abc import Iterator, Sequence

from storage.documents.plan_file.texts import rows_of
from storage.documents.plan_file.tree import Node
from storage.documents.plan_reading.drafts import NAMELESS, PracticeDraft, ReadingLedger
from storage.documents.plan_reading.items import titled
from storage.documents.plan_reading.vocabulary import plain, vocabulary


def practices_in(ledger: ReadingLedger, table: Node) -> list[tuple[str, PracticeDraft]] | None:
    """Return a table's rows as practices, each with the area it names; None where no column is known."""
    head, *rows = rows_of(table)
    fields = _fields(head)
    if fields is None:
        return None
    ledger.take(*(name for name, field in zip(head, fields, strict=True) if field))
    return [_practice(ledger, head, fields, row) for row in _with_months(fields, rows)]


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


def _fields(head: Sequence[str]) -> list[str] | None:
    """Return which field each column holds; a title is needed, and one thing more."""
    fields = [vocabulary().columns.get(plain(name), "") for name in head]
    fields = [field if field not in fields[:place] else "" for place, field in enumerate(fields)]
    if "title" not in fields and "" in fields:
        fields[fields.index("")] = "title"
    return fields if "title" in fields and any(field not in {"", "title"} for field in fields) else None


def _practice(
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
