"""A short text as the squares that a camera reads, two rows of them in each row of the terminal."""

from collections.abc import Sequence
from importlib import import_module
from itertools import zip_longest

QUIET = 2
"""Light squares around it: fewer, and cameras do not find it; more, and it does not stand in twenty rows."""
HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the squares, True for dark ones, with the least correction and so with the fewest."""
    maker = import_module("segno")  # a fifth of a second that no start is to wait for
    made = maker.make(text, error="l", boost_error=False, micro=False, mode="byte", encoding="utf-8")
    return tuple(tuple(bool(square) for square in row) for row in made.matrix_iter(border=QUIET))


def drawn(rows: Sequence[Sequence[bool]], *, light: bool = False) -> tuple[str, ...]:
    """Return the dark squares as rows of text, or the `light` ones for letters that are lighter than their ground."""
    edge = (False,) * len(rows[0])
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=edge)
    return tuple(
        "".join(HALVES[up is not light, down is not light] for up, down in zip(*pair, strict=True)) for pair in pairs
    )
