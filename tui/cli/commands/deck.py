"""`fredstid deck`: experience cards that go to other teams as a signed file, and theirs that come in."""

import click

from storage.documents.deck import LARGEST_DECK
from storage.domain.case.card import experience_here
from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.choosing import agreed, do_or_stop, yes_option
from tui.cli.command import argument, asked_of, command, optional
from tui.cli.commands.cards import card_lines, cards_with
from tui.cli.completing import complete_card, complete_file
from tui.cli.group import CommandGroup
from tui.cli.output import as_json, columns, in_line, tell, write, write_json, write_text
from tui.cli.writing import tell_what_follows
from tui.desk import pages
from tui.desk.keeping import keep
from tui.desk.settings import file_bytes, free_path, typed_path
from tui.i18n.labels import CHECKS, experience_words
from tui.i18n.words import N_, Words


@click.command(
    "deck",
    cls=CommandGroup,
    help=N_(
        "What the cards have come to where they were tried. A deck carries cards from team to team, without owners,"
        " cases or names of teams: what others tried is told once at least three other teams have."
    ),
    first=N_("what the cards have come to"),
    examples=(
        ("fredstid deck export deck.json", N_("all cards, after four questions about each of them")),
        ("fredstid deck import deck.json --dry-run", N_("only show what would come in")),
    ),
)
@click.pass_context
def deck(ctx: click.Context) -> None:
    """Print what came of each card, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return
    desk = asked_of(ctx).desk
    book = desk.store.book()
    told = ((card, experience_words(desk.words, card, experience_here(card, book.agreements))) for card in book.cards)
    write(*columns(((in_line(card.title), " · ".join(words)) for card, words in told), texts=(0, 1)))
    if not book.cards:
        tell(desk.words("There are no cards yet."))


@command(
    "export",
    help=N_(
        "You see each card, and answer for all of them what is asked of every card: nothing leaves before that."
        " The file is signed. It is pseudonymous, not anonymous, and says so itself."
    ),
    first=N_("all cards"),
    examples=((N_("fredstid deck export deck.json weekly"), N_("those with a word in them")),),
)
@argument("file", N_("FILE"), N_("A new file."), complete_file)
@optional("text", N_("WORDS"), N_("Words that stand in it, or its title."), complete_card)
def export(asked: Asked, file: str, text: str | None) -> None:
    """Show the cards, ask the four questions, and write them."""
    desk, place = asked.desk, free_path(file)
    book = desk.store.book()
    cards = cards_with(book.cards, text or "")
    if not cards:
        raise Refused("no-cards")
    key = pages.deck_key(book)
    pages.refuse_telling_cards(cards, book.team)
    for card in cards:
        write_text(*card_lines(desk.words, card, book.agreements), "")
    _answer_for(desk.words)
    pages.write_page(place, pages.signed_deck(desk, cards, key))
    tell(desk.words.many("{count} card stands in {file}.", "{count} cards stand in {file}.", len(cards), file=file))


def _answer_for(words: Words) -> None:
    """Ask what must be looked for in a card; raises `needs-answers` where nobody answers, and ends after a no."""
    for check in CHECKS.values():
        try:
            sure = agreed(words, words("{check}: is that so for every card here?", check=words(check)))
        except Refused:
            raise Refused("needs-answers") from None
        if not sure:
            tell(words("Nothing was written. Change the card first: fredstid, 3 Cases."))
            raise click.exceptions.Exit(1)


@command(
    "import",
    help=N_(
        "Cards that are here already stay as they are, but for what other teams have come to with them. No count is"
        " taken twice, however often and in whatever order decks come."
    ),
    first=N_("show what would come in, and ask"),
    examples=(("fredstid deck import deck.json --yes", N_("without asking")),),
)
@argument("file", N_("FILE"), N_("A deck."), complete_file)
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would come in."))
@yes_option
@as_json
def import_(asked: Asked, file: str, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what comes in, ask, and keep it."""
    desk, words = asked.desk, asked.words
    changes = pages.deck_changes(desk, file_bytes(typed_path(file), LARGEST_DECK))
    new = [change.after for change in changes if change.before is None]
    if as_json:
        write_json({"new": [getattr(card, "title", "") for card in new], "counted": len(changes) - len(new)})
    else:
        write_text(*map(in_line, pages.deck_lines(words, changes)))
    tell(*pages.deck_remarks(words, changes))
    if dry or not changes:
        return
    do_or_stop(words, words("Bring it in?"), yes=yes)
    kept = keep(desk, *changes)
    tell(words.many("{count} card came in.", "{count} cards came in.", len(new)))
    tell_what_follows(desk, kept)
