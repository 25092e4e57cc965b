"""What a book of records tells, seen from one question at a time."""
