"""What only folders need: looked over, mended, gone back to a backup, taken out and in."""
