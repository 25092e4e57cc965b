"""Items of lists: what is labelled, what is ticked, and what is a practice of its own."""

import re
from collections.abc import Mapping, Sequence
from textwrap import shorten

from markdown_it.token import Token

from storage.documents.plan_file.tree import Node, Source, label_and_text, plain_text, text_of
from storage.documents.plan_reading.drafts import PracticeDraft, ReadingLedger
from storage.documents.plan_reading.vocabulary import month_before, month_told, named_month, plain, vocabulary

LISTS = frozenset({"bullet_list", "ordered_list"})
DUTIES = frozenset({"owner", "month", "minimum", "room", "sign", "depth", "level", "review", "done"})
"""Fields that only a practice has; an area has notes too."""
LONGEST_TITLE = 80
"""Characters; a longer line is a text, and its beginning the title."""
PLAIN_LABEL = re.compile(r"(?P<label>[^:\n]{2,40}):(?: +(?P<text>.*))?", re.DOTALL)
TICK = re.compile(r"\[(?P<mark>[ xX])\](?: |$)")


def fields_known(ledger: ReadingLedger) -> Mapping[str, str]:
    """Return the labels that name a practice's field: in a document of ours only our own."""
    return vocabulary().practice if ledger.ours else vocabulary().synonyms


def labelled(ledger: ReadingLedger, source: Source, item: Node) -> tuple[str, str] | None:
    """Return an item's label and its text: a label in bold, or elsewhere than in ours a known word and a colon."""
    bold = label_and_text(source, item)
    if bold or ledger.ours or not item.children or item.children[0].kind != "paragraph":
        return bold
    return with_plain_label(text_of(source, item.children))


def with_plain_label(text: str) -> tuple[str, str] | None:
    """Return a known label and the text behind it."""
    found = PLAIN_LABEL.fullmatch(text)
    if found is None or plain(found["label"]) not in vocabulary().synonyms:
        return None
    return found["label"], found["text"] or ""


def fill_practice(ledger: ReadingLedger, source: Source, draft: PracticeDraft, blocks: Sequence[Node]) -> None:
    """Take what stands under a practice: fields by their labels, everything else as text."""
    free: list[Node] = []
    for block in blocks:
        pairs = _pairs(ledger, source, block)
        if pairs is None:
            free.append(block)
            continue
        for label, text in pairs:
            _put(ledger, draft, label, text)
    text = text_of(source, free)
    if text:
        draft.free.append(text)


def groups_in(ledger: ReadingLedger, source: Source, block: Node) -> list[list[tuple[str, str]]] | None:
    """Return a paragraph as practices, each a line with labelled lines under it; None where it is text.

    A practice begins where its title is labelled, and with a line whose next one is labelled.
    """
    pairs = _pairs(ledger, source, block) if block.kind == "paragraph" else None
    groups: list[list[tuple[str, str]]] = []
    for place, (label, _) in enumerate(pairs or ()):
        follows = bool(pairs and place + 1 < len(pairs) and pairs[place + 1][0])
        if fields_known(ledger).get(plain(label)) == "title" or (not label and follows):
            groups.append([])
        if not groups:
            return None
        groups[-1].append((pairs or [])[place])
    return groups or None


def practice_from(ledger: ReadingLedger, pairs: Sequence[tuple[str, str]]) -> PracticeDraft:
    """Return a practice made of a line and the labelled lines under it."""
    (label, title), *fields = pairs
    ledger.take(*filter(None, (label,)))
    draft = _dated(ledger, title)
    for each in fields:
        _put(ledger, draft, *each)
    return draft


def has_labels(ledger: ReadingLedger, source: Source, blocks: Sequence[Node]) -> bool:
    """Tell whether what stands under a heading says the fields of a practice, so that the heading names one."""
    lists = (block for block in blocks if block.kind in LISTS or block.kind == "paragraph")
    pairs = next((found for block in lists if (found := _pairs(ledger, source, block))), [])
    if pairs and not pairs[0][0]:
        return False  # a line with fields under it is a practice of its own
    fields = [fields_known(ledger).get(plain(label)) for label, _ in pairs if label]
    return any(field in DUTIES for field in fields) and "title" not in fields


def _put(ledger: ReadingLedger, draft: PracticeDraft, label: str, text: str) -> None:
    name = fields_known(ledger).get(plain(label))
    if name and name != "title":
        draft.put(ledger, name, label, text)
    elif label or text:
        draft.note(label, text)


def _pairs(ledger: ReadingLedger, source: Source, block: Node) -> list[tuple[str, str]] | None:
    """Return a block as labels and texts; None where none of its labels is known."""
    if block.kind in LISTS:
        pairs = [labelled(ledger, source, item) or ("", text_of(source, item.children)) for item in block.children]
    elif block.kind == "paragraph" and not ledger.ours:
        pairs = [with_plain_label(line) or ("", line) for line in lines_of(block.inline)]
    else:
        return None
    return pairs if any(plain(label) in fields_known(ledger) for label, _ in pairs) else None


def lines_of(tokens: Sequence[Token]) -> list[str]:
    """Return a paragraph's lines as they were written."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            lines.append([])
        else:
            lines[-1].append(token)
    return [plain_text(line) for line in lines]


def practice_of(ledger: ReadingLedger, source: Source, item: Node) -> PracticeDraft:
    """Return an item as a practice: its first line is the title, its tick says that it is done."""
    bold = label_and_text(source, item)
    first, *more = item.children or [Node("none")]
    whole = first.kind == "paragraph"
    text = bold[0] if bold else plain_text(first.inline) if whole else text_of(source, item.children)
    ticked = TICK.match(text)
    draft = _dated(ledger, text[ticked.end() :] if ticked else text)
    if ticked:
        ledger.take(ticked["mark"])
    if ticked and ticked["mark"] != " ":
        draft.tick(ledger)
    if bold:
        draft.free.extend(filter(None, (bold[1],)))
    elif whole:
        fill_practice(ledger, source, draft, more)
    return draft


def _dated(ledger: ReadingLedger, text: str) -> PracticeDraft:
    """Return a practice called so, in the month that its line says; ours say it in a field of their own."""
    told = None if ledger.ours else month_before(text)
    if told is None:
        draft = titled(text)
        month = None if ledger.ours else month_told(text, ledger.today)
    else:
        ledger.take(told[0])
        draft = titled(told[1])
        month = named_month(told[0])
    if month is not None:
        draft.month = month
    return draft


def titled(text: str) -> PracticeDraft:
    """Return a practice called so; a text too long for a title is kept whole beside it."""
    title = " ".join(text.split())
    if len(title) <= LONGEST_TITLE and "\n" not in text.strip():
        return PracticeDraft(title)
    cut = shorten(title, LONGEST_TITLE, placeholder="…")
    return PracticeDraft(cut if cut != "…" else f"{title[: LONGEST_TITLE - 1]}…", free=[text])
