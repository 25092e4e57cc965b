"""Themes that keep coming back without a practice in the plan: one line each."""

from collections.abc import Iterable, Iterator

from storage.content.themes import themes
from storage.domain.views.reviews import Coverage
from tui.i18n.words import Words
from tui.presentation.lines import Line

GAP = "gap:"
"""Begins the key of a theme's line."""


def gap_lines(words: Words, gaps: Iterable[Coverage]) -> Iterator[Line]:
    """Yield the themes that keep coming back without a practice."""
    names = themes(words.language)
    for gap in gaps:
        text = words.many(
            "{theme}: {count} case this year, and no practice agreed",
            "{theme}: {count} cases this year, and no practice agreed",
            len(gap.cases),
            theme=names.get(gap.theme, gap.theme),
        )
        offer = words("↵ agree on one") if gap.ideas else words("↵ make one")
        yield Line(f"{GAP}{gap.theme}", f"! {text}", offer, "late")
