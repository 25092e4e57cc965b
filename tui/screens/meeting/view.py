"""What everybody around a meeting looks at: the prompt alone and large, the clock, the way through the phases."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widgets import Static

from tui.presentation.lines import ClockFace
from tui.presentation.meeting import Picture
from tui.widgets.clock import Clock
from tui.widgets.rails import PhaseRail


class MeetingBoard(Vertical):
    """Shows a picture of the phase, and the time."""

    clock = query_one(Clock)

    def __init__(self) -> None:
        super().__init__()
        self.who = ""
        """Who does what, as it stands there."""

    def compose(self) -> ComposeResult:
        """Draw the parts, top to bottom; what the meeting is takes the place of the modes."""
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="who", markup=False)
        yield PhaseRail()
        with Horizontal(id="question"):
            with Vertical():
                yield Static(id="prompt", markup=False)
                yield Static(id="more", markup=False)
                yield Static(id="rule", markup=False)
            yield Clock()
        with Horizontal(id="case"):
            yield Static(id="case-title", markup=False)
            yield Static(id="case-themes", markup=False)

    def show(self, picture: Picture) -> None:
        """Show everything but the clock."""
        self.show_who(picture.who)
        texts = {
            "title": picture.title,
            "prompt": picture.prompt,
            "more": picture.more,
            "rule": picture.rule,
            "case-title": picture.case,
            "case-themes": picture.themes,
        }
        for name, text in texts.items():
            self.query_one(f"#{name}", Static).update(text)
        self.query_one("#case-themes").set_class(picture.alarmed, "-alarmed")
        self.query_one("#case").display = bool(picture.case)
        self.query_one(PhaseRail).track = picture.track

    def show_time(self, face: ClockFace, who: str) -> None:
        """Show the clock, and who does what with the time of day."""
        self.clock.reading = face
        self.show_who(who)

    def show_who(self, who: str) -> None:
        """Show who does what and the time of day: drawn once a minute."""
        if who != self.who:
            self.who = who
            self.query_one("#who", Static).update(who)
