"""Fuzzing: whatever comes in, the server answers in its own words or closes with the right code, and lives."""
