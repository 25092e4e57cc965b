"""Draws a terminal's screen as SVG: each cell in its place in any font, blocks and lines as shapes without gaps.

A still is one screen; a film is many, where each frame holds only the rows that are new in it. Nothing moves for
whoever has asked for less motion: a still lies below the film.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import name as name_of
from unicodedata import normalize
from xml.sax.saxutils import escape

from pyte import Screen
from pyte.graphics import FG_AIXTERM, FG_ANSI
from pyte.screens import Char

WIDTH, HEIGHT, EDGE = 10, 20, 14
"""A cell, and the room around them all; eighty cells fill the page that they are shown on."""
BASELINE, SIZE = 15, 16.6
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
INK, GROUND = "f2f2f2", "10151b"
"""What a cell that names no colour has."""
SIXTEEN = (
    *("000000", "cd3131", "0dbc79", "e5e510", "2472c8", "bc3fbc", "11a8cd", "e5e5e5"),
    *("666666", "f14c4c", "23d18b", "f5f543", "3b8eea", "d670d6", "29b8db", "ffffff"),
)
NAMED = dict(zip((*list(FG_ANSI.values())[:8], *FG_AIXTERM.values()), SIXTEEN, strict=True))
"""The first sixteen colours, by the names that pyte has for them; the others it gives in six digits."""
QUARTERS = dict(zip("▘▝▀▖▌▞▛▗▚▐▜▄▙▟█", range(1, 16), strict=True))
"""Which quarters of a cell a block fills: 1 and 2 above, 4 and 8 below."""
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
ARMS = {"LEFT": "l", "RIGHT": "r", "UP": "u", "DOWN": "d", "HORIZONTAL": "lr", "VERTICAL": "ud"}
THIN, THICK = 1.5, 3.0
FIRST_SYMBOL = 0x2100
"""From here on a font may lack a character, and another font's is as wide as it likes."""
COLOURED = frozenset("▶◀✔✖☑♥")
"""Drawn as coloured pictures on some machines unless told otherwise."""
AS_TEXT = "\N{VARIATION SELECTOR-15}"


class Look(NamedTuple):
    """How a cell's sign is drawn."""

    ink: str
    bold: bool
    italic: bool
    under: bool
    struck: bool


class Box(NamedTuple):
    """A filled part of a cell, in cells."""

    left: float
    top: float
    right: float
    bottom: float


class Frame(NamedTuple):
    """A screen's rows as they are drawn, and for how many seconds it stands."""

    rows: tuple[str, ...]
    lasts: float


def rows_of(screen: Screen) -> tuple[str, ...]:
    """Return each row of a screen, drawn at the top."""
    lines = ([screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines))
    return tuple("".join((*_grounds(cells), *_signs(cells))) for cells in lines)


def still(screen: Screen) -> str:
    """Return a screen as an SVG."""
    return _framed(screen, "".join(_placed(enumerate(rows_of(screen)))), "")


def film(screen: Screen, frames: Sequence[Frame], below: Sequence[str]) -> str:
    """Return frames of screens of one size as an SVG that goes round and round, over the rows of a still."""
    starts = [sum(frame.lasts for frame in frames[:number]) for number in range(len(frames) + 1)]
    whole, rules, drawn = starts[-1], list[str](), ["".join(_placed(enumerate(below)))]
    for number, frame in enumerate(frames):
        before = frames[number - 1].rows if number else ()
        new = [(y, row) for y, row in enumerate(frame.rows) if not before or before[y] != row]
        if new:
            until = max(_gone(frames, number, y) for y, _ in new)
            rules.append(_shown(number, 100 * starts[number] / whole, 100 * starts[until] / whole))
            drawn.append(f'<g class="f" style="animation-name:k{number}">{"".join(_placed(new))}</g>')
    moving = f"@media(prefers-reduced-motion:no-preference){{.f{{animation:{whole:.2f}s step-end infinite}}}}"
    return _framed(screen, "".join(drawn), f".f{{visibility:hidden}}{moving}{''.join(rules)}")


def _gone(frames: Sequence[Frame], number: int, y: int) -> int:
    """Return the number of the frame that draws a row anew."""
    later = range(number + 1, len(frames))
    return next((each for each in later if frames[each].rows[y] != frames[number].rows[y]), len(frames))


def _shown(number: int, start: float, end: float) -> str:
    hidden = f"{end:.3f}%{{visibility:hidden}}" if end < 100 else ""  # noqa: PLR2004 - per cent
    return f"@keyframes k{number}{{{start:.3f}%{{visibility:visible}}{hidden}}}"


def _placed(rows: Iterable[tuple[int, str]]) -> Iterator[str]:
    return (f'<g transform="translate(0 {y * HEIGHT})">{row}</g>' for y, row in rows)


def _framed(screen: Screen, inner: str, rules: str) -> str:
    width, height = screen.columns * WIDTH + 2 * EDGE, screen.lines * HEIGHT + 2 * EDGE
    grounds = Counter(_colours(screen.buffer[y][x])[1] for y in range(screen.lines) for x in range(screen.columns))
    ground = grounds.most_common(1)[0][0]
    style = f"text{{font:{SIZE}px {FONTS}}}.b{{font-weight:bold}}.i{{font-style:italic}}{rules}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<style>{style}</style><rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="9" fill="#{ground}"'
        f' stroke="#888" stroke-opacity=".4"/><g transform="translate({EDGE} {EDGE})">{inner}</g></svg>\n'
    )


def _colours(cell: Char) -> tuple[str, str]:
    ink, ground = _colour(cell.fg, INK), _colour(cell.bg, GROUND)
    return (ground, ink) if cell.reverse else (ink, ground)


