"""Judges text and state: sentences, signals, the safety gate, the identity guard and turning questions."""
