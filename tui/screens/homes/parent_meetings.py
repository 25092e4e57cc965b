"""The parent meetings, and the designer of one: its agenda and its shares against the wish."""

from collections.abc import Iterable, Iterator

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import (
    STEP,
    AgendaItem,
    LedBy,
    ParentMeeting,
    lengthened,
    moved,
    with_changed,
    with_items,
    without_item,
)
from storage.domain.plan.plan import Depth
from storage.store import Change
from tui.desk.desk import Desk
from tui.dialogs.choose import ConfirmDialog
from tui.dialogs.homes.parent_meeting import AgendaItemDialog
from tui.look.panels import TEXT_MEASURE
from tui.look.signs import STYLES, Span
from tui.presentation import parents
from tui.presentation.lines import Line, Paragraph
from tui.screens.homes.beside import ListedScreen
from tui.screens.homes.parent_changes import change_frame, look_back, new_meeting, other_way, take_along
from tui.screens.team_screen import TeamScreen
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


def styled(row: Iterable[Span]) -> Content:
    """Return a row, each piece in its role."""
    return Content.assemble(*((text, STYLES[role]) for text, role in row))


class ParentMeetingScreen(TeamScreen):
    """Items in order; single keys move, lengthen and deepen the marked one."""

    CSS_PATH = ["../team_screen.tcss", "parent_meeting.tcss"]
    MODE = "plan"
    WHERE = "parent_meeting"
    AUTO_FOCUS = "#rows"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]

    rows: query_one[LineList[str]] = query_one("#rows", LineList)
    detail = query_one("#detail", Reader)

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key

    @property
    def meeting(self) -> ParentMeeting | None:
        """The meeting as it stands; None when somebody took it away."""
        record = self.book.record(self.key) if self.book else None
        return record if isinstance(record, ParentMeeting) else None

    def body(self) -> ComposeResult:
        """Yield the frame, the shares, the agenda, and more about the marked item."""
        yield Static("", id="headline", classes="heading", markup=False)
        yield Static("", id="together", classes="quiet", markup=False)
        yield Static("", id="times", markup=False)
        yield Static("", id="shares", markup=False)
        yield Static("", id="advice", markup=False)
        with Container(id="sides"):
            yield LineList(id="rows")
            yield Reader(id="detail")

    def on_resize(self) -> None:
        """Fit the bars to the terminal."""
        self.call_after_refresh(self.if_it_stands, self.draw)

    def draw(self, key: str | None = None) -> None:
        """Show the meeting as it stands, with the cursor on a row if one is given."""
        meeting, words = self.meeting, self.desk.words
        if meeting is None:
            gone = words("This parent meeting was taken away. Press Esc to go back.")
            self.query_one("#headline", Static).update(gone)
            self.rows.show(())
            self.detail.show((Paragraph(gone, "quiet"),))
            return
        self.query_one("#headline", Static).update(parents.headline(words, meeting))
        self.query_one("#together", Static).update(parents.together(words, meeting))
        times = parents.time_rows(meeting, self.size.width - 2)
        self.query_one("#times", Static).display = bool(times)
        self.query_one("#times", Static).update(Content("\n").join(map(styled, times)))
        shares = parents.share_rows(words, meeting, min(self.size.width, TEXT_MEASURE) - 2)
        self.query_one("#shares", Static).update(Content("\n").join(map(styled, shares)))
        self.query_one("#advice", Static).update(parents.advice(words, meeting))
        self.rows.show(tuple(parents.item_lines(words, meeting)) or parents.empty_lines(words), key)
        self.show_detail()

    def on_line_list_moved(self) -> None:
        """Show more about the marked row."""
        self.show_detail()

    def show_detail(self) -> None:
        """Fill the detail."""
        if self.book and self.meeting:
            shown = parents.meeting_paragraphs(self.desk.words, self.book, self.meeting, self.rows.key, self.desk.law)
            self.detail.show(tuple(shown), top=True)

    def marked(self) -> AgendaItem | None:
        """Return the item under the cursor."""
        items = self.meeting.items if self.meeting else ()
        return next((item for item in items if item.id == self.rows.key), None)

    async def change(self, item: AgendaItem, *, asks: bool = False) -> None:
        """Keep an item as it should be."""
        meeting = self.meeting
        if meeting:
            await self.keep(Change(meeting, with_changed(meeting, item)), asks=asks)

    @work
    async def action_open(self) -> None:
        """Change the marked item; without one, write the first."""
        item, meeting = self.marked(), self.meeting
        if item is None:
            self.action_new_item()
        elif meeting and (changed := await self.app.push_screen_wait(AgendaItemDialog(self.desk, meeting, item))):
            await self.change(changed, asks=True)

    @work
    async def action_new_item(self) -> None:
        """Write an item behind the marked one."""
        meeting = self.meeting
        made = await self.app.push_screen_wait(AgendaItemDialog(self.desk, meeting, None)) if meeting else None
        if meeting and made and await self.keep(Change(meeting, with_items(meeting, [made], self.rows.key))):
            self.draw(made.id)

    async def action_move(self, way: int) -> None:
        """Move the marked item earlier or later."""
        meeting = self.meeting
        if meeting:
            await self.keep(Change(meeting, moved(meeting, self.rows.key, way)), asks=False)

    async def action_minutes(self, way: int) -> None:
        """Give the marked item five minutes more or fewer."""
        if item := self.marked():
            try:
                await self.change(lengthened(item, STEP * way))
            except Refused as refusal:
                self.tell(refusal)

    async def action_deepen(self) -> None:
        """Let the parents take part more in the marked item, round and round."""
        if item := self.marked():
            depths = list(Depth)
            deeper = depths[(depths.index(item.depth) + 1) % len(depths)]
            await self.change(msgspec.structs.replace(item, depth=deeper))

    async def action_lead(self) -> None:
        """Let the next one lead the marked item, round and round."""
        if item := self.marked():
            leaders = list(LedBy)
            other = leaders[(leaders.index(item.led_by) + 1) % len(leaders)]
            await self.change(msgspec.structs.replace(item, led_by=other))

    async def action_remove(self) -> None:
        """Take the marked item out."""
        meeting = self.meeting
        if (
            meeting
            and self.marked()
            and await self.keep(Change(meeting, without_item(meeting, self.rows.key)), asks=False)
        ):
            self.say(self.desk.words("Taken out. Press u to bring it back."))

    async def action_together(self) -> None:
        """Say whether it is made together with the class contacts."""
        meeting = self.meeting
        if meeting:
            await self.keep(Change(meeting, meeting.but(with_contacts=not meeting.with_contacts)), asks=False)

    @work
    async def action_other_way(self) -> None:
        """Take in a ready way that is no lecture."""
        meeting = self.meeting
        if self.book and meeting and (taken := await other_way(self, self.book, meeting, self.rows.key)):
            self.say(
                self.desk.words(
                    "«{title}» is on the agenda. Press x to take out what parents can read at home.", title=taken.title
                )
            )

    @work
    async def action_change(self) -> None:
        """Change title, day, wish and note."""
        if self.meeting:
            await change_frame(self, self.meeting)

    @work
    async def action_after(self) -> None:
        """Say how it went."""
        if self.meeting:
            await look_back(self, self.meeting)

    @work
    async def action_pages(self) -> None:
        """Write the agenda or the run sheet to a file."""
        if self.book and self.meeting:
            await take_along(self, self.book, self.meeting)


