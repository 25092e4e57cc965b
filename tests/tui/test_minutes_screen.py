import pytest

from tui.presentation.lines import Paragraph
from tui.screens.pages import shown


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        (r"## Homework \[/\]", Paragraph("Homework [/]", "heading")),
        ("- *the home:* calmer", Paragraph("• the home: calmer")),
        ("**Present:** AB", Paragraph("Present: AB")),
        (r"- two \* two, C:\\temp", Paragraph(r"• two * two, C:\temp")),
        ("> A working note", Paragraph("A working note", "dim")),
    ],
)
def test_what_markdown_adds_is_not_read(line: str, paragraph: Paragraph) -> None:
    assert shown(line) == paragraph
