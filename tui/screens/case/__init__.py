"""The case log, one case, and what can be done in it."""
