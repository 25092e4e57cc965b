"""A practice and an area of the plan: what they say, who sees to them, and what becomes of them."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.widgets import Input, Static

from storage.content.names import themes
from storage.domain.calendar import MONTHS, SchoolYear
from storage.domain.plan import plan
from storage.domain.views.book import Book
from storage.domain.views.handover import handed_over
from tui.desk.desk import Desk
from tui.dialogs.dialog import Answer
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.widgets.composer import Composer
from tui.widgets.fields import ChoiceRow, Field, Ticks


class OwnerForm(FormDialog[Answer]):
    """Asks who, when and when again."""

    BESIDE = {"unknown-date": "review"}

    def __init__(self, desk: Desk, book: Book, practice: plan.Practice, title: str) -> None:
        super().__init__(desk, title, reminds=desk.words("Dates as you say them: fri, tomorrow, +3, 12.12, week 50"))
        self.practice = practice
        self.drafted("plan", practice.id)
        self.aliases = dict.fromkeys(("", *book.team.aliases, practice.owner))

    def who_and_when(self) -> Iterator[Field]:
        """Yield the three fields."""
        words, practice = self.desk.words, self.practice
        people = [(alias, alias or words("all of us")) for alias in self.aliases]
        yield Field(words("Responsible"), ChoiceRow(people, practice.owner, id="owner"))
        months = [(f"{month}", words.month(month)) for month in (plan.ALL_YEAR, *MONTHS)]
        yield Field(words("Month"), ChoiceRow(months, f"{practice.month}", id="month"))
        review = Input(words.day(practice.review, "d.M.yyyy"), id="review")
        yield Field(words("Look at it again"), review, short=True)

    def on_mount(self) -> None:
        """Show which day stands there."""
        self.understand_day("review")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood."""
        super().on_input_changed(event)
        if event.input.id == "review":
            self.understand_day("review")

    def filled(self) -> plan.Practice:
        """Return the practice with what was filled in; raises `unknown-date`."""
        month, review = int(self.chosen("month")), self.day("review")
        return self.practice.but(owner=self.chosen("owner"), month=month, review=review)


class OwnerDialog(OwnerForm[plan.Practice]):
    """Answers with the practice and who sees to it."""

    def __init__(self, desk: Desk, book: Book, practice: plan.Practice) -> None:
        super().__init__(desk, book, practice, practice.title)

    def body(self) -> ComposeResult:
        """Draw the fields, and above them what all keep."""
        if self.practice.minimum:
            yield Static(self.practice.minimum, classes="label", markup=False)
        yield from self.who_and_when()

    def answer(self) -> plan.Practice:
        """Return the practice."""
        return self.filled()


def _heading(desk: Desk, practice: plan.Practice | None) -> str:
    return desk.words("Change the practice") if practice else desk.words("A new practice")


