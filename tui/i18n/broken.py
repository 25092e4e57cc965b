"""A file of a school or of whoever runs the machine that cannot be used, as a sentence."""

from storage.school import BrokenFile
from tui.i18n.refusals import sentence
from tui.i18n.words import Words


def broken_sentence(words: Words, broken: BrokenFile, *, whole: bool = False) -> str:
    """Return which file is broken, where and why, and that all else is used; with its `whole` path, or its name."""
    said = {"file": str(broken.file) if whole else broken.name, "why": sentence(words, broken.why)}
    if broken.line:
        return words("{file}, line {line}: {why} It is left out.", line=broken.line, **said)
    return words("{file}: {why} It is left out.", **said)
