"""fredstid's headless core: what is kept, what makes it worth keeping, and how it is kept."""
