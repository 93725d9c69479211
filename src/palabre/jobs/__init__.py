"""Small loops with a clock: presence, pings, retention, sessions, control."""
