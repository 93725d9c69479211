"""Use cases, one verb a file: load, decide, save, publish. HTTP and WebSocket call the same ones."""
