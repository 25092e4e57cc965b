"""The first start: an application with one screen, and what its answers make."""

from collections.abc import Sequence

from textual import work
from textual.filter import LineFilter

from storage.domain.errors import Refused
from tui.app.terminal import TerminalApp
from tui.cli.asked import Asked
from tui.desk.opening import found_team
from tui.desk.settings import DEMO, save_settings
from tui.i18n.refusals import sentence
from tui.i18n.words import Words
from tui.screens.first_run import FirstAnswers, FirstRunScreen
from tui.terminal.walls import WALL


class FirstApp(TerminalApp[FirstAnswers]):
    """Asks what a new team needs."""

    TITLE = "fredstid"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, words: Words, where: str, theme: str = "") -> None:
        super().__init__()
        self.words = words
        self.where = where
        self.wear(theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of every look, and our wall behind them."""
        return [*super().get_line_filters(), WALL]

    def on_mount(self) -> None:
        """Begin with the first question."""
        self.stay_discreet()
        self.ask()

    def refuse_paste(self, refusal: Refused) -> None:
        """Say why a paste was not taken in."""
        self.notify(sentence(self.words, refusal), severity="warning", markup=False)

    @work
    async def ask(self) -> None:
        """Ask, and leave with the answers."""
        self.exit(await self.push_screen_wait(FirstRunScreen(self.words, self.where)))


def first_run(asked: Asked) -> FirstAnswers | None:
    """Ask what a new team needs and make it, or the demo; return the answers, None where somebody left."""
    app = FirstApp(asked.words, str(asked.folder), asked.settings.theme)
    answers = app.run(mouse=asked.takes_mouse)
    if app.failure:
        raise app.failure
    if answers is None:
        return None
    if answers.joins:
        asked.words = Words(answers.language)
    elif answers.demo:
        asked.words, asked.team = Words(answers.language), DEMO
    else:
        make_team(asked, answers)
    return answers


def make_team(asked: Asked, answers: FirstAnswers) -> None:
    """Make the team that was described, and remember who sits here."""
    folder = asked.folder
    found_team(folder, answers.name, answers.language, answers.aliases, answers.retention)
    asked.settings = asked.settings.with_me(folder, answers.me)
    save_settings(asked.settings)
