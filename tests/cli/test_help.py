"""Help names every command with an example, in the reader's language."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from storage.domain.people import Language
from tui.cli.asked import Asked
from tui.cli.fredstid import COMMANDS, fredstid
from tui.cli.layout import cells
from tui.desk.settings import Settings
from tui.i18n.words import Words

README = Path(__file__).resolve().parents[2] / "README.md"
command = fredstid.lower
EXAMPLE = re.compile(r"^ +(eval.*)?fredstid ", re.MULTILINE)


class Capitals(Words):
    """A language of capitals: what is still in small letters did not pass through the words."""

    def __call__(self, text: str, /, **params: object) -> str:
        """Return the text in capitals."""
        return super().__call__(text, **params).upper()


def shouted(*arguments: str) -> str:
    asked = Asked(Capitals(Language.EN), Settings(), lambda _: None)
    return CliRunner().invoke(fredstid, arguments, obj=asked, prog_name="FREDSTID").stdout


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_help_lists_every_command_with_what_it_does_and_an_example(
    run_anywhere: Callable[..., Result], option: str
) -> None:
    shown = run_anywhere(option)
    assert shown.exit_code == 0
    listed, examples = shown.stdout.split("Examples:")
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\w", listed, re.MULTILINE), name
        assert f"fredstid {name}" in examples, name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_its_examples(run_anywhere: Callable[..., Result], name: str) -> None:
    shown = run_anywhere(name, "--help")
    assert shown.exit_code == 0
    usage, examples = shown.stdout.split("Examples:")
    assert usage.startswith(f"Usage: fredstid {name} [OPTIONS]")
    assert len(EXAMPLE.findall(examples)) == len(command(name).examples) > 1
    for option in ("--team TEAM", "--language LANGUAGE", "--as ALIAS"):
        assert option in usage


def arguments_of(line: str) -> list[str]:
    shown = line.partition("fredstid ")[2].removesuffix(')"')
    return shlex.split(re.split(r" [<>|] |  ", shown)[0])


def understood(line: str) -> str:
    """Return the command that a line calls; fails when it would be refused as it stands."""
    name, *arguments = arguments_of(line)
    with click.Context(fredstid, obj=Asked(Words(Language.EN), Settings(), lambda _: None)) as parent:
        command(name).make_context(name, arguments, parent=parent)
    return name


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", COMMANDS)
def test_what_examples_show_can_be_typed(name: str, language: Language) -> None:
    words = Words(language)
    assert {understood(words(line)) for line, _ in command(name).examples} == {name}


@pytest.mark.parametrize("language", Language)
def test_examples_do_what_they_say_on_the_demo_team(run_anywhere: Callable[..., Result], language: Language) -> None:
    """Their months, days, areas and words are understood in every language."""
    words = Words(language)
    everywhere = ("--team", "demo", "--language", language.value)
    code = run_anywhere("cases", *everywhere).stdout.split()[0]
    for name in ("today", "cases", "show", "search", "agree", "plan", "minutes"):
        line = words(command(name).examples[0][0]).replace("26-014", code)
        ended = run_anywhere(*arguments_of(line), *everywhere)
        assert (ended.exit_code, bool(ended.stdout)) == (0, name != "agree"), line
    for name in ("agree", "plan"):
        for line, _ in command(name).examples:
            typed = arguments_of(words(line).replace("26-014", code))
            assert run_anywhere(*typed, *everywhere).exit_code == 0, line


def test_what_the_readme_shows_can_be_typed() -> None:
    lines = re.findall(r"^fredstid .*", README.read_text("utf-8"), re.MULTILINE)
    assert {understood(line) for line in lines} <= set(COMMANDS)
    assert len(lines) >= 5


@pytest.mark.parametrize("name", COMMANDS)
def test_every_word_of_the_help_is_in_the_readers_language(name: str) -> None:
    lines = [re.sub(r"--?[a-z]+", "", line) for line in shouted(name, "--help").splitlines()]
    left = [line for line in lines if re.search("[a-z]", line.removeprefix(f"USAGE: FREDSTID {name}"))]
    below = getattr(command(name), "below", ())
    assert [line.split()[0] for line in left] == list(below)
    assert not [line for line in left if re.search("[a-z]", line.split(maxsplit=1)[1])]


def test_every_word_of_the_first_help_is_in_the_readers_language() -> None:
    lines = [re.sub(r"--?[a-z]+", "", line) for line in shouted("--help").splitlines()]
    left = {line.split()[0] for line in lines if re.search("[a-z]", line)}
    assert left == set(COMMANDS)


def test_the_version_is_told(run_anywhere: Callable[..., Result]) -> None:
    assert re.fullmatch(r"fredstid \d[\w.]*\n", run_anywhere("--version").stdout)


@pytest.mark.parametrize("name", ["log", "agree", "nudge"])
def test_where_text_stands_on_the_command_line_the_help_says_who_sees_it(
    run_anywhere: Callable[..., Result], name: str
) -> None:
    assert "Others on the machine may see" in " ".join(run_anywhere(name, "--help").stdout.split())


@pytest.mark.parametrize(("language", "heading"), [("nb", "For den som drifter:"), ("nn", "For den som driftar:")])
def test_what_runs_the_machine_stands_below_what_teachers_use(
    run_anywhere: Callable[..., Result], language: str, heading: str
) -> None:
    teachers, _, keepers = run_anywhere("--help", "--language", language).stdout.partition(f"\n{heading}\n")
    assert [name for name in ("check", "restore", "history", "completion") if f"\n  {name} " in teachers] == []
    assert [
        name for name in ("today", "log", "agree", "safety") if f"\n  {name} " in keepers.partition("\n\n")[0]
    ] == []
    assert {name for name in COMMANDS if re.search(rf"^  {name} ", teachers + keepers, re.MULTILINE)} == set(COMMANDS)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("name", ["log", "cases", "safety"])
def test_a_word_that_is_to_be_typed_stands_whole(
    run_anywhere: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    for width in ("80", "60", "50"):
        monkeypatch.setenv("COLUMNS", width)
        shown = run_anywhere(name, "--help", "--language", language).stdout
        assert not [line for line in shown.splitlines() if re.search(r"\w-$", line)]
        assert "\N{NON-BREAKING HYPHEN}" not in shown


@pytest.mark.parametrize("language", Language)
def test_no_line_of_the_help_is_broken_by_a_terminal(
    run_anywhere: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("", *COMMANDS):
        shown = run_anywhere(*filter(None, (name, "--help", "--language", language.value))).stdout
        assert max(map(cells, shown.splitlines())) <= 80, name


@pytest.mark.parametrize(
    ("command", "english"), [("next", "week 50"), ("history", "--since mon"), ("cases", "homework")]
)
def test_examples_speak_the_readers_language(run_anywhere: Callable[..., Result], command: str, english: str) -> None:
    for language in ("nb", "nn"):
        assert english not in run_anywhere(command, "--help", "--language", language).stdout
