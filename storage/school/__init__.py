"""What a school lays in its team folder itself: read whole, or named with its line where it is broken."""
