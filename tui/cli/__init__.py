"""The command line: fredstid without its screens."""
