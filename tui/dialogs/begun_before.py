"""Something new is to be written where another text was begun before and never saved."""

from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog

GO_ON = "go-on"
ANEW = "anew"


class BegunBeforeDialog(ChooseDialog):
    """Answers whether one goes on with that text or begins anew; the two are never joined unasked."""

    def __init__(self, desk: Desk, what: str) -> None:
        words = desk.words
        options = [(GO_ON, words("Go on with it")), (ANEW, words("Begin anew, and drop it"))]
        super().__init__(desk, words("{what}: one was begun before and not saved.", what=what), options)
