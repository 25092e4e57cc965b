"""Questions about what is done with the homes."""
