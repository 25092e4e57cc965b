"""The application: what stands around the screens from the start to the end."""
