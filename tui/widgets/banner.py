"""A few words as large as there is room for, to be read from the other end of a room."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.look.letters import letters
from tui.presentation.wrapping import wrapped


class Banner(Widget):
    """Draws its text in large letters; in bold ones where those would take more than `most` rows."""

    DEFAULT_CSS = """
    Banner { height: auto; color: $ask; background: $ask-ground; text-style: bold; }
    """

    text: reactive[str] = reactive("", layout=True)
    most: reactive[int] = reactive(0, layout=True)

    def __init__(self, text: str = "", *, most: int = 0, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(Banner.text, text)
        self.set_reactive(Banner.most, most)

    def rows(self, width: int) -> tuple[str, ...]:
        """Return what is drawn in so many cells."""
        large = letters(self.text, width)
        return large if len(large) <= self.most else tuple(wrapped(self.text, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the number of rows."""
        return len(self.rows(width))

    def render(self) -> Content:
        """Return the rows."""
        return Content("\n".join(self.rows(self.size.width)))
