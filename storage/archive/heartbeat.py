"""The running meeting's sign of life."""

import contextlib
import os

import msgspec

from storage.archive.faults import saying_not_saved
from storage.archive.files import MAKING, TEMPORARY, descriptor, names_in, read_whole, remove, temporary_for, write_all
from storage.archive.folder import Folder
from storage.domain.errors import Refused
from storage.store import Heartbeat

HEARTBEAT = "heartbeat.json"
PLACE = "drafts"


def beat(folder: Folder, heartbeat: Heartbeat) -> None:
    """Write the sign of life, whole or not at all; raises `not-saved`.

    It is not forced to the disk: the next one comes in two seconds, and forcing keeps laptops' disks awake.
    """
    with saying_not_saved():
        place = folder.inside(PLACE)
        temporary = temporary_for(place / HEARTBEAT)
        try:
            with descriptor(temporary, MAKING) as number:
                os.fchmod(number, folder.file_mode)
                write_all(number, msgspec.json.encode(heartbeat))
            with contextlib.suppress(FileNotFoundError):  # somebody opened the folder just now and tidied up
                temporary.replace(place / HEARTBEAT)
        except OSError:
            with contextlib.suppress(OSError):
                remove(temporary)
            raise


def tidy(folder: Folder) -> None:
    """Remove signs of life that were never finished; one that is just being written is missed for two seconds."""
    place = folder.file(PLACE)
    for name in names_in(place) if place.is_dir() else []:
        if name.startswith(f".{HEARTBEAT}.") and name.endswith(TEMPORARY):
            remove(place / name)


def last_beat(folder: Folder) -> Heartbeat | None:
    """Return the last sign of life that can be read."""
    try:
        content, _ = read_whole(folder.file(PLACE) / HEARTBEAT)
        return msgspec.json.decode(content, type=Heartbeat)
    except (FileNotFoundError, Refused, msgspec.MsgspecError):
        return None
