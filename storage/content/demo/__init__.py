"""The demo team, made from its outline."""
