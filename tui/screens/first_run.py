"""The first start: five questions, or a look at the demo team; the language can be heard at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Click
from textual.getters import query_one
from textual.widgets import Input, Static

from storage.domain.errors import Refused
from storage.domain.people import SHARED, Language, Retention, listed_aliases, named_team
from storage.domain.text import cleaned
from tui.desk.nudges import checked
from tui.i18n.labels import label
from tui.i18n.refusals import sentence
from tui.i18n.words import N_, Words
from tui.look.letters import huge_letters
from tui.look.panels import TEXT_MEASURE
from tui.look.signs import Mark
from tui.presentation.lines import Line, Marked, Row
from tui.terminal.asking import Asking
from tui.widgets.clicks import KeyFoot
from tui.widgets.lists import LineList

OWN_NAMES = {Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"}
"""Each language as its speakers call it."""
PLACEHOLDER = "x"
"""Stands for a team name that was checked before."""


class FirstQuestion(IntEnum):
    """What is asked, in order."""

    LANGUAGE = 0
    NAME = 1
    MEMBERS = 2
    ME = 3
    KEEP = 4


@dataclass(frozen=True)
class FirstAnswers:
    """What a new team needs to begin; or that somebody would rather see the demo first."""

    language: Language
    name: str = ""
    aliases: tuple[str, ...] = ()
    me: str = SHARED
    """The alias of who sits here; empty on a machine the team shares."""
    retention: Retention = Retention.TWELVE_MONTHS
    """How long closed cases are kept."""
    demo: bool = False
    joins: bool = False
    """Whether the team has a folder already, which is asked for next."""


def checked_name(typed: str, language: Language) -> str:
    """Return a team's name; raises `empty-name` or `identity-number`."""
    return named_team(" ".join(checked(cleaned(typed)).split()), language, (), key="").name


def checked_aliases(typed: str, language: Language) -> tuple[str, ...]:
    """Return the aliases in a typed row; raises `bad-alias`, `alias-taken`, or `no-members` for none."""
    words = listed_aliases(typed)
    if not words:
        raise Refused("no-members")
    return named_team(PLACEHOLDER, language, words, key="").aliases


QUESTIONS = {
    FirstQuestion.LANGUAGE: N_("Which language shall we speak?"),
    FirstQuestion.NAME: N_("What is your team called?"),
    FirstQuestion.MEMBERS: N_("Who is in it?"),
    FirstQuestion.ME: N_("Who are you?"),
    FirstQuestion.KEEP: N_("How long are closed cases kept?"),
}
HINTS = {
    FirstQuestion.LANGUAGE: N_("On a shared screen, make the letters larger with Ctrl and +. 64×20 is room enough."),
    FirstQuestion.NAME: N_("Such as «Team 6»."),
    FirstQuestion.MEMBERS: N_(
        "A short alias for each, with spaces between: AB CD EF. One to eight letters or digits; no full names."
    ),
    FirstQuestion.ME: N_("Then what is yours comes first. Press w to change it later."),
    FirstQuestion.KEEP: N_(
        "They are working notes about children and are to be kept no longer than they help. Nothing is deleted by"
        " itself: you are reminded, and what you learned stays in the plan and on cards. Press the comma to change it"
        " later."
    ),
}
ABOUT = N_("fredstid leads a team's meetings about the cooperation with the homes: the plan first, then the cases.")
NAME = "fredstid"
TWICE = 2
"""Clicks that choose and go on."""
KEEPING = (Retention.TWELVE_MONTHS, Retention.SCHOOL_YEAR)
TYPED = frozenset({FirstQuestion.NAME, FirstQuestion.MEMBERS})


