"""Parameters that several commands take, and how the shell completes them."""

import click
from click.shell_completion import CompletionItem

from storage.domain.errors import Refused
from storage.domain.text import cleaned
from tui.cli.command import asked_of
from tui.cli.output import in_line
from tui.i18n.words import N_

EMPTY_PLAN = N_("The plan is empty. The screens offer a template: «fredstid», then 2 and t.")

as_json = click.option("--json", "as_json", is_flag=True, help=N_("Print JSON, for other programs."))


def complete_code(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:  # noqa: ARG001 - click's signature
    """Return the case codes that begin so, with their titles; nothing where no team can be opened."""
    try:
        cases = asked_of(ctx).desk.store.book().cases
    except (Refused, OSError):
        return []
    found = (case for case in cases if case.code.startswith(incomplete))
    return [CompletionItem(case.code, help=in_line(cleaned(case.title))) for case in found]


def complete_file(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Let the shell complete a file's name."""
    return [CompletionItem(incomplete, type="file")]
