"""Screens without a screen: what they show is said in plain lines, and typed lines answer what they ask."""
