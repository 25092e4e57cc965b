"""Long text to read: draws its own rows, so that any length scrolls at once, and text is only text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tui.look import colours
from tui.look.signs import STYLES, Role, RoleParts, Span, text_of
from tui.presentation.lines import Paragraph
from tui.presentation.rows import text_rows


@lru_cache(64)
def role_styles(look: str, base: Style) -> Mapping[Role, Style]:
    """Return each role's style in a look, on what a widget stands on.

    Textual's own component styles say the same; for lists of a dozen roles they were a third of what a screen's first
    drawing took.
    """
    return {role: base + _style(RoleParts.of(told), colours.of_theme(look)) for role, told in STYLES.items()}


def _style(parts: RoleParts, colour: Mapping[str, str]) -> Style:
    ground = colour.get(parts.ground)
    behind = None if ground == colours.NONE else ground
    bold, underline = ("bold" in parts.kinds or None), ("underline" in parts.kinds or None)
    return Style(color=colour[parts.front], bgcolor=behind, bold=bold, underline=underline)


class OwnRows(ScrollView, can_focus=True):
    """Draws its own rows, and moves in them by the keys of every list and text; without a slide, at once."""

    BINDINGS = [
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("home", "end(-1)", show=False, priority=True),
        Binding("end", "end(1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    OwnRows { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; background: $ground; }
    """

    @property
    def role_styles(self) -> Mapping[Role, Style]:
        """How each role is drawn here."""
        return role_styles(self.app.theme, self.rich_style)

    @property
    def colours(self) -> Mapping[str, str]:
        """The colours of the look that is worn."""
        return colours.of_theme(self.app.theme)

    def focus_on_click(self) -> bool:
        """Take the keys, unless somebody writes: a click that slips is no end to a text."""
        return not isinstance(self.app.focused, (Input, TextArea))

    def action_step(self, way: int) -> None:
        """Move a row."""
        self.scroll_relative(y=way, animate=False, force=True)

    def action_page(self, way: int) -> None:
        """Move a page."""
        (self.scroll_page_down if way > 0 else self.scroll_page_up)(animate=False, force=True)

    def action_end(self, way: int) -> None:
        """Move to the first or the last row."""
        self.scroll_to(y=self.max_scroll_y if way > 0 else 0, animate=False, force=True)


class Reader(OwnRows):
    """Paragraphs to scroll through."""

    BINDINGS = [Binding("space", "page(1)", show=False, priority=True)]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.paragraphs: Sequence[Paragraph] = ()
        self.rows: list[tuple[Span, ...]] = []
        """Each row's spans."""
        self._look_to_bring = ""

    @property
    def text(self) -> str:
        """What stands here, its headings as in Markdown."""
        said = ((each, f"{text_of(each.column)}{each.text}") for each in self.paragraphs)
        lines = (f"## {text}" if each.look == "heading" else text for each, text in said)
        return "\n".join(lines)

    def show(self, paragraphs: Sequence[Paragraph], *, top: bool = False, news: bool = False) -> None:
        """Draw other paragraphs, from where one was reading, or from the top; `news` brings what is new into view."""
        if top:
            self.scroll_home(animate=False, force=True)
        if list(paragraphs) == list(self.paragraphs):
            return
        landmark, had = self._landmark(paragraphs), Counter(self.paragraphs)
        self.paragraphs = paragraphs
        if not news and self._redraws_what_differs():
            return
        self._lay_out()
        if landmark and not top:
            paragraph, above = landmark
            self.scroll_to(y=self._starts()[list(paragraphs).index(paragraph)] + above, animate=False, force=True)
        if news:
            self._reveal(had)
        self.refresh(layout=self.styles.is_auto_height)

    def _redraws_what_differs(self) -> bool:
        """Draw only the rows that are others now; tell whether that is enough: not where a scrollbar comes or goes."""
        before, height, width = self.rows, self.size.height, self.size.width
        if not height or self.scroll_offset.y or self.styles.is_auto_height:
            return False
        after = self._rows_in(width)
        if (len(after) > height) is not (len(before) > height):
            return False
        self.rows = after
        self.set_reactive(Reader.virtual_size, Size(width, len(after)))
        if len(after) > height:
            self.vertical_scrollbar.window_virtual_size = len(after)
        for y in range(height):
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, width, 1))
        self._bring()
        return True

    def bring(self, look: str) -> None:
        """Bring the first paragraph of a look into view, as soon as there is room to draw it in."""
        self._look_to_bring = look
        self._bring()

    def _bring(self) -> None:
        if not self._look_to_bring or not self.rows or not self.size.height:
            return
        looks = [paragraph.look for paragraph in self.paragraphs]
        if self._look_to_bring in looks:
            start = self._starts()[looks.index(self._look_to_bring)]
            if start >= self.size.height:
                self.scroll_to(y=start - self.size.height // 3, animate=False, force=True)
            self._look_to_bring = ""

    def _reveal(self, had: Counter[Paragraph]) -> None:
        """Bring the first paragraph that was not there into view, with the one before it for what it belongs to."""
        fresh = (place for place, each in enumerate(self.paragraphs) if each.text and each not in had)
        place = next(fresh, None)
        if place is None:
            return
        starts = [*self._starts(), len(self.rows)]
        top = self.scroll_offset.y
        if not top <= starts[place] <= starts[place + 1] <= top + self.size.height:
            self.scroll_to(y=starts[max(0, place - 1)], animate=False, force=True)

    def _landmark(self, after: Sequence[Paragraph]) -> tuple[Paragraph, int] | None:
        """Return the first paragraph in sight that stays and is like no other, and how far its start is off."""
        top, starts = self.scroll_offset.y, self._starts() if self.scroll_offset.y else []
        count = Counter([*self.paragraphs, *after])
        for paragraph, start, end in zip(self.paragraphs, starts, [*starts[1:], len(self.rows)], strict=False):
            if end > top and count[paragraph] == 2 and paragraph in after:  # noqa: PLR2004 - before and after
                return paragraph, top - start
        return None

    def _starts(self) -> list[int]:
        """Return the row each paragraph begins at."""
        lengths = (len(text_rows(paragraph, self.size.width - 2)) for paragraph in self.paragraphs)
        return list(accumulate(lengths, initial=0))[:-1]

    def on_resize(self) -> None:
        """Break the rows anew for another width."""
        self._lay_out()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self._rows_in(width))

    def _lay_out(self) -> None:
        width = self.size.width
        if width:
            self.rows = self._rows_in(width)
            self.virtual_size = Size(width, len(self.rows))
            self.refresh()
            self._bring()

    def _rows_in(self, width: int) -> list[tuple[Span, ...]]:
        return [row for paragraph in self.paragraphs for row in text_rows(paragraph, width - 2)]

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        place = y + self.scroll_offset.y
        spans = self.rows[place] if place < len(self.rows) else ()
        styles = self.role_styles
        drawn = (Segment(text, styles[role]) for text, role in (Span(" "), *spans))
        return Strip(drawn).adjust_cell_length(width, self.rich_style)
