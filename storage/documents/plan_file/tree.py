"""Markdown as a tree of blocks, each knowing on which line it begins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from storage.documents.plan_file.steps import count_steps
from storage.domain.text import cleaned

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
