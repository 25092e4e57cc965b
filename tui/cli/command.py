"""A command as fredstid has them: help in the reader's language, with examples, and options that all of them take."""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from copy import copy
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple, Self, TypeVar

import click

from storage.domain.text import LONE
from tui.cli import completing, output
from tui.cli.asked import LANGUAGE_OPTION, TEAM_OPTION, Asked
from tui.cli.layout import cells
from tui.cli.output import text_from_argument
from tui.i18n.labels import option_word
from tui.i18n.words import N_, Words

Example = tuple[str, str]
"""A command line, and what it does."""
Command = TypeVar("Command", bound=Callable[..., Any] | click.Command)
UNBROKEN = "\N{NON-BREAKING HYPHEN}"
HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
NAMING_FILES = frozenset({"FILE", "FOLDER"})
"""What values are called that name a file, whose name may be bytes that are no letters."""
EXAMPLE_INDENT = 2
"""Columns before an example."""
WIDEST_EXAMPLE = 44
"""Columns; what an example does stands beside it up to there, else below it."""


def asked_of(ctx: click.Context) -> Asked:
    """Return what every command is asked."""
    asked = ctx.find_object(Asked)
    if asked is None:
        raise LookupError("the command was started without what it is asked")
    return asked


def words_of(ctx: click.Context) -> Words:
    """Return the words to speak in."""
    return asked_of(ctx).words


def with_letters(ctx: click.Context, param: click.Parameter, typed: object) -> object:
    """Return what was typed with every byte read as a letter, unless it names a file: those are called what they are.

    Raises `not-text`.
    """
    if isinstance(typed, tuple):
        return tuple(with_letters(ctx, param, each) for each in typed)
    if not isinstance(typed, str) or typed.isascii() or param.metavar in NAMING_FILES or not LONE.search(typed):
        return typed
    return typed if ctx.resilient_parsing else text_from_argument(words_of(ctx), typed)


class Option(click.Option):
    """An option whose value is named in the reader's language."""

    def type_cast_value(self, ctx: click.Context, value: object) -> object:
        """Return what it was given, as text."""
        return with_letters(ctx, self, super().type_cast_value(ctx, value))

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what its value is called."""
        return words_of(ctx)(super().make_metavar(ctx))

    def explained(self, words: Words) -> str:
        """Return what it is for."""
        return words(self.help) if self.help else ""


class ChoiceOption(Option):
    """An option whose value is one of few words: its help names {choices}, and {otherwise} for what goes without it."""

    def __init__(
        self,
        param_decls: Sequence[str],
        *,
        choices: type[StrEnum],
        otherwise: StrEnum | None = None,
        metavar: str,
        help: str,  # noqa: A002 - click's own name for it
        default: str | None = None,
    ) -> None:
        super().__init__(
            param_decls, metavar=metavar, help=help, default=default, shell_complete=completing.offered_choices(choices)
        )
        self.choices = choices
        self.otherwise = otherwise

    def explained(self, words: Words) -> str:
        """Return what it is for, with the words that can be typed."""
        named = ", ".join(option_word(words, each).replace("-", UNBROKEN) for each in self.choices)
        otherwise = option_word(words, self.otherwise) if self.otherwise else ""
        return words(str(self.help), choices=named, otherwise=otherwise)


class Argument(click.Argument):
    """An argument that is named and explained in the reader's language."""

    def __init__(
        self,
        param_decls: Sequence[str],
        *,
        metavar: str,
        explained: str,
        required: bool = True,
        nargs: int = 1,
        shell_complete: completing.Complete | None = None,
    ) -> None:
        super().__init__(param_decls, required, metavar=metavar, nargs=nargs, shell_complete=shell_complete)
        self.explained = explained

    def type_cast_value(self, ctx: click.Context, value: object) -> object:
        """Return what it was given, as text."""
        return with_letters(ctx, self, super().type_cast_value(ctx, value))

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what it is called, in brackets when it may be left out."""
        name = words_of(ctx)(self.metavar or "") + ("…" if self.nargs < 0 else "")
        return name if self.required else f"[{name}]"


option = partial(click.option, cls=Option)
"""Lets a command take an option with a value."""


def argument(
    name: str, metavar: str, explained: str, complete: completing.Complete | None = None, **more: Any
) -> Callable[[Command], Command]:
    """Return what lets a command take an argument, and how a shell completes it."""
    return click.argument(name, cls=Argument, metavar=metavar, explained=explained, shell_complete=complete, **more)


optional = partial(argument, required=False)
"""The same of one that may be left out."""


def case_code(explained: str = N_("The case's code."), *, required: bool = True) -> Callable[[Command], Command]:
    """Return what lets a command take a case's code."""
    return argument("code", N_("CODE"), explained, completing.complete_code, required=required)


lines_option = click.option(
    "--write", "lines", is_flag=True, help=N_("Plan, change and write in plain lines, as «fredstid meeting» does.")
)
"""Goes through a page of the screens line by line."""


