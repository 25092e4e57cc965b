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
from storage.documents.said import voice
from tui.presentation.lines import Paragraph
from tui.presentation.pages import paragraphs

EMPTY = Paragraph("")


@pytest.mark.parametrize(
    ("blocks", "read"),
    [
        ((Heading(2, "Homework [/]"),), [Paragraph("Homework [/]", "heading")]),
        (listed([voice("the home", written("calmer"))]), [Paragraph("• the home: calmer")]),
        (prose(named("Present", in_line("AB"))), [Paragraph("Present: AB")]),
        (listed([written(r"two * two, C:\temp")]), [Paragraph(r"• two * two, C:\temp")]),
        (listed([written("first\nsecond")]), [Paragraph("• first\n  second")]),
        (
            listed([Item(written("agreed"), (written("done\nso"),))]),
            [Paragraph("• agreed"), Paragraph("  • done\n    so")],
        ),
        (listed([written("one"), written("two")], ListKind.NUMBERS), [Paragraph("1. one"), Paragraph("2. two")]),
        (listed([written("told")], ListKind.TICKS), [Paragraph("☐ told")]),
        (list_of("Ideas", [written("a")]), [Paragraph("Ideas"), EMPTY, Paragraph("• a")]),
        ((Grid(("Time", "What"), (("18:00", "Welcome"),)),), [Paragraph("Time  What"), Paragraph("18:00  Welcome")]),
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
