"""Everything in a folder at one moment; files that have not changed are not read again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import msgspec

from storage.archive.change.intent import INTENT_FILE, standing_in
from storage.archive.change.memory import Memory, lost_with_backups
from storage.archive.change.opened import Known, OpenedFile, descends, has_newer_beside, last_kept, opened
from storage.archive.disk.files import SHORT, Token, read_whole, token_at, value_in
from storage.archive.disk.folder import TEAM_FILE, YEAR_FILE, Folder, existing
from storage.archive.disk.mending import saying_unreadable
from storage.archive.earlier import backups
from storage.domain.errors import Refused
from storage.domain.kinds import TEAM
from storage.domain.people import Team
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from storage.inner import is_plain, is_trap

Tokens = Mapping[str, Token | None]
DIVERGED = "diverged"
CLOSING = frozenset({"damaged-file", "file-missing", "file-unreadable", "not-a-file"})
"""What closes an old year, and nothing else."""
REASONS = {"not-a-file": "not-a-file", "file-missing": "gone"}
"""Why a year is closed, where its own refusal gives no reason."""
STOPS = frozenset({"newer-schema", "file-missing", "year-closed"})
"""What makes another folder unfit to take anything from."""
WHERE_FROM = frozenset({"no-team", "not-a-folder", "no-folder"})
ATTEMPTS = 20
"""How often a reader looks again when somebody wrote meanwhile."""


MOVED_FILE = ".moved"
"""What lies in a folder whose team has gone elsewhere, and says where to."""
BESIDE = (INTENT_FILE, MOVED_FILE)
"""The files that change what the others come to."""


class MovedAway(msgspec.Struct, frozen=True):
    """Where a team has gone."""

    to: str


_moved = msgspec.json.Decoder(MovedAway).decode


def gone_from(folder: Folder) -> Refused | None:
    """Return that a folder's team has gone elsewhere, and where to; nothing is written in it any more."""
    path = folder.file(MOVED_FILE)
    moved = value_in(read_whole(path, SHORT)[0], _moved) if is_plain(path) else None
    return Refused("moved", to=cleaned(moved.to)) if moved else None


@dataclass(frozen=True)
class Snapshot:
    """The files as they lay together at one moment."""

    tokens: Tokens
    files: Mapping[str, OpenedFile]
    obstacle: Refused | None = None
    """Why nothing in the folder can be written, whatever the files say."""

    @property
    def obstacles(self) -> tuple[Refused, ...]:
        """Everything that stands in the way of saving."""
        return tuple(filter(None, (self.obstacle, *(each.obstacle for each in self._files(closed=False)))))

    @property
    def closed(self) -> tuple[Refused, ...]:
        """Why old years cannot be read, while the others are read and written."""
        return tuple(each.obstacle for each in self._files(closed=True) if each.obstacle)

    def _files(self, *, closed: bool) -> tuple[OpenedFile, ...]:
        return tuple(file for file in self.files.values() if file.is_closed == closed)

    @property
    def is_apart(self) -> bool:
        """Whether a file here does not descend from the one that was known."""
        return any(obstacle.code == DIVERGED for obstacle in self.obstacles)

    @property
    def team_id(self) -> str:
        """The id of the team; empty where there is none."""
        return next(iter(self.files[TEAM_FILE].records.get("team", {})), "") if TEAM_FILE in self.files else ""

    @cached_property
    def book(self) -> Book:
        """The files as one value."""
        team = self.files.get(TEAM_FILE) or OpenedFile(TEAM_FILE, obstacle=Refused("file-missing", file=TEAM_FILE))
        never_read = {name for name, file in self.files.items() if file.is_closed and not file.records}
        years = sorted(self.files.keys() - never_read - {TEAM_FILE}, reverse=True)
        return Book(
            **team.shelves(of_team=True) | {TEAM.table: _the_team(team)},
            years=tuple(self.files[name].year_book for name in years),
            read_only=next(iter(self.obstacles), None),
            closed=self.closed,
        )


def _the_team(file: OpenedFile) -> Team:
    teams = file.shelf(TEAM)
    if len(teams) != 1:
        raise file.obstacle or Refused("damaged-file", file=file.name, reason="does-not-fit", place="$.team")
    return teams[0]


