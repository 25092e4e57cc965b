"""What would become of records, in words: by going back, by taking in another team's, or by a document."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Protocol

from storage.content.names import names
from storage.documents.plan_file.document import area_names, practice_names
from storage.documents.plan_reading.merging import PlanDifference, What
from storage.documents.words import words as page_words
from storage.domain.kinds import kind_named, kind_of, what_it_is_called
from storage.domain.plan.plan import Paper, PaperArea, PaperPractice
from storage.domain.record import Record
from storage.domain.text import cleaned
from storage.steering.guard import TraceKind
from storage.store import Difference
from tui.i18n.labels import KIND_WORDS
from tui.i18n.words import N_, Words

LINES = {"made": N_("+ {record}: new"), "changed": N_("~ {record}: changed"), "deleted": N_("- {record}: gone")}


def difference_lines(words: Words, differences: Iterable[Difference]) -> Iterator[str]:
    """Yield a line for each record: what became of it, and never what it says."""
    for each in differences:
        yield words(LINES[each.what], record=_record(words, each))


def _record(words: Words, difference: Difference) -> str:
    name = " ".join(cleaned(difference.name).split())
    kind = kind_named(difference.kind)
    if kind is None:
        return name or difference.id
    text = KIND_WORDS[kind].by_name if name else KIND_WORDS[kind].no_name or KIND_WORDS[kind].by_name
    return words(text, name=name or difference.id)


def counted(words: Words, kinds: Iterable[str]) -> str:
    """Return how many records of which kind, such as `2 cases, 1 agreement`; what is no record is not counted."""
    records = filter(None, map(kind_named, kinds))
    counts = Counter(KIND_WORDS[kind].how_many for kind in records)
    return ", ".join(count(words, number) for count, number in counts.items())


DOUBTS = {
    TraceKind.ELEVEN_DIGITS: N_("«{record}» holds eleven digits. Is that somebody's number?"),
    TraceKind.PHONE: N_("«{record}» seems to hold a phone number."),
    TraceKind.E_MAIL: N_("«{record}» seems to hold an e-mail address."),
    TraceKind.ADDRESS: N_("«{record}» seems to hold an address."),
    TraceKind.NAME: N_("«{record}» seems to name somebody."),
    TraceKind.PRIVATE: N_("«{record}» seems to speak of somebody's faith, background or diagnosis."),
}


class Doubtful(Protocol):
    """A doubt, as far as its sentence needs it."""

    @property
    def record(self) -> str:
        """What the record is called."""
        ...

    @property
    def kind(self) -> TraceKind:
        """What was seen in it."""
        ...


def record_line(words: Words, record: Record) -> str:
    """Return what a record is and is called."""
    said = KIND_WORDS[kind_of(record)]
    return words(said.incoming or said.by_name, name=what_it_is_called(record))


def doubt_line(words: Words, doubt: Doubtful) -> str:
    """Return what in a record could tell who somebody is."""
    return words(DOUBTS[doubt.kind], record=doubt.record)


LONGEST = 60
"""Characters of a text, old or new."""
LONGEST_ALIKE = 20
"""Characters that both texts may begin with before they are left out."""
KEPT_BEFORE = 1
"""Words that stay before the first that differs."""


def field_names(words: Words) -> Mapping[str, str]:
    """Return what the fields of areas and practices are called, as in the document."""
    ours = names(words.language)
    return {**area_names(ours), **practice_names(ours)} | {
        "title": words("Title"),
        "about": words("What it is about"),
        "area": words("Area"),
    }


def difference_line(words: Words, found: PlanDifference) -> str:
    """Return one difference in one line."""
    title = _short(found.title or found.area)
    match found.what:
        case What.NEW_AREA:
            return words("New area: {title}", title=title)
        case What.NEW_PRACTICE:
            return words("New in {area}: {title}", area=_short(found.area), title=title)
        case What.GONE if found.title:
            return words("Taken out, so it would be retired: {title}", title=title)
        case What.GONE:
            return words("Taken out, so the area would be hidden: {title}", title=title)
    nothing = words("nothing")
    old, new = (_short(text) or nothing for text in _where_they_part(found.old, found.new))
    return f"{title} · {field_names(words)[found.field]}: {old} → {new}"


def _where_they_part(old: str, new: str) -> tuple[str, str]:
    """Return two texts from the words before the first that differs, where they begin alike at length."""
    first, second = old.split(), new.split()
    pairs = zip(first, second, strict=False)
    alike = next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))
    skipped = alike - KEPT_BEFORE
    if not old or not new or len(" ".join(first[:alike])) <= LONGEST_ALIKE or skipped <= 0:
        return old, new
    return f"… {' '.join(first[skipped:])}", f"… {' '.join(second[skipped:])}"


def difference_text(words: Words, found: PlanDifference) -> str:
    """Return all that a difference would change."""
    if found.what in {What.CHANGED, What.MOVED}:
        nothing = words("nothing")
        return f"{found.old or nothing}\n→ {found.new or nothing}"
    return found.new


def telltale_line(words: Words, found: Sequence[str]) -> str:
    """Return a warning about what could tell who somebody is; nothing where nothing does."""
    if not found:
        return ""
    return words("Look at it once more; this could tell who somebody is: {found}", found=" · ".join(found))


def preview(words: Words, paper: Paper) -> Iterator[str]:
    """Yield what becomes of what in a document: each area, its practices with their fields, and the notes."""
    for given in paper.areas:
        yield given.area.title if given.bare else words("Area: {title}", title=_short(given.area.title))
        yield from (f"  {line}" for line in _of_area(words, given))
        yield from (f"  {line}" for each in given.practices for line in _of_practice(words, each))


def _of_area(words: Words, given: PaperArea) -> Iterator[str]:
    if given.area.about:
        yield words("What it is about: {text}", text=_short(given.area.about))
    if given.area.notes:
        yield words("Note: {text}", text=_short(given.area.notes))


def _of_practice(words: Words, given: PaperPractice) -> Iterator[str]:
    called = field_names(words)
    values = _told(words, given)
    fields = (field for field in called if field in given.said and field != "notes")
    said = ", ".join(f"{called[field]}: {values[field]}" if values.get(field) else called[field] for field in fields)
    title = words("Practice: {title}", title=_short(given.practice.title))
    yield f"{title} ({said})" if said else title
    if given.practice.notes:
        yield "  " + words("Note: {text}", text=_short(given.practice.notes))


def _told(words: Words, given: PaperPractice) -> Mapping[str, str]:
    """Return what is told whole of a practice's fields: who and when, where a wrong reading is seen at once."""
    practice = given.practice
    return {"owner": _short(practice.owner), "month": page_words(words.language).months[practice.month]}


def _short(text: str) -> str:
    line = " ".join(text.split())
    cut = shorten(line, LONGEST, placeholder="…")
    return cut if cut != "…" else f"{line[:LONGEST]}…"
