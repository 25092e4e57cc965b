"""A school's own files that cannot be used: meeting forms, words for the steering, and wording of the law."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.content import coach, forms, law, rehearsal
from storage.domain.people import Language
from storage.school import MOST, SCHOOL_FOLDERS, BrokenFile, has_own, is_crowded
from storage.store import Care
from tui.desk import nudges
from tui.desk.desk import Desk
from tui.desk.settings import typed_path
from tui.i18n.words import N_, Words


def broken_files(folder: Path, languages: Iterable[Language]) -> tuple[BrokenFile, ...]:
    """Return what is broken in a team's own files in some languages, each once.

    Most schools have none: then nothing is read, not ours either, which would cost the start of the program.
    """
    languages = languages if has_own(folder) else ()
    broken = (each for language in languages for each in _broken(folder, language))
    return tuple({(each.file, each.line, each.code): each for each in broken}.values())


def _broken(folder: Path, language: Language) -> Iterator[BrokenFile]:
    for place in (folder / name for name in SCHOOL_FOLDERS):
        if is_crowded(place):
            yield BrokenFile(place, 0, "too-many-files", {"most": MOST})
    yield from forms.forms(language, folder).broken
    yield from coach.coach(language, folder).broken
    yield from rehearsal.rehearsals(language, folder).broken
    yield from law.law_shelf(language, folder).broken
    yield from nudges.lexicon_of(language, folder).broken


def sync_warning(words: Words, care: Care) -> tuple[str, ...]:
    """Return what to say where a sync program or git looks after the folder; nothing elsewhere."""
    marker = care.sync_marker(typed_path("~"))
    said = words(
        "{marker} shows that another program copies this folder between machines. Work on one of them at a time;"
        " copies that grow apart are kept, and joined when you say so.",
        marker=marker or "",
    )
    return (said,) if marker else ()


SPOKEN = {Language.NB: N_("Bokmål"), Language.NN: N_("Nynorsk"), Language.EN: N_("English")}


def other_language(desk: Desk, demo: Path) -> str:
    """Return that the demo speaks another language, and the way out; nothing where it does not, or of a real team."""
    words, spoken = desk.words, desk.store.book().team.language
    if desk.place.path != demo or spoken == words.language:
        return ""
    return words(
        "The demo is in {spoken}. «fredstid demo --fresh --language {code}» makes it anew in {wanted}.",
        spoken=words(SPOKEN[spoken]),
        wanted=words(SPOKEN[words.language]),
        code=words.language.value,
    )