def tokens_in(folder: Folder) -> Tokens:
    """Return what tells the folder's present state from any other, for a few stats."""
    names = (*folder.data_files(), *BESIDE)
    return {name: token_at(folder.file(name)) for name in names}


def snapshot_of(
    folder: Folder, known: Snapshot | None = None, obstacle: Refused | None = None, memory: Memory | None = None
) -> Snapshot:
    """Return the folder as it stands now; the same object as `known` when nothing has changed.

    Raises `damaged-file`, `not-a-file`, `file-unreadable`, `newer-schema`, or `busy` when it never stands still.
    """
    for _ in range(ATTEMPTS):
        tokens = tokens_in(folder)
        if known and tokens == known.tokens and not (known.is_apart and _is_joined(folder, known)):
            return known
        try:
            files = _read(folder, tokens, known.files if known else {})
        except (FileNotFoundError, Refused) as fault:
            if tokens == tokens_in(folder) and isinstance(fault, Refused):
                raise
        else:
            if tokens == tokens_in(folder):
                return Snapshot(tokens, _with_lineage(folder, files, known, memory), gone_from(folder) or obstacle)
    raise Refused("busy", path=str(folder.path))


def _with_lineage(
    folder: Folder, files: Mapping[str, OpenedFile], known: Snapshot | None, memory: Memory | None
) -> Mapping[str, OpenedFile]:
    """Return the files, those marked that do not descend from the ones this session, or this user, last knew."""
    before: dict[str, Known] = {}
    if known:
        before.update({name: file.trusted for name, file in known.files.items() if file.trusted})
    elif memory:
        before.update(memory.of(Snapshot({}, files).team_id))
    newest = {} if before.keys() >= files.keys() else backups.newest_seen(folder)
    before |= {name: kept for name in newest if name not in before and (kept := last_kept(folder, name, newest[name]))}
    told = dict.fromkeys(_told_of(known) if known else lost_with_backups(folder, files.keys(), files.values()))
    judged_ones = {name: judged(folder, file, before.get(name)) for name, file in files.items()}
    return judged_ones | _missed(files, {**told, **before})


def _told_of(known: Snapshot) -> Iterator[str]:
    """Yield the years that only the history spoke of when the session began."""
    return (name for name, file in known.files.items() if file.token is None and file.obstacle and not file.known)


def _missed(files: Mapping[str, OpenedFile], before: Mapping[str, Known | None]) -> dict[str, OpenedFile]:
    """Return the years that were known and of which neither the file nor a backup is there."""
    lost = {name: known for name, known in before.items() if name not in files and YEAR_FILE.fullmatch(name)}
    latest = max({*lost, *(name for name, file in files.items() if not file.is_closed)} - {TEAM_FILE}, default="")
    missed = (
        replace(watched(None, None, name, known.generation if known else 0), known=known)
        for name, known in lost.items()
    )
    return {file.name: file if file.name == latest else _closed(file, file.obstacle) for file in missed}


def judged(folder: Folder, file: OpenedFile, known: Known | None) -> OpenedFile:
    """Return a file with what the one that was known says of it."""
    if known is None:
        return file
    code = file.obstacle.code if file.obstacle else ""
    if code in {"", "older-copy", DIVERGED}:
        is_older = code == "older-copy" or file.header.generation < known.generation
        has_newer = is_older and has_newer_beside(folder, file.name, file.header)
        if has_newer or not descends(folder, file.name, known, file.header):
            return replace(file, obstacle=Refused(DIVERGED, file=file.name), known=known)
        older = file.header.generation < known.generation
        newest = max(file.newest, known.generation)
        why = Refused("older-copy", file=file.name, generation=file.header.generation, newest=newest) if older else None
        file = replace(file, obstacle=why, newest=newest) if older or code == DIVERGED else file
    return replace(file, known=known) if file.obstacle and file.known != known else file


def _is_joined(folder: Folder, known: Snapshot) -> bool:
    """Tell whether what had grown apart does so no more: the history may come after the file it belongs to."""
    apart = (file for file in known.files.values() if file.obstacle and file.obstacle.code == DIVERGED)
    return any(
        file.known
        and descends(folder, file.name, file.known, file.header)
        and not (file.header.generation < file.newest and has_newer_beside(folder, file.name, file.header))
        for file in apart
    )


