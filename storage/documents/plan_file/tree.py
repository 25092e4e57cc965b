"""Markdown as a tree of blocks, no more of it than can be read in time; and what they say as plain text."""

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from storage.domain.errors import Refused
from storage.domain.text import cleaned

MOST_STEPS = 80_000
"""Counted rather than timed, so that a document is read everywhere or nowhere; a page of a plan takes about 200."""
STEPS = "steps"
INSIDE = ["paragraph", "reference", "blockquote", "list"]
"""Blocks that look at every line for their end, which is where the work lies."""


def count_steps(reader: MarkdownIt) -> None:
    """Let a reader raise `odd-document` when a document is more work than anything people write."""
    reader.block.ruler.before("table", STEPS, _block, {"alt": INSIDE})
    reader.inline.ruler.before("text", STEPS, _inline)


def _block(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:
    return _counted(state.env)


def _inline(state: StateInline, _silent: bool) -> bool:
    return _counted(state.env)


def _counted(env: MutableMapping[str, Any]) -> bool:
    """Count a step; no step of a document is ours to read."""
    env[STEPS] = env.get(STEPS, 0) + 1
    if env[STEPS] > MOST_STEPS:
        raise Refused("odd-document")
    return False


DEEPEST = 60
"""Levels of lists and quotes inside one another; what lies deeper is kept as it was written."""


@dataclass(slots=True)
class Node:
    """A block: a paragraph, a list, an item of one, a table and so on."""

    kind: str
    token: Token | None = None
    children: list["Node"] = field(default_factory=list)
    inline: Sequence[Token] = ()
    """What a paragraph, a heading or a cell says, in pieces."""

    @property
    def line(self) -> int:
        """The line it begins on, from 0."""
        return self.token.map[0] if self.token and self.token.map else 0


@dataclass(frozen=True)
class Source:
    """A document: its lines, and the tree they make."""

    lines: Sequence[str]
    blocks: Sequence[Node]

    def apart(self, node: Node) -> bool:
        """Tell whether an empty line stands before a block."""
        return node.line > 0 and not self.lines[node.line - 1].strip("> \t")


def parsed(markdown: str) -> Source:
    """Return a document as a tree, cleaned of what could act; raises `odd-document`."""
    text = cleaned(markdown)
    root = Node("root")
    open_nodes = [root]
    for token in _reader().parse(text):
        if token.type == "inline":
            open_nodes[-1].inline = token.children or ()
        elif token.nesting < 0:
            open_nodes.pop()
        else:
            node = Node(token.type.removesuffix("_open"), token)
            open_nodes[-1].children.append(node)
            if token.nesting > 0:
                open_nodes.append(node)
    return Source(text.split("\n"), root.children)


@lru_cache
def _reader() -> MarkdownIt:
    options = {"html": False, "maxNesting": DEEPEST}
    reader = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    count_steps(reader)
    return reader


def text_of(source: Source, blocks: Iterable[Node]) -> str:
    """Return what some blocks say, with an empty line between two where there was one."""
    parts: list[str] = []
    for block in blocks:
        part = _block_text(source, block)
        if part:
            parts += ("\n\n" if source.apart(block) else "\n", part)
    return "".join(parts[1:])


def plain_text(tokens: Iterable[Token]) -> str:
    """Return what a line's pieces say; behind a link or a picture stands where it leads."""
    return "".join(_pieces(tokens))


def in_a_line(tokens: Iterable[Token]) -> str:
    """Return what pieces say as one line, such as a title."""
    return " ".join(plain_text(tokens).split())


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    leading: list[tuple[str, str]] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "link_open":
                leading.append((token.info, _address(token, "href")))
            case "link_close":
                how, address = leading.pop()
                yield f" ({address})" if address and how != "auto" else ""
            case "image":
                address = _address(token, "src")
                yield " ".join(filter(None, (token.content, f"({address})" if address else "")))
            case _:
                yield token.content


def _address(token: Token, name: str) -> str:
    address = normalizeLinkText(str(token.attrGet(name) or ""))
    return " ".join(filter(None, (address, str(token.attrGet("title") or ""))))


def _block_text(source: Source, node: Node) -> str:
    token = node.token
    match node.kind:
        case "bullet_list" | "ordered_list":
            return _list(source, node)
        case "blockquote":
            quoted = text_of(source, node.children).split("\n")
            return "\n".join(f"> {line}".rstrip() for line in quoted)
        case "table":
            return "\n".join(" | ".join(row) for row in rows_of(node))
        case "fence" if token:
            return f"{token.markup}{token.info}\n{token.content}{token.markup}"
        case "code_block" if token:
            return "\n".join(f"    {line}".rstrip() for line in token.content.rstrip("\n").split("\n"))
    return plain_text(node.inline)


def _list(source: Source, node: Node) -> str:
    parts: list[str] = []
    for item in node.children:
        marker = marker_of(item)
        first, *more = text_of(source, item.children).split("\n")
        lines = [f"{marker} {first}".rstrip(), *(f"{' ' * (len(marker) + 1)}{line}".rstrip() for line in more)]
        parts += ("\n\n" if source.apart(item) else "\n", "\n".join(lines))
    return "".join(parts[1:])


def marker_of(item: Node) -> str:
    """Return what stands before an item, such as `-` or `2.`."""
    return f"{item.token.info}{item.token.markup}" if item.token else "-"


def rows_of(table: Node) -> Sequence[tuple[str, ...]]:
    """Return a table's rows of cells, the heading first."""
    rows = [row for part in table.children for row in part.children]
    return [tuple(in_a_line(cell.inline) for cell in row.children) for row in rows]


def label_and_text(source: Source, item: Node) -> tuple[str, str] | None:
    """Return a list item's label in bold and what stands behind it; None for an item without one."""
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
