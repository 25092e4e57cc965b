"""Why an experience card is like a case, in words."""

from storage.content.themes import themes
from storage.domain.views.likeness import Likeness
from tui.i18n.words import Words


def reason(words: Words, likeness: Likeness) -> str:
    """Return why a card is suggested: the themes and words it shares, and that it says how to begin."""
    names = themes(words.language)
    shared = ", ".join(names.get(theme, theme) for theme in likeness.themes)
    said = ", ".join(f"«{word}»" for word in likeness.words)
    begins = words("says how to begin") if likeness.begins else ""
    return " · ".join(filter(None, (shared, said, begins)))
