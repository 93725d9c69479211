"""Faults of the world around the server: killed, no room on the disk, a database held by another."""