def _read(folder: Folder, tokens: Tokens, known: Mapping[str, OpenedFile]) -> dict[str, OpenedFile]:
    newest = backups.newest_seen(folder)
    instead = standing_in(folder) if tokens[INTENT_FILE] else {}
    names = {name for name, token in tokens.items() if token and name not in BESIDE} | set(instead)
    latest = _latest(folder, names, newest)
    files = {name: _file(folder, name, instead.get(name, name), tokens, known, latest) for name in sorted(names)}
    given = {name: file.header.generation for name, file in files.items()}
    ever = {
        name: backups.newest_beyond(folder, name, newest.get(name, 0), given.get(name, 0)) for name in {*names, *newest}
    }
    seen = (watched(files.get(name), known.get(name), name, ever[name]) for name in ever if name in names or ever[name])
    return {file.name: _closed(file, file.obstacle) if _closes(file, latest) else file for file in seen}


def _latest(folder: Folder, names: Iterable[str], kept: Iterable[str]) -> str:
    """Return the name of the newest year; what is no file is none, unless it once was one."""
    known = set(kept)
    return max(
        (name for name in {*names, *known} - {TEAM_FILE} if name in known or not is_trap(folder.file(name))), default=""
    )


def _closes(file: OpenedFile, latest: str) -> bool:
    return bool(file.obstacle and file.obstacle.code in CLOSING and file.name not in {TEAM_FILE, latest})


def _closed(file: OpenedFile, why: Refused | None) -> OpenedFile:
    """Return an old year as one that is closed, with whatever was last read of it."""
    reason = (why.params.get("reason") or REASONS.get(why.code)) if why else ""
    return replace(file, obstacle=Refused("year-closed", file=file.name, reason=reason or "gone"), is_closed=True)


def watched(file: OpenedFile | None, known: OpenedFile | None, name: str, newest: int) -> OpenedFile:
    """Return a file with what is odd about it: it went missing, or is older than what was seen before."""
    newest = max(newest, known.header.generation if known else 0, known.newest if known else 0)
    if file is None:
        return OpenedFile(name, obstacle=Refused("file-missing", file=name), newest=newest)
    generation = file.header.generation
    if generation < newest and file.obstacle is None:
        file = replace(file, obstacle=Refused("older-copy", file=name, generation=generation, newest=newest))
    return replace(file, newest=max(generation, newest)) if file.newest < newest else file


def _file(
    folder: Folder, name: str, place: str, tokens: Tokens, known: Mapping[str, OpenedFile], latest: str
) -> OpenedFile:
    before = known.get(name)
    if before and before.token == (tokens.get(name) if place == name else token_at(folder.file(place))):
        return before
    try:
        content, token = read_whole(folder.file(place))
        return opened(name, content, token, before)
    except Refused as why:
        unread = replace(before or OpenedFile(name), token=tokens.get(name), obstacle=Refused(why.code, **why.params))
        if place != name or not _closes(unread, latest):
            raise
        return unread


def with_files(snapshot: Snapshot, files: Iterable[OpenedFile]) -> Snapshot:
    """Return the snapshot after this process itself wrote some files."""
    written = {file.name: file for file in files}
    tokens = {**snapshot.tokens, **{name: file.token for name, file in written.items()}}
    return Snapshot(tokens, {**snapshot.files, **written}, snapshot.obstacle)


def opened_source(source: Path) -> Snapshot:
    """Return what lies in another folder, which is only read.

    Raises `not-an-export`, `damaged-file`, `year-closed`, `newer-schema` or `file-missing`.
    """
    try:
        folder = existing(source)
    except Refused as why:
        if why.code in WHERE_FROM:
            raise Refused("not-an-export", path=str(source)) from None
        raise
    with saying_unreadable(source):
        snapshot = snapshot_of(folder)
    for obstacle in (*snapshot.obstacles, *snapshot.closed):
        if obstacle.code in STOPS:
            raise obstacle
    return snapshot


def refuse_given_twice(book: Book) -> None:
    """Raise `given-twice` where two records have one id, or two cases one code."""
    ids = Counter(record.id for record in book.records())
    codes = Counter(case.code for case in book.cases)
    for name, count in (ids + codes).items():
        if count > 1:
            raise Refused("given-twice", record=name)
