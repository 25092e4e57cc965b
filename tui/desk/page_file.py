"""A page that somebody takes along: a new file that only they can read."""

from pathlib import Path

from storage.domain.errors import Refused

PRIVATE = 0o600


def write_page(file: Path, page: str) -> None:
    """Write a page that only its owner can read; raises `file-exists` or `not-written`."""
    try:
        file.touch(PRIVATE, exist_ok=False)
        file.write_text(page, "utf-8")
    except FileExistsError:
        raise Refused("file-exists", file=str(file)) from None
    except OSError as fault:
        from storage.archive.disk.faults import said_of  # noqa: PLC0415 - only when something went wrong

        raise Refused("not-written", file=str(file), reason=said_of(fault)) from None
