"""What is done to the tables, by noun: generators that yield queries and are sent rows."""
