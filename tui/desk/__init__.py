"""What one can do, without a face: no Textual, no click."""
