"""`fredstid restore`: back to a backup, or to how everything was at a moment."""

import re
from collections.abc import Iterator

from storage.archive.care import restoring
from storage.archive.disk.folder import existing_folder
from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.backups import FileBackups, backup_facts, backup_rows, kept_in, lacks, raw_lines, written
from tui.cli.choosing import do_or_stop, typed_moment, yes_option
from tui.cli.command import command, option, optional
from tui.cli.output import as_json, columns, tell, write, write_json
from tui.i18n.changes import difference_lines
from tui.i18n.words import N_

STAMP = re.compile(r"\d{8}T\d{1,12}")
"""When something was put aside, or how that begins."""
WHOLE_STAMP = len("20261130T104922123456")
NUMBER = re.compile(r"[0-9]{1,9}")
Wanted = tuple[FileBackups, restoring.SoundBackup]
"""A file, and the backup it is to go back to."""


@command(
    "restore",
    help=N_(
        "Without --to the backups are listed, each with what it lacks. What lies there now is put aside in the"
        " folder's backups, never overwritten."
    ),
    first=N_("which backups there are"),
    examples=(
        ("fredstid restore 2026-27 --to 41", N_("a file to one of them")),
        ("fredstid restore --to '2026-11-25 14:30'", N_("everything as it was then")),
    ),
)
@optional("file", N_("FILE"), N_("One file, such as team or 2026-27."))
@option("--to", "to", metavar=N_("NUMBER|TIME"), help=N_("A number from the list, or a day with a time."))
@yes_option
@as_json
def restore(asked: Asked, file: str | None, to: str | None, yes: bool, as_json: bool) -> None:
    """List backups, or put some in place."""
    words = asked.glance()
    kept = kept_in(asked.folder, file)
    if to is not None:
        _go_back(asked, tuple(_wanted(kept, to)), yes=yes)
    elif as_json:
        write_json([fact for each in kept for fact in backup_facts(each)])
    else:
        rows = columns((row for each in kept for row in backup_rows(words, each)), whole=(0, 1, 2))
        write(*rows, *(line for each in kept for line in raw_lines(words, each)))


def _wanted(kept: tuple[FileBackups, ...], to: str) -> Iterator[Wanted]:
    """Yield what is to take which file's place; raises `no-such-backup`, `which-file` or `unknown-moment`."""
    key = _key(kept, to.strip())
    if key:
        if len(kept) > 1:
            raise Refused("which-file", files=tuple(each.name for each in kept))
        yield kept[0], kept[0].numbered(key)
        return
    moment = typed_moment(to)
    found = [(each, sound) for each in kept if (sound := each.at(moment))]
    if not found:
        raise Refused("no-backup-then", to=to)
    yield from found


def _key(kept: tuple[FileBackups, ...], typed: str) -> str:
    """Return the number or the stamp that is meant, which may be cut short; empty for a moment.

    Raises `which-backup` where several begin so.
    """
    beginning = typed.rstrip(".…")
    if not STAMP.fullmatch(beginning):
        return typed if NUMBER.fullmatch(typed) else ""
    found = tuple(dict.fromkeys(key for each in kept for key in each.stamped(beginning)))
    if len(found) > 1 and beginning not in found:
        raise Refused("which-backup", typed=typed, keys=found)
    if found and beginning not in found:
        return found[0]
    is_a_key = bool(found) or beginning != typed or len(typed) == WHOLE_STAMP
    return beginning if is_a_key else ""


def _go_back(asked: Asked, wanted: tuple[Wanted, ...], *, yes: bool) -> None:
    """Show what goes and what comes back, ask, and put the backups in place."""
    words = asked.words
    changing = [
        (kept, sound) for kept, sound in wanted if sound.backup.stamp or sound.backup.generation != kept.present
    ]
    if not changing:
        tell(words("It is like that already; nothing was changed."))
        return
    for kept, sound in changing:
        tell(words("{file} as it was {when}:", file=kept.name, when=words.moment(written(sound))))
        tell(*(f"  {line}" for line in _becoming(asked, kept, sound)))
    do_or_stop(words, words("Go back to that? What lies there now is kept in the backups."), yes=yes)
    for kept, sound in changing:
        restoring.restore(asked.folder, kept.name, sound.backup.key, by=asked.alias, at=asked.now())
        tell(words("{file} is back at number {number}.", file=kept.name, number=sound.backup.key))


def _becoming(asked: Asked, kept: FileBackups, sound: restoring.SoundBackup) -> Iterator[str]:
    """Yield what would become of the records; from a file that cannot be read, what the backup lacks."""
    _, lines = restoring.as_it_lies(existing_folder(asked.folder), kept.name)
    if lines:
        yield from difference_lines(asked.words, restoring.named_differences(lines, sound.lines))
    else:
        yield lacks(asked.words, sound.lacks)
