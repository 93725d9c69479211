"""Measurements: commands that print figures, never tests that fail on a busy machine."""
