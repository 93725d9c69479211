"""The live edge, without a socket."""
