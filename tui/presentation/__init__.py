"""Records as lines and paragraphs for people; pure."""
