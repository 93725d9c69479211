"""The wire: what clients and server say to each other. The structs here are the single source."""
