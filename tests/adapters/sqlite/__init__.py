"""The store on SQLite: its file, its directory, its faults."""
