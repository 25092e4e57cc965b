"""`fredstid search`: words in everything that was written."""

import sys

from storage.domain.calendar import school_year
from storage.domain.search import Passage
from storage.domain.views.book import Book
from tui.cli.asked import Asked
from tui.cli.command import argument, command
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.desk.desk import Desk
from tui.i18n.words import N_, Words
from tui.presentation.lines import shorten_middle
from tui.presentation.search import KINDS, surroundings, text_found, whose

WIDEST = 100
"""Characters shown of a text that was found."""
LONGEST_PLACE = 46
"""Characters shown of what a text belongs to; codes, state and year stand at its ends."""
MOST = 300
"""Texts shown at once: nobody reads more, and the best come first."""
NOTHING_FOUND = 1
"""The exit code, as other programs that search have it."""


@command(
    "search",
    help=N_(
        "That is cases, themes, agreements, meetings, the plan and the experience cards. A text is found when all"
        " the words stand in it, in any form; capitals and accents do not matter. Where a word stands nowhere, the"
        " nearest one is looked for."
    ),
    first=N_("everywhere it stands"),
    examples=((N_("fredstid search homework tears"), N_("where both words stand")),),
)
@argument("words", N_("WORDS"), N_("What to look for."), nargs=-1)
@as_json
def search(asked: Asked, words: tuple[str, ...], as_json: bool) -> None:
    """Print the texts that hold all words."""
    desk = asked.desk
    book = desk.store.book()
    index = desk.everything(book)
    typed = " ".join(words)
    answer = index.find(typed, len(index.passages))
    if as_json:
        write_json([_facts(desk, book, passage) for passage in answer.passages])
    else:
        sought = answer.meant or typed
        write(*columns(_row(desk, book, passage, sought) for passage in answer.passages[:MOST]))
        _tell_of_the_rest(desk.words, len(answer.passages))
    if answer.meant:
        tell(desk.words("Nothing holds «{words}»; this is what holds «{meant}».", words=typed, meant=answer.meant))
    if not answer.passages:
        tell(desk.words("Nothing was found."))
        sys.exit(NOTHING_FOUND)


def _tell_of_the_rest(words: Words, count: int) -> None:
    if count > MOST:
        told = N_(
            "{count} texts hold it; these are the {most} that fit best. Write one word more, or use --json"
            " for all of them."
        )
        tell(words(told, count=count, most=MOST))


def _facts(desk: Desk, book: Book, passage: Passage) -> dict[str, str]:
    text = text_found(desk.words, book, passage)
    return {"kind": passage.kind, "of": passage.code, "part": passage.part, "text": text}


def _row(desk: Desk, book: Book, passage: Passage, sought: str) -> tuple[str, ...]:
    place = whose(desk.words, book, passage, school_year(desk.today))
    kind = desk.words(KINDS[passage.kind])
    text = in_line(text_found(desk.words, book, passage))
    return shorten_middle(in_line(place), LONGEST_PLACE), kind, surroundings(text, sought, WIDEST)
