"""The HTTP side, asked through ASGI on a whole instance in memory."""
