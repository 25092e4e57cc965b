"""`fredstid classlist`: names that are warned about wherever somebody writes; they are not kept themselves."""

import click

from storage.domain.errors import Refused
from storage.steering.names import listed_words, without_class_list
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import command, optional
from tui.cli.output import as_json, tell, text_from_input, write_json
from tui.desk.keeping import keep
from tui.desk.nudges import with_class_list
from tui.i18n.words import N_, Words

FROM_INPUT = "-"


@command(
    "classlist",
    help=N_("The names come from standard input with -. They cannot be read back: only keyed hashes are kept."),
    first=N_("take in a list"),
    examples=(("fredstid classlist", N_("how many words are on it")), ("fredstid classlist --empty", N_("forget it"))),
)
@optional("source", "-", N_("- reads the names from standard input."))
@click.option("--empty", is_flag=True, help=N_("Forget the list."))
@as_json
def classlist(asked: Asked, source: str | None, empty: bool, as_json: bool) -> None:
    """Take in, count or forget a class list."""
    desk = asked.desk
    team = desk.store.book().team
    after = without_class_list(team) if empty else team
    if source is not None:
        after = with_class_list(after, _pasted(desk.words, source))
    if after != team:
        keep(desk, Change(team, after))
    count = listed_words(after)
    if as_json:
        write_json({"words": count})
    else:
        words = desk.words
        warned = words.many("{count} word is warned about", "{count} words are warned about", count)
        tell(warned if count else words("There is no class list."))


def _pasted(words: Words, source: str) -> str:
    """Return what was handed in; a list on the command line would stay in the shell's history: raises `names-typed`."""
    if source != FROM_INPUT:
        raise Refused("names-typed")
    return text_from_input(words)
