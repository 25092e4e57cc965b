"""Compiles the message catalogues, so that an installed fredstid speaks all its languages; makes its manual page."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before every build, an editable one included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write a .mo beside each .po, and the page for `man fredstid`."""
        for source in Path(self.root, "tui", "i18n", "locale").glob("*/LC_MESSAGES/*.po"):
            compile_catalogue(source)
        page = Path(mkdtemp(), "fredstid.1")
        page.write_text(manual(Path(self.root)), "utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/fredstid.1"


def compile_catalogue(source: Path) -> Path:
    """Write the compiled catalogue beside its source and return where."""
    with source.open("rb") as text:
        catalogue = read_po(text)
    target = source.with_suffix(".mo")
    with target.open("wb") as binary:
        write_mo(binary, catalogue)
    return target


HEAD = """.TH FREDSTID 1 "" "fredstid" "User Commands"
.SH NAME
fredstid \\- team meetings about the cooperation with the homes
.SH SYNOPSIS
.B fredstid
[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]]
.SH DESCRIPTION
A plan for peacetime first, then the cases. Without a command the screens open. Every command explains itself with
\\fBfredstid \\fICOMMAND\\fB \\-\\-help\\fR, in bokmaal, nynorsk or English.
"""
TAIL = """.SH OPTIONS OF EVERY COMMAND
.TP
\\fB\\-\\-team\\fR \\fITEAM\\fR
The team's name or its folder, or demo.
.TP
\\fB\\-\\-language\\fR \\fILANGUAGE\\fR
nb, nn or en.
.TP
\\fB\\-\\-as\\fR \\fIALIAS\\fR
Who you are in the team, this time.
.SH ENVIRONMENT
.TP
FREDSTID_TEAM
The team, where \\-\\-team names none.
.TP
FREDSTID_PAGER, PAGER
What shows output that does not fit; cat for none.
.TP
FREDSTID_SYSTEM
Another file in the place of /etc/fredstid.toml.
.TP
EDITOR
What a text is written in.
.SH FILES
.TP
/etc/fredstid.toml
Teams of groups, language, look and keeping time for all on the machine.
.TP
~/.config/fredstid/settings.json, keys.toml
One's own settings and keys.
.TP
~/.local/share/fredstid/team
The team's folder, where no other one is named.
.SH EXIT STATUS
0 when it was done, 1 when it could not be, 2 when it was called wrongly, 130 after Ctrl+C.
"""


def manual(root: Path) -> str:
    """Return the page, of the table of commands that lies under `root`."""
    sys.path.insert(0, str(root))
    from tui.cli.fredstid import OF_KEEPERS, OF_TEACHERS  # noqa: PLC0415 - the path is needed first

    parts = (("COMMANDS", OF_TEACHERS), ("FOR WHOEVER RUNS IT", OF_KEEPERS))
    return HEAD + "".join(line for title, commands in parts for line in _section(title, commands)) + TAIL


def _section(title: str, commands: tuple[object, ...]) -> Iterator[str]:
    yield f".SH {title}\n"
    for each in commands:
        name, summary, example = (getattr(each, part) for part in ("name", "summary", "example"))
        yield f".TP\n\\fB{_plain(name)}\\fR\n{_plain(summary)}\n.br\n{_plain(example)}\n"


def _plain(text: str) -> str:
    """Return text that troff prints as it stands."""
    shown = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown
