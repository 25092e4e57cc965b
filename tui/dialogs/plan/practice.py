"""A practice of the plan: the minimum all keep, the room nobody is asked to fill, who, when and how one will know."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input, Static

from storage.content.themes import themes
from storage.domain.calendar import MONTHS
from storage.domain.plan.plan import (
    ALL_YEAR,
    Depth,
    Level,
    Milestone,
    Practice,
    PracticeState,
    area_of_themes,
    checked_practice,
)
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.desk.law import law_of
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.widgets.choice import ChoiceRow
from tui.widgets.composer import Composer
from tui.widgets.field import Field
from tui.widgets.ticks import Ticks


def _heading(desk: Desk, practice: Practice | None) -> str:
    return desk.words("Change the practice") if practice else desk.words("A new practice")


class PracticeDialog(FormDialog[Practice]):
    """Answers with a practice that may be kept."""

    DEFAULT_CSS = """
    PracticeDialog Composer { min-height: 2; max-height: 4; }
    PracticeDialog #notes { min-height: 1; }
    """
    UNREAD = frozenset({"review"})
    BESIDE = {"empty-title": "title"}

    def __init__(
        self,
        desk: Desk,
        book: Book,
        practice: Practice | None,
        *,
        area: str = "",
        title: str = "",
        minimum: str = "",
        room: str = "",
        evidence: Sequence[str] = (),
        about: Sequence[str] = (),
    ) -> None:
        super().__init__(desk, _heading(desk, practice), reminds="")
        self.areas = [(each.key, each.title) for each in book.areas]
        self.aliases = book.team.aliases
        sources = (book.find_case(code) for code in evidence)
        known = dict.fromkeys((*about, *(theme for case in sources if case for theme in case.themes)))
        given = practice or Practice(
            id=desk.new_id(),
            area=area or area_of_themes(book.areas, book.practices, tuple(known)),
            title=title,
            minimum=minimum,
            room=room,
            owner=desk.me,
            themes=tuple(known),
            milestones=(Milestone(PracticeState.IDEA, desk.today),),
        )
        self.practice = given.but(evidence=tuple(dict.fromkeys((*given.evidence, *evidence))))
        self.minimum = "\n".join(filter(None, (practice.minimum, minimum))) if practice else minimum
        """What is added to a practice stands below what it said."""
        self.drafted(f"plan/{practice.id if practice else 'new'}", is_new=not practice)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words, practice = self.desk.words, self.practice
        yield Field(words("Title"), Input(practice.title, id="title", select_on_focus=False))
        yield Field(words("Shared minimum"), Composer(id="minimum"))
        yield Field(words("Room for initiative"), Composer(id="room"))
        yield Field(words("How we will know"), Input(practice.sign, id="sign", select_on_focus=False))
        yield Field(words("Area"), ChoiceRow(self.areas, practice.area, id="area"))
        people = [(alias, alias or words("all of us")) for alias in dict.fromkeys(("", *self.aliases, practice.owner))]
        yield Field(words("Responsible"), ChoiceRow(people, practice.owner, id="owner"))
        months = [(f"{month}", words.month(month)) for month in (ALL_YEAR, *MONTHS)]
        yield Field(words("Month"), ChoiceRow(months, f"{practice.month}", id="month"))
        yield Field(words("Decided by"), ChoiceRow(self.levels(), practice.level.value, id="level"))
        depths = [(depth.value, label(words, depth)) for depth in Depth]
        yield Field(words("The home's part"), ChoiceRow(depths, practice.depth.value, id="depth"))
        yield Field(words("Look at it again"), Input(words.day(practice.review, "d.M.yyyy"), id="review"), short=True)
        yield Field(words("Notes"), Composer(id="notes"))
        yield Field(words("Themes"), Ticks(themes(words.language), practice.themes, id="themes"))
        if law := self.law():
            yield Static(
                words("Based on {law}: what the law asks is not ours to change.", law=law),
                classes="label",
                markup=False,
            )

    def themes(self) -> tuple[str, ...]:
        """Return the ticked themes, those it had before in their order: the first is what the practice is for."""
        ticked = self.query_one(Ticks).value
        kept = tuple(theme for theme in self.practice.themes if theme in ticked)
        return (*kept, *(theme for theme in ticked if theme not in kept))

    def levels(self) -> list[tuple[str, str]]:
        """Return who can have decided: the law where the practice rests on it, and then nobody else."""
        by_law = self.practice.level is Level.SOCIETY and bool(self.practice.law)
        levels = [Level.SOCIETY] if by_law else list(Level)
        return [(level.value, label(self.desk.words, level)) for level in levels]

    def law(self) -> str:
        """Return the references of the legal notes the practice rests on."""
        law = law_of(self.desk)
        return ", ".join(law[key].reference for key in self.practice.law if key in law)

    def on_mount(self) -> None:
        """Show the longer texts."""
        self.write("minimum", self.minimum)
        self.write("room", self.practice.room)
        self.write("notes", self.practice.notes)
        self.understand_day("review")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood."""
        if event.input.id == "review":
            self.understand_day("review")

    def answer(self) -> Practice:
        """Return the practice."""
        practice = self.practice.but(
            title=self.one_line("title"),
            minimum=self.typed("minimum"),
            room=self.typed("room"),
            sign=self.one_line("sign"),
            area=self.chosen("area"),
            owner=self.chosen("owner"),
            month=int(self.chosen("month")),
            level=Level(self.chosen("level")),
            depth=Depth(self.chosen("depth")),
            review=self.day("review"),
            notes=self.typed("notes"),
            themes=self.themes(),
        )
        return checked_practice(practice)
