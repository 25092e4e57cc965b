"""Handing a case over: by which route, who was told, and when; never what was said."""

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.case.case import Case, Route, Told
from storage.domain.case.standing import reported
from tui.desk.desk import Desk
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.widgets.choice import ChoiceRow
from tui.widgets.field import Field


class ToldDialog(FormDialog[Told]):
    """Answers with who was told."""

    AUTO_FOCUS = "#who"
    UNREAD = frozenset({"on"})
    BESIDE = {"empty-told": "who"}

    def __init__(self, desk: Desk, case: Case, route: Route = Route.NOT_SAFE) -> None:
        super().__init__(desk, f"{case.code} {case.title}")
        self.case = case
        self.route = route
        self.drafted(f"case/{case.code}/told")

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words = self.desk.words
        routes = [(route.value, label(words, route)) for route in Route]
        yield Field(words("It is about"), ChoiceRow(routes, self.route.value, id="route"))
        told = Input(id="who", placeholder=words("a role, no name: the head"), select_on_focus=False)
        yield Field(words("Who was told"), told)
        yield Field(words("When"), Input(words.day(self.desk.today, "d.M.yyyy"), id="on"), short=True)

    def on_mount(self) -> None:
        """Show today with its weekday."""
        self.understand_day("on")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood."""
        if event.input.id == "on":
            self.understand_day("on")

    def answer(self) -> Told:
        """Return who was told."""
        day = self.day("on") or self.desk.today
        told = Told(route=Route(self.chosen("route")), who=self.one_line("who"), on=day)
        reported(self.case, told)
        return told
