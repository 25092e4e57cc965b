"""A page's blocks as they are read on a screen."""

import pytest

from storage.documents.page import (
    Blocks,
    Grid,
    Heading,
    Item,
    ListKind,
    Page,
    in_line,
    list_of,
    listed,
    named,
    page,
    prose,
    written,
)
from storage.documents.words import voice
from tui.look.signs import Span
from tui.presentation.lines import Paragraph, section
from tui.screens.pages import paragraphs

EMPTY = Paragraph("")


def item(text: str, marker: str = "• ", indent: int = 0) -> Paragraph:
    """A point of a list: its text hangs beside its marker."""
    return Paragraph(text, indent=indent, column=(Span(marker, "quiet"),))


@pytest.mark.parametrize(
    ("blocks", "read"),
    [
        ((Heading(1, "Homework [/]"),), [Paragraph("Homework [/]", "heading")]),
        ((Heading(2, "Homework [/]"),), [section("Homework [/]")]),
        ((Heading(2, "Decided"), *listed([written("one")])), [section("Decided"), item("one")]),
        (listed([voice("the home", written("calmer"))]), [item("the home: calmer")]),
        (prose(named("Present", in_line("AB"))), [Paragraph("Present: AB")]),
        (listed([written(r"two * two, C:\temp")]), [item(r"two * two, C:\temp")]),
        (listed([written("first\nsecond")]), [item("first\nsecond")]),
        (listed([Item(written("agreed"), (written("done\nso"),))]), [item("agreed"), item("done\nso", indent=2)]),
        (listed([written("one"), written("two")], ListKind.NUMBERS), [item("one", "1. "), item("two", "2. ")]),
        (listed([written("told")], ListKind.TICKS), [item("told", "☐ ")]),
        (list_of("Ideas", [written("a")]), [Paragraph("Ideas"), EMPTY, item("a")]),
        ((Grid(("Time", "What"), (("18:00", "Welcome"),)),), [Paragraph("Time   What"), Paragraph("18:00  Welcome")]),
    ],
)
def test_a_block_is_read_without_marks(blocks: Blocks, read: list[Paragraph]) -> None:
    assert list(paragraphs(Page(blocks))) == read


def test_a_page_begins_with_its_title_and_what_kind_of_paper_it_is() -> None:
    shown = list(paragraphs(page("Minutes", "A working note", [prose(written("a\n\nb"))])))
    assert shown == [
        Paragraph("Minutes", "heading"),
        EMPTY,
        Paragraph("A working note", "quiet"),
        EMPTY,
        Paragraph("a\n\nb"),
    ]


def test_what_is_empty_takes_no_room() -> None:
    assert listed([(), ()]) == ()
    assert list_of("Ideas", []) == prose(written(" ")) == ()
    assert named("Present", in_line("\n")) == ()
