"""What the inside needs from outside: one Protocol class a file."""
