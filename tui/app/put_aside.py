"""An application that can be put aside with Ctrl+Z, as terminal programs can, and draws itself again when asked."""

from typing import TypeVar

from textual.app import App
from textual.events import Event, Key
from textual.widgets import TextArea

Result = TypeVar("Result")


class PutAsideApp(App[Result]):
    """Stops on Ctrl+Z, and stands there whole after it goes on, after `kill -TSTP` too, and on Ctrl+L.

    In a text Ctrl+Z takes back what was typed, as in every field.
    """

    def redraw_when_resumed(self) -> None:
        """Begin to draw everything when the shell brings the program back: what stood there is gone."""
        self.app_resume_signal.subscribe(self, self._redraw)

    def _redraw(self, _: App[object]) -> None:
        self.action_redraw()

    async def on_event(self, event: Event) -> None:
        """Take the two keys wherever one is, in questions too."""
        key = event.key if isinstance(event, Key) and not event.is_forwarded else ""
        if key == "ctrl+l":
            self.action_redraw()
        elif key == "ctrl+z" and not isinstance(self.focused, TextArea):
            self.action_put_aside()
        else:
            await super().on_event(event)

    def action_redraw(self) -> None:
        """Draw everything anew, over whatever another program has written on the terminal."""
        self.refresh()

    def action_put_aside(self) -> None:
        """Stop, and give the terminal back to the shell; `fg` goes on."""
        if self.may_be_put_aside:
            self.action_suspend_process()

    @property
    def may_be_put_aside(self) -> bool:
        """Whether nobody else looks at this screen."""
        return True
