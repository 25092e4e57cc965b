"""Pages that commands hand out: to read at once, or in a new file that only their owner can read, in three forms."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.people import Language
from tui.cli.asked import Asked
from tui.cli.command import option
from tui.cli.completing import complete_file
from tui.cli.output import tell, write, write_bytes, write_page_text
from tui.desk.pages import PageForm, form_of, in_form, write_page
from tui.desk.settings import typed_path
from tui.i18n.words import N_, Words

to_file = option("--to", "file", metavar=N_("FILE"), help=N_("Write a new file instead."), shell_complete=complete_file)
_as_html = click.option("--html", is_flag=True, help=N_("As a page to print, rather than Markdown."))
_as_word = click.option("--docx", is_flag=True, help=N_("As a Word document, rather than Markdown."))


class Target(NamedTuple):
    """Where a page goes, and in which form."""

    file: Path | None
    form: PageForm

    @classmethod
    def by(cls, file: str | None, *, html: bool, docx: bool) -> "Target":
        """Return what is meant by the options, or by how the file's name ends; raises `choose-one`."""
        if html and docx:
            raise Refused("choose-one", options=("--html", "--docx"))
        wanted = cls(None, PageForm.HTML if html else PageForm.WORD if docx else PageForm.MARKDOWN)
        return wanted if file is None else wanted.at(file)

    def at(self, file: str) -> "Target":
        """Return it in a file, which is called after the form that was asked for; raises `choose-one`."""
        if self.file is not None:
            raise Refused("choose-one", options=("--to", file))
        place = typed_path(file)
        if self.form is PageForm.MARKDOWN:
            return Target(place, form_of(place))
        return Target(place if place.suffix else place.with_suffix(f".{self.form}"), self.form)


READ_HERE = Target(None, PageForm.MARKDOWN)
"""Where nothing else is asked for."""


def in_every_form(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take `--to`, `--html` and `--docx`, and give it a `Target` by the name of `out`."""

    @to_file
    @_as_html
    @_as_word
    @wraps(command)
    def targeted(*args: Any, file: str | None, html: bool, docx: bool, **rest: Any) -> None:
        command(*args, out=Target.by(file, html=html, docx=docx), **rest)

    return targeted


def hand_out(
    asked: Asked, markdown: str, out: Target, language: Language, written: str, *, as_it_is: bool = False
) -> None:
    """Print a page, or write it to a new file and say so in the sentence `written`, which names that {file}.

    Raises `word-needs-file` where a document would be poured into a terminal.
    """
    if out.file is None and out.form is PageForm.WORD and sys.stdout.isatty():
        raise Refused("word-needs-file")
    page = in_form(markdown, out.form, language, local_day(asked.now()))
    if out.file is not None:
        write_page(out.file, page)
        tell(asked.words(written, file=str(out.file)))
    elif isinstance(page, bytes):
        write_bytes(page)
    elif as_it_is or out.form is not PageForm.MARKDOWN:
        write(page.rstrip("\n"))
    else:
        write_page_text(page)


def into_new_file(words: Words, content: str, file: str, written: str) -> None:
    """Write what is no page to a new file that only its owner can read, and say so."""
    write_page(typed_path(file), content)
    tell(words(written, file=file))
