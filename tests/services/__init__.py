"""Use cases, played on a whole instance in memory."""
