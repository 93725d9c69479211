"""Laws: what holds whatever happens, in whatever order."""
