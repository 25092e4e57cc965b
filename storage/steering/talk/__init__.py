"""What is heard in how people speak without a bad word, and in how vaguely they promise."""
