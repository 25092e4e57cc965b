"""What tests of the screens share: a style sheet is read once, and who has just waited does not wait again."""

from itertools import cycle
from typing import Any

import textual.app
from textual._wait import wait_for_idle
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

read_sheet = Stylesheet._parse_rules
known: dict[tuple[Any, ...], list[RuleSet]] = {}
turns = cycle((True, False))


def known_rules(sheet: Stylesheet, css: str, *where: Any, **told: Any) -> list[RuleSet]:
    """Return a sheet's rules: those of the same text with the same colours, where it was read before."""
    key = (css, where, *sorted(told.items()), frozenset(sheet._variables.items()))
    if key not in known:
        known[key] = read_sheet(sheet, css, *where, **told)
    return known[key]


async def idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until the program rests, the first of the two times that a press asks for it: nothing is animated here."""
    if next(turns):
        await wait_for_idle(min_sleep, max_sleep)


Stylesheet._parse_rules = known_rules  # type: ignore[method-assign, assignment]
textual.app.wait_for_idle = idle  # type: ignore[attr-defined]
