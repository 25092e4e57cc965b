"""`fredstid rehearse`: seven minutes with a scripted team, for whoever is about to lead for the first time."""

import sys
from collections.abc import Iterator

from storage.content.coach import coach
from storage.content.rehearsal import Beat, Rehearsal, RehearsalFile, rehearsals
from storage.domain.errors import Refused
from storage.domain.text import typed_number
from tui.cli.asked import Asked
from tui.cli.command import command, optional
from tui.cli.output import tell, write_text
from tui.i18n.refusals import broken_sentence
from tui.i18n.strips import clock_text, rehearsal_lines
from tui.i18n.words import N_, Words


@command(
    "rehearse",
    help=N_(
        "Lead a short meeting with a made-up team of six that answers, sighs, goes silent and runs over. At every turn"
        " you choose what to say; at the end stands what it came to. Nothing of it is kept, and no team is needed."
    ),
    first=N_("the first situation"),
    examples=(("fredstid rehearse homework-tears", N_("another one")),),
)
@optional("situation", N_("SITUATION"), N_("Which one, by its key."))
def rehearse(asked: Asked, situation: str | None) -> None:
    """Play it."""
    words = asked.glance()
    folder = asked.folder if asked.folder.is_dir() else None
    shelf = rehearsals(words.language, folder)
    tell(*(broken_sentence(words, each) for each in shelf.broken))
    rehearsal = meant_rehearsal(shelf.script, situation)
    write_text(rehearsal.situation.title, words("Choose with 1, 2 or 3, or press q to stop."))
    while turn := rehearsal.turn:
        write_text("", *_heard(words, rehearsal, turn))
        place = _chosen(words, rehearsal)
        if place is None:
            tell(words("Stopped. Nothing of it is kept."))
            return
        write_text(*(f"  {rehearsal.said(text)}" for text in turn.replies[place].answer))
        rehearsal = rehearsal.after(place)
    write_text("", *rehearsal_lines(words, rehearsal, coach(words.language, folder)))
    tell(words("Nothing of it is kept."))


def meant_rehearsal(script: RehearsalFile, typed: str | None) -> Rehearsal:
    """Return the rehearsal of a situation, the first one for none; raises `no-such-situation`."""
    found = next((each for each in script.situations if typed in {None, each.key}), None)
    if found is None:
        raise Refused("no-such-situation", typed=typed, situations=[each.key for each in script.situations])
    return Rehearsal(script, found)


def _heard(words: Words, rehearsal: Rehearsal, turn: Beat) -> Iterator[str]:
    """Yield the time, what the team says, and what one can say to it."""
    yield clock_text(words, rehearsal)
    yield from (f"  {rehearsal.said(text)}" for text in turn.team)
    for number, place in enumerate(rehearsal.offers, 1):
        yield f"  {number}  {words.quoted(rehearsal.said(turn.replies[place].say))}"


def _chosen(words: Words, rehearsal: Rehearsal) -> int | None:
    """Return the reply that was chosen, asked for until there is one; None where nobody goes on."""
    while True:
        line = sys.stdin.readline() if sys.stdin else ""
        typed = line.strip().casefold()
        if not line or typed == "q":
            return None
        number = typed_number(typed) or 0
        if 1 <= number <= len(rehearsal.offers):
            return rehearsal.offers[number - 1]
        tell(words("Choose with 1, 2 or 3, or press q to stop."))
