"""What a file held before: backups, what was put aside, the history and its chain."""
