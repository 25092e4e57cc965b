"""What is said to one for whom vi opens without having been chosen."""

from tui.i18n.words import Words


def word_about_vi(words: Words) -> str:
    """Return how one writes in vi, keeps and leaves; it is read before vi takes the whole terminal."""
    return words(
        "The editor vi opens now, for no other is installed. Press i to write. Esc and then :wq keeps the text, Esc"
        " and then :q! throws it away, each with Enter. EDITOR=nano in your profile chooses another. Press Enter."
    )
