"""Real parts for the tests: PostgreSQL, NATS, Chromium, and Palabre itself as a process of its own."""
