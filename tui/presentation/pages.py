"""The blocks of a page as paragraphs to read on a screen."""

from collections.abc import Iterator

from storage.documents.page import Grid, Heading, Item, Listing, ListKind, Page, PageBlock, Prose, as_read
from tui.presentation.lines import Paragraph

MARKERS = {ListKind.BULLETS: "•", ListKind.TICKS: "☐"}
BETWEEN_CELLS = "  "


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """Yield what is read of a page, with an empty line between two blocks."""
    for place, block in enumerate(page.blocks):
        if place:
            yield Paragraph("")
        yield from _block(block)


def _block(block: PageBlock) -> Iterator[Paragraph]:
    match block:
        case Heading():
            yield Paragraph(block.title, "heading")
        case Prose():
            yield Paragraph(as_read(block.text), "quiet" if block.aside else "plain")
        case Listing():
            for number, item in enumerate(block.items, 1):
                yield from _item(item, MARKERS.get(block.kind, f"{number}."))
        case Grid():
            yield from (Paragraph(BETWEEN_CELLS.join(filter(None, row))) for row in (block.head, *block.rows))


def _item(item: Item, marker: str) -> Iterator[Paragraph]:
    yield Paragraph(_marked(marker, as_read(item.text)))
    yield from (Paragraph(f"  {_marked('•', as_read(text), 2)}") for text in item.below)


def _marked(marker: str, text: str, indent: int = 0) -> str:
    """Return a text behind a marker, its further lines below its first one."""
    margin = " " * (indent + len(marker) + 1)
    return f"{marker} {text}".replace("\n", f"\n{margin}")