def _colour(name: str, default: str) -> str:
    """Return a colour's six digits."""
    return {"default": default, **NAMED}.get(name, name)


def _grounds(cells: Sequence[Char]) -> Iterator[str]:
    """Yield what lies behind the signs: the row's own ground, then what differs from it."""
    grounds = [_colours(cell)[1] for cell in cells]
    own = Counter(grounds).most_common(1)[0][0]
    yield _filled(own, 0, Box(0, 0, len(cells), 1))
    for ground, run in groupby(enumerate(grounds), key=lambda each: each[1]):
        places = [x for x, _ in run]
        if ground != own:
            yield _filled(ground, places[0], Box(0, 0, len(places), 1))


def _filled(colour: str, x: float, box: Box, opacity: float = 1) -> str:
    """Return a filled rectangle; its edges lie on whole points, so that neighbours meet."""
    left, top = (x + box.left) * WIDTH, box.top * HEIGHT
    width, height = (box.right - box.left) * WIDTH, (box.bottom - box.top) * HEIGHT
    seen = f' fill-opacity="{opacity}"' if opacity < 1 else ""
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="#{colour}"{seen}'
        ' shape-rendering="crispEdges"/>'
    )


def _signs(cells: Sequence[Char]) -> Iterator[str]:
    """Yield the signs of a row, as many of one look together as can be."""
    for (look, shape), run in groupby(enumerate(cells), key=lambda each: (_look(each[1]), _shape(each[1].data))):
        placed = list(run)
        first, last = placed[0][0], placed[-1][0] + 1
        if shape:
            yield from _shaped(look.ink, shape, first, last)
        else:
            yield from _written(look, first, "".join(normalize("NFC", cell.data)[:1] or "\0" for _, cell in placed))
        for at, is_drawn in ((0.88, look.under), (0.5, look.struck)):
            if is_drawn:
                yield _filled(look.ink, first, Box(0, at, last - first, at + THIN / HEIGHT))


def _look(cell: Char) -> Look:
    return Look(_colours(cell)[0], cell.bold, cell.italics, cell.underscore, cell.strikethrough)


def _shape(sign: str) -> str:
    """Return the sign if it is a shape, and nothing if it is a letter."""
    return sign if len(sign) == 1 and "─" <= sign <= "▟" and sign not in "╱╲╳" else ""


def _shaped(ink: str, sign: str, first: int, last: int) -> Iterator[str]:
    """Yield a run of one shape; what reaches from side to side is drawn once."""
    for box in _boxes(sign):
        if (box.left, box.right) == (0, 1):
            yield _filled(ink, first, box._replace(right=last - first), SHADES.get(sign, 1))
        else:
            yield from (_filled(ink, x, box) for x in range(first, last))


def _boxes(sign: str) -> Iterator[Box]:
    """Yield the parts of a cell that a block or a line fills."""
    eighths = ord(sign) - ord("▁") + 1
    if sign in SHADES:
        yield Box(0, 0, 1, 1)
    elif sign in "▔▕":
        yield Box(0, 0, 1, 1 / 8) if sign == "▔" else Box(7 / 8, 0, 1, 1)
    elif "▁" <= sign <= "█":
        yield Box(0, 1 - eighths / 8, 1, 1)
    elif "▉" <= sign <= "▏":
        yield Box(0, 0, 2 - eighths / 8, 1)
    elif sign in QUARTERS:
        yield from _quarters(QUARTERS[sign])
    else:
        yield from _lines(name_of(sign).split())


def _quarters(filled: int) -> Iterator[Box]:
    if filled in {3, 12}:
        yield Box(0, filled // 12 / 2, 1, filled // 12 / 2 + 0.5)
        return
    for number, (left, top) in enumerate(((0, 0), (0.5, 0), (0, 0.5), (0.5, 0.5))):
        if filled >> number & 1:
            yield Box(left, top, left + 0.5, top + 0.5)


def _lines(words: Sequence[str]) -> Iterator[Box]:
    """Yield the arms of a line, from the words of its name; all meet in the middle."""
    arms = "".join(ARMS.get(word, "") for word in words)
    thick = THICK if "HEAVY" in words and "LIGHT" not in words else THIN
    across, down = thick / WIDTH / 2, thick / HEIGHT / 2
    if "l" in arms or "r" in arms:
        yield Box(0 if "l" in arms else 0.5 - across, 0.5 - down, 1 if "r" in arms else 0.5 + across, 0.5 + down)
    if "u" in arms or "d" in arms:
        yield Box(0.5 - across, 0 if "u" in arms else 0.5 - down, 0.5 + across, 1 if "d" in arms else 0.5 + down)


def _written(look: Look, first: int, text: str) -> Iterator[str]:
    """Yield the words of a text, each run as wide as its cells; a symbol stands alone."""
    classes = " ".join(name for name, is_so in (("b", look.bold), ("i", look.italic)) if is_so)
    said = f' class="{classes}"' if classes else ""
    for found in re.finditer(rf"[{chr(FIRST_SYMBOL)}-\U0010ffff]\0?|[!-\u20ff]+(?: [!-\u20ff]+)*", text):
        sign, cells = found[0].rstrip("\0"), found.end() - found.start()
        stretched = ' lengthAdjust="spacingAndGlyphs"' if ord(sign[0]) >= FIRST_SYMBOL else ""
        yield (
            f'<text x="{(first + found.start()) * WIDTH}" y="{BASELINE}" fill="#{look.ink}"{said}'
            f' textLength="{cells * WIDTH}"{stretched}>{escape(sign)}{AS_TEXT if sign in COLOURED else ""}</text>'
        )
