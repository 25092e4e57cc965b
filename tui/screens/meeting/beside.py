"""What everybody around a meeting looks at, and beside it, where there is room, the path, roles, wishes, agreements."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.getters import query_one
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from storage.domain.calendar import school_year
from storage.domain.case.case import Case, Step, View
from storage.domain.case.standing import held_steps
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Practice, of_month
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.look.panels import has_frames
from tui.look.signs import ROLES, Mark, Span, sheet
from tui.presentation.case import agreed_state, agreements_in_order, experience, experience_of, helped, what_helped
from tui.presentation.case_list import drawn_path
from tui.presentation.lines import ClockFace, Paragraph, Track, without_keys
from tui.presentation.meeting import Picture
from tui.presentation.practice import tiers
from tui.screens.meeting.room import MeetingRoom
from tui.widgets.clock import Clock
from tui.widgets.head import Cells, HeadState, clock_row, head_rows
from tui.widgets.lists import WrappedList
from tui.widgets.panel import Panel
from tui.widgets.places import Places
from tui.widgets.reader import Reader

WISHED = (Step.WANTED, Step.EXCEPTIONS, Step.VIEWS)
"""What leads to ideas: how it is to be, when it has been better, and how others see it."""
THINKING = frozenset({Writes.IDEAS, Writes.FIRST_STEP})
"""Where the wish is what one has to see."""


class Pane(NamedTuple):
    """What a panel says."""

    title: str
    state: str
    paragraphs: tuple[Paragraph, ...]


class MeetingPanes(Horizontal):
    """The talk; to its left the path, to its right what one needs while thinking, where there is room for those."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    MeetingPanes { height: 1fr; }
    MeetingPanes #left { width: 28; }
    MeetingPanes #right { width: 40; }
    MeetingPanes #talk { width: 1fr; border: none; }
    .-wide MeetingPanes #talk { border: round $line; }
    .-wide MeetingPanes #talk:focus-within { border: heavy $focus; }
    """

    talk, left, right = query_one("#talk", Panel), query_one("#left", Panel), query_one("#right", Vertical)

    def __init__(self) -> None:
        super().__init__()
        self.room: MeetingRoom | None = None
        self.steers = True

    def compose(self) -> ComposeResult:
        """Yield the panels; those beside the talk are hidden before the first layout where they have no room."""
        with Panel(id="left") as left:
            yield Reader()
        with Panel(id="talk"):
            yield Places()
            yield WrappedList(id="written")
        with Vertical(id="right") as right:
            with Panel():
                yield Reader()
            with Panel():
                yield Reader()
        left.display = right.display = False

    def show(self, room: MeetingRoom, *, steers: bool = True) -> None:
        """Show where a room has come to, and beside it what there is room for; keys are told of where they steer."""
        self.room, self.steers = room, steers
        picture = room.picture
        if picture is None or room.book is None or room.meeting is None:
            return
        self.query_one(Places).show(room.places, alone=not room.lines)
        self.query_one(WrappedList).show(room.lines if steers else without_keys(room.lines))
        self.talk.title, self.talk.state = picture.case or picture.here, "" if picture.alarmed else picture.state
        if self.screen.has_class("-wide"):
            self._show_beside(*beside(room.desk, room.book, room.meeting, room.case))
        else:
            self._show_beside(None, ())

    def on_resize(self) -> None:
        """Show as much as there is room for now."""
        if self.room and self.is_attached:
            self.show(self.room, steers=self.steers)

    def _show_beside(self, left: Pane | None, right: Sequence[Pane]) -> None:
        self.right.display = bool(right)
        for panel, pane in zip_longest((self.left, *self.right.query(Panel)), (left, *right)):
            panel.display = pane is not None
            if pane:
                panel.title, panel.state = pane.title, pane.state
                panel.query_one(Reader).show(pane.paragraphs)


def beside(desk: Desk, book: Book, meeting: Meeting, case: Case | None) -> tuple[Pane | None, tuple[Pane, ...]]:
    """Return what stands to the left and to the right of a phase; nothing at the opening, which says it all."""
    phase = meeting.phase
    if phase is None:
        return None, ()
    if case is None:
        return _who(desk.words, meeting), (_month(desk, book), *_parked(desk.words, meeting))
    agreed = _agreed(desk, book, case)
    if phase.writes is Writes.IDEAS:
        return _path(desk.words, book, case), (_wished(desk.words, case), _worked(desk.words, book, case))
    first = _wished(desk.words, case) if phase.writes in THINKING else None
    rest = (agreed,) if first else (agreed, *_parked(desk.words, meeting))
    return _path(desk.words, book, case), tuple(filter(None, (first, *rest)))


def _path(words: Words, book: Book, case: Case) -> Pane:
    agreements = len(book.agreements_of(case.code))
    held = held_steps(case, agreements).values()
    state = words("{count} of {total}", count=sum(map(bool, held)), total=len(held))
    return Pane(words("The path"), state, tuple(drawn_path(words, case, agreements)))


def _agreed(desk: Desk, book: Book, case: Case) -> Pane:
    words, agreements = desk.words, book.agreements_of(case.code)
    nothing = (Paragraph(words("Nothing yet."), "quiet", 2),)
    agreed = tuple(agreements_in_order(words, agreements, desk.today)) if agreements else nothing
    what_did = helped(words, case, agreements) if what_helped(words, case, agreements) else ()
    return Pane(words("Agreed"), agreed_state(words, agreements, desk.today), (*agreed, *what_did))


def _wished(words: Words, case: Case) -> Pane:
    return Pane(label(words, Step.WANTED), "", tuple(_wishes(words, case)))


def _wishes(words: Words, case: Case) -> Iterator[Paragraph]:
    """Yield what was written of the wish, the newest step's own first, each under what it is."""
    entries = [entry for step in WISHED for entry in case.entries if entry.step is step]
    if not entries:
        yield Paragraph(words("Nothing is written of that yet."), "quiet")
    before = ""
    for entry in entries:
        name = label(words, entry.step if entry.view is View.SCHOOL else entry.view)
        if name != before:
            yield Paragraph(name.capitalize(), "case" if entry.view is not View.SCHOOL else "quiet")
        yield Paragraph(entry.text, "plain", 2)
        before = name


