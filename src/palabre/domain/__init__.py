"""What is true of rooms, guests and messages; pure: no I/O, no clock, no randomness."""
