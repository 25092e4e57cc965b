"""The meeting: getting ready, the phases one by one, and what can be done in each."""
