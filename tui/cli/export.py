"""`fredstid export`: all of a team, to keep elsewhere, to read or to move."""

from pathlib import Path

import click

from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.command import Argument, Command, Option
from tui.cli.output import tell, write
from tui.desk import Desk
from tui.i18n.words import N_
from tui.settings import typed_path


@click.command(
    "export",
    cls=Command,
    help=N_(
        "Write all of a team into a new folder."
        "\n\nThe files as they are kept, which «fredstid import» and --team understand, and the plan, each case and"
        " each meeting's minutes to read. Only you can read it. With --encrypt-to, one encrypted file instead:"
        " «age -d -i KEY FILE | tar x» unpacks it. Deleting a case also takes it out of exports on this machine."
    ),
    examples=(
        ("fredstid export ~/team-6", N_("into a new folder")),
        ("fredstid export ~/team-6 --encrypt-to age1…", N_("into the file team-6.tar.age")),
    ),
)
@click.argument("target", cls=Argument, metavar=N_("FOLDER"), explained=N_("A new or an empty folder."))
@click.option(
    "--encrypt-to",
    "recipients",
    cls=Option,
    multiple=True,
    metavar=N_("RECIPIENT"),
    help=N_("Who can open it: age1…, or an SSH public key; once for each."),
)
@click.pass_obj
def export(asked: Asked, target: str, recipients: tuple[str, ...]) -> None:
    """Write the export."""
    desk, place = asked.desk, typed_path(target).absolute()
    written = _sealed(desk, place, recipients) if recipients else _written(desk, place)
    write(str(written))
    _note(desk, written, sealed=bool(recipients))
    tell(desk.words("All of the team stands there, whole cases too. Keep it as safe as the team's own folder."))


def _written(desk: Desk, place: Path) -> Path:
    from storage.archive.exporting import write_folder  # noqa: PLC0415 - `--help` needs no TinyDB

    write_folder(place, _files(desk))
    return place


def _sealed(desk: Desk, place: Path, recipients: tuple[str, ...]) -> Path:
    from storage.archive.exporting import write_file  # noqa: PLC0415 - as above
    from storage.archive.sealing import SUFFIX, sealed  # noqa: PLC0415 - as above

    target = place.with_name(place.name.removesuffix(SUFFIX) + SUFFIX)
    write_file(target, sealed(_files(desk), recipients, target.name.removesuffix(SUFFIX), desk.now()))
    return target


def _files(desk: Desk) -> dict[str, bytes]:
    from storage.archive.exporting import files_of  # noqa: PLC0415 - as above
    from tui.cli.pages import team_pages  # noqa: PLC0415 - as above

    return team_pages(desk.store.book(), desk.store.folder) | files_of(desk.store.folder)


def _note(desk: Desk, place: Path, *, sealed: bool) -> None:
    """Remember the export, so that deleting reaches it; where the team's folder is only for reading, say so."""
    from storage.archive.exports import note, note_in_history  # noqa: PLC0415 - as above
    from storage.archive.folder import existing  # noqa: PLC0415 - as above

    try:
        folder = existing(desk.store.folder)
        note(folder, place, by=desk.me, at=desk.now(), sealed=sealed)
        note_in_history(folder, place, by=desk.me, at=desk.now())
    except Refused:
        tell(desk.words("It could not be noted in the team's folder: deleting a case will not reach it."))
