"""A list whose long rows go on below, so that a whole text can be read from the far end of the table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from tui.presentation.lines import Line
from tui.presentation.wrapping import wrapped
from tui.widgets.line_list import LineList, has_room_beside

MARGINS = 4
"""Cells that a row needs besides its text and its remark."""
HANGING = "  "


class WrappedList(LineList):
    """Shows every row whole; the cursor moves from row to row as in any list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.given: Sequence[Line] = ()

    def show(self, lines: Sequence[Line], key: str | None = None) -> None:
        """Draw other rows."""
        self.given = lines
        super().show(self._laid_out(), key)

    def on_resize(self) -> None:
        """Break the rows anew for another width."""
        super().show(self._laid_out())
        super().on_resize()

    def chosen_by(self, row: int) -> int:
        """Return the row that goes on in this one, or this one."""
        above = (place for place in range(min(row, len(self.lines) - 1), -1, -1) if not self._goes_on(place))
        return row if row >= len(self.lines) else next(above, row)

    def _goes_on(self, place: int) -> bool:
        line = self.lines[place]
        return not line.key and line.look != "heading" and line.left.startswith(HANGING)

    def _laid_out(self) -> tuple[Line, ...]:
        width = self.size.width
        return tuple(row for line in self.given for row in _line_rows(line, width)) if width else tuple(self.given)


def _line_rows(line: Line, width: int) -> Iterator[Line]:
    if line.right and not has_room_beside(line.right, width):
        line = replace(line, left=f"{line.left}\n{line.right}", right="")
    room = width - cell_len(line.right) - MARGINS
    if cell_len(line.left) <= room and "\n" not in line.left:
        yield line
        return
    head, *others = line.left.split("\n")
    first, *rest = wrapped(head, max(room, width // 3))
    yield Line(line.key, first, line.right, line.look)
    margin = " " * (len(line.left) - len(line.left.lstrip())) + HANGING
    below = (wrapped(text, width - MARGINS - len(margin)) for text in (" ".join(rest), *others))
    yield from (Line("", margin + row, look=line.look) for rows in below for row in rows if row)
