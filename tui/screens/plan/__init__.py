"""The plan, its practices, its files and its years."""