class ParentsScreen(ListedScreen):
    """A list; Enter opens the designer."""

    WHERE = "parents"

    @property
    def heading(self) -> str:
        """What the list is called."""
        return self.desk.words("Parent meetings")

    def lines(self) -> Iterator[Line[str]]:
        """Yield a row for each meeting."""
        yield from parents.meeting_lines(self.desk.words, self.current.parent_meetings, self.desk.today)

    def told(self) -> Iterator[Paragraph]:
        """Yield how the parents take part in the marked meeting, its agenda, and what is known of it."""
        if meeting := self.marked():
            yield from parents.meeting_in_short(self.desk.words, self.current, meeting, self.desk.law)

    def none_yet(self) -> tuple[Line[str], ...]:
        """Return what stands in place of an empty list."""
        words = self.desk.words
        return (
            Line("", words("No parent meeting is planned yet.")),
            Line("new", words("Press n to plan one: from a ready agenda, or from an empty one.")),
        )

    def marked(self) -> ParentMeeting | None:
        """Return the meeting under the cursor."""
        record = self.book.record(self.rows.key) if self.book else None
        return record if isinstance(record, ParentMeeting) else None

    def action_open(self) -> None:
        """Open the marked meeting."""
        if meeting := self.marked():
            self.app.push_screen(ParentMeetingScreen(self.desk, meeting.id))
        else:
            self.action_new_meeting()

    @work
    async def action_new_meeting(self) -> None:
        """Plan a new meeting, and open it."""
        if self.book and (key := await new_meeting(self, self.book)):
            self.app.push_screen(ParentMeetingScreen(self.desk, key))

    @work
    async def action_remove(self) -> None:
        """Take the marked meeting away, when that is meant."""
        meeting, words = self.marked(), self.desk.words
        if meeting is None:
            return
        question = words("Take away «{title}» with its agenda?", title=meeting.title)
        yes = words("Yes, take it away (press u to undo)")
        if await self.app.push_screen_wait(ConfirmDialog(self.desk, question, yes)):
            await self.keep(Change(meeting, None))
