"""What is true of rooms, guests and messages."""
