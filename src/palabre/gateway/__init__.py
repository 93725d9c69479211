"""The live edge: connections in, frames out."""
