"""How much work a document may be: Markdown can be written so that reading it takes a minute a page."""

from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from storage.domain.errors import Refused

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
