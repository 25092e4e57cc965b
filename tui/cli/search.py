"""`fredstid search`: words in everything that was written."""

import click

from storage.domain.book import Book, passages
from storage.domain.search import Index, Passage
from tui.cli.asked import Asked
from tui.cli.command import Argument, Command
from tui.cli.output import columns, in_line, tell, write, write_json
from tui.cli.parameters import as_json
from tui.i18n.words import N_, Words

WIDEST = 100
"""Characters shown of a text that was found."""
BEFORE = 30
"""Of these, at most so many before the first word that was looked for."""
KINDS = {
    "case": N_("case"),
    "entry": N_("entry"),
    "idea": N_("idea"),
    "lesson": N_("lesson"),
    "first-step": N_("first step"),
    "pressure": N_("cross-pressure"),
    "practice": N_("practice"),
    "card": N_("experience card"),
    "agreement": N_("agreement"),
    "meeting": N_("meeting"),
    "parents": N_("parent meeting"),
    "round": N_("conversation"),
}


@click.command(
    "search",
    cls=Command,
    help=N_(
        "Find words in everything that was written."
        "\n\nThat is cases, agreements, meetings, the plan and the experience cards. A text is found when all the words"
        " stand in it; capitals and accents do not matter."
    ),
    examples=(
        (N_("fredstid search homework"), N_("everywhere it stands")),
        (N_("fredstid search homework tears"), N_("where both words stand")),
    ),
)
@click.argument("words", cls=Argument, nargs=-1, metavar=N_("WORDS"), explained=N_("What to look for."))
@as_json
@click.pass_obj
def search(asked: Asked, words: tuple[str, ...], as_json: bool) -> None:
    """Print the texts that hold all words."""
    desk = asked.desk
    book = desk.store.book()
    index = Index(passages(book))
    found = index.find(" ".join(words), len(index.passages))
    if as_json:
        write_json([_facts(passage) for passage in found])
        return
    write(*columns(_row(desk.words, book, passage, words) for passage in found))
    if not found:
        tell(desk.words("Nothing was found."))


def _facts(passage: Passage) -> dict[str, str]:
    return {"kind": passage.kind, "of": passage.code, "part": passage.part, "text": passage.text}


def _row(words: Words, book: Book, passage: Passage, sought: tuple[str, ...]) -> tuple[str, ...]:
    code = passage.code if book.find_case(passage.code) else ""
    return code, words(KINDS[passage.kind]), excerpt(in_line(passage.text), sought)


def excerpt(text: str, sought: tuple[str, ...]) -> str:
    """Return a text as far as it fits, from a little before the first of the words as they were typed."""
    if len(text) <= WIDEST:
        return text
    place = next((at for word in sought if (at := text.casefold().find(word.casefold())) >= 0), 0)
    start = max(0, min(place - BEFORE, len(text) - WIDEST))
    shown = text[start : start + WIDEST]
    return f"{'…' if start else ''}{shown}{'…' if start + WIDEST < len(text) else ''}"
