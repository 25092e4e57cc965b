"""The running meeting's sign of life."""

import msgspec

from storage.archive import signs
from storage.archive.files import read_whole, remove
from storage.archive.folder import Folder
from storage.domain.errors import Refused
from storage.store import Heartbeat

HEARTBEAT = "heartbeat.json"
PLACE = "drafts"


def beat(folder: Folder, heartbeat: Heartbeat) -> None:
    """Write the sign of life, whole or not at all; raises `not-saved`."""
    signs.give(folder, PLACE, HEARTBEAT, msgspec.json.encode(heartbeat))


def tidy(folder: Folder) -> None:
    """Remove signs of life that were never finished; one that is just being written is missed for two seconds."""
    for path in signs.unfinished(folder.file(PLACE), f"{HEARTBEAT}."):
        remove(path)


def last_beat(folder: Folder) -> Heartbeat | None:
    """Return the last sign of life that can be read."""
    try:
        content, _ = read_whole(folder.file(PLACE) / HEARTBEAT)
        return msgspec.json.decode(content, type=Heartbeat)
    except (FileNotFoundError, Refused, msgspec.MsgspecError):
        return None
