"""Keeps the message catalogues in step with the program: `update` writes them anew, `check` says what is missing."""

import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "tui" / "i18n" / "locale"
COMMANDS = ROOT / "tui" / "commands.toml"
SENTENCES = ROOT / "tui" / "i18n" / "sentences.toml"
"""What is said by a code, and what each action is called: no `N_` marks that."""
LISTED = ROOT / "tui" / "cli" / "fredstid.toml"
"""What commands are for, and those of their examples that are said in each language."""
LANGUAGES = ("nb", "nn")
KEYWORDS = {"words": None, "many": (1, 2), "N_": None}
"""How the program marks what people read: `words("…")`, `words.many("…", "…", n)` and `N_("…")`."""


def template() -> Catalog:
    """Return every text the program shows, with the files it stands in."""
    catalogue = Catalog(project="fredstid", charset="utf-8")
    found = extract_from_dir(str(ROOT / "tui"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for file, _, message, comments, _ in found:
        if message:
            catalogue.add(message, None, [(f"tui/{file}", 0)], auto_comments=comments)
    for table in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).values():
        for message in table.values():
            catalogue.add(message, None, [(SENTENCES.relative_to(ROOT).as_posix(), 0)])
    for row in chain.from_iterable(tomllib.loads(COMMANDS.read_text(encoding="utf-8")).values()):
        for message in filter(None, row[2:4]):
            catalogue.add(message, None, [(COMMANDS.relative_to(ROOT).as_posix(), 0)])
    for row in chain.from_iterable(tomllib.loads(LISTED.read_text(encoding="utf-8")).values()):
        for message in (row[1], *([row[2]] if row[3:] else ())):
            catalogue.add(message, None, [(LISTED.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def file_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "fredstid.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue; an empty one where there is none yet."""
    file = file_of(language)
    if not file.exists():
        return Catalog(locale=language, header_comment="# fredstid's words.", project="fredstid", fuzzy=False)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def update(language: str) -> None:
    """Take new texts into a language's catalogue and leave out those no longer used."""
    catalogue = read(language)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    fresh = file_of(language).with_suffix(".new")
    with fresh.open("wb") as text:
        write_po(text, catalogue, width=110, sort_output=True, include_lineno=False)
    fresh.replace(file_of(language))  # at one stroke: whoever reads meanwhile must not find it empty


def problems(language: str) -> Iterator[str]:
    """Yield what a language lacks."""
    catalogue = read(language)
    wanted = template()
    for message in wanted:
        if message.id:
            yield from _problems_of(language, message, catalogue.get(message.id))
    for message in catalogue:
        if message.id and wanted.get(message.id) is None:
            yield f"{language}: no longer used: {message.id!r}"


def _problems_of(language: str, source: Message, translated: Message | None) -> Iterator[str]:
    said = _strings(translated.string) if translated else []
    if not said or not all(said) or (translated and translated.fuzzy):
        yield f"{language}: not translated: {source.id!r}"
        return
    allowed = {frozenset(_fields(text)) for text in _strings(source.id)}
    if any(frozenset(_fields(text)) not in allowed for text in said):
        yield f"{language}: other parameters: {source.id!r}"


def _strings(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _fields(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name)


def main(task: str = "check") -> int:
    """Do the task for every language; return the exit code."""
    if task == "update":
        for language in LANGUAGES:
            update(language)
    found = [problem for language in LANGUAGES for problem in problems(language)]
    print("\n".join(found) or "The catalogues are complete.")
    return bool(found) and task == "check"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
