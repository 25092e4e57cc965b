"""The safety gate: its question, its full notice with who must be told, and that they were."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Click
from textual.reactive import reactive
from textual.widgets import Input, Static

from storage.domain.case.case import Case, Route, Told
from storage.domain.case.standing import reported
from storage.steering.gate_texts import GateFile, Number, gate_file
from tui.desk.desk import Desk, past_day
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import Banner
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import FormDialog
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.look.letters import letters
from tui.look.panels import TEXT_MEASURE
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line, Paragraph
from tui.presentation.rows import wrapped
from tui.widgets.canvas import Canvas
from tui.widgets.fields import ChoiceRow, Field
from tui.widgets.reader import Reader

ROUTES = tuple(Route)
URGENT = 2
"""So many numbers are for danger now; they come first."""
TALL, ROOMY = 24, 30
"""Rows from which those are drawn in large letters."""
INSETS, APART = 6, 2
"""Cells of the frame with its margins, and between a number and who answers it."""


ASKED = re.compile(r"(.+?)(?:\?| – )\s*(.*)", re.DOTALL)
"""What is asked, and what it is said with."""
BESIDE_ASKED = 7
"""Rows that the frame, the blank ones and the keys need."""


class GateQuestion(ChooseDialog[str]):
    """Asks about safety, alone on the screen and as large as there is room for; a number answers."""

    RISES = False
    BINDINGS = [Binding(str(number), f"number({number - 1})", show=False) for number, _ in enumerate(ROUTES, 1)]

    def __init__(self, desk: Desk, question: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(desk, question, options, None, put_off=True)

    def body(self) -> ComposeResult:
        """Draw what is asked large, what it is said with in ink, and the answers."""
        asked = ASKED.match(self.heading)
        yield Banner(f"{asked[1]}?" if asked else self.heading, most=self.app.size.height // 2)
        yield Static(asked[2] if asked else "", id="said", classes="drawn", markup=False)
        yield from super().body()

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("1–{count} answer · ↑↓ move · ↵ choose · Esc not now", count=len(self.options))

    def drawn(self, row: Line[str]) -> Line[str]:
        """Return an answer with its number; read aloud it has another."""
        return replace(row, spans=(Span(f"{int(row.key) + 1}  ", "safety"),), aloud=row.left)

    def on_resize(self) -> None:
        """Leave the question what the rest does not need."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Draw the question as large as there is room for above the answers."""
        said, size = self.query_one("#said", Static), self.app.size
        rows = sum(len(wrapped(line, size.width - INSETS)) for line in str(said.content).split("\n"))
        self.query_one(Banner).most = size.height - rows - len(self.options) - BESIDE_ASKED

    def action_number(self, place: int) -> None:
        """Answer with the option of a number."""
        if place < len(self.options):
            self.dismiss(self.options[place][0])


class SafetyDeed(StrEnum):
    """What is done about a notice."""

    TOLD = "told"
    PUT_AWAY = "put-away"
    ADVISED = "advised"
    """Child welfare or the police have advised: the home can be spoken to."""
    PRINT = "print"


@dataclass(frozen=True)
class SafetyAnswer:
    """What is done, and by which route."""

    deed: SafetyDeed
    route: Route


