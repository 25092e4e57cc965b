"""Where everything is put together: arguments, then the team's folder, then a command or the screens."""

# ruff: noqa: E402 - what comes after the first of our imports is imported by its rules
import gc
import os
import sys
from io import TextIOWrapper

from tui.app.later import collect_again, import_later

import_later()

import click

from tui.app.crash import guard
from tui.app.start import open_aloud, open_screens
from tui.cli.asked import Asked
from tui.cli.fredstid import fredstid


def main() -> None:
    """Do what the command line asks."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if os.name == "nt":
        click.echo(
            "fredstid needs Linux or macOS; on Windows use it over SSH, or inside WSL's own file system.", err=True
        )
        sys.exit(1)
    asked = Asked.by(sys.argv[1:], open_screens, open_aloud)
    guard(lambda: asked.words, asked.now)
    collect_again()
    try:
        fredstid.main(prog_name="fredstid", obj=asked)
    finally:
        gc.freeze()  # the system takes back all that is left at once, and nobody need look through it first


if __name__ == "__main__":
    main()
