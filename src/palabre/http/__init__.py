"""The HTTP side: pages, JSON routes, and the mapping of errors to problems."""
