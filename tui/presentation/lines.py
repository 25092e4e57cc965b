"""What is drawn, as values: a row of a list, a paragraph, a step of a path, a meeting's phases and clock."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row: a key if it can be chosen, text to the left, a remark to the right, and a look."""

    key: str
    left: str
    right: str = ""
    look: str = "plain"
    """plain, heading, dim, good or late."""


@dataclass(frozen=True)
class Paragraph:
    """A stretch of text with one look."""

    text: str
    look: str = "plain"
    """plain, heading, dim, good, late or found."""
    indent: int = 0
    """Cells."""


@dataclass(frozen=True)
class Stop:
    """One step: its short name, how many things it holds, and whether it is the one to go on with."""

    name: str
    held: int
    next: bool = False


@dataclass(frozen=True)
class Halt:
    """One phase on the rail."""

    name: str
    passed: bool = False
    here: bool = False


@dataclass(frozen=True)
class Track:
    """The phases in order, and a remark for the end of the row."""

    halts: tuple[Halt, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class ClockFace:
    """What the clock of a phase shows: the time left or over, of how much."""

    left: str = ""
    of: str = ""
    over: bool = False
    paused: bool = False
