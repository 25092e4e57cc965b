"""Two people changed the same: both are shown, field after field, until there is something that can be saved."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widgets import Static, TextArea

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import checked_title
from storage.domain.errors import Refused
from storage.domain.kinds import what_it_is_called
from storage.domain.meeting.meeting import Meeting as HeldMeeting
from storage.domain.merge import Clash, clashes, merged
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.guard import checked
from tui.dialogs.writing import WritingDialog
from tui.i18n.deeds import ONE_LINE, field_name, is_prose, last_of, value_text
from tui.presentation.lines import Line, Paragraph
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

MINE, THEIRS, BOTH, BY_HAND = "mine", "theirs", "both", "by-hand"


@dataclass(frozen=True)
class Resolved:
    """What is kept of a field."""

    value: object


@dataclass(frozen=True)
class TwoVersions:
    """What meets in one field: both values, and how they read."""

    record: str
    """The record's id."""
    field: str
    mine: object
    theirs: object
    my_text: str
    their_text: str
    whose: str
    """Who wrote theirs, and when, in words."""
    prose: bool
    """Whether the two can be joined and written over."""

    @property
    def joined(self) -> str:
        """Both texts, theirs first: it was there first."""
        between = " / " if last_of(self.field) in ONE_LINE else "\n\n"
        return between.join(filter(None, (str(self.theirs), str(self.mine))))


class ConflictDialog(WritingDialog[Resolved]):
    """Answers with what is kept; Esc saves nothing, and the text stands as a draft."""

    DEFAULT_CSS = """
    ConflictDialog {
        & #box { height: 100%; }
        & #sides { height: 1fr; layout: vertical; }
        & .side { height: 1fr; width: 1fr; }
        & #hint { display: none; }
        & #heading { margin-bottom: 0; }
        & .whose { color: $secondary; height: 1; }
        & .side Reader { background: $background; padding: 0; }
        & LineList { height: auto; }
        & Composer { display: none; height: auto; min-height: 3; max-height: 8; }
        &.-by-hand Composer { display: block; }
        &.-by-hand LineList { display: none; }
        &.-wide #box { width: 116; }
        &.-wide #sides { layout: horizontal; }
        &.-wide #theirs { margin-right: 2; }
        &.-wide .whose { height: 2; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    BINDINGS = [
        Binding("enter", "choose", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        *(Binding(str(number), f"number({number})", show=False) for number in (1, 2, 3, 4)),
    ]

    def __init__(self, desk: Desk, title: str, meeting: TwoVersions) -> None:
        super().__init__(desk, title, reminds="")
        self.meeting = meeting
        self.draft = desk.draft_place(f"both/{meeting.record}/{meeting.field}" if meeting.prose else "")

    def body(self) -> ComposeResult:
        """Draw both sides, the choices, and the field for writing it anew."""
        words, meeting = self.desk.words, self.meeting
        yield Static(words("Somebody else changed this too. You choose what is kept."), markup=False)
        with Container(id="sides"):
            yield from self._side("theirs", meeting.whose)
            yield from self._side("mine", words("Yours"))
        yield LineList()
        yield Composer(id="text")

    def _side(self, name: str, whose: str) -> ComposeResult:
        with Vertical(id=name, classes="side"):
            yield Static(whose, classes="whose", markup=False)
            yield Reader(id=f"{name}-text")

    def keys(self) -> str:
        """Return the line about keys."""
        words, count = self.desk.words, len(tuple(self.choices()))
        if self.has_class("-by-hand"):
            return words("↵ keep · Ctrl+J new line · Esc back to the choices")
        return words("1–{count} or ↵ choose · Tab read on · Esc save nothing yet", count=count)

    def on_mount(self) -> None:
        """Show both sides and the choices."""
        self.query_one("#theirs-text", Reader).show([Paragraph(self.meeting.their_text)])
        self.query_one("#mine-text", Reader).show([Paragraph(self.meeting.my_text)])
        self.query_one(LineList).show(tuple(self.choices()))
        self.set_focus(self.query_one(LineList))
        self.call_after_refresh(self.show_difference)
        begun = self.draft.offered()
        if begun:
            self.by_hand(begun)

    def show_difference(self) -> None:
        """Bring the first row that differs into view on both sides: long texts often begin the same."""
        sides = [self.query_one(f"#{name}-text", Reader) for name in ("theirs", "mine")]
        theirs, mine = (side.rows for side in sides)
        same = next((place for place, pair in enumerate(zip(theirs, mine, strict=False)) if pair[0] != pair[1]), None)
        place = min(len(theirs), len(mine)) if same is None else same
        for side in sides:
            if place >= side.size.height:
                side.scroll_to(y=place - 1, animate=False, force=True)

    def choices(self) -> Iterator[Line]:
        """Yield what can be done."""
        words = self.desk.words
        yield Line(MINE, words("1 Keep mine"))
        yield Line(THEIRS, words("2 Keep theirs"))
        if self.meeting.prose:
            yield Line(BOTH, words("3 Keep both, one after the other"))
            yield Line(BY_HAND, words("4 Write one text together"))

    def action_number(self, number: int) -> None:
        """Choose by number."""
        lines = self.query_one(LineList).lines
        if number <= len(lines):
            self.choose(lines[number - 1].key)

    def action_choose(self) -> None:
        """Choose what is marked, or keep what was written by hand."""
        if self.has_class("-by-hand"):
            self.keep_written()
        else:
            self.choose(self.query_one(LineList).key)

    def choose(self, how: str) -> None:
        """Answer, or begin to write it by hand."""
        if how == BY_HAND:
            self.by_hand(self.meeting.joined)
        elif how == BOTH:
            self.keep(self.meeting.joined)
        else:
            self.draft.typed("")
            self.dismiss(Resolved(self.meeting.mine if how == MINE else self.meeting.theirs))

    def by_hand(self, text: str) -> None:
        """Write it anew, beginning with a text."""
        self.add_class("-by-hand")
        composer = self.query_one(Composer)
        composer.write(text)
        self.set_focus(composer)
        self.name_keys()

    def name_keys(self) -> None:
        """Name the keys that work now."""
        self.query_one("#keys", Static).update(self.keys())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is typed."""
        if event.text_area.text and not self.is_answered:
            self.draft.typed(event.text_area.text)

    def keep_written(self) -> None:
        """Keep what was written by hand."""
        self.keep(self.query_one(Composer).text)

    def keep(self, text: str) -> None:
        """Answer with a text, or say why it cannot be kept."""
        try:
            kept = self.fitting(text)
        except Refused as refusal:
            self.refuse(refusal)
            if not self.has_class("-by-hand"):
                self.by_hand(text)
            return
        self.draft.handed_over(text, kept)
        self.dismiss(Resolved(kept))

    def fitting(self, text: str) -> str:
        """Return a text as the field can hold it; raises `empty-text`, `long-text`, `long-title`...."""
        text = checked(text.strip())
        name = last_of(self.meeting.field)
        if name == "title":
            return checked_title(text)
        if not text and name in {"text", "what"}:
            raise Refused("empty-text")
        return " ".join(text.split()) if name in ONE_LINE else text

    def action_leave(self) -> None:
        """Stop writing by hand, or save nothing."""
        if self.has_class("-by-hand"):
            self.remove_class("-by-hand")
            self.set_focus(self.query_one(LineList))
            self.name_keys()
        else:
            self.dismiss(None)


