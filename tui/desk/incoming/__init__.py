"""What comes in from a file: read, held against what the team has, and made into changes."""
