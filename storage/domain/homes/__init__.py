"""What is done with the homes in peacetime: parent meetings, conversations, first contacts."""
