"""The least Textual apps to stand beside, for the benchmarks: one does the same work, the other shows a line.

Run with `python tests/benchmarks/bare_app.py` to look at a table of 5 000 rows, a field and a text area; with `empty`
behind it, to look at the line.
"""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, Static, TextArea

ROWS = 5000
LINE = "Uro i garderoben"


class BareApp(App[None]):
    """Nothing but the framework: what it takes is the floor for a program that stands on it."""

    CSS = "DataTable { height: 1fr; } TextArea { height: 6; }"
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Draw the table, the field and the text area."""
        yield DataTable[str](cursor_type="row")
        yield Input(placeholder="Søk")
        yield TextArea()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("Sak", "Tittel", "Klasse", "Dato")
        table.add_rows((f"Sak {number}", LINE, f"{number % 7 + 1}B", "2026-03-12") for number in range(ROWS))
        table.focus()


class EmptyApp(App[None]):
    """Nothing at all: what it takes to start is what Python and the framework take."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Draw the line."""
        yield Static(LINE)


if __name__ == "__main__":
    (EmptyApp if "empty" in sys.argv else BareApp)().run()
