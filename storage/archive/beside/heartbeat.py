"""The running meeting's sign of life."""

import re

import msgspec

from storage.archive.beside import signs
from storage.archive.disk.decoding import value_in
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import Folder
from storage.domain.errors import Refused
from storage.inner import is_folder, plain_names, remove_plain
from storage.store import Heartbeat

HEARTBEAT = "heartbeat.json"
PLACE = "drafts"
UNFINISHED_BEAT = re.compile(rf"\.{re.escape(HEARTBEAT)}\.[0-9a-f]{{12}}\.tmp")
_heartbeat_in = msgspec.json.Decoder(Heartbeat).decode


def beat(folder: Folder, heartbeat: Heartbeat) -> None:
    """Write the sign of life, whole or not at all; raises `not-saved`."""
    signs.give_sign(folder, PLACE, HEARTBEAT, msgspec.json.encode(heartbeat))


def tidy_heartbeat(folder: Folder) -> None:
    """Remove signs of life that were never finished; one that is just being written is missed for two seconds."""
    place = folder.file(PLACE)
    remove_plain(place, plain_names(place, UNFINISHED_BEAT))


def last_beat(folder: Folder) -> Heartbeat | None:
    """Return the last sign of life that can be read."""
    place = folder.file(PLACE)
    try:
        return value_in(read_whole(place / HEARTBEAT)[0], _heartbeat_in) if is_folder(place) else None
    except (FileNotFoundError, Refused):
        return None
