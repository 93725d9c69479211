"""What is true of moderation: verdicts, and the rules that explain them."""
