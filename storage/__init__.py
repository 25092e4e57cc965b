"""fredstid's headless core: what is kept, what makes it worth keeping, and how it is kept."""

DISTRIBUTION = "fredstid"
"""Whose package this is: read before it is imported, for another distribution's may lie in its place."""
