"""Pages that commands hand out: to read at once, or in a new file that only their owner can read."""

import click

from tui.cli.command import Option
from tui.cli.completing import complete_file
from tui.cli.output import tell, write, write_page_text
from tui.desk.pages import write_page
from tui.desk.settings import typed_path
from tui.i18n.words import N_, Words

to_file = click.option(
    "--to", "file", cls=Option, metavar=N_("FILE"), help=N_("Write a new file instead."), shell_complete=complete_file
)

as_html = click.option("--html", is_flag=True, help=N_("As a page to print, rather than Markdown."))


def hand_out(words: Words, page: str, file: str | None, written: str, *, as_it_is: bool = False) -> None:
    """Print a page, or write it to a new file and say so in the sentence `written`, which names that {file}."""
    if file is not None:
        write_page(typed_path(file), page)
        tell(words(written, file=file))
    elif as_it_is:
        write(page.rstrip("\n"))
    else:
        write_page_text(page)
