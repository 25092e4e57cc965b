"""Markdown as a tree of blocks, each knowing on which line it begins; no more of it than can be read in time."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
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
