"""The blocks of a page as paragraphs to read on a screen."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from storage.documents.page import Grid, Heading, Item, Listing, ListKind, Page, PageBlock, Prose, as_read
from tui.look.signs import Span
from tui.presentation.lines import BLANK, Paragraph, section

MARKERS = {ListKind.BULLETS: "•", ListKind.TICKS: "☐"}
BETWEEN_CELLS = "  "
NARROWEST = 62
"""Cells that every screen has for a line."""
TITLE = 1
"""How deep the page's own title lies; those below are rules."""


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """Yield what is read of a page, an empty line between two blocks, but none between a rule and what it heads."""
    before: PageBlock | None = None
    for block in page.blocks:
        is_headed = isinstance(before, Heading) and before.level > TITLE
        if before is not None and not is_headed:
            yield BLANK
        yield from _block(block)
        before = block


def _block(block: PageBlock) -> Iterator[Paragraph]:
    match block:
        case Heading():
            yield Paragraph(block.title, "heading") if block.level <= TITLE else section(block.title)
        case Prose():
            yield Paragraph(as_read(block.text), "quiet" if block.aside else "plain")
        case Listing():
            for number, item in enumerate(block.items, 1):
                yield from _item(item, MARKERS.get(block.kind, f"{number}."))
        case Grid():
            yield from map(Paragraph, _rows((block.head, *block.rows)))


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table's rows, in columns where all of them fit the narrowest screen."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    fits = sum(widths) + len(BETWEEN_CELLS) * (len(widths) - 1) <= NARROWEST
    for row in rows:
        cells = map(set_cell_size, row, widths) if fits else filter(None, row)
        yield BETWEEN_CELLS.join(cells).rstrip()


def _item(item: Item, marker: str) -> Iterator[Paragraph]:
    yield Paragraph(as_read(item.text), column=(Span(f"{marker} ", "quiet"),))
    yield from (Paragraph(as_read(text), indent=2, column=(Span("• ", "quiet"),)) for text in item.below)
