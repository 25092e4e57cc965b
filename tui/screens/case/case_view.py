"""One case as it is seen: its path as a rail, what was agreed and what helped first, then everything written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.case.case import Case
from storage.domain.record import Record
from storage.domain.views.passages import BETWEEN
from storage.store import Change, Presence
from tui.desk.desk import Desk
from tui.desk.draft_places import begun_in_case, what_begun
from tui.desk.presence import Whereabouts, company_text
from tui.desk.turning import Turning
from tui.i18n.labels import label
from tui.presentation.case_aside import aside_paragraphs
from tui.presentation.case_list import titled
from tui.presentation.case_text import case_paragraphs, stops
from tui.presentation.lines import Line, Paragraph
from tui.screens.case import case_deleting
from tui.screens.team_screen import TeamScreen
from tui.widgets.line_list import laid_out
from tui.widgets.rail import Rail
from tui.widgets.reader import Reader


class CaseView(TeamScreen):
    """Shows one case of a list."""

    CSS_PATH = ["../team_screen.tcss", "case.tcss"]
    MODE = "cases"
    WHERE = "case"
    AUTO_FOCUS = "#path"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]

    rail = query_one(Rail)
    path = query_one("#path", Reader)
    beside = query_one("#beside", Reader)

    def __init__(self, desk: Desk, code: str, codes: Sequence[str] = (), *, mark: str = "") -> None:
        super().__init__(desk)
        self.mark = mark
        """A text that was searched for: it is marked, and in view when the case opens."""
        self.code = code
        self.codes = codes or (code,)
        self.turning = Turning()
        self.others = ""
        """Who else has the case open, in words."""
        self.is_keeping = False
        """Whether what is new was written here, and is to be seen."""

    @property
    def case(self) -> Case | None:
        """The case, as it stands; None when it was deleted."""
        return self.book.find_case(self.code) if self.book else None

    def body(self) -> ComposeResult:
        """Yield title, rail, text, and what stands beside it."""
        yield Static("", id="title", classes="heading", markup=False)
        yield Rail()
        with Horizontal():
            yield Reader(id="path")
            yield Reader(id="beside")

    def watch_book(self) -> None:
        """Draw the case."""
        self.draw()

    def on_resize(self) -> None:
        """Move what stands beside to where there is room."""
        self.call_after_refresh(self.draw)

    def draw(self, *, top: bool = False) -> None:
        """Show the case as it stands."""
        book, case, words = self.book, self.case, self.desk.words
        if book is None or case is None:
            self.query_one("#title", Static).update(f"{self.code} · {words('deleted case')}")
            self.rail.stops = ()
            self.path.show((Paragraph(words("This case is deleted. Press Esc to go back."), "dim"),))
            self.beside.show(())
            return
        self.query_one("#title", Static).update(self.headline(case))
        self.rail.stops = stops(words, case, len(book.agreements_of(case.code)))
        due = case_deleting.delete_day(words, book.delete_by(case), self.desk.today)
        path = self.marked((*self.begun(), *case_paragraphs(words, book, case, self.desk.today), *due))
        beside = self.marked(tuple(aside_paragraphs(words, book, case)))
        wide = self.has_class("-wide") and bool(beside)
        self.beside.display = wide
        self.path.show(path if wide else path + beside, top=top, news=self.is_keeping)
        self.beside.show(beside, top=top, news=self.is_keeping)

    def on_mount(self) -> None:
        """Bring what was searched for into view."""
        if self.mark:
            self.path.bring("found")
            self.beside.bring("found")

    def marked(self, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """Return the paragraphs with what was searched for marked: the first that holds it, whole or a field of it."""
        pieces = [piece for piece in self.mark.split(BETWEEN) if piece.strip()]
        place = next(
            (place for place, each in enumerate(paragraphs) if any(piece in each.text for piece in pieces)), -1
        )
        if place < 0:
            return paragraphs
        found = replace(paragraphs[place], look="found")
        return (*paragraphs[:place], found, *paragraphs[place + 1 :])

    async def saved(self, changes: Sequence[Change], meant: Sequence[Change], by: str) -> tuple[Record, ...]:
        """Save changes, and bring what came of them into view; what was begun is gone also where nothing changed."""
        self.is_keeping = True
        try:
            kept = await super().saved(changes, meant, by)
        finally:
            self.is_keeping = False
        self.draw()
        return kept

    def on_screen_resume(self) -> None:
        """Show what was begun in a dialog and left."""
        self.draw()

    def begun(self) -> Iterator[Paragraph]:
        """Yield what somebody here began to write and did not keep."""
        words = self.desk.words
        for place, key in begun_in_case(self.desk.drafts().values(), self.code):
            what = what_begun(words, place)
            yield Paragraph(words("Unsaved draft: {what}. Press {key} to go on.", what=what, key=key), "late")

    def headline(self, case: Case) -> str:
        """Return the case's mark, code and title; to the right who else is here, or state and owner, and the place."""
        place = f"{self.codes.index(self.code) + 1}/{len(self.codes)}" if len(self.codes) > 1 else ""
        known = (self.others,) if self.others else (label(self.desk.words, case.state), case.owner)
        about = " · ".join(filter(None, (*known, place)))
        return laid_out(Line("", titled(self.desk.words, case), about), self.size.width)

    def whereabouts(self) -> Whereabouts:
        """Return the case that is open here."""
        return Whereabouts(self.code, writes=self.is_written_in)

    def meet(self, others: Sequence[Presence]) -> None:
        """Say in the title who else has it open."""
        said = company_text(self.desk.words, self.desk.me, others)
        if said != self.others and self.case:
            self.others = said
            self.query_one("#title", Static).update(self.headline(self.case))
