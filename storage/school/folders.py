"""Where in a team's folder a school lays what it makes itself, and what tells that a file there was changed."""

from pathlib import Path

FORMS, LAW, LEXICON = "forms", "law", "lexicon"
EVERY = (FORMS, LAW, LEXICON)
Stamp = tuple[str, int, int]


def has_own(folder: Path) -> bool:
    """Tell whether a school has laid anything into a team's folder."""
    return any((folder / name).is_dir() for name in EVERY)


def stamp_of(file: Path) -> Stamp | None:
    """Return a file's name, time and size; None where it is gone: somebody may just be putting another in its place."""
    try:
        known = file.stat()
    except OSError:
        return None
    return file.name, known.st_mtime_ns, known.st_size
