"""Looking things up: search and insight."""
