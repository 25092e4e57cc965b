"""What is said where the demo team was written in another language than the screens speak."""

from pathlib import Path

from storage.domain.people import Language
from tui.desk.desk import Desk
from tui.i18n.words import N_

SPOKEN = {Language.NB: N_("Bokmål"), Language.NN: N_("Nynorsk"), Language.EN: N_("English")}


def other_language(desk: Desk, demo: Path) -> str:
    """Return that the demo speaks another language, and the way out; nothing where it does not, or of a real team."""
    words, spoken = desk.words, desk.store.book().team.language
    if desk.store.folder != demo or spoken == words.language:
        return ""
    return words(
        "The demo is in {spoken}. «fredstid demo --fresh --language {code}» makes it anew in {wanted}.",
        spoken=words(SPOKEN[spoken]),
        wanted=words(SPOKEN[words.language]),
        code=words.language.value,
    )
