"""Large things of half blocks: letters to be read from the other end of a room, and squares that a camera reads."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from unicodedata import normalize

HEIGHT = 3
"""Rows of a line; its first half row is air, or the ring of an Å."""
PIXELS = 6
"""Half rows of a letter and of what stands above it."""
BLANK = 3
"""Columns between two words."""
FONT: Mapping[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
UNKNOWN = "###/###/###/###/###"
"""Stands for a sign that has no letter here."""
PIXEL = {False: "  ", True: "██"}
BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""A cell by its upper and lower half."""


def letters(text: str, width: int) -> tuple[str, ...]:
    """Return a text in large letters, broken between words, three rows a line, none wider than `width` cells."""
    return tuple(row for line in _lines(text, max(1, width)) for row in _rows(line))


def huge_letters(text: str, width: int, most: int = PIXELS) -> tuple[str, ...]:
    """Return a text in letters of whole blocks; where it breaks a word or takes more than `most` rows, large ones."""
    room = width // len(PIXEL[True])
    rows = [row for line in _lines(text, max(1, room)) for row in _pixels(line)]
    drawn = tuple("".join(PIXEL[pixel == "#"] for pixel in row) for row in rows[bool(rows) and not rows[0].strip() :])
    is_broken = any(_width([word]) > room for word in text.upper().split())
    return letters(text, width) if is_broken or len(drawn) > most else drawn


def _lines(text: str, width: int) -> Iterator[list[str]]:
    """Yield lines of words that fit; a word that does not fit in any is broken."""
    line: list[str] = []
    for word in (piece for typed in text.upper().split() for piece in _pieces(typed, width)):
        if line and _width([*line, word]) > width:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and _width([piece + letter]) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(words: list[str]) -> int:
    return sum(sum(len(_glyph(each)[0]) + 1 for each in word) - 1 for word in words) + BLANK * (len(words) - 1)


def _glyph(letter: str) -> list[str]:
    bare = letter if letter in FONT else normalize("NFD", letter)[0]
    rows = FONT.get(bare, UNKNOWN).split("/")
    return [" " * len(rows[0])] * (PIXELS - len(rows)) + rows


def _pixels(words: list[str]) -> list[str]:
    """Return the half rows of a line."""
    drawn = [[_glyph(letter) for letter in word] for word in words]
    return [(" " * BLANK).join(" ".join(glyph[row] for glyph in word) for word in drawn) for row in range(PIXELS)]


def _rows(words: list[str]) -> Iterator[str]:
    pixels = _pixels(words)
    for upper, lower in zip(pixels[::2], pixels[1::2], strict=True):
        yield "".join(BLOCKS[high == "#", low == "#"] for high, low in zip(upper, lower, strict=True))


QUIET = 2
"""Light squares around it: fewer, and cameras do not find it; more, and it does not stand in twenty rows."""


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
        "".join(BLOCKS[up is not light, down is not light] for up, down in zip(*pair, strict=True)) for pair in pairs
    )
