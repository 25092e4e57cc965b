"""fredstid's own three looks, each with contrast enough for a projector in daylight."""

from textual.theme import Theme

DARK = Theme(
    name="fredstid-dark",
    primary="#8fd0ff",
    secondary="#b8c7d6",
    accent="#ffd479",
    success="#8ee6a0",
    warning="#ffb86b",
    error="#ff9d9d",
    foreground="#f2f2f2",
    background="#10151b",
    surface="#10151b",
    panel="#1d2630",
    dark=True,
)
LIGHT = Theme(
    name="fredstid-light",
    primary="#003f8a",
    secondary="#36454f",
    accent="#7a3b00",
    success="#0b5a25",
    warning="#8a3d00",
    error="#9c0b0b",
    foreground="#0b0b0b",
    background="#ffffff",
    surface="#ffffff",
    panel="#e6ebf0",
    dark=False,
)
CONTRAST = Theme(
    name="fredstid-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    success="#00ff5f",
    warning="#ffd700",
    error="#ffb3b3",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
)
THEMES = (DARK, LIGHT, CONTRAST)


def after(name: str) -> Theme:
    """Return the look that follows a look, round and round."""
    names = [theme.name for theme in THEMES]
    return THEMES[(names.index(name) + 1) % len(THEMES)] if name in names else DARK
