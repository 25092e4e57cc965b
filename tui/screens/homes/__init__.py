"""Parent meetings, rounds of conversations and first contacts."""