STEERED = frozenset({"ended", "paused", "place", "present", "roles", "state", "turn", "visits", "waiting"})
"""How a meeting goes: whoever leads it has decided already, and nothing written is lost."""
AskWhich = Callable[[ConflictDialog], Awaitable[Resolved | None]]
"""Shows both sides of a clash and waits for what is kept, None when the question was left."""


async def settled(ask: AskWhich, desk: Desk, changes: Sequence[Change]) -> tuple[Change, ...] | None:
    """Return the changes as they can be saved now; None when somebody left the question.

    Raises `record-gone`.
    """
    book = desk.store.book()
    after = []
    for change in changes:
        theirs = book.record(change.before.id) if change.before else None
        if change.before is None or change.after is None:
            after.append(change)
            continue
        if theirs is None:
            raise Refused("record-gone", record=change.before.id)
        together = await _one(ask, desk, book, (change.before, change.after, theirs))
        if together is None:
            return None
        after.append(Change(theirs, together))
    return tuple(after)


async def _one(
    ask: AskWhich, desk: Desk, book: Book, sides: tuple[AnyRecord, AnyRecord, AnyRecord]
) -> AnyRecord | None:
    """Ask about one record's clashes, one after the other."""
    base, mine, theirs = sides
    chosen: dict[str, object] = {}
    found = clashes(base, mine, theirs)
    for number, clash in enumerate(found, 1):
        if isinstance(theirs, HeldMeeting) and clash.field in STEERED:
            chosen[clash.field] = clash.theirs
            continue
        title = " · ".join(_about(desk, theirs, clash, number, len(found)))
        kept = await ask(ConflictDialog(desk, title, _meeting(desk, book, theirs, clash)))
        if kept is None:
            return None
        chosen[clash.field] = kept.value
    return merged(base, mine, theirs, chosen)


def _about(desk: Desk, record: Record, clash: Clash, number: int, count: int) -> Iterator[str]:
    yield from filter(None, (called(record),))
    yield field_name(desk.words, clash.field)
    if count > 1:
        yield desk.words("{number} of {count}", number=number, count=count)


def called(record: Record) -> str:
    """Return what people call a record; an agreement by its case, for what it says is what the two disagree on."""
    return record.case if isinstance(record, Agreement) else what_it_is_called(record)


def _meeting(desk: Desk, book: Book, theirs: Record, clash: Clash) -> TwoVersions:
    def reads(value: object) -> str:
        return value_text(desk.words, book, clash.field, value)

    return TwoVersions(
        record=theirs.id,
        field=clash.field,
        mine=clash.mine,
        theirs=clash.theirs,
        my_text=reads(clash.mine),
        their_text=reads(clash.theirs),
        whose=_whose(desk, theirs, clash.field),
        prose=is_prose(clash.field, clash.mine, clash.theirs),
    )


def _whose(desk: Desk, record: Record, field: str) -> str:
    """Return who made a field what it is now, and when."""
    words = desk.words
    of_field = (each for each in reversed(record.before) if f"{field}/".startswith(f"{each.field}/"))
    last = next(of_field, None)
    if last is None:
        return words("Saved meanwhile")
    when = words.moment(last.at)
    return words("Saved by {alias}, {when}", alias=last.by, when=when) if last.by else words("Saved {when}", when=when)
