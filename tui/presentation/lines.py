"""What is drawn, as values: a row, a paragraph, a path, a clock."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from tui.look.signs import Mark, Role, Span, text_of

Key_co = TypeVar("Key_co", bound=Hashable, covariant=True)
"""By what a list knows its rows: an id where all are of one kind, else a `Row`."""


OfRecords = Literal["agreement", "alarm", "answer", "case", "class", "last-year", "parents", "practice", "round"]
OfPlaces = Literal["contacts", "copy", "gap", "group", "handover", "insight", "meeting", "more", "plan"]
OfBeginnings = Literal["as-before", "demo", "empty", "file", "join", "new", "paste", "template"]
OfMeetings = Literal["begin", "both", "form", "give-up", "go-on", "here", "minutes", "role", "time"]
OfRehearsals = Literal["again", "rehearse", "reply"]
OfSettings = Literal["keep", "language", "member", "series", "free", "school", "strip", "word"]


@dataclass(frozen=True)
class Row:
    """What a row is about, in lists where that differs: which kind of thing, and which of them."""

    kind: OfRecords | OfPlaces | OfBeginnings | OfMeetings | OfRehearsals | OfSettings
    id: str = ""


Marked = Row | Literal[""]
"""What the cursor is on in a list of rows; empty where it is on none."""


@dataclass(frozen=True)
class Line(Generic[Key_co]):
    """One row: a key if it can be chosen, text to the left, a remark to the right, and a look.

    A heading that cannot be chosen is drawn as a rule, unless it is indented or has a mark. A row that cannot be chosen
    and is indented goes on with the one above: both are marked together.
    """

    key: Key_co | Literal[""]
    left: str
    right: str = ""
    look: Role = "plain"
    mark: Mark | None = None
    """Stands in front, in its own role."""
    indent: int = 0
    """Cells before the mark."""
    spans: tuple[Span, ...] = ()
    """What stands between the mark and the text, each in its own role."""
    large: int = 0
    """Lines of large letters that the text may take where a row is shown whole; a longer one is bold."""
    aloud: str | None = None
    """What is said of it where nothing is drawn, in place of the spans and the text; None where it is these."""
    figure: tuple[Span, ...] = ()
    """The piece of a large figure beside which the row stands: before all else, neither said nor marked with it."""
    keys: bool = False
    """Whether its remark tells of keys, or all of it where it has none: letters do nothing while somebody writes."""

    @property
    def is_rule(self) -> bool:
        """Whether it is a heading drawn as a rule."""
        return self.look == "heading" and not (self.key or self.indent or self.mark)

    @property
    def goes_on(self) -> bool:
        """Whether it belongs to the row above."""
        return not self.key and (self.indent > 0 or bool(self.figure))

    @property
    def front(self) -> tuple[Span, ...]:
        """What stands before the text."""
        mark = (self.mark.span, Span(" ")) if self.mark else ()
        return (*((Span(" " * self.indent),) if self.indent else ()), *mark, *self.spans)

    @property
    def said(self) -> str:
        """All that stands to the left, as plain text."""
        return text_of(self.front) + self.left


def without_keys(lines: Iterable[Line[Key_co]]) -> tuple[Line[Key_co], ...]:
    """Return rows as they stand while somebody writes: what tells of keys would not be true."""
    return tuple(replace(line, right="") if line.keys else line for line in lines if line.right or not line.keys)


@dataclass(frozen=True)
class Paragraph:
    """A stretch of text with one look."""

    text: str
    look: Role = "plain"
    indent: int = 0
    """Cells."""
    mark: Mark | None = None
    """Stands in front, in its own role; the text hangs beside it."""
    column: tuple[Span, ...] = ()
    """What stands in a column of its own before the text."""
    state: str | None = None
    """What a heading tells at the end of its row, which is a rule then; None is a heading without a rule."""

    @property
    def front(self) -> tuple[Span, ...]:
        """What stands before the text."""
        return (*((self.mark.span, Span(" ")) if self.mark else ()), *self.column)

    @property
    def said(self) -> str:
        """The text with its mark, its column and its state."""
        return " ".join(filter(None, (f"{text_of(self.front)}{self.text}", self.state)))


BLANK = Paragraph("")


def section(title: str, state: str = "") -> Paragraph:
    """Return a heading that is a rule, with what it tells at its end."""
    return Paragraph(title, "heading", state=state)


@dataclass(frozen=True)
class Stop:
    """One step: its short name, how many things it holds, and whether it is the one to go on with."""

    name: str
    held: int
    next: bool = False


@dataclass(frozen=True)
class Halt:
    """One phase of a meeting, as long as its minutes."""

    name: str
    minutes: int
    here: bool = False


@dataclass(frozen=True)
class Track:
    """The phases in order, and which of several cases they are about."""

    halts: tuple[Halt, ...] = ()
    remark: str = ""

    @property
    def here(self) -> int:
        """The place of the phase that goes on; -1 before the first."""
        return next((place for place, halt in enumerate(self.halts) if halt.here), -1)


@dataclass(frozen=True)
class ClockFace:
    """What the clock of a phase shows: the time left or over, of how much."""

    left: str = ""
    of: str = ""
    soon: bool = False
    """Whether little is left."""
    over: bool = False


def shorten_middle(text: str, longest: int) -> str:
    """Return a text of at most so many characters; what stands after its last dot, such as state and year, is kept."""
    if len(text) <= longest:
        return text
    start, dot, end = text.rpartition(" · ")
    room = longest - len(dot + end) - 1
    return f"{start[:room]}…{dot}{end}" if room > 0 else f"{text[: longest - 1]}…"
