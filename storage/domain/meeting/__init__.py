"""A meeting: its form, who does what, and the run of it."""
