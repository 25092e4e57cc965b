"""The phase's clock: what is left, or how far over; colour and a mark, never a word of blame."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

LARGE = {
    "0": "█▀█\n█ █\n▀▀▀", "1": " ▄█\n  █\n  ▀", "2": "▀▀█\n█▀▀\n▀▀▀", "3": "▀▀█\n ▀█\n▀▀▀", "4": "█ █\n▀▀█\n  ▀",
    "5": "█▀▀\n▀▀█\n▀▀▀", "6": "█▀▀\n█▀█\n▀▀▀", "7": "▀▀█\n  █\n  ▀", "8": "█▀█\n█▀█\n▀▀▀", "9": "█▀█\n▀▀█\n▀▀▀",
    ":": " \n•\n•", "+": "   \n▄█▄\n ▀ ",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What the clock shows."""

    left: str = ""
    of: str = ""
    over: bool = False
    paused: bool = False


class Clock(Widget):
    """Small in a narrow terminal, large from 120 columns; sends a few bytes a second."""

    DEFAULT_CSS = """
    Clock { width: 16; height: 4; color: $foreground; text-align: right; padding: 0 1 0 0; }
    Clock.-over { color: $warning; }
    """

    reading: reactive[Reading] = reactive(Reading())
    large: reactive[bool] = reactive(False)

    def watch_reading(self, reading: Reading) -> None:
        """Show by colour and mark that the time is up."""
        self.set_class(reading.over, "-over")

    def render(self) -> Content:
        """Return time and remark."""
        mark = "Ⅱ " if self.reading.paused else "▲ " if self.reading.over else ""
        if self.large and self.reading.left:
            rows = zip(*(LARGE[sign].split("\n") for sign in self.reading.left), strict=True)
            drawn = Content("\n").join(Content(" ".join(row)) for row in rows)
            return Content.assemble(drawn, "\n", mark, self.reading.of)
        return Content.assemble((f"{mark}{self.reading.left}", "bold"), "\n", self.reading.of)
