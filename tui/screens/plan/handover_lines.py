"""A handover as rows: the areas, and each practice with what becomes of it."""

from collections.abc import Callable, Iterator
from itertools import groupby

from storage.domain.plan.plan import Choice, Practice
from storage.domain.views.book import Book
from storage.domain.views.handover import Handover, choice_of
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.presentation.lines import Line

MARKS = {Choice.GOES_ON: "✓", Choice.REVIEW: "?", Choice.RETIRE: "×"}
WAITS = "·"
LOOKS = {Choice.GOES_ON: "good", Choice.REVIEW: "plain", Choice.RETIRE: "dim"}


def handover_lines(words: Words, book: Book, over: Handover, proposed: Callable[[Practice], Choice]) -> Iterator[Line]:
    """Yield the practices by area; beside what nothing is chosen for yet stands what is proposed."""
    titles = {area.key: area.title for area in book.areas}
    for area, practices in groupby(over.concerned, key=lambda practice: practice.area):
        yield Line("", titles.get(area) or words("Without an area"), look="heading")
        for practice in practices:
            yield _row(words, over, practice, proposed(practice))


def _row(words: Words, over: Handover, practice: Practice, proposed: Choice) -> Line:
    choice = choice_of(practice, over.year)
    ticked = words("done") if over.year.start in practice.done else words("not done yet")
    chosen = (
        label(words, choice) if choice else words("{ticked} · {choice}?", ticked=ticked, choice=label(words, proposed))
    )
    who = "" if choice is Choice.RETIRE else practice.owner
    mark, look = (MARKS[choice], LOOKS[choice]) if choice else (WAITS, "plain")
    return Line(practice.id, f"  {mark} {practice.title}", " · ".join(filter(None, (who, chosen))), look)
