"""What became of records, in words: how many of which kind, and which."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from storage.domain.text import cleaned
from storage.store import Difference
from tui.i18n.words import N_, Words

LINES = {
    "made": N_("+ {record}: new"),
    "changed": N_("~ {record}: changed"),
    "deleted": N_("- {record}: gone"),
}
NAMED = {
    "case": N_("case {name}"),
    "agreement": N_("agreement in {name}"),
    "meeting": N_("meeting of {name}"),
    "parentmeeting": N_("parent meeting «{name}»"),
    "conversationround": N_("round of conversations from {name}"),
    "classcontacts": N_("first contacts of {name}"),
    "practice": N_("practice «{name}»"),
    "area": N_("area «{name}»"),
    "experiencecard": N_("experience card «{name}»"),
    "team": N_("the team «{name}»"),
}
NAMELESS = {"agreement": N_("an agreement without a case")}


def difference_lines(words: Words, differences: Iterable[Difference]) -> Iterator[str]:
    """Yield a line for each record: what became of it, and never what it says."""
    for each in differences:
        yield words(LINES[each.what], record=_record(words, each))


def _record(words: Words, difference: Difference) -> str:
    name = " ".join(cleaned(difference.name).split())
    text = NAMED[difference.kind] if name else NAMELESS.get(difference.kind, NAMED[difference.kind])
    return words(text, name=name or difference.id)


def counted(words: Words, kinds: Sequence[str]) -> str:
    """Return how many records of which kind, such as `2 cases, 1 agreement`."""
    named = Counter("practice" if kind == "area" else kind for kind in kinds)
    return ", ".join(_count(words, kind, number) for kind, number in named.items())


def _count(words: Words, kind: str, count: int) -> str:
    match kind:
        case "case":
            return words.many("{count} case", "{count} cases", count)
        case "agreement":
            return words.many("{count} agreement", "{count} agreements", count)
        case "meeting":
            return words.many("{count} meeting", "{count} meetings", count)
        case "practice":
            return words.many("{count} thing in the plan", "{count} things in the plan", count)
        case "experiencecard":
            return words.many("{count} card", "{count} cards", count)
    return _count_around(words, kind, count)


def _count_around(words: Words, kind: str, count: int) -> str:
    match kind:
        case "parentmeeting":
            return words.many("{count} parent meeting", "{count} parent meetings", count)
        case "conversationround":
            return words.many("{count} round of conversations", "{count} rounds of conversations", count)
        case "classcontacts":
            return words.many("the contacts of {count} class", "the contacts of {count} classes", count)
    return words("the team itself")