def _worked(words: Words, book: Book, case: Case) -> Pane:
    cards = experience_of(book, case)
    nothing = (Paragraph(words("No experience card is like this case yet."), "quiet"),)
    count = words.many("{count} card", "{count} cards", len(cards)) if cards else ""
    return Pane(words("Worked before"), count, tuple(experience(words, book, cards)) if cards else nothing)


def _who(words: Words, meeting: Meeting) -> Pane:
    """Return who does what, and who is here."""
    roles = (f"{label(words, role).capitalize()} {alias}" for role, alias in meeting.roles.items())
    here = (Paragraph(""), Paragraph(" ".join(meeting.present), "quiet"))
    return Pane(words("Who does what"), f"{len(meeting.present)}", (*map(Paragraph, roles), *here))


def _month(desk: Desk, book: Book) -> Pane:
    """Return this month's practices with both tiers."""
    words, year = desk.words, school_year(desk.today)
    practices = of_month(book.plan, desk.today.month, year)
    done = sum(year.start in each.done for each in practices)
    state = words("{count} of {total}", count=done, total=len(practices)) if practices else ""
    said = tuple(line for each in practices for line in _practice(words, each, is_done=year.start in each.done))
    nothing = (Paragraph(words("The plan says nothing about this month."), "quiet"),)
    return Pane(words("This month in our plan"), state, said or nothing)


def _practice(words: Words, practice: Practice, *, is_done: bool) -> Iterator[Paragraph]:
    yield Paragraph(practice.title, "heading", mark=Mark.DONE if is_done else Mark.NOW)
    yield from (
        Paragraph(text, "plain" if mark is Mark.ALL else "quiet", 2, mark) for mark, text in tiers(words, practice)
    )


def _parked(words: Words, meeting: Meeting) -> tuple[Pane, ...]:
    parked = tuple(Paragraph(note.text, mark=Mark.PARKED) for note in meeting.parking)
    return (Pane(words("Parking lot"), f"{len(parked)}", parked),) if parked else ()


class MeetingBoard(Widget):
    """Shows a picture of the phase, and the time; what passes draws only the rows that change."""

    COMPONENT_CLASSES = {*(f"role--{role}" for role in ROLES), "bar"}
    DEFAULT_CSS = f"""
    MeetingBoard {{ height: auto; background: $ground; }}
    MeetingBoard > .bar {{ background: $panel; }}
    MeetingBoard > Clock {{ dock: right; margin-top: 1; }}
    {sheet("MeetingBoard")}
    """

    clock = query_one(Clock)
    picture: reactive[Picture] = reactive(Picture("", Track(), ("",)), repaint=False)
    moment: reactive[HeadState] = reactive(HeadState(Span("")), repaint=False)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.rows: tuple[Cells, ...] = ()

    def compose(self) -> ComposeResult:
        """Draw the clock beside the question."""
        yield Clock()

    def show_time(self, face: ClockFace, moment: HeadState) -> None:
        """Show the clock, and what changes while the phase goes on."""
        self.clock.reading = face
        self.moment = moment

    def watch_picture(self) -> None:
        """Draw another phase."""
        self.draw_changed()

    def watch_moment(self) -> None:
        """Draw what has changed."""
        self.draw_changed()

    def on_resize(self) -> None:
        """Fit the rows to another screen."""
        self.draw_changed()

    def draw_changed(self) -> None:
        """Draw the rows that say something else than before."""
        if not self.is_mounted:
            return
        before, self.rows = self.rows, self._rows()
        self.clock.styles.margin = (clock_row(self.picture, self.moment, self.app.size), 0, 0, 0)
        self.clock.fold(folded=self.moment.writes and not has_frames(self.app.size.width))
        if len(before) != len(self.rows):
            self.refresh(layout=True)
            return
        for y, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))

    def _rows(self) -> tuple[Cells, ...]:
        return head_rows(self.words, self.picture, self.moment, self.app.size)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self._rows())

    def render_line(self, y: int) -> Strip:
        """Draw one row; the first is the bar."""
        ground = self.get_component_rich_style("bar", partial=True) if y == 0 else None
        spans = self.rows[y] if y < len(self.rows) else ()
        styles = ((text, self.get_component_rich_style(f"role--{role}")) for text, role in spans)
        drawn = [Segment(text, style + ground if ground else style) for text, style in styles]
        return Strip(drawn).adjust_cell_length(self.size.width, self.rich_style)
