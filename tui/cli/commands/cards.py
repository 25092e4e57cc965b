"""`fredstid cards`: experience cards, one of them, or those that are like a case."""

from collections.abc import Iterable, Iterator
from typing import Any

from storage.content.names import themes
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard, experience_here
from storage.domain.errors import Refused
from storage.domain.search import folded
from storage.steering.likeness import Likeness, alike
from tui.cli.asked import Asked
from tui.cli.command import command, option, optional
from tui.cli.completing import complete_card, complete_code
from tui.cli.facts import record_facts, shared_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json, write_text
from tui.desk.desk import Desk
from tui.i18n.labels import experience_words, reason
from tui.i18n.words import N_, Words


@command(
    "cards",
    help=N_("What was learned, without anybody recognisable: all cards, those with some words, or one of them whole."),
    first=N_("all of them"),
    examples=(
        (N_("fredstid cards weekly"), N_("those with a word in them; where it is one, all it says")),
        ("fredstid cards --like 26-014", N_("those that are like a case, and why")),
    ),
)
@optional("text", N_("WORDS"), N_("Words that stand in it, or its title."), complete_card)
@option(
    "--like",
    metavar=N_("CODE"),
    help=N_("Those that are like a case; what it has taken already is left out."),
    shell_complete=complete_code,
)
@as_json
def cards(asked: Asked, text: str | None, like: str | None, as_json: bool) -> None:
    """Print cards."""
    if text is not None and like is not None:
        raise Refused("choose-one", options=("WORDS", "--like"))
    desk = asked.desk
    if like is not None:
        _print_like(desk, like, as_json=as_json)
        return
    found = cards_with(desk.store.book().cards, text or "")
    if as_json:
        write_json([record_facts(each) for each in found])
    elif text is not None and len(found) == 1:
        write_text(*card_lines(desk.words, found[0], desk.store.book().agreements))
    else:
        write(*columns(((in_line(each.title), _about(desk.words, each)) for each in found), texts=(0, 1)))
        if not found:
            tell(desk.words("No card fits.") if desk.store.book().cards else desk.words("There are no cards yet."))


def cards_with(cards_there: tuple[ExperienceCard, ...], text: str) -> list[ExperienceCard]:
    """Return the cards in which all words stand; where one has that very title, it alone."""
    wanted = folded(text).split()
    exact = [each for each in cards_there if wanted and folded(each.title).split() == wanted]
    return exact or [each for each in cards_there if all(word in _spoken(each) for word in wanted)]


def _spoken(card: ExperienceCard) -> str:
    return folded(f"{card.title} {card.when} {card.worked} {card.start} {card.watch}")


def _about(words: Words, card: ExperienceCard) -> str:
    called = themes(words.language)
    return " · ".join(in_line(called.get(each, each)) for each in card.themes)


def card_lines(words: Words, card: ExperienceCard, agreements: Iterable[Agreement]) -> Iterator[str]:
    """Yield all that a card says, and what came of trying it."""
    yield card.title
    parts = (
        (words("When"), card.when),
        (words("What worked"), card.worked),
        (words("How to begin"), card.start),
        (words("Look out for"), card.watch),
    )
    for name, text in parts:
        if text:
            yield from ("", f"{name}: {text}")
    about = " · ".join(filter(None, (_about(words, card), words.day(card.made, "d. MMM y"), *card.sources)))
    yield from ("", about, *experience_words(words, card, experience_here(card, agreements)))


def _print_like(desk: Desk, code: str, *, as_json: bool) -> None:
    book = desk.store.book()
    case = book.case(code)
    found = alike(case, book.cards, book.agreements)
    if as_json:
        write_json([_likeness_facts(each) for each in found])
        return
    write(*columns(((in_line(each.card.title), reason(desk.words, each)) for each in found), texts=(0, 1)))
    if not found:
        tell(desk.words("No card is like {code}.", code=case.code))


def _likeness_facts(likeness: Likeness) -> dict[str, Any]:
    return {"card": record_facts(likeness.card), "shared": shared_facts(likeness)}
