"""Where everything is put together: arguments, then the team's folder, then a command or the screens."""

import os
import sys
from io import TextIOWrapper

import click

from tui.app.crash import guard
from tui.app.start import open_meeting, open_screens
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
    asked = Asked.by(sys.argv[1:], open_screens, open_meeting)
    guard(lambda: asked.words, asked.now)
    fredstid.main(prog_name="fredstid", obj=asked)


if __name__ == "__main__":
    main()
