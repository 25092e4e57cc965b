"""A change to a team's files: made ready from one snapshot, then put on disk, all of it or none."""
