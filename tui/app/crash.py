"""When fredstid itself fails: one sentence, and a log that holds nothing of what people wrote."""

import errno
import platform
import resource
import sys
import termios
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from storage.domain.errors import Refused
from tui.cli.fredstid import version_of
from tui.cli.output import tell
from tui.desk.settings import APPLICATION, state_folder
from tui.i18n.refusals import sentence
from tui.i18n.words import Words

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

ROOT = Path(__file__).resolve().parents[2]
OURS = (ROOT / "tui", ROOT / "storage")
PACKAGES = (APPLICATION, "textual", "tinydb", "msgspec", "click")
PRIVATE = 0o600
MOST_LOGS = 10
"""Of more, the oldest go: nobody reads them any more."""
GONE = frozenset({errno.EIO, errno.ENXIO, errno.EPIPE, errno.EBADF})
"""What reading or writing says once the line has dropped or the window was closed."""
DRIVERS = "drivers/"
"""What stands before the module of Textual's that writes to the terminal, in a log and in a frame's place."""


def guard(words: Callable[[], Words], now: Callable[[], datetime]) -> None:
    """From here on no failure shows or stores what people wrote: no tracebacks, no core dumps."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def failed(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            tell(told(error, words(), now()))

    def failed_beside(args: "threading.ExceptHookArgs | UnraisableHookArgs") -> None:
        if isinstance(args.exc_value, Exception) and not terminal_is_gone(args.exc_value):
            write_log(args.exc_value, now())

    sys.excepthook = failed
    threading.excepthook = failed_beside
    sys.unraisablehook = failed_beside


def told(error: BaseException, words: Words, at: datetime) -> str:
    """Write the log, and return the sentence about it; a refusal that nobody expected has one of its own."""
    if isinstance(error, Refused):
        return sentence(words, error)
    if terminal_is_gone(error):
        return words("The terminal went away. What was saved is safe, and what was being typed is offered next time.")
    log = write_log(error, at)
    if log is None:
        return words("fredstid failed and had to stop; what was saved is safe.")
    return words(
        "fredstid failed and had to stop; what was saved is safe, and a log without any of your text lies in {file}.",
        file=log,
    )


def terminal_is_gone(error: BaseException) -> bool:
    """Tell whether nothing failed but the terminal, which is not there any more: a dropped line is no crash."""
    if not isinstance(error, OSError | termios.error) or not error.args or error.args[0] not in GONE:
        return False
    frames = traceback.extract_tb(error.__traceback__)
    return any(_place(frame).startswith(DRIVERS) for frame in frames)


def prune_logs() -> None:
    """Remove the logs of dropped lines that older programs left, and of others all but the newest."""
    try:
        logs = sorted(state_folder().glob("failed-*.log"), reverse=True)
        kept = [log for log in logs if not _is_of_dropped_line(log)]
        for log in {*logs} - {*kept[:MOST_LOGS]}:
            log.unlink(missing_ok=True)
    except OSError:
        return


def _is_of_dropped_line(log: Path) -> bool:
    """Tell whether a log holds nothing but that Textual could not write to the terminal."""
    lines = log.read_text("utf-8", "replace").splitlines()
    failures = [line for line in lines if line.startswith("builtins.")]
    places = [line for line in lines if line.startswith("  ")]
    known = {"builtins.OSError", "builtins.BrokenPipeError"}
    return bool(places) and {*failures} <= known and all(line.startswith(f"  {DRIVERS}") for line in places)


def write_log(error: BaseException, at: datetime) -> Path | None:
    """Write what failed where, and return the file; None where nothing can be written."""
    folder = state_folder()
    file = folder / f"failed-{at:%Y%m%dT%H%M%S}.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(PRIVATE)
        with file.open("a", encoding="utf-8") as log:
            log.writelines(f"{line}\n" for line in (at.isoformat(), versions(), *_lines(error)))
    except OSError:
        return None
    return file


def versions() -> str:
    """Return what runs here."""
    named = (f"{name} {version_of(name) or '-'}" for name in PACKAGES)
    return ", ".join((*named, f"Python {platform.python_version()}", sys.platform))


def _lines(error: BaseException) -> Iterator[str]:
    """Yield an error's type and places, and those of what it came from; never what it says."""
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    frames = traceback.extract_tb(error.__traceback__)
    yield from (f"  {_place(frame)}" for frame in frames if _is_ours(frame) or frame is frames[-1])
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else (error.__cause__ or error.__context__,)
    for each in inner:
        if each is not None:
            yield from _lines(each)


def _is_ours(frame: "traceback.FrameSummary") -> bool:
    return any(Path(frame.filename).is_relative_to(place) for place in OURS)


def _place(frame: "traceback.FrameSummary") -> str:
    file = Path(frame.filename)
    shown = file.relative_to(ROOT) if _is_ours(frame) else Path(*file.parts[-2:])
    return f"{shown}:{frame.lineno} {frame.name}"
