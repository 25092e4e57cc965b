"""One screen a file, with its sheet beside it."""
