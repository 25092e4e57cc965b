"""A folder's backups as people choose among them: when each was written, and what it lacks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.archive.care.restoring import SoundBackup, as_it_lies, sound_asides, sound_backups
from storage.archive.disk.folder import Folder, existing_folder
from storage.archive.disk.mending import saying_unreadable
from storage.archive.earlier import asides, backups
from storage.archive.earlier.backups import Backup
from storage.archive.format.layout import Trace
from storage.domain.errors import Refused
from tui.cli.choosing import chosen_key
from tui.i18n.changes import counted
from tui.i18n.words import Words


@dataclass(frozen=True)
class FileBackups:
    """A file's backups that are whole, newest first, and which of them lies in its place."""

    name: str
    present: int | None
    sound: tuple[SoundBackup, ...]
    asides: tuple[SoundBackup, ...] = ()
    """What repairs have replaced."""
    raw: tuple[Backup, ...] = ()
    """What was put aside as well and cannot be read as it is: damaged, or one of the two sides that git left."""

    def at(self, moment: datetime) -> SoundBackup | None:
        """Return what the file was at a moment, or None when it was not yet, or that backup is gone."""
        return next((each for each in self.sound if written(each) <= moment), None)

    def numbered(self, key: str) -> SoundBackup:
        """Return a generation, or what was put aside at a moment; raises `no-such-backup` or `aside-damaged`."""
        for each in (*self.sound, *self.asides):
            if each.backup.key == key:
                return each
        for raw in self.raw:
            if raw.key == key:
                raise Refused("aside-damaged", file=self.name, path=str(raw.path))
        raise Refused("no-such-backup", file=self.name, generation=key)

    def stamped(self, beginning: str) -> tuple[str, ...]:
        """Return the keys of what was put aside that begin like this, newest first."""
        stamps = (*(each.backup.stamp for each in self.asides), *(each.stamp for each in self.raw))
        return tuple(sorted((stamp for stamp in stamps if stamp.startswith(beginning)), reverse=True))


def kept_in(path: Path, typed: str | None = None) -> tuple[FileBackups, ...]:
    """Return the backups of the file that is meant, or of all; raises `wrong-choice` or `no-backups`."""
    folder = existing_folder(path)
    with saying_unreadable(path):
        names = sorted({*backups.newest(folder), *asides.names_of(folder)})
    if not names:
        raise Refused("no-backups")
    chosen = names if typed is None else [chosen_key(typed, {name: Path(name).stem for name in names})]
    return tuple(_kept(folder, name) for name in chosen)


def _kept(folder: Folder, name: str) -> FileBackups:
    header, lines = as_it_lies(folder, name)
    sound = tuple(sound_backups(folder, name))
    own = {key for kept in (lines, *(each.lines for each in sound)) for table in kept.values() for key in table}
    present = header.generation if header else None
    lacking = tuple(_lacking(each, own, present) for each in sound)
    aside = tuple(sound_asides(folder, name))
    readable = {each.backup.path for each in aside}
    raw = tuple(each for each in asides.asides_of(folder, name) if each.path not in readable)
    return FileBackups(name, present, lacking, aside, raw)


def _lacking(sound: SoundBackup, own: Collection[str], present: int | None) -> SoundBackup:
    """Return a backup with what it lacks of its own file; other years' changes stand in the same history."""
    lacking = (trace for trace in sound.lacks if any(key in own for _, key, _ in trace.records))
    return replace(sound, lacks=() if sound.backup.generation == present else tuple(lacking))


def written(sound: SoundBackup) -> datetime:
    """Return when a backup was written: what it says itself, for copying changes a file's own time."""
    return datetime.fromisoformat(sound.header.last.trace.at) if sound.header.last else sound.backup.written


def lacks(words: Words, traces: Sequence[Trace]) -> str:
    """Return what a backup lacks, such as `lacks 3 changes in 2 cases, 1 agreement`."""
    if not traces:
        return words("lacks nothing")
    touched = {(kind, key): None for trace in traces for kind, key, _ in trace.records}
    of = counted(words, [kind for kind, _ in touched])
    return words.many("lacks {count} change: {of}", "lacks {count} changes: {of}", len(traces), of=of)


def newest_lacks(words: Words, path: Path, name: str) -> str:
    """Return what the newest whole backup of a file lacks."""
    newest = _kept(existing_folder(path), name).sound[0]
    when = words.moment(written(newest))
    return f"{name}, {when}: {lacks(words, newest.lacks)}"


def backup_rows(words: Words, kept: FileBackups) -> Iterator[tuple[str, ...]]:
    """Yield a file's backups as rows: generation, when, and what each lacks."""
    for each in kept.sound:
        now = each.backup.generation == kept.present
        said = words("as it is now") if now else lacks(words, each.lacks)
        yield kept.name, each.backup.key, words.moment(written(each)), said
    for each in kept.asides:
        said = words("put aside by a repair, {lacks}", lacks=lacks(words, each.lacks))
        yield kept.name, each.backup.key, words.moment(written(each)), said


def raw_lines(words: Words, kept: FileBackups) -> Iterator[str]:
    """Yield where what was put aside lies that cannot be read as it is."""
    for each in kept.raw:
        when = words.moment(each.written)
        yield words("{file}, put aside damaged {when}: {path}", file=kept.name, when=when, path=str(each.path))


def backup_facts(kept: FileBackups) -> Iterator[dict[str, Any]]:
    """Yield a file's backups for other programs."""
    for each in (*kept.sound, *kept.asides):
        generation, stamp = each.backup.generation, each.backup.stamp
        missing = [{"at": trace.at, "by": trace.by, "records": trace.records} for trace in each.lacks]
        yield {
            "file": kept.name,
            "generation": generation,
            "written": written(each),
            "present": generation == kept.present and not stamp,
            "aside": stamp,
            "lacks": missing,
            "damaged": False,
            "path": str(each.backup.path),
        }
    for raw in kept.raw:
        yield {
            "file": kept.name,
            "generation": None,
            "written": raw.written,
            "present": False,
            "aside": raw.stamp,
            "lacks": [],
            "damaged": True,
            "path": str(raw.path),
        }
