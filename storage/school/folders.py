"""Where in a team's folder a school lays what it makes itself, and what tells that a file there was changed."""

import re
from pathlib import Path

from storage.inner import is_folder, odd_names, plain_names

FORMS, LAW, LEXICON = "forms", "law", "lexicon"
EVERY = (FORMS, LAW, LEXICON)
TOML = re.compile(r"[^/]+\.toml")
MOST = 40
"""Files of one kind that are read; no school needs more."""
Stamp = tuple[str, int, int]


def has_own(folder: Path) -> bool:
    """Tell whether a school has laid anything into a team's folder."""
    return any(is_folder(folder / name) for name in EVERY)


def school_files(place: Path) -> list[Path]:
    """Return the files that a school has laid into one of its folders, as many as are read, sorted by name.

    What bears such a name and is no file is among them, to be named rather than read. None where nobody may look.
    """
    return _names(place)[:MOST]


def is_crowded(place: Path) -> bool:
    """Tell whether one of a school's folders holds more files than are read."""
    return len(_names(place)) > MOST


def _names(place: Path) -> list[Path]:
    try:
        traps = [name for name in odd_names(place, TOML) if TOML.fullmatch(name)]
        return sorted(place / name for name in (*plain_names(place, TOML), *traps))
    except PermissionError:
        return []


def school_file(place: Path, name: str) -> Path | None:
    """Return where a school's file lies, if there is one; None also where the folder is a link."""
    return place / name if is_folder(place) else None


def stamp_of(file: Path) -> Stamp | None:
    """Return a file's name, time and size; None where it is gone: somebody may just be putting another in its place."""
    try:
        known = file.lstat()
    except OSError:
        return None
    return file.name, known.st_mtime_ns, known.st_size