class PracticeDialog(FormDialog[plan.Practice]):
    """Answers with a practice that may be kept."""

    DEFAULT_CSS = """
    PracticeDialog Composer { min-height: 2; max-height: 4; }
    PracticeDialog #notes { min-height: 1; }
    """
    UNREAD = frozenset({"review"})
    PROMISES = frozenset({"minimum"})
    BESIDE = {"empty-title": "title"}

    def __init__(
        self,
        desk: Desk,
        book: Book,
        practice: plan.Practice | None,
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
        given = practice or plan.Practice(
            id=desk.new_id(),
            area=area or plan.area_of_themes(book.areas, book.practices, tuple(known)),
            title=title,
            minimum=minimum,
            room=room,
            owner=desk.me,
            themes=tuple(known),
            milestones=(plan.Milestone(plan.PracticeState.IDEA, desk.today),),
        )
        self.practice = given.but(evidence=tuple(dict.fromkeys((*given.evidence, *evidence))))
        self.minimum = "\n".join(filter(None, (practice.minimum, minimum))) if practice else minimum
        """What is added to a practice stands below what it said."""
        self.drafted("plan", practice.id if practice else "new", is_new=not practice)

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
        months = [(f"{month}", words.month(month)) for month in (plan.ALL_YEAR, *MONTHS)]
        yield Field(words("Month"), ChoiceRow(months, f"{practice.month}", id="month"))
        yield Field(words("Decided by"), ChoiceRow(self.levels(), practice.level.value, id="level"))
        depths = [(depth.value, label(words, depth)) for depth in plan.Depth]
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
        by_law = self.practice.level is plan.Level.SOCIETY and bool(self.practice.law)
        levels = [plan.Level.SOCIETY] if by_law else list(plan.Level)
        return [(level.value, label(self.desk.words, level)) for level in levels]

    def law(self) -> str:
        """Return the references of the legal notes the practice rests on."""
        law = self.desk.law
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

    def answer(self) -> plan.Practice:
        """Return the practice."""
        practice = self.practice.but(
            title=self.one_line("title"),
            minimum=self.typed("minimum"),
            room=self.typed("room"),
            sign=self.one_line("sign"),
            area=self.chosen("area"),
            owner=self.chosen("owner"),
            month=int(self.chosen("month")),
            level=plan.Level(self.chosen("level")),
            depth=plan.Depth(self.chosen("depth")),
            review=self.day("review"),
            notes=self.typed("notes"),
            themes=self.themes(),
        )
        return plan.checked_practice(practice)


HIDDEN, SHOWN = "hidden", "shown"


class AreaDialog(FormDialog[plan.Area]):
    """Answers with an area that may be kept."""

    DEFAULT_CSS = """
    AreaDialog Composer { min-height: 2; max-height: 4; }
    """
    BESIDE = {"empty-title": "title"}

    def __init__(self, desk: Desk, book: Book, area: plan.Area | None) -> None:
        super().__init__(desk, desk.words("Change the area") if area else desk.words("A new area"))
        self.area = area or plan.new_area(book.areas, desk.new_id())
        self.drafted("area", area.id if area else "new", is_new=not area)

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words = self.desk.words
        yield Field(words("Title"), Input(self.area.title, id="title", select_on_focus=False))
        yield Field(words("What it is about"), Composer(id="about"))
        yield Field(words("Notes"), Composer(id="notes"))
        shown = [(SHOWN, words("yes")), (HIDDEN, words("no, we do without it"))]
        yield Field(words("In our plan"), ChoiceRow(shown, HIDDEN if self.area.hidden else SHOWN, id="shown"))

    def on_mount(self) -> None:
        """Show the longer texts."""
        self.write("about", self.area.about)
        self.write("notes", self.area.notes)

    def answer(self) -> plan.Area:
        """Return the area."""
        area = self.area.but(
            title=self.one_line("title"),
            about=self.typed("about"),
            notes=self.typed("notes"),
            hidden=self.chosen("shown") == HIDDEN,
        )
        return plan.checked_area(area)


class HandoverDialog(OwnerForm[plan.Practice]):
    """Answers with the practice as it goes into the next year."""

    def __init__(
        self, desk: Desk, book: Book, practice: plan.Practice, year: SchoolYear, proposed: plan.Choice
    ) -> None:
        super().__init__(desk, book, practice, practice.title)
        self.year = year
        self.free = book.team.free_days
        self.proposed = proposed

    def body(self) -> ComposeResult:
        """Draw what all keep, then what is asked."""
        words, practice = self.desk.words, self.practice
        yield Static(f"{practice.minimum or words('not written yet')}\n", markup=False)
        choices = [(choice.value, label(words, choice)) for choice in plan.Choice]
        yield Field(words("Next school year"), ChoiceRow(choices, self.proposed.value, id="choice"))
        yield from self.who_and_when()

    def answer(self) -> plan.Practice:
        """Return the practice as it goes on."""
        choice = plan.Choice(self.chosen("choice"))
        return handed_over(self.filled(), choice, self.year, self.desk.today, self.free)
