"""Signs of life: small files that are written whole or not at all, and never forced to the disk."""

import contextlib

from storage.archive.disk.faults import saying_not_saved
from storage.archive.disk.files import MAKING, descriptor, move, remove, temporary_for, write_all
from storage.archive.disk.folder import Folder
from storage.archive.disk.sharing import give_rights


def give_sign(folder: Folder, place: str, name: str, content: bytes) -> None:
    """Write a sign of life into a folder inside the team's; raises `not-saved`.

    It is not forced to the disk: the next one comes soon, and forcing keeps laptops' disks awake.
    """
    with saying_not_saved():
        path = folder.inside(place) / name
        temporary = temporary_for(path)
        try:
            with descriptor(temporary, MAKING) as number:
                give_rights(number, folder.file_mode, path.parent)
                write_all(number, content)
            with contextlib.suppress(FileNotFoundError):  # somebody opened the folder just now and tidied up
                move(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                remove(temporary)
            raise
