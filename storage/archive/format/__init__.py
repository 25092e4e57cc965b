"""What stands in a file: its lines, its records, and what is wrong with it."""