class FirstRunScreen(Asking[FirstAnswers | None]):
    """Answers with what a new team needs, with `demo` set for the demo, or None when somebody leaves."""

    CSS_PATH = "first_run.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    BINDINGS = [
        Binding("enter", "on", show=False, priority=True),
        Binding("escape", "back", show=False, priority=True),
        Binding("d", "demo", show=False),
    ]

    choices: query_one[LineList[Row]] = query_one("#choices", LineList)
    typed = query_one("#typed", Input)

    def __init__(self, words: Words, where: str = "", speak: Callable[[Language], Words] = Words) -> None:
        super().__init__()
        self.words = words
        self.where = where
        """The folder the team will lie in, to be shown."""
        self.speak = speak
        self.question = FirstQuestion.LANGUAGE
        self.answers = FirstAnswers(words.language)
        self.said_who = False
        """Whether somebody has chosen who they are; until then nothing is marked, and Enter answers nothing."""
        self.unfinished: dict[FirstQuestion, str] = {}
        """What was typed at a question that was left backwards."""

    def compose(self) -> ComposeResult:
        """Draw one question at a time."""
        with Vertical(id="box"):
            yield Static("\n".join(huge_letters(NAME, TEXT_MEASURE)), id="name", markup=False)
            yield Static(id="step", markup=False)
            yield Static(id="about", markup=False)
            yield Static(id="question", markup=False)
            yield LineList(id="choices")
            yield Input(id="typed")
            yield Static(id="understood", markup=False)
            yield Static(id="problem", markup=False)
            yield Static(id="hint", markup=False)
            yield KeyFoot()

    def on_mount(self) -> None:
        """Ask the first question."""
        self.ask(FirstQuestion.LANGUAGE)

    def ask(self, question: FirstQuestion) -> None:
        """Ask a question, with the answer given before, if there is one."""
        self.question = question
        typing = question in TYPED
        self.typed.set_class(not typing, "-away")
        self.choices.set_class(typing, "-away")
        if typing:
            answered = self.answers.name if question is FirstQuestion.NAME else " ".join(self.answers.aliases)
            self.typed.value = self.unfinished.get(question, answered)
            self.set_focus(self.typed)
        else:
            self.choices.unmarked = question is FirstQuestion.ME and not self.said_who
            self.choices.show(self.options(), self.marked())
            self.set_focus(self.choices)
        self.show_words()

    def options(self) -> tuple[Line[Row], ...]:
        """Return what can be chosen."""
        if self.question is FirstQuestion.LANGUAGE:
            demo = Line(Row("demo"), self.words("Look at a demo team first"), mark=Mark.MORE)
            joins = Line(Row("join"), self.words("Our team has a folder already"), mark=Mark.MORE)
            languages = (Line(Row("language", language), name) for language, name in OWN_NAMES.items())
            return (*languages, Line("", ""), demo, joins)
        if self.question is FirstQuestion.KEEP:
            return tuple(Line(Row("keep", each), label(self.words, each)) for each in KEEPING)
        members = (Line(Row("member", alias), alias) for alias in self.answers.aliases)
        return (*members, Line(Row("member", SHARED), self.words("a machine that several of us share")))

    def marked(self) -> Marked:
        """Return the row of what was chosen before."""
        if self.question is FirstQuestion.LANGUAGE:
            return Row("language", self.answers.language)
        if self.question is FirstQuestion.KEEP:
            return Row("keep", self.answers.retention)
        return Row("member", self.answers.me) if self.said_who else ""

    def show_words(self) -> None:
        """Say everything in the language that is marked."""
        words = self.words
        number = words("{number} of {count}", number=self.question + 1, count=len(FirstQuestion))
        self.put("step", f"fredstid · {number}")
        is_first = self.question is FirstQuestion.LANGUAGE
        self.query_one("#about").display = is_first
        self.put("about", words(ABOUT))
        self.put("question", words(QUESTIONS[self.question]))
        self.put("hint", "\n".join(filter(None, (words(HINTS[self.question]), self.folder()))))
        self.query_one(KeyFoot).name_keys(self.keys())
        self.put("problem", "")
        self.understand()

    def folder(self) -> str:
        """Return where the team will lie, at the question about its name."""
        shown = self.where and self.question is FirstQuestion.NAME
        return self.words("Everything is kept in {folder}.", folder=self.where) if shown else ""

    def keys(self) -> str:
        """Return the line about keys."""
        if self.question is FirstQuestion.LANGUAGE:
            return self.words("↑↓ choose · ↵ on · Esc quit")
        if self.question in TYPED:
            return self.words("↵ on · Esc back")
        last = self.words("↑↓ choose · ↵ begin · Esc back")
        return last if self.question is FirstQuestion.KEEP else self.words("↑↓ choose · ↵ on · Esc back")

    def understand(self) -> None:
        """Show which aliases were understood."""
        aliases = listed_aliases(self.typed.value) if self.question is FirstQuestion.MEMBERS else ()
        listed = " · ".join(aliases)
        shown = self.words.many("{count} member: {aliases}", "{count} members: {aliases}", len(aliases), aliases=listed)
        self.put("understood", shown if aliases else "")

    def put(self, name: str, text: str) -> None:
        """Show a text in one of the lines."""
        self.query_one(f"#{name}", Static).update(text)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Speak the marked language at once."""
        if isinstance(event.key, Row) and event.key.kind == "language":
            self.answers = replace(self.answers, language=Language(event.key.id))
            self.words = self.speak(self.answers.language)
            self.choices.show(self.options())
            self.show_words()

    def on_click(self, event: Click) -> None:
        """Go on with what was clicked twice."""
        if event.widget is self.choices and event.chain == TWICE:
            self.go_on()

    def on_input_changed(self) -> None:
        """Show what is understood of it."""
        self.put("problem", "")
        self.understand()

    def action_on(self) -> None:
        """Go on, once everything that was typed has been taken in."""
        self.go_on()

    def go_on(self) -> None:
        """Take the answer and ask the next question, or say why it cannot be taken."""
        if self.question is FirstQuestion.LANGUAGE and self.choices.key == Row("demo"):
            self.action_demo()
            return
        if self.question is FirstQuestion.LANGUAGE and self.choices.key == Row("join"):
            self.dismiss(replace(self.answers, joins=True))
            return
        try:
            self.answers = self.answered()
        except Refused as refusal:
            self.put("problem", sentence(self.words, refusal))
            return
        self.unfinished.pop(self.question, None)
        if self.question is FirstQuestion.KEEP:
            self.dismiss(self.answers)
        else:
            self.ask(FirstQuestion(self.question + 1))

    def answered(self) -> FirstAnswers:
        """Return the answers with this one in; raises `Refused`."""
        answers, language = self.answers, self.answers.language
        if self.question is FirstQuestion.NAME:
            return replace(answers, name=checked_name(self.typed.value, language))
        if self.question is FirstQuestion.MEMBERS:
            aliases = checked_aliases(self.typed.value, language)
            return replace(answers, aliases=aliases, me=answers.me if answers.me in aliases else SHARED)
        if self.question is FirstQuestion.ME:
            if not self.choices.key:
                raise Refused("nobody-chosen")
            self.said_who = True
            return replace(answers, me=self.choices.key.id)
        if self.question is FirstQuestion.KEEP and self.choices.key:
            return replace(answers, retention=Retention(self.choices.key.id))
        return answers

    def action_back(self) -> None:
        """Go back a question, or leave."""
        if self.question is FirstQuestion.LANGUAGE:
            self.dismiss(None)
        else:
            if self.question in TYPED:
                self.unfinished[self.question] = self.typed.value
            self.ask(FirstQuestion(self.question - 1))

    def action_demo(self) -> None:
        """Look at the demo team first."""
        if self.question is FirstQuestion.LANGUAGE:
            self.dismiss(replace(self.answers, demo=True))
