"""fredstid's two faces: screens for teams and a command line for one."""

DISTRIBUTION = "fredstid"
"""Whose package this is: read before it is imported, for another distribution's may lie in its place."""