def remembered(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Keep what an option that every command takes was given; the last one counts."""
    if value is not None:
        setattr(asked_of(ctx), str(param.name), value)


def everywhere() -> list[click.Parameter]:
    """Return the options that every command takes, before or after its name."""
    return [
        _shared(
            TEAM_OPTION,
            "team",
            N_("TEAM"),
            N_("The team's name or its folder, or «demo». Else $FREDSTID_TEAM, or your own."),
            completing.complete_team,
        ),
        _shared(
            LANGUAGE_OPTION,
            "language",
            N_("LANGUAGE"),
            N_("The language to speak: nb, nn or en."),
            completing.complete_language,
        ),
        _shared("--as", "me", N_("ALIAS"), N_("Who you are in the team, this time."), completing.complete_alias),
    ]


def _shared(declared: str, name: str, metavar: str, explained: str, complete: completing.Complete) -> click.Option:
    return Option(
        [declared, name],
        metavar=metavar,
        help=explained,
        expose_value=False,
        callback=remembered,
        shell_complete=complete,
    )


class ListedCommand(NamedTuple):
    """A command in the table: where it lies, and what others' help says of it while it is not loaded."""

    place: str
    """Such as `module:attribute`, or one name that both have."""
    summary: str
    """What it does, in a line."""
    example: str
    """The first one in its own help, and the one that stands for it in fredstid's."""
    sections: tuple["HelpSection", ...] = ()
    """What stands below it in turn."""

    @property
    def module(self) -> str:
        """The module it lies in."""
        return f"tui.cli.commands.{self.place.partition(':')[0]}"

    @property
    def name(self) -> str:
        """What it is called: like its function, but for `import`, which Python keeps for itself."""
        return self.place.rpartition(":")[2].removesuffix("_")

    @property
    def short(self) -> str:
        """What a shell says beside its name."""
        return click.Command(self.name, help=self.summary).get_short_help_str()


class HelpSection(NamedTuple):
    """Commands under a title."""

    title: str
    commands: tuple[ListedCommand, ...]


def show_help(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Print how a command is used, and do no more."""
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class CliCommand(click.Command):
    """A command with examples; `first` says what the one does that the table gives, with the command's summary."""

    def __init__(
        self,
        name: str | None,
        *,
        callback: Callable[..., object],
        params: list[click.Parameter],
        help: str,  # noqa: A002 - click's own name for it
        first: str = "",
        examples: Iterable[Example] = (),
    ) -> None:
        self.shared = everywhere()
        super().__init__(
            name, callback=callback, params=[*params, *self.shared], help=help, context_settings=HELP_OPTIONS
        )
        self.about: tuple[str, ...] = (help,)
        self.first = first
        self.examples = tuple(examples)

    def invoke(self, ctx: click.Context) -> object:
        """Do it; what it only prints goes through a pager where a person reads it."""
        with output.paged(self.name or "") if sys.stdout.isatty() else nullcontext():
            return super().invoke(ctx)

    def introduced(self, listed: ListedCommand) -> Self:
        """Return the command with what the table says of it."""
        introduced = copy(self)
        introduced.about = (listed.summary, *self.about)
        introduced.examples = ((listed.example, self.first), *self.examples)
        return introduced

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help: click's own would look for the machine's words at every command."""
        if self._help_option is None:
            self._help_option = click.Option(
                self.get_help_option_names(ctx),
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=show_help,
                help=N_("Show this help."),
            )
        return self._help_option

    def get_help(self, ctx: click.Context) -> str:
        """Return the help; a word that is to be typed stands whole on its line."""
        return super().get_help(ctx).replace(UNBROKEN, "-")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how it is called."""
        words = words_of(ctx)
        pieces = [piece for param in self.params for piece in param.get_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join((words("[OPTIONS]"), *pieces)), words("Usage:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("\n\n".join(filter(None, map(words_of(ctx), self.about))))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what its arguments are, with the options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what its arguments and options are, its own first."""
        words = words_of(ctx)
        arguments = [param for param in self.params if isinstance(param, Argument)]
        own = [param for param in self.get_params(ctx) if param not in self.shared]
        _explain(formatter, words("Arguments"), [(each.make_metavar(ctx), words(each.explained)) for each in arguments])
        _explain(formatter, words("Options"), _option_rows(ctx, own))
        _explain(formatter, words("Options of every command"), _option_rows(ctx, self.shared))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        words = words_of(ctx)
        with formatter.section(words("Examples")):
            rows = ((words(line), words(what)) for line, what in self.examples)
            formatter.write_dl([(_as_typed(line, formatter.width), what) for line, what in rows], WIDEST_EXAMPLE)


def command(
    name: str,
    *,
    help: str,  # noqa: A002 - click's own name for it
    first: str = "",
    examples: Iterable[Example] = (),
) -> Callable[[Callable[..., None]], CliCommand]:
    """Return what makes a command of a function that takes what is asked, and then the values of its options."""

    def command_of(function: Callable[..., None]) -> CliCommand:
        of_click = click.command(name, cls=CliCommand, help=help, first=first, examples=examples)
        return of_click(click.pass_obj(function))

    return command_of


def _as_typed(line: str, width: int) -> str:
    """Return a command line as it can be typed where it is longer than a row: each option in a row of its own."""
    return line if cells(line) + EXAMPLE_INDENT <= width else line.replace(" --", " \\\n    --")


def _option_rows(ctx: click.Context, params: Iterable[click.Parameter]) -> list[tuple[str, str]]:
    words = words_of(ctx)
    records = ((param, param.get_help_record(ctx)) for param in params if isinstance(param, click.Option))
    return [
        (record[0], param.explained(words) if isinstance(param, Option) else words(record[1]))
        for param, record in records
        if record
    ]


def _explain(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)
