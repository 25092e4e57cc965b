"""What blocks say, as plain text with its lines, lists and code; nothing that is said is left out."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.token import Token

from storage.documents.plan_file.tree import Node, Source


def text_of(source: Source, blocks: Iterable[Node]) -> str:
    """Return what some blocks say, with an empty line between two where there was one."""
    parts: list[str] = []
    for block in blocks:
        part = _block(source, block)
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


def _block(source: Source, node: Node) -> str:
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
