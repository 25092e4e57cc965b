"""What stands on the terminal, cell by cell, so that only what differs from it is sent."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console, ConsoleOptions, RenderResult
from rich.control import Control
from rich.segment import ControlType, Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

GAP = 6
"""So many cells that stand there already are sent along, rather than a leap over them."""
ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24"}
"""What takes away each thing a letter can be: bold, faint, italic, underlined …"""
SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21"})
"""Underlined, turned about, struck through."""
NUMBERED, OF_PARTS = ("5", 3), 5
"""What follows where a colour is a number, and how many codes say it; how many where it has three parts."""


class Paint(NamedTuple):
    """How a cell is drawn, in a terminal's codes: what its letter is like, its colour, and what is behind it."""

    kinds: frozenset[str] = frozenset()
    front: str = "39"
    ground: str = "49"


class TerminalCell(NamedTuple):
    """One column of a row: its letter with what stands on it; none in the second column of a wide one."""

    letter: str
    paint: Paint


Row = list[TerminalCell | None]
"""A row's cells; None where it is not known what stands there."""


class TerminalPicture:
    """What the terminal shows."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}

    def forget(self) -> None:
        """Know no more what stands there: it was another program's, or has another size."""
        self._rows = {}

    def changes(self, pieces: Iterable[Segment], system: ColorSystem) -> str:
        """Let pieces stand there, each behind the one before or where a leap leads; return what has to be sent."""
        x = y = 0
        changed: dict[int, set[int]] = {}
        for text, style, control in pieces:
            match control:
                case [(ControlType.CURSOR_MOVE_TO, int(column), int(row))]:
                    x, y = column, row
                case None if text != "\n":
                    cells = cells_of(text, Strip.render_ansi(style, system) if style else "")
                    changed.setdefault(y, set()).update(self._put(x, y, cells))
                    x += len(cells)
        return "".join(self._sent(changed))

    def _put(self, x: int, y: int, cells: Sequence[TerminalCell]) -> Sequence[int]:
        """Let cells stand in a row; return the columns that showed something else.

        A terminal may give an uncommon letter another width than we do: such a row is sent from its beginning.
        """
        row = self._rows.setdefault(y, [])
        row.extend([None] * (x + len(cells) - len(row)))
        end = x + len(cells)
        before, row[x:end] = row[x:end], cells
        if before == list(cells):
            return ()
        for place in (x, end):
            halve(row, place)
        if not all(map(is_common, (*before, *row))):
            return range(len(row))
        return [place for place, (old, new) in enumerate(zip(before, cells, strict=True), x) if old != new]

    def _sent(self, changed: dict[int, set[int]]) -> Iterator[str]:
        """Yield what has to be sent for some columns of rows; every letter is plain again behind it."""
        paint = Paint()
        for y, columns in changed.items():
            for first, end in runs(sorted(columns)):
                yield f"{Control.move_to(first, y)}"
                for cell in self._rows[y][first:end]:
                    wanted = cell.paint if cell else Paint()
                    is_bare = cell and cell.letter == " " and wanted == Paint(ground=wanted.ground)
                    if is_bare and paint.kinds.isdisjoint(SEEN_ON_BLANKS):
                        wanted = paint._replace(ground=wanted.ground)
                    yield between(paint, wanted) + (cell.letter if cell else " ")
                    paint = wanted
        yield between(paint, Paint())


def runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first column of those that are sent in one go, and the one behind the last."""
    first = last = -1
    for column in columns:
        if first >= 0 and column - last > GAP:
            yield first, last + 1
            first = column
        first, last = (column if first < 0 else first), column
    if first >= 0:
        yield first, last + 1


def halve(row: Row, place: int) -> None:
    """Let nothing be left of a wide letter where one of its columns, on either side of a place, was written over."""
    if not 0 < place < len(row):
        return
    left, right = row[place - 1], row[place]
    if left and is_wide(left.letter) and not (right and not right.letter):
        row[place - 1] = left._replace(letter=" ")
    elif right and not right.letter and not (left and is_wide(left.letter)):
        row[place] = right._replace(letter=" ")


def is_wide(letter: str) -> bool:
    """Tell whether a letter takes two columns."""
    return bool(letter) and get_character_cell_size(letter[0]) > 1


def is_common(cell: TerminalCell | None) -> bool:
    """Tell whether every terminal gives a letter one column."""
    return cell is None or (len(cell.letter) == 1 and not is_wide(cell.letter))


@lru_cache(4096)
def cells_of(text: str, codes: str) -> tuple[TerminalCell, ...]:
    """Return a piece of a row in a style's codes; a bare blank has no letter to be coloured."""
    paint = paint_of(codes)
    blank = Paint(ground=paint.ground) if paint.kinds.isdisjoint(SEEN_ON_BLANKS) else paint
    return tuple(TerminalCell(letter, blank if letter == " " else paint) for letter in letters_of(text))


def letters_of(text: str) -> Sequence[str]:
    """Return what stands in each column of a text."""
    columns: list[str] = []
    for letter in text:
        width = get_character_cell_size(letter)
        if width:
            columns.extend((letter, *[""] * (width - 1)))
        elif columns:
            columns[-1] += letter
    return columns


def paint_of(codes: str) -> Paint:
    """Return what a style's codes say."""
    left, kinds, front, ground = codes.split(";") if codes else [], set[str](), "39", "49"
    while left:
        code = left[0]
        count = (NUMBERED[1] if left[1] == NUMBERED[0] else OF_PARTS) if code in {"38", "48"} else 1
        colour, left = ";".join(left[:count]), left[count:]
        if code in ENDS:
            kinds.add(code)
        elif code[:-1] in {"3", "9"}:
            front = colour
        else:
            ground = colour
    return Paint(frozenset(kinds), front, ground)


@lru_cache(4096)
def between(before: Paint, after: Paint) -> str:
    """Return what has to be said where letters are drawn otherwise than the one before."""
    ended = {ENDS[kind] for kind in before.kinds - after.kinds}
    codes = [*sorted(ended), *sorted(after.kinds if ended else after.kinds - before.kinds)]
    codes += [new for old, new in zip(before[1:], after[1:], strict=True) if old != new]
    return f"\x1b[{';'.join(codes)}m" if codes else ""


class OnlyChanges(CompositorUpdate):
    """Sends of what is drawn what does not stand there yet."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, picture: TerminalPicture) -> None:
        self.update = update
        self.picture = picture

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield all that is drawn."""
        yield from console.render(self.update, options)

    def render_segments(self, console: Console) -> str:
        """Return what is sent."""
        system = COLOR_SYSTEMS[console.color_system or "truecolor"]
        return self.picture.changes(console.render(self), system)