class SafetyDialog(Dialog[SafetyAnswer]):
    """Shows a route whole; the others are one key away."""

    RISES = False
    weighs = True

    DEFAULT_CSS = """
    SafetyDialog {
        & #now { height: auto; margin: 1 0; }
        & #routes { height: auto; margin-bottom: 1; color: $quiet; }
        &.-low #now { margin: 0; }
        &.-low #routes { margin-bottom: 0; }
    }
    """
    BINDINGS = [
        *(Binding(str(number), f"route({number - 1})", show=False) for number, _ in enumerate(ROUTES, 1)),
        Binding("t", "answer('told')", show=False),
        Binding("f", "answer('put-away')", show=False),
        Binding("a", "answer('advised')", show=False),
        Binding("p", "answer('print')", show=False),
    ]

    route: reactive[Route] = reactive(Route.NOT_SAFE, init=False)

    def __init__(self, desk: Desk, case: Case | None, route: Route, *, said: str = "", at_home: bool = False) -> None:
        self.file = gate_file(desk.words.language)
        super().__init__(desk, desk.words("Safety first"))
        self.case = case
        self.said = said
        self.at_home = at_home or (case is not None and case.keeps_from_home)
        """Whether nothing may be taken up with the home yet, whichever route is shown."""
        self.set_reactive(SafetyDialog.route, route)

    def body(self) -> ComposeResult:
        """Draw what is done now, before anything else; then the routes, and all that the notice says."""
        yield Canvas(id="now")
        yield Static(self._routes(), id="routes", markup=False)
        yield Reader()

    def keys(self) -> str:
        """Return the line about keys."""
        words = self.desk.words
        keys = words("t somebody has been told · f false alarm · p print · 1–4 others who must be told · Esc not yet")
        advised = words("a the home can be talked to: child welfare or the police have advised")
        return f"{advised}\n{keys}" if self.may_be_advised else keys

    @property
    def may_be_advised(self) -> bool:
        """Whether somebody was told by the route that keeps the home out, and advice is waited for."""
        return self.case is not None and self.case.keeps_from_home and self._home_was_told

    @property
    def _home_was_told(self) -> bool:
        return self.case is not None and any(told.route is Route.HOME for told in self.case.told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take advice only where it is waited for."""
        needless = action == "answer" and parameters == ("advised",) and not self.may_be_advised
        return not needless and super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Show the notice."""
        self.watch_route()
        self.set_focus(self.query_one(Reader))

    def watch_route(self) -> None:
        """Show another route."""
        self.query_one("#now", Canvas).show(self._now())
        self.query_one("#routes", Static).update(self._routes())
        self.query_one(Reader).show(self.notice()[self._first_said + URGENT :], top=True)

    def on_resize(self) -> None:
        """Draw the numbers as large as there is room for, and all routes where the steps keep theirs."""
        self.query_one("#now", Canvas).show(self._now())
        self.query_one("#routes", Static).update(self._routes())

    @property
    def _first_said(self) -> int:
        """How many paragraphs of the notice stand above the routes already."""
        return next(place for place, each in enumerate(self.notice()) if each.look not in {"safety", "quiet"})

    def _now(self) -> Iterator[Sequence[Span]]:
        """Yield the numbers for danger now, then what is done, and what is not."""
        width = min(self.app.size.width, TEXT_MEASURE) - INSETS
        urgent = self.file.numbers[:URGENT]
        if self.app.size.height < TALL:
            yield tuple(span for each in urgent for span in (Span(f"{each.number} ", "safety"), Span(f"{each.who}   ")))
        else:
            yield from _beside([tuple(_large(each, width // URGENT)) for each in urgent])
            yield ()
        for said in self.notice()[: self._first_said]:
            yield from ((Span(row, said.look),) for row in wrapped(said.text, width))

    def notice(self) -> tuple[Paragraph, ...]:
        """Return the notice of the route that is shown."""
        away = self.file.no_contact(at_home=self.at_home or self.route is Route.HOME)
        return notice(self.desk.words, self.file, self.route, self.said, away)

    def _routes(self) -> str:
        titles = (
            f"{Mark.NOW if route is self.route else ' '}{number} {label(self.desk.words, route)}"
            for number, route in enumerate(ROUTES, 1)
        )
        return "\n".join(titles if self.app.size.height >= ROOMY else (label(self.desk.words, self.route),))

    def action_route(self, place: int) -> None:
        """Go to another route."""
        self.route = ROUTES[place]

    @on(Click, "#routes")
    def go_to_clicked(self, event: Click) -> None:
        """Go to the route that was clicked."""
        if self.app.size.height < ROOMY:
            self.action_route((ROUTES.index(self.route) + 1) % len(ROUTES))
        elif event.y in range(len(ROUTES)):
            self.action_route(event.y)

    def action_answer(self, deed: str) -> None:
        """Answer."""
        self.dismiss(SafetyAnswer(SafetyDeed(deed), self.route))


def _large(number: Number, width: int) -> Iterator[tuple[Span, Span]]:
    """Yield the rows of a number in large letters, and beside it who answers and when one calls; each so many cells."""
    drawn = letters(number.number, width)
    beside = wrapped(number.when, width - cell_len(drawn[0]) - APART)
    for row, said in zip_longest(drawn, (number.who, *beside), fillvalue=""):
        text = set_cell_size(f"{'':{APART}}{said}", width - cell_len(drawn[0]))
        yield Span(f"{row:{cell_len(drawn[0])}}", "safety"), Span(text, "heading" if said == number.who else "plain")


def _beside(blocks: Sequence[Sequence[Sequence[Span]]]) -> Iterator[tuple[Span, ...]]:
    """Yield the rows of blocks that stand beside each other."""
    for rows in zip_longest(*blocks, fillvalue=()):
        yield tuple(span for row in rows for span in row)


def notice(words: Words, file: GateFile, route: Route, said: str, away: str) -> tuple[Paragraph, ...]:
    """Return a route's notice: what to do first, with `away` from the home, the numbers, the plan's points, the law."""
    text = file.routes[route.value]
    plan = (Paragraph(file.plan.title, "heading"), *(Paragraph(point, indent=2) for point in file.plan.points))
    law = (
        Paragraph(f"{each.reference}: {each.says}{_doubt(words, certain=each.certain)}", "quiet") for each in text.law
    )
    numbers = [Paragraph(f"{each.number}  {each.who} – {each.when}", indent=2) for each in file.numbers]
    return (
        *((Paragraph(words.quoted(said), "quiet"),) if said else ()),
        Paragraph(text.say, "safety"),
        *((Paragraph(away, "safety"),) if away else ()),
        *numbers[:URGENT],
        *(Paragraph(f"{number}. {step}", indent=2) for number, step in enumerate(text.steps, 1)),
        *numbers[URGENT:],
        Paragraph(file.pupil_heard, "heading"),
        Paragraph(file.not_ours),
        *(plan if route is Route.NOT_SAFE else ()),
        *law,
        Paragraph(words("Last checked {day}.", day=words.day(file.checked, "d. MMM yyyy")), "quiet"),
    )


def _doubt(words: Words, *, certain: bool) -> str:
    return "" if certain else " " + words("(The school must check the wording.)")


class ToldDialog(FormDialog[Told]):
    """Answers with who was told."""

    AUTO_FOCUS = "#who"
    UNREAD = frozenset({"on"})
    BESIDE = {"empty-told": "who", "only-school-told": "who"}

    def __init__(self, desk: Desk, case: Case, route: Route = Route.NOT_SAFE) -> None:
        super().__init__(desk, f"{case.code} {case.title}")
        self.case = case
        self.route = route
        self.drafted("case", case.code, "told")

    def body(self) -> ComposeResult:
        """Draw the fields."""
        words = self.desk.words
        routes = [(route.value, label(words, route)) for route in Route]
        yield Field(words("It is about"), ChoiceRow(routes, self.route.value, id="route"))
        told = Input(id="who", placeholder=self.whom(self.route), select_on_focus=False)
        yield Field(words("Who was told"), told)
        yield Field(words("When"), Input(words.day(self.desk.today, "d.M.yyyy"), id="on"), short=True)

    def whom(self, route: Route) -> str:
        """Return whom one tells by a route: of a home, the head is not enough."""
        words = self.desk.words
        home = route is Route.HOME
        return words("a role, no name: child welfare") if home else words("a role, no name: the head")

    def on_choice_row_changed(self, event: ChoiceRow.Changed) -> None:
        """Show whom one tells by the route that was chosen."""
        self.query_one("#who", Input).placeholder = self.whom(Route(event.value))

    def on_mount(self) -> None:
        """Show today with its weekday."""
        self.understand_day("on")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show which day was understood."""
        if event.input.id == "on":
            self.understand_day("on")

    def day_of(self, typed: str) -> date:
        """Return the last such day: somebody was told then, and nobody will be."""
        return past_day(typed, self.desk.today)

    def answer(self) -> Told:
        """Return who was told."""
        day = self.day("on") or self.desk.today
        told = Told(route=Route(self.chosen("route")), who=self.one_line("who"), on=day)
        reported(self.case, told)
        return told
