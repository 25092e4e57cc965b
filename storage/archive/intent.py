"""A change that touches several files: written down before the first file moves, so that it happens whole."""

from collections.abc import Mapping

import msgspec

from storage.archive.files import read_whole, remove, sync_folder, temporary_for, write_new
from storage.archive.folder import Folder
from storage.domain.errors import Refused

INTENT_FILE = ".intent"


class Intent(msgspec.Struct, frozen=True):
    """Which waiting file takes which file's place."""

    files: dict[str, str]


def declare(folder: Folder, waiting: Mapping[str, str]) -> None:
    """Make a change certain: once this returns, it is finished by whoever comes next, whatever happens."""
    path = folder.file(INTENT_FILE)
    temporary = temporary_for(path)
    write_new(temporary, folder.file_mode, msgspec.json.encode(Intent(dict(waiting))))
    try:
        temporary.replace(path)
        sync_folder(folder.path)
    except OSError:
        remove(temporary)
        remove(path)
        raise


def standing_in(folder: Folder) -> dict[str, str]:
    """Return, for a change that is certain but not finished, which waiting files count as which files."""
    try:
        waiting = _declared(folder).files
    except FileNotFoundError:
        return {}
    return {name: temporary for name, temporary in waiting.items() if folder.file(temporary).exists()}


def finish(folder: Folder) -> None:
    """Finish a change that was certain; under the lock."""
    for name, temporary in standing_in(folder).items():
        folder.file(temporary).replace(folder.file(name))
    sync_folder(folder.path)
    remove(folder.file(INTENT_FILE))
    sync_folder(folder.path)


def _declared(folder: Folder) -> Intent:
    content, _ = read_whole(folder.file(INTENT_FILE))
    try:
        return msgspec.json.decode(content, type=Intent)
    except msgspec.MsgspecError:
        raise Refused("damaged-file", file=INTENT_FILE, reason="does-not-fit", place="") from None
