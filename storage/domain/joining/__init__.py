"""Two copies of one team's records as one: nothing that somebody kept is lost, in whatever order copies meet."""
