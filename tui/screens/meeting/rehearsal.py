"""The rehearsal on a screen: what the team says, what one can say to it, and at the end what it came to."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from storage.content.coach import coach
from storage.content.rehearsal import Rehearsal, rehearsals
from tui.desk.desk import Desk
from tui.i18n.strips import clock_text, rehearsal_lines
from tui.look.signs import Mark
from tui.presentation.lines import Line, Row
from tui.screens.team_screen import TeamScreen
from tui.widgets.lists import WrappedList

SORTING = (1, 2, 3)


class RehearsalScreen(TeamScreen):
    """Plays a rehearsal; nothing of it reaches the store."""

    MODE = "meeting"
    WHERE = "rehearsal"
    BINDINGS = [Binding(str(number), f"reply({number})", show=False, priority=True) for number in SORTING]

    rows: query_one[WrappedList[Row]] = query_one("#rows", WrappedList)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.script = rehearsals(desk.words.language, desk.place.own_files).script
        self.number = 0
        """Which situation it is."""
        self.rehearsal = Rehearsal(self.script, self.script.situations[0])

    def body(self) -> ComposeResult:
        """Draw the list."""
        yield WrappedList(id="rows")

    def on_mount(self) -> None:
        """Show the first turn."""
        self.redraw()

    def draw(self) -> None:
        """Show what was said last and what can be said now, or what it came to."""
        turn = self.rehearsal.turn
        lines = tuple(self._turn_lines() if turn else self._end_lines())
        self.rows.show(lines, next(line.key for line in lines if line.key))

    def _turn_lines(self) -> Iterator[Line[Row]]:
        """Yield what was answered to the last reply, what the team says now, and the replies."""
        words, rehearsal, turn = self.desk.words, self.rehearsal, self.rehearsal.turn
        yield Line("", rehearsal.situation.title, clock_text(words, rehearsal), "heading")
        for text in rehearsal.replies[-1].answer if rehearsal.replies else ():
            yield Line("", rehearsal.said(text), look="quiet", mark=Mark.SAID)
        yield Line("", "")
        for text in turn.team if turn else ():
            yield Line("", rehearsal.said(text))
        yield Line("", words("What do you say?"), look="heading")
        for number, place in enumerate(rehearsal.offers, 1):
            say = rehearsal.said(turn.replies[place].say) if turn else ""
            yield Line(Row("reply", f"{place}"), f"{number}  {say}")

    def _end_lines(self) -> Iterator[Line[Row]]:
        words, folder = self.desk.words, self.desk.place.own_files
        yield Line("", self.rehearsal.situation.title, clock_text(words, self.rehearsal), "heading")
        for text in rehearsal_lines(words, self.rehearsal, coach(words.language, folder)):
            yield Line("", text)
        yield Line("", "")
        yield Line(Row("again"), words("Once more"), mark=Mark.NOW)
        yield Line(Row("more"), words("Another situation"), mark=Mark.MORE)

    def action_open(self) -> None:
        """Say what is marked; at the end begin anew."""
        match self.rows.key:
            case Row("reply", place):
                self.rehearsal = self.rehearsal.after(int(place))
            case Row("again"):
                self.begin(self.number)
            case Row("more"):
                self.begin((self.number + 1) % len(self.script.situations))
        self.redraw()

    def begin(self, number: int) -> None:
        """Begin with a situation."""
        self.number = number
        self.rehearsal = Rehearsal(self.script, self.script.situations[number])

    def action_reply(self, number: int) -> None:
        """Mark the reply with a number; Enter says it, so that no turn is answered before it was read."""
        if self.rehearsal.turn:
            self.rows.show(self.rows.lines, Row("reply", f"{self.rehearsal.offers[number - 1]}"))
