"""List items of ours: `**Label:** what it holds`, over as many lines and blocks as it takes."""

from collections.abc import Sequence

from markdown_it.token import Token

from storage.documents.plan_file.texts import plain_text, text_of
from storage.documents.plan_file.tree import Node, Source


def label_and_text(source: Source, item: Node) -> tuple[str, str] | None:
    """Return an item's label in bold and what stands behind it; None for an item without one."""
    first, *more = item.children or [Node("none")]
    parts = _bold_first(first.inline) if first.kind == "paragraph" else None
    if parts is None:
        return None
    label, rest = parts
    text = plain_text(rest).lstrip(" ")
    below = text_of(source, more)
    gap = "\n\n" if more and source.apart(more[0]) else "\n"
    return label, f"{text}{gap if text and below else ''}{below}"


def _bold_first(tokens: Sequence[Token]) -> tuple[str, Sequence[Token]] | None:
    """Return the bold beginning of a line without its colon, and the pieces after it."""
    kinds = [token.type for token in tokens]
    start = next((place for place, token in enumerate(tokens) if token.type != "text" or token.content), 0)
    if "strong_close" not in kinds or kinds[start] != "strong_open":
        return None
    end = kinds.index("strong_close")
    label, rest = plain_text(tokens[start + 1 : end]), list(tokens[end + 1 :])
    if label.endswith(":"):
        return label[:-1], rest
    following = next((place for place, token in enumerate(rest) if token.content), None)
    if following is None or not rest[following].content.startswith(":"):
        return None
    colon = rest[following].copy(content=rest[following].content[1:])
    return label, [*rest[:following], colon, *rest[following + 1 :]]
